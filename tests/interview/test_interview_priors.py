"""The assumptions behind the order: each names a real question, and says why."""

import random
from datetime import date

import pytest

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Kind, Prior
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.parsing import KeyBook, parse_value

ON = date(2026, 11, 23)
CATALOGUE = load_catalogue()
ENGINE = Engine(CATALOGUE)


def key_of(name: str) -> str:
    group, _, field = name.partition(".")
    return f"{group}.0.{field}" if field else group


@pytest.mark.parametrize("prior", CATALOGUE.priors.priors, ids=lambda prior: prior.id)
def test_a_prior_fits_its_question(prior: Prior) -> None:
    asked = KeyBook(CATALOGUE).find(key_of(prior.id))
    options = {option.value for option in asked.options}
    assert set(prior.shares) <= options
    given = [prior.yes is not None, bool(prior.shares), bool(prior.between)]
    wanted = [asked.kind is Kind.YES_NO, bool(options)]
    assert given == [*wanted, not any(wanted)]
    if asked.kind is Kind.CHOICE:
        assert abs(sum(prior.shares.values()) - 1) < 0.011
    assert all(low <= high and weight > 0 for low, high, weight in prior.between)


def test_priors_are_marked_as_assumptions_and_listed_once() -> None:
    assert CATALOGUE.priors.version
    assert "Ipotesi" in CATALOGUE.priors.assumption
    names = [prior.id for prior in CATALOGUE.priors.priors]
    assert len(names) == len(set(names))


def test_every_answer_drawn_is_one_she_may_give() -> None:
    draw = random.Random(1)
    book = KeyBook(CATALOGUE)
    for question in CATALOGUE.questions:
        names = [question.id, *(f"{question.id}.0.{field.id}" for field in question.fields)]
        for name in names:
            for _ in range(20):
                value = ENGINE.chances.of(name).draw(draw, ON)
                assert parse_value(book.find(name), value) == value
