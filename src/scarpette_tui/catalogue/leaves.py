"""The leaves of a condition: what it asks once every and, or, not is taken away."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

THIS = "this"


@dataclass(frozen=True)
class Leaf:
    """One truth that a condition asks for.

    `text` is an expression of the law language. Where it speaks of one of several people,
    `group` names them and the person is called `this`.
    """

    text: str
    group: str = ""


def leaves(text: str) -> tuple[Leaf, ...]:
    """Return the leaves of an expression, each once, in source order.

    A condition over people (`any(c.age < 18 for c in children)`) is a leaf, and so is each
    truth that it asks of a person. Figures between which a condition chooses come out too:
    only evaluation tells a truth from a figure.

    Args:
        text: an expression that can be read.

    """
    tree = ast.parse(" ".join(text.split()), mode="eval")
    return tuple(dict.fromkeys(_leaves(tree.body, "", "")))


def _leaves(node: ast.AST, var: str, group: str) -> Iterator[Leaf]:
    match node:
        case ast.BoolOp(values=values):
            for each in values:
                yield from _leaves(each, var, group)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _leaves(operand, var, group)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            for each in (test, body, orelse):
                yield from _leaves(each, var, group)
        case ast.Constant():
            return
        case _:
            yield Leaf(_said(node, var), group if _speaks_of(node, var) else "")
            yield from _inside(node, var, group)


def _inside(node: ast.AST, var: str, group: str) -> Iterator[Leaf]:
    """Yield the truths asked inside a leaf: of each person, and of a choice of figures."""
    match node:
        case ast.GeneratorExp(elt=elt, generators=[loop]):
            inner, people = ast.unparse(loop.target), ast.unparse(loop.iter)
            for each in loop.ifs:
                yield from _leaves(each, inner, people)
            if not isinstance(elt, ast.Name):
                yield from _leaves(elt, inner, people)
        case ast.IfExp():
            yield from _leaves(node, var, group)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _inside(child, var, group)


def _speaks_of(node: ast.AST, var: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == var for each in ast.walk(node))


def _said(node: ast.AST, var: str) -> str:
    """Return the source of a node in which the person is called `this`."""
    copy = ast.parse(ast.unparse(node), mode="eval")
    for each in ast.walk(copy):
        if isinstance(each, ast.Name) and each.id == var:
            each.id = THIS
    return ast.unparse(copy)
