"""The law language read a second time, on complete answers only: the judge of the engine.

Independent of the engine on purpose: plain Python values, no intervals, no memory. What
the law does not know is UNKNOWN and spreads, except through Kleene's and, or.
"""

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from scarpette_tui.catalogue import expressions as law
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.catalogue.parameters import Unknown, table_at, value_at


class Undefined:
    """What nobody knows."""


UNKNOWN = Undefined()


class Months(int):
    """A number of months."""


class Reading:
    """Reads expressions with complete answers: question id -> value, group -> list of dicts."""

    def __init__(self, catalogue: Catalogue, answers: dict[str, Any], on: date) -> None:
        self.answers, self.on = answers, on
        self.definitions = {d.id: law.parse(d.value) for d in catalogue.definitions}
        self.parameters = {p.id: p for p in catalogue.parameters}
        self.tables = {t.id: t for t in catalogue.tables}
        self.permits = {p.id: p for p in catalogue.permits}

    def read(self, text: str) -> Any:
        return self.value(law.parse(text), {})

    def value(self, node: Any, loops: dict[str, Any]) -> Any:
        match node:
            case law.Literal(value=value):
                return value
            case law.Name(id="on"):
                return self.on
            case law.Name(id=name) if name in self.definitions:
                return self.value(self.definitions[name], {})
            case law.Name(id=name):
                value = self.answers[name]
                return Decimal(len(value)) if isinstance(value, list) else value
            case law.FieldRef(var=var, field=field):
                return loops[var][field]
            case law.Param(id=name):
                return self.known(value_at(self.parameters[name], self.on))
            case law.BoolOp(op=op, operands=operands):
                return self.connect(op, [self.value(each, loops) for each in operands])
            case law.IfElse(condition=condition, then=then, otherwise=otherwise):
                decided = self.value(condition, loops)
                if decided is UNKNOWN:
                    return UNKNOWN
                return self.value(then if decided else otherwise, loops)
            case law.Compare(left=left, rest=rest):
                return self.compared(self.value(left, loops), rest, loops)
            case law.Comprehension():
                return self.over(node, loops)
            case law.InTest(item=item, container=law.SetLiteral(values=values), negated=negated):
                return (self.value(item, loops) in values) is not negated
            case law.InTest(item=item, container=container, negated=negated):
                return (self.value(item, loops) in self.value(container, loops)) is not negated
            case _:
                return self.computed(node, loops)

    @staticmethod
    def known(found: Any) -> Any:
        return UNKNOWN if isinstance(found, Unknown) else found.value

    @staticmethod
    def connect(op: str, values: list[Any]) -> Any:
        decisive = op == "or"
        if any(value is decisive for value in values):
            return decisive
        return UNKNOWN if UNKNOWN in values else not decisive

    def compared(self, left: Any, rest: Any, loops: dict[str, Any]) -> Any:
        truths = []
        for op, node in rest:
            right = self.value(node, loops)
            if left is UNKNOWN or right is UNKNOWN:
                truths.append(UNKNOWN)
            else:
                order = {"==": left == right, "!=": left != right}
                if op not in order:
                    order = {
                        "<": left < right, "<=": left <= right,
                        ">": left > right, ">=": left >= right,
                    }  # fmt: skip
                truths.append(order[op])
            left = right
        return self.connect("and", truths)

    def over(self, node: Any, loops: dict[str, Any]) -> Any:
        values = []
        for person in self.answers[node.group]:
            inner = {**loops, node.var: person}
            taken, item = self.value(node.condition, inner), self.value(node.item, inner)
            if node.kind == "all":
                values.append(self.connect("or", [self.negated(taken), item]))
            elif node.kind == "sum":
                values.append(item if taken is True else Decimal(0) if taken is False else UNKNOWN)
            else:
                values.append(self.connect("and", [taken, item]))
        if node.kind in {"any", "all"}:
            return self.connect({"any": "or", "all": "and"}[node.kind], values)
        if UNKNOWN in values:
            return UNKNOWN
        return sum((Decimal(value) for value in values), Decimal(0))

    @staticmethod
    def negated(value: Any) -> Any:
        return UNKNOWN if value is UNKNOWN else not value

    def computed(self, node: Any, loops: dict[str, Any]) -> Any:
        match node:
            case law.Not(operand=operand):
                return self.negated(self.value(operand, loops))
            case law.Neg(operand=operand):
                value = self.value(operand, loops)
                return UNKNOWN if value is UNKNOWN else -value
            case law.Power(base=base, exponent=exponent):
                value, times = self.value(base, loops), self.value(exponent, loops)
                result = Decimal(1)
                if UNKNOWN in (value, times):
                    return UNKNOWN
                for _ in range(int(times)):
                    result *= value
                return result
            case law.Arith(op=op, left=left, right=right):
                return self.arith(op, self.value(left, loops), self.value(right, loops))
            case law.Call(function="permitted", args=(law.Literal(value=name),)):
                row = self.permits.get(self.answers["permit"])
                rule = row.benefits.get(name) if row else None
                told = {"yes": True, "no": False}.get(rule.value) if rule else None
                return UNKNOWN if told is None else told
            case law.Call(function=function, args=args):
                values = [self.value(arg, loops) for arg in args]
                return UNKNOWN if UNKNOWN in values else self.call(function, values)
        raise AssertionError(node)

    @staticmethod
    def arith(op: str, left: Any, right: Any) -> Any:
        if UNKNOWN in (left, right):
            return UNKNOWN
        if isinstance(right, Months):
            return move(left, right if op == "+" else -right)
        if op == "/":
            return left / right if right else UNKNOWN
        if op == "*":
            return left * right
        value = left + right if op == "+" else left - right
        if isinstance(value, timedelta) and isinstance(left, date):
            return Decimal(value.days)
        return value

    def call(self, function: str, values: list[Any]) -> Any:
        first = values[0]
        match function:
            case "min" | "max":
                return min(values) if function == "min" else max(values)
            case "abs":
                return abs(first)
            case "floor" | "ceil":
                way = ROUND_FLOOR if function == "floor" else ROUND_CEILING
                return first.to_integral_value(way)
            case "round_half_up":
                return first.quantize(Decimal(10) ** -int(values[1]), ROUND_HALF_UP)
            case "days":
                return timedelta(days=int(first))
            case "months" | "years":
                return Months(int(first) * (12 if function == "years" else 1))
            case "year":
                return Decimal(first.year)
            case "len":
                return first
            case "days_between":
                return Decimal((values[1] - first).days)
            case "months_between" | "years_between":
                months = whole_months(first, values[1])
                return Decimal(months // 12 if function == "years_between" else months)
            case "param_at":
                return self.known(value_at(self.parameters[first], values[1]))
            case "table":
                return self.known(table_at(self.tables[first], values[1], values[2], self.on))
        raise AssertionError(function)


def move(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def whole_months(first: date, second: date) -> int:
    months = -1200
    while move(first, months + 1) <= second:
        months += 1
    return months
