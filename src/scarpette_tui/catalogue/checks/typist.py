"""Proves that an expression makes sense: names known, kinds in agreement, options real."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from scarpette_tui.catalogue.checks.kinds import (
    ANY,
    BOOL,
    DATE,
    DURATION,
    NUMBER,
    Names,
    ValueKind,
)
from scarpette_tui.catalogue.expressions import (
    Arith,
    BoolOp,
    Call,
    Compare,
    Comprehension,
    FieldRef,
    IfElse,
    InTest,
    Literal,
    Name,
    Neg,
    Node,
    Not,
    Param,
    Power,
    SetLiteral,
    ThisField,
)
from scarpette_tui.catalogue.permits import PERMIT_QUESTION

_CALLS: dict[str, tuple[tuple[ValueKind, ...], ValueKind]] = {
    "abs": ((NUMBER,), NUMBER),
    "floor": ((NUMBER,), NUMBER),
    "ceil": ((NUMBER,), NUMBER),
    "round_half_up": ((NUMBER, NUMBER), NUMBER),
    "param_at": ((ANY, DATE), NUMBER),
    "table": ((ANY, ANY, NUMBER), NUMBER),
    "table_at": ((ANY, ANY, NUMBER, DATE), NUMBER),
    "permitted": ((ANY,), BOOL),
    "years_between": ((DATE, DATE), NUMBER),
    "months_between": ((DATE, DATE), NUMBER),
    "days_between": ((DATE, DATE), NUMBER),
    "year": ((DATE,), NUMBER),
    "days": ((NUMBER,), DURATION),
    "months": ((NUMBER,), DURATION),
    "years": ((NUMBER,), DURATION),
}
_ARITH: dict[tuple[str, str, str], ValueKind] = {
    **{(op, "number", "number"): NUMBER for op in "+-*/"},
    ("+", "date", "duration"): DATE,
    ("+", "duration", "date"): DATE,
    ("-", "date", "duration"): DATE,
    ("-", "date", "date"): NUMBER,
    ("+", "duration", "duration"): DURATION,
    ("-", "duration", "duration"): DURATION,
}


class Typist:
    """Finds the kind of an expression; `faults` collects what makes no sense (Italian)."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._groups: dict[str, str] = {}
        self.faults: list[str] = []

    def kind(self, node: Node) -> ValueKind:
        """Return the kind of value a node gives; ANY after a fault."""
        return _RULES[type(node)](self, node)

    def want(self, node: Node, wanted: ValueKind, what: str) -> None:
        """Report a node that does not give the wanted kind."""
        found = self.kind(node)
        if ANY not in (found, wanted) and found.name != wanted.name:
            self.faults.append(f"{what}: serve {wanted.said}, non {found.said}")

    def _fault(self, message: str) -> ValueKind:
        self.faults.append(message)
        return ANY

    def _literal(self, node: Literal) -> ValueKind:
        value = node.value
        if isinstance(value, bool):
            return BOOL
        if isinstance(value, Decimal):
            return NUMBER
        return DATE if isinstance(value, date) else ValueKind("text", frozenset({value}))

    def _set(self, node: SetLiteral) -> ValueKind:
        return ValueKind("texts", node.values)

    def _name(self, node: Name) -> ValueKind:
        found = self._names.of_name(node.id)
        return found or self._fault(f"nome sconosciuto: {node.id}")

    def _field(self, node: FieldRef) -> ValueKind:
        group = self._groups.get(node.var, node.var)
        if group not in self._names.questions:
            return ANY
        found = self._names.of_field(group, node.field)
        return found or self._fault(f"nome sconosciuto: {node.var}.{node.field} (campo di {group})")

    def _this(self, node: ThisField) -> ValueKind:
        found = self._names.siblings.get(node.field)
        return found or self._fault(f"nome sconosciuto (o campo che segue): this.{node.field}")

    def _param(self, node: Param) -> ValueKind:
        if node.id in self._names.parameters:
            return NUMBER
        return self._fault(f"parametro sconosciuto: {node.id}")

    def _logic(self, node: BoolOp) -> ValueKind:
        for operand in node.operands:
            self.want(operand, BOOL, node.op)
        return BOOL

    def _not(self, node: Not) -> ValueKind:
        self.want(node.operand, BOOL, "not")
        return BOOL

    def _neg(self, node: Neg) -> ValueKind:
        self.want(node.operand, NUMBER, "segno meno")
        return NUMBER

    def _power(self, node: Power) -> ValueKind:
        self.want(node.base, NUMBER, "**")
        self.want(node.exponent, NUMBER, "**")
        exponent = node.exponent.value if isinstance(node.exponent, Literal) else 0
        if isinstance(exponent, Decimal) and exponent % 1:
            return self._fault("**: l'esponente dev'essere intero")
        return NUMBER

    def _compare(self, node: Compare) -> ValueKind:
        left = self.kind(node.left)
        for op, right_node in node.rest:
            right = self.kind(right_node)
            self._pair(left, op, right)
            left = right
        return BOOL

    def _pair(self, left: ValueKind, op: str, right: ValueKind) -> None:
        if ANY in (left, right):
            return
        if left.name != right.name:
            self._fault(f"confronto {op} fra {left.said} e {right.said}")
        elif left.name in {"texts", "people"}:
            self._fault(f"{left.said} non si confronta con {op}: usare in, count o len")
        elif op not in {"==", "!="} and left.name not in {"number", "date", "duration"}:
            self._fault(f"{left.said} non ha un ordine: {op} non si può usare")
        elif left.name == "text":
            self._options(left, right)

    def _options(self, left: ValueKind, right: ValueKind) -> None:
        """Report a value that the other side can never take."""
        for one, other in ((left, right), (right, left)):
            if len(one.options) == 1 and not one.options & other.options:
                known = ", ".join(sorted(other.options))
                self._fault(f"«{min(one.options)}» non è fra i valori possibili ({known})")
                return

    def _in(self, node: InTest) -> ValueKind:
        item, container = self.kind(node.item), self.kind(node.container)
        if ANY in (item, container):
            return BOOL
        if item.name != "text" or container.name != "texts":
            return self._fault(f"«in» fra {item.said} e {container.said}")
        if isinstance(node.container, SetLiteral):
            for value in sorted(container.options - item.options):
                self._fault(f"«{value}» non è fra i valori possibili ({_listed(item)})")
        elif strange := item.options - container.options:
            self._fault(f"«{min(strange)}» non è fra i valori possibili ({_listed(container)})")
        return BOOL

    def _arith(self, node: Arith) -> ValueKind:
        left, right = self.kind(node.left), self.kind(node.right)
        if ANY in (left, right):
            return ANY
        if node.op == "/" and node.right == Literal(Decimal(0)):
            return self._fault("divisione per zero")
        found = _ARITH.get((node.op, left.name, right.name))
        return found or self._fault(f"operazione {node.op} fra {left.said} e {right.said}")

    def _ifelse(self, node: IfElse) -> ValueKind:
        self.want(node.condition, BOOL, "if")
        return self._same([node.then, node.otherwise], "if ... else")

    def _same(self, nodes: list[Node], what: str) -> ValueKind:
        kinds = [kind for kind in map(self.kind, nodes) if kind != ANY]
        if not kinds:
            return ANY
        for kind in kinds[1:]:
            if kind.name != kinds[0].name:
                return self._fault(f"{what}: {kinds[0].said} e {kind.said} insieme")
        return ValueKind(kinds[0].name, frozenset().union(*(kind.options for kind in kinds)))

    def _call(self, node: Call) -> ValueKind:
        if node.function in {"min", "max"}:
            found = self._same(list(node.args), node.function)
            if found.name not in {"number", "date", "duration", "any"}:
                return self._fault(f"{node.function}(...): {found.said} non ha un ordine")
            return found
        if node.function == "len":
            self._group(node.args[0].id if isinstance(node.args[0], Name) else "")
            return NUMBER
        self._known_texts(node)
        wanted, given = _CALLS[node.function]
        for arg, kind in zip(node.args, wanted, strict=True):
            self.want(arg, kind, f"{node.function}(...)")
        return given

    def _known_texts(self, node: Call) -> None:
        """Report a parameter, table, column or benefit that a call names and nobody knows."""
        texts = [str(arg.value) for arg in node.args if isinstance(arg, Literal)]
        first = texts[0] if texts else ""
        if node.function == "param_at" and first not in self._names.parameters:
            self._fault(f"parametro sconosciuto: {first}")
        elif node.function == "permitted":
            if first not in self._names.benefits:
                self._fault(f"prestazione sconosciuta: {first}")
            if PERMIT_QUESTION not in self._names.questions:
                self._fault(f"permitted(...) ha bisogno della domanda «{PERMIT_QUESTION}»")
        elif node.function in {"table", "table_at"}:
            columns = self._names.tables.get(first)
            if columns is None:
                self._fault(f"tabella sconosciuta: {first}")
            elif texts[1] not in columns:
                self._fault(f"colonna sconosciuta nella tabella {first}: {texts[1]}")

    def _group(self, name: str) -> None:
        question = self._names.questions.get(name)
        if question is None:
            self._fault(f"nome sconosciuto: {name}")
        elif question.kind != "people":
            self._fault(f"{name} non è un gruppo di persone")

    def _loop(self, node: Comprehension) -> ValueKind:
        self._group(node.group)
        if self._names.of_name(node.var):
            self._fault(f"nome già usato nel «for»: {node.var}")
        outer, self._groups = self._groups, {**self._groups, node.var: node.group}
        self.want(node.condition, BOOL, f"{node.kind}(... if ...)")
        wanted = NUMBER if node.kind == "sum" else BOOL
        self.want(node.item, wanted, f"{node.kind}(...)")
        self._groups = outer
        return NUMBER if node.kind in {"sum", "count"} else BOOL


def _listed(kind: ValueKind) -> str:
    return ", ".join(sorted(kind.options))


_RULES: dict[type[Any], Callable[[Typist, Any], ValueKind]] = {
    Literal: Typist._literal,
    SetLiteral: Typist._set,
    Name: Typist._name,
    FieldRef: Typist._field,
    ThisField: Typist._this,
    Param: Typist._param,
    BoolOp: Typist._logic,
    Not: Typist._not,
    Neg: Typist._neg,
    Power: Typist._power,
    Compare: Typist._compare,
    InTest: Typist._in,
    Arith: Typist._arith,
    IfElse: Typist._ifelse,
    Call: Typist._call,
    Comprehension: Typist._loop,
}
