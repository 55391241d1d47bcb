"""The nodes of the law language: what `expressions.parse` makes of a text.

Numbers are always Decimal (whole numbers too), dates are dates. Names are not resolved
here: `checking` proves that they are, the engine gives them a meaning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal as OneOf

ArithOp = OneOf["+", "-", "*", "/"]
CompareOp = OneOf["==", "!=", "<", "<=", ">", ">="]
ComprehensionKind = OneOf["any", "all", "count", "sum"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A truth value, number, text or `date("...")`."""

    value: bool | Decimal | str | date


@dataclass(frozen=True, slots=True)
class SetLiteral:
    """A set of texts: `{"a", "b"}`."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A question, a definition, `on`, or `i` of a schedule."""

    id: str


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of the person a loop stands on: `c.age`."""

    var: str
    field: str


@dataclass(frozen=True, slots=True)
class ThisField:
    """A sibling field, in the `when` of a field: `this.age`."""

    field: str


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter as of `on`: `param.ID`."""

    id: str


@dataclass(frozen=True, slots=True)
class BoolOp:
    """`and` or `or` over two or more operands, in source order."""

    op: OneOf["and", "or"]
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not x`."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison, chained when `rest` holds more than one pair."""

    left: "Node"
    rest: tuple[tuple[CompareOp, "Node"], ...]


@dataclass(frozen=True, slots=True)
class InTest:
    """`item in container`; the container is a SetLiteral or the answer of a `choices`."""

    item: "Node"
    container: "Node"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Arith:
    """Arithmetic on numbers, or date and duration, or date minus date (days)."""

    op: ArithOp
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Neg:
    """`-x`."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """`base ** exponent`; the exponent is a whole number."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class IfElse:
    """`then if condition else otherwise`."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `expressions.FUNCTIONS`; `days(n)`, `months(n)`, `years(n)` too."""

    function: str
    args: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Comprehension:
    """`kind(item for var in group if condition)`.

    `condition` is `Literal(True)` when there is no `if`. For `count` the item is a truth
    (those for which it is true are counted); `count(c for c in ...)` has `Literal(True)`.
    """

    kind: ComprehensionKind
    item: "Node"
    var: str
    group: str
    condition: "Node"


Node = (
    Literal
    | SetLiteral
    | Name
    | FieldRef
    | ThisField
    | Param
    | BoolOp
    | Not
    | Compare
    | InTest
    | Arith
    | Neg
    | Power
    | IfElse
    | Call
    | Comprehension
)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly under `node`, in source order."""
    under: tuple[Node, ...] = ()
    match node:
        case BoolOp(operands=nodes) | Call(args=nodes):
            under = nodes
        case Not(operand=one) | Neg(operand=one):
            under = (one,)
        case Compare(left=left, rest=rest):
            under = (left, *(right for _, right in rest))
        case (
            InTest(item=left, container=right)
            | Arith(left=left, right=right)
            | Power(base=left, exponent=right)
            | Comprehension(item=left, condition=right)
        ):
            under = (left, right)
        case IfElse(condition=condition, then=then, otherwise=otherwise):
            under = (condition, then, otherwise)
    return under


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything under it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Node) -> frozenset[str]:
    """Return every name an expression depends on.

    Plain ids for questions, definitions, groups, `on` and `i`; `group.field` for the fields
    a loop reads; `this.field`; `param.ID` (also of param_at); `table.ID` and
    `permitted.BENEFIT`.
    """
    return frozenset(_names(node, {}))


def _names(node: Node, scope: dict[str, str]) -> set[str]:
    found: set[str] = set()
    match node:
        case Name(id=name):
            found = {name}
        case Param(id=name):
            found = {f"param.{name}", "on"}
        case ThisField(field=field):
            found = {f"this.{field}"}
        case FieldRef(var=var, field=field):
            found = {f"{scope.get(var, var)}.{field}"}
        case Call(function="param_at", args=(Literal(value=name), *_)):
            found = {f"param.{name}"}
        case Call(function="table" | "table_at" as function, args=(Literal(value=name), *_)):
            found = {f"table.{name}"} | ({"on"} if function == "table" else set())
        case Call(function="permitted", args=(Literal(value=name),)):
            found = {f"permitted.{name}"}
        case Comprehension(var=var, group=group):
            scope = {**scope, var: group}
            found = {group}
    for child in children(node):
        found |= _names(child, scope)
    return found
