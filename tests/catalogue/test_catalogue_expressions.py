"""The law language: what it reads, what it refuses, and how it says so."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
    Not,
    Param,
    Power,
    SetLiteral,
    ThisField,
    names,
    parse,
)
from scarpette_tui.errors import CatalogueError

ONE, TWO = Literal(Decimal(1)), Literal(Decimal(2))
A, B = Name("a"), Name("b")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("True", Literal(True)),
        ('"CAV"', Literal("CAV")),
        ("'CAV'", Literal("CAV")),
        ('date("2026-08-03")', Literal(date(2026, 8, 3))),
        ('{"x", "y"}', SetLiteral(frozenset({"x", "y"}))),
        ("param.limit", Param("limit")),
        ("this.age", ThisField("age")),
        ("a and b", BoolOp("and", (A, B))),
        ("a or b or not a", BoolOp("or", (A, B, Not(A)))),
        ("1 <= a < 2", Compare(ONE, (("<=", A), ("<", TWO)))),
        ('a in {"x"}', InTest(A, SetLiteral(frozenset({"x"})))),
        ('"x" not in a', InTest(Literal("x"), A, negated=True)),
        ("a - b", Arith("-", A, B)),
        ("a / b", Arith("/", A, B)),
        ("-a", Neg(A)),
        ("a ** 2", Power(A, TWO)),
        ("1 if a else 2", IfElse(A, ONE, TWO)),
        ("min(1, a)", Call("min", (ONE, A))),
        ("a + months(2)", Arith("+", A, Call("months", (TWO,)))),
        ("len(a)", Call("len", (A,))),
        (
            "sum(c.x for c in a if c.y)",
            Comprehension("sum", FieldRef("c", "x"), "c", "a", FieldRef("c", "y")),
        ),
        ("count(c for c in a)", Comprehension("count", Literal(True), "c", "a", Literal(True))),
        (
            "any(c.x for c in a if c.y if b)",
            Comprehension(
                "any", FieldRef("c", "x"), "c", "a", BoolOp("and", (FieldRef("c", "y"), B))
            ),
        ),
        ("(a\n  and\tb)", BoolOp("and", (A, B))),
    ],
)
def test_each_construct_becomes_its_node(text, node):
    assert parse(text) == node


def test_precedence_is_that_of_python():
    assert parse("1 + 2 * a") == Arith("+", ONE, Arith("*", TWO, A))
    assert parse("not a or b") == BoolOp("or", (Not(A), B))
    assert parse("-a ** 2") == Neg(Power(A, TWO))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "è vuota"),
        ("   ", "è vuota"),
        ("a +", "scrittura non valida"),
        ("a = b", "scrittura non valida"),
        ("a; b", "scrittura non valida"),
        ("x.y", "nome sconosciuto: x.y"),
        ("c.x + sum(c.x for c in a)", "nome sconosciuto: c.x"),
        ("foo(1)", "funzione sconosciuta: foo"),
        ("__import__('os')", "funzione sconosciuta: __import__"),
        ("a.b(1)", "funzione sconosciuta: a.b"),
        ("lambda: 1", "costrutto non ammesso: lambda: 1"),
        ("[1, 2]", "costrutto non ammesso: [1, 2]"),
        ("a[0]", "costrutto non ammesso: a[0]"),
        ('f"x"', "costrutto non ammesso"),
        ("(a := 1)", "costrutto non ammesso"),
        ("None", "valore non ammesso: None"),
        ('b"x"', "valore non ammesso"),
        ('"a" "b"', "valore non ammesso"),
        ('{"a" "b"}', "vanno solo testi"),
        ("{1, 2}", "vanno solo testi"),
        ("1e5", "numero non valido: 1e"),
        ("1_000", "numero non valido: 1_"),
        ("0x10", "numero non valido: 0x"),
        ("2j", "numero non valido: 2j"),
        ("5.", "valore non ammesso: 5."),
        ("a is b", "confronto non ammesso"),
        ("a % b", "operatore non ammesso"),
        ("a // b", "operatore non ammesso"),
        ("+a", "costrutto non ammesso: +a"),
        ("a in 'xy'", "dopo «in» serve un insieme"),
        ("a in b in c", "non si concatena"),
        ("a # b", "il segno # non è ammesso"),
        ("'a\\n'", "il segno \\ non è ammesso"),
        ("a\u200b", "caratteri invisibili"),
        ("date('2026-02-30')", "data inesistente: 2026-02-30"),
        ("date(a)", "una data si scrive"),
        ("date('20260101')", "una data si scrive"),
        ("min(1)", "numero di argomenti sbagliato in min"),
        ("min(*a)", "argomenti non ammessi in min"),
        ("year(day=a)", "argomenti non ammessi in year"),
        ("param_at(a, on)", "serve un nome fra virgolette"),
        ("len(1)", "in len(...) serve un gruppo"),
        ("any(a)", "scrivere any(... for x in gruppo)"),
        ("any(1 for c in f(a))", "serve un gruppo di persone"),
        ("any(1 for c in a for d in b)", "un solo «for x in gruppo»"),
        ("any(any(c.x for c in b) for c in a)", "nome già usato nel «for»: c"),
        ("any(on.x for on in a)", "nome già usato nel «for»: on"),
        ("param", "param non si può usare da solo"),
        ("min", "min non si può usare da solo"),
        ("not " * 90 + "a", "è troppo annidata"),
        ("(" * 300 + "a" + ")" * 300, "scrittura non valida"),
        ("-" * 3900 + "1", "scrittura non valida"),
        ("a" * 4001, "è più lunga di 4000 caratteri"),
    ],
)
def test_what_the_language_does_not_have_is_refused(text, problem):
    with pytest.raises(CatalogueError) as caught:
        parse(text, "benefits/x.toml, riga 7")
    assert caught.value.happened.startswith("benefits/x.toml, riga 7: espressione «")
    assert problem in caught.value.happened


def test_the_message_shows_the_expression_and_cuts_a_long_one():
    with pytest.raises(CatalogueError) as caught:
        parse("boh(1)")
    assert caught.value.line() == "espressione «boh(1)»: funzione sconosciuta: boh."
    with pytest.raises(CatalogueError) as caught:
        parse("a + " * 900 + "a ?")
    assert len(caught.value.line()) < 250


def test_a_column_is_counted_in_characters_after_accents():
    with pytest.raises(CatalogueError) as caught:
        parse('a in {"è", "à"} and b.c')
    assert "nome sconosciuto: b.c" in caught.value.happened


@given(st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False))
@example(Decimal("2.5"))
@example(Decimal("1000000.10"))
@example(Decimal("0.1"))
def test_decimals_are_exact_to_the_last_written_digit(value):
    node = parse(f"{value:f}")
    assert isinstance(node, Literal)
    assert isinstance(node.value, Decimal)
    assert str(node.value) == f"{value:f}"


PIECES = st.sampled_from(
    [*"()+-*/.,{}<>=#\"' ab1", " and ", " not ", " in ", " if ", " else ", " for ", "any(", "c.x",
     "lambda", "date(", "1.5", "True", "on", "param.", "{\"a\"}", "\n", "è", "\x00", "\ud800"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)))
@example("\x00")
@example("\ud800")
@example("é" * 50 + ".x")
@example("-" * 3000 + "1")
def test_any_text_is_parsed_or_refused_and_never_crashes(text):
    try:
        node = parse(text, "file.toml")
    except CatalogueError as error:
        said = error.line()
    else:
        said = repr(node)
        assert parse(text) == node
    assert said


def test_names_say_everything_an_expression_depends_on():
    text = (
        'a and param.p > param_at("q", since) and permitted("x")'
        ' and table("t", "k", sum(c.pay for c in people if c.age < lim)) > this.z'
        ' and table_at("u", "k", 1, since) > i'
    )
    assert names(parse(text)) == {
        "a", "i", "lim", "on", "param.p", "param.q", "people", "people.age", "people.pay",
        "permitted.x", "since", "table.t", "table.u", "this.z",
    }  # fmt: skip
    assert names(parse("1 + 2")) == frozenset()
    assert names(parse("a if b else -(c ** d)")) == {"a", "b", "c", "d"}
    assert "on" not in names(parse('table_at("u", "k", 1, since)'))


def test_nodes_are_immutable_and_usable_as_keys():
    first, second = parse("a + 1"), parse("a  +  1")
    assert first == second
    assert len({first, second}) == 1
    with pytest.raises(AttributeError):
        first.op = "-"
