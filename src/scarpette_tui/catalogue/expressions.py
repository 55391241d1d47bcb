"""The law language: a small, safe subset of Python syntax, parsed once, never run.

`ast` reads the text; each allowed construct becomes one of our nodes, everything else is
an error. Python never compiles or evaluates what a law file says.
"""

import ast
import re

from scarpette_tui.catalogue.nodes import (
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
    names,
    walk,
)
from scarpette_tui.catalogue.reader import FUNCTIONS, Reader

__all__ = [
    "FUNCTIONS",
    "Arith",
    "BoolOp",
    "Call",
    "Compare",
    "Comprehension",
    "FieldRef",
    "IfElse",
    "InTest",
    "Literal",
    "Name",
    "Neg",
    "Node",
    "Not",
    "Param",
    "Power",
    "SetLiteral",
    "ThisField",
    "names",
    "parse",
    "walk",
]


def parse(text: str, where: str = "") -> Node:
    """Parse an expression of the law language.

    Args:
        text: the source text; line breaks count as spaces.
        where: where it stands, in Italian ("benefits/x.toml, riga 12, requisito r1"); opens
            the message of an error.

    Raises:
        CatalogueError: the text is not an expression of the language; the message names
            where, the expression and the construct or name.

    """
    line = re.sub(r"[\r\n\t]", " ", text).strip()
    reader = Reader(line, where)
    reader.refuse_oddities()
    try:
        tree = ast.parse(line, mode="eval")
    except SyntaxError as error:
        place = f" al carattere {error.offset}" if error.offset else ""
        raise reader.error(f"scrittura non valida{place}") from None
    except (ValueError, RecursionError, MemoryError):
        raise reader.error("scrittura non valida") from None
    return reader.read(tree.body)
