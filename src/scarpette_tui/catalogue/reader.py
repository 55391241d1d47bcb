"""Reads a Python syntax tree into the nodes of the law language; refuses all the rest."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast, get_args

from scarpette_tui.catalogue.nodes import (
    Arith,
    ArithOp,
    BoolOp,
    Call,
    Compare,
    CompareOp,
    Comprehension,
    ComprehensionKind,
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
from scarpette_tui.errors import CatalogueError

MAX_LENGTH = 4000
MAX_DEPTH = 80


@dataclass(frozen=True, slots=True)
class Signature:
    """How many arguments a function takes; the first `texts` of them are literal texts."""

    least: int
    most: int
    texts: int = 0


FUNCTIONS = {
    "min": Signature(2, 20),
    "max": Signature(2, 20),
    "abs": Signature(1, 1),
    "floor": Signature(1, 1),
    "ceil": Signature(1, 1),
    "round_half_up": Signature(2, 2),
    "param_at": Signature(2, 2, texts=1),
    "table": Signature(3, 3, texts=2),
    "table_at": Signature(4, 4, texts=2),
    "permitted": Signature(1, 1, texts=1),
    "years_between": Signature(2, 2),
    "months_between": Signature(2, 2),
    "days_between": Signature(2, 2),
    "year": Signature(1, 1),
    "days": Signature(1, 1),
    "months": Signature(1, 1),
    "years": Signature(1, 1),
    "len": Signature(1, 1),
}
COMPREHENSIONS = frozenset(get_args(ComprehensionKind))
RESERVED = frozenset({"this", "param", "on", "i", "date", *FUNCTIONS, *COMPREHENSIONS})
"""Names that no question, definition or loop variable may have."""

_ARITH: dict[type[ast.operator], ArithOp] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPARE: dict[type[ast.cmpop], CompareOp] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_GLUED = re.compile(r"(?<![A-Za-z0-9_])[0-9][0-9.]*[A-Za-z_]")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXTS = re.compile(r"\"[^\"]*\"|'[^']*'")


class Reader:
    """Turns one syntax tree into nodes; knows the loop variables in sight."""

    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._bytes = text.encode("utf-8", "replace")
        self._where = where
        self._loops: list[str] = []
        self._depth = 0

    def error(self, problem: str) -> CatalogueError:
        """Return the error to raise: where, the expression, the problem (Italian)."""
        shown = self._text if len(self._text) <= 160 else self._text[:157] + "..."
        start = f"{self._where}: " if self._where else ""
        return CatalogueError(f"{start}espressione «{shown}»: {problem}.")

    def refuse_oddities(self) -> None:
        """Refuse what Python would read with a warning, or read as something else."""
        if not self._text:
            raise self.error("è vuota")
        if len(self._text) > MAX_LENGTH:
            raise self.error(f"è più lunga di {MAX_LENGTH} caratteri")
        for sign in "\\#`$":
            if sign in self._text:
                raise self.error(f"il segno {sign} non è ammesso")
        if not self._text.isprintable():
            raise self.error("contiene caratteri invisibili")
        if glued := _GLUED.search(_TEXTS.sub('""', self._text)):
            raise self.error(f"numero non valido: {glued.group()}")

    def read(self, tree: ast.expr) -> Node:
        """Return the node of a tree, or raise for what the language does not have."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.error("è troppo annidata")
        reader = _READERS.get(type(tree))
        if reader is None:
            raise self.error(f"costrutto non ammesso: {self._source(tree)}")
        node = reader(self, tree)
        self._depth -= 1
        return node

    def _source(self, tree: ast.expr) -> str:
        return self._bytes[tree.col_offset : tree.end_col_offset].decode("utf-8", "replace")

    def _boolop(self, tree: ast.BoolOp) -> Node:
        return BoolOp(
            "and" if isinstance(tree.op, ast.And) else "or",
            tuple(self.read(value) for value in tree.values),
        )

    def _unary(self, tree: ast.UnaryOp) -> Node:
        if isinstance(tree.op, ast.Not):
            return Not(self.read(tree.operand))
        if isinstance(tree.op, ast.USub):
            return Neg(self.read(tree.operand))
        raise self.error(f"costrutto non ammesso: {self._source(tree)}")

    def _binary(self, tree: ast.BinOp) -> Node:
        left, right = self.read(tree.left), self.read(tree.right)
        if isinstance(tree.op, ast.Pow):
            return Power(left, right)
        if (op := _ARITH.get(type(tree.op))) is None:
            raise self.error(f"operatore non ammesso: {self._source(tree)}")
        return Arith(op, left, right)

    def _compare(self, tree: ast.Compare) -> Node:
        if isinstance(tree.ops[0], ast.In | ast.NotIn):
            if len(tree.ops) > 1:
                raise self.error("«in» non si concatena con altri confronti")
            container = self.read(tree.comparators[0])
            if not isinstance(container, SetLiteral | Name | FieldRef | ThisField):
                raise self.error("dopo «in» serve un insieme {...} o una domanda a più scelte")
            return InTest(self.read(tree.left), container, isinstance(tree.ops[0], ast.NotIn))
        rest = []
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            if (sign := _COMPARE.get(type(op))) is None:
                raise self.error(f"confronto non ammesso: {self._source(tree)}")
            rest.append((sign, self.read(right)))
        return Compare(self.read(tree.left), tuple(rest))

    def _ifelse(self, tree: ast.IfExp) -> Node:
        return IfElse(self.read(tree.test), self.read(tree.body), self.read(tree.orelse))

    def _constant(self, tree: ast.Constant) -> Node:
        value, source = tree.value, self._source(tree)
        if isinstance(value, bool) or (isinstance(value, str) and _TEXTS.fullmatch(source)):
            return Literal(value)
        if isinstance(value, int | float) and _NUMBER.fullmatch(source):
            return Literal(Decimal(source))
        raise self.error(f"valore non ammesso: {source}")

    def _set(self, tree: ast.Set) -> Node:
        values = [self._text_of(element) for element in tree.elts]
        if None in values:
            raise self.error("in un insieme {...} vanno solo testi fra virgolette")
        return SetLiteral(frozenset(value for value in values if value is not None))

    def _name(self, tree: ast.Name) -> Node:
        if tree.id in RESERVED - {"on", "i"}:
            raise self.error(f"{tree.id} non si può usare da solo")
        return Name(tree.id)

    def _attribute(self, tree: ast.Attribute) -> Node:
        owner = tree.value.id if isinstance(tree.value, ast.Name) else ""
        if owner == "param":
            return Param(tree.attr)
        if owner == "this":
            return ThisField(tree.attr)
        if owner in self._loops:
            return FieldRef(owner, tree.attr)
        raise self.error(f"nome sconosciuto: {self._source(tree)}")

    def _call(self, tree: ast.Call) -> Node:
        function = tree.func.id if isinstance(tree.func, ast.Name) else self._source(tree.func)
        if tree.keywords or any(isinstance(arg, ast.Starred) for arg in tree.args):
            raise self.error(f"argomenti non ammessi in {function}(...)")
        if function == "date":
            return self._date(tree)
        if function in COMPREHENSIONS:
            if len(tree.args) == 1 and isinstance(tree.args[0], ast.GeneratorExp):
                return self._comprehension(cast(ComprehensionKind, function), tree.args[0])
            raise self.error(f"scrivere {function}(... for x in gruppo)")
        if (signature := FUNCTIONS.get(function)) is None:
            raise self.error(f"funzione sconosciuta: {function}")
        if not signature.least <= len(tree.args) <= signature.most:
            raise self.error(f"numero di argomenti sbagliato in {function}(...)")
        for arg in tree.args[: signature.texts]:
            if self._text_of(arg) is None:
                raise self.error(f"in {function}(...) serve un nome fra virgolette")
        args = tuple(self.read(arg) for arg in tree.args)
        if function == "len" and not isinstance(args[0], Name):
            raise self.error("in len(...) serve un gruppo di persone")
        return Call(function, args)

    def _date(self, tree: ast.Call) -> Node:
        text = self._text_of(tree.args[0]) if len(tree.args) == 1 else None
        if text is None or not _ISO_DATE.fullmatch(text):
            raise self.error('una data si scrive date("2026-12-31")')
        try:
            return Literal(date.fromisoformat(text))
        except ValueError:
            raise self.error(f"data inesistente: {text}") from None

    def _comprehension(self, kind: ComprehensionKind, tree: ast.GeneratorExp) -> Node:
        loop = tree.generators[0]
        if len(tree.generators) > 1 or not isinstance(loop.target, ast.Name) or loop.is_async:
            raise self.error(f"in {kind}(...) serve un solo «for x in gruppo»")
        if not isinstance(loop.iter, ast.Name):
            raise self.error(f"in {kind}(...) dopo «in» serve un gruppo di persone")
        var = loop.target.id
        if var in self._loops or var in RESERVED:
            raise self.error(f"nome già usato nel «for»: {var}")
        self._loops.append(var)
        condition: Node = Literal(True)
        if loop.ifs:
            parts = tuple(self.read(part) for part in loop.ifs)
            condition = parts[0] if len(parts) == 1 else BoolOp("and", parts)
        whole = kind == "count" and isinstance(tree.elt, ast.Name) and tree.elt.id == var
        item = Literal(True) if whole else self.read(tree.elt)
        self._loops.pop()
        return Comprehension(kind, item, var, loop.iter.id, condition)

    def _text_of(self, tree: ast.expr) -> str | None:
        value = tree.value if isinstance(tree, ast.Constant) else None
        plain = isinstance(value, str) and _TEXTS.fullmatch(self._source(tree))
        return value if isinstance(value, str) and plain else None


_READERS: dict[type[ast.expr], Callable[[Reader, Any], Node]] = {
    ast.BoolOp: Reader._boolop,
    ast.UnaryOp: Reader._unary,
    ast.BinOp: Reader._binary,
    ast.Compare: Reader._compare,
    ast.IfExp: Reader._ifelse,
    ast.Constant: Reader._constant,
    ast.Set: Reader._set,
    ast.Name: Reader._name,
    ast.Attribute: Reader._attribute,
    ast.Call: Reader._call,
}
