"""Compiles the law language to closures over a context.

Each closure returns a settled value or an `Open` (see `abstract`). It is sound: whatever
the missing answers turn out to be, the concrete value lies in the abstract one.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

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
    parse,
)
from scarpette_tui.catalogue.model import Catalogue, Kind
from scarpette_tui.catalogue.permits import PERMIT_QUESTION
from scarpette_tui.errors import CatalogueError
from scarpette_tui.interview import arithmetic, calendar_math, comparing
from scarpette_tui.interview.abstract import INFINITY, Abstract, OpenNumber, key_form
from scarpette_tui.interview.context import Context, Run
from scarpette_tui.interview.domains import Domain, domain_of
from scarpette_tui.interview.law_values import LawValues
from scarpette_tui.interview.people import loop
from scarpette_tui.interview.truth import both, choice, either, negation

ANY_PAYMENT = OpenNumber(Decimal(1), INFINITY, ("law", "pagamento"))
"""What `i` is outside a schedule: some payment, whichever."""
THIS = "this"
"""The loop variable that stands for the person a field's `when` speaks of."""


class Compiler:
    """Compiles the expressions of one catalogue and remembers what each may read.

    Args:
        catalogue: the law data.

    Attributes:
        law: parameters, tables and permits.
        domains: domain of each question by id, of each field by `group.field`.

    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.law = LawValues(catalogue)
        self._definitions = {each.id: each for each in catalogue.definitions}
        self._compiled: dict[str, tuple[Run, frozenset[str]]] = {}
        self._reads: set[str] = set()
        self.domains: dict[str, Domain] = {}
        for question in catalogue.questions:
            self.domains[question.id] = domain_of(question)
            for field in question.fields:
                self.domains[f"{question.id}.{field.id}"] = domain_of(field)

    def compile(self, text: str, group: str = "") -> tuple[Run, frozenset[str]]:
        """Compile an expression.

        Args:
            text: its source.
            group: the people `this` belongs to, in the `when` of a field.

        Returns:
            The closure, and what it may read: question ids, `group.*.field` for a field of
            anybody, and `param.ID` and `table.ID` for the values it reads as of `on`.

        Raises:
            CatalogueError: the text cannot be read, or a name is unknown.

        """
        outer, self._reads = self._reads, set()
        run = self._node(parse(text), {THIS: group} if group else {})
        reads, self._reads = frozenset(self._reads), outer
        return run, reads

    def _node(self, node: Node, scope: dict[str, str]) -> Run:
        compiler: Callable[[Compiler, Any, dict[str, str]], Run] = _COMPILERS[type(node)]
        return compiler(self, node, scope)

    def _literal(self, node: Literal, _: dict[str, str]) -> Run:
        value = node.value
        return lambda _ctx: value

    def _name(self, node: Name, _: dict[str, str]) -> Run:
        name = node.id
        if name == "on":
            return lambda ctx: ctx.on
        if name == "i":
            return lambda ctx: ANY_PAYMENT if ctx.turn is None else ctx.turn
        if name in self._definitions:
            return self._definition(name)
        if name in self.domains:
            return self._answer(name)
        raise CatalogueError(f"Nome sconosciuto nel catalogo: {name}.")

    def _answer(self, key: str) -> Run:
        self._reads.add(key)
        missing = self.domains[key].whole(key_form(key))

        def run(ctx: Context) -> Abstract:
            value = ctx.values.get(key)
            return missing if value is None else value

        return run

    def _definition(self, name: str) -> Run:
        if name not in self._compiled:
            self._compiled[name] = _undefined, frozenset()
            self._compiled[name] = self.compile(self._definitions[name].value)
        inner, reads = self._compiled[name]
        self._reads |= reads
        return remembered(name, inner, reads)

    def _field(self, node: FieldRef | ThisField, scope: dict[str, str]) -> Run:
        var = node.var if isinstance(node, FieldRef) else THIS
        group, field = scope.get(var, ""), node.field
        if not group or f"{group}.{field}" not in self.domains:
            raise CatalogueError(f"Nome sconosciuto nel catalogo: {var}.{field}.")
        self._reads |= {group, f"{group}.*.{field}"}
        domain = self.domains[f"{group}.{field}"]
        anyone = domain.whole(("someone", key_form(group), var, field))
        kept: dict[int, tuple[str, Abstract]] = {}

        def run(ctx: Context) -> Abstract:
            index = ctx.loops[var][1]
            if index is None:
                return anyone
            if index not in kept:
                key = f"{group}.{index}.{field}"
                kept[index] = key, domain.whole(key_form(key))
            key, missing = kept[index]
            value = ctx.values.get(key)
            return missing if value is None else value

        return run

    def _param(self, node: Param, _: dict[str, str]) -> Run:
        self._reads.add(f"param.{node.id}")
        return self.law.parameter(node.id)

    def _bool(self, node: BoolOp, scope: dict[str, str]) -> Run:
        operands = [self._node(operand, scope) for operand in node.operands]
        return both(operands) if node.op == "and" else either(operands)

    def _not(self, node: Not, scope: dict[str, str]) -> Run:
        return negation(self._node(node.operand, scope))

    def _compare(self, node: Compare, scope: dict[str, str]) -> Run:
        pairs, left = [], self._node(node.left, scope)
        for op, right_node in node.rest:
            right = self._node(right_node, scope)
            pairs.append(comparing.pair(op, left, right))
            left = right
        return pairs[0] if len(pairs) == 1 else both(pairs)

    def _in(self, node: InTest, scope: dict[str, str]) -> Run:
        item = self._node(node.item, scope)
        if isinstance(node.container, SetLiteral):
            run = comparing.in_set(item, node.container.values)
        else:
            run = comparing.in_answer(item, self._node(node.container, scope))
        return negation(run) if node.negated else run

    def _arith(self, node: Arith, scope: dict[str, str]) -> Run:
        return arithmetic.arith(
            node.op, self._node(node.left, scope), self._node(node.right, scope)
        )

    def _neg(self, node: Neg, scope: dict[str, str]) -> Run:
        return arithmetic.negative(self._node(node.operand, scope))

    def _power(self, node: Power, scope: dict[str, str]) -> Run:
        return arithmetic.power(self._node(node.base, scope), self._node(node.exponent, scope))

    def _ifelse(self, node: IfElse, scope: dict[str, str]) -> Run:
        parts = (node.condition, node.then, node.otherwise)
        return choice(*(self._node(part, scope) for part in parts))

    def _loop(self, node: Comprehension, scope: dict[str, str]) -> Run:
        if node.group not in self.domains or self.domains[node.group].kind is not Kind.PEOPLE:
            raise CatalogueError(f"Nel catalogo {node.group} non è un gruppo di persone.")
        inner = {**scope, node.var: node.group}
        item, condition = self._node(node.item, inner), self._node(node.condition, inner)
        counted = self._answer(node.group)
        return loop(node.kind, item, condition, counted, var=node.var, group=node.group)

    def _call(self, node: Call, scope: dict[str, str]) -> Run:
        name = node.function
        texts = [str(each.value) for each in node.args if isinstance(each, Literal)]
        if name == "permitted":
            return self.law.permitted(texts[0], self._answer(PERMIT_QUESTION))
        if name in {"param_at", "table", "table_at"}:
            return self._dated(node, scope)
        args = [self._node(arg, scope) for arg in node.args]
        if name in {"min", "max"}:
            return arithmetic.extreme(name, args)
        if name in {"days", "months", "years"}:
            return arithmetic.duration(name, args[0])
        return _FUNCTIONS[name](*args)

    def _dated(self, node: Call, scope: dict[str, str]) -> Run:
        texts = [str(each.value) for each in node.args[:2] if isinstance(each, Literal)]
        if node.function == "param_at":
            return self.law.parameter_at(texts[0], self._node(node.args[1], scope))
        income = self._node(node.args[2], scope)
        if node.function == "table":
            self._reads.add(f"table.{texts[0]}")
            return self.law.table(texts[0], texts[1], income, lambda ctx: ctx.on)
        when = self._node(node.args[3], scope)
        return self.law.table(texts[0], texts[1], income, when)


def remembered(name: str, inner: Run, reads: frozenset[str]) -> Run:
    """Return an expression that a context works out once, under a name of its own."""

    def run(ctx: Context) -> Abstract:
        kept = ctx.known(name)
        if kept is None:
            before = ctx.rank, ctx.stale
            ctx.rank, ctx.stale = 0, False
            kept = ctx.cache[name] = inner(ctx), ctx.rank, ctx.stale, reads
            ctx.rank, ctx.stale = before
        ctx.rank = max(ctx.rank, kept[1])
        ctx.stale = ctx.stale or kept[2]
        return kept[0]

    return run


def _undefined(_: Context) -> Abstract:
    raise CatalogueError("Una definizione del catalogo rimanda a se stessa.")


_FUNCTIONS: dict[str, Callable[..., Run]] = {
    "round_half_up": arithmetic.rounding,
    "len": lambda run: run,
    "abs": arithmetic.absolute,
    "year": arithmetic.year_of,
    "floor": lambda run: arithmetic.monotone("floor", arithmetic.floor, run),
    "ceil": lambda run: arithmetic.monotone("ceil", arithmetic.ceil, run),
    "years_between": partial(arithmetic.between, "years", calendar_math.years_between),
    "months_between": partial(arithmetic.between, "months", calendar_math.months_between),
    "days_between": partial(arithmetic.between, "days", calendar_math.days_between),
}
_COMPILERS: dict[type, Any] = {
    Literal: Compiler._literal,
    Name: Compiler._name,
    FieldRef: Compiler._field,
    ThisField: Compiler._field,
    Param: Compiler._param,
    BoolOp: Compiler._bool,
    Not: Compiler._not,
    Compare: Compiler._compare,
    InTest: Compiler._in,
    Arith: Compiler._arith,
    Neg: Compiler._neg,
    Power: Compiler._power,
    IfElse: Compiler._ifelse,
    Comprehension: Compiler._loop,
    Call: Compiler._call,
}
