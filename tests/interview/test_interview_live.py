"""How many of the questions asked could not have changed anything: found by brute force."""

import os
import random
from collections import Counter
from datetime import date
from functools import lru_cache

import pytest
from liveness import Brute, stood_at

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.interview.context import mark_of
from scarpette_tui.paths import data_root

ON = date(2026, 11, 23)
MOST_DEAD = 0.005
"""The share of questions for which no witness may be missing."""
SILENT = 0.03
"""How often she does not know, or prefers not to say: assumed, as the priors are."""


@lru_cache(maxsize=1)
def brute() -> Brute:
    catalogue = load_catalogue()
    paths = sorted((data_root() / "cases" / "golden").glob("*.toml"))
    cases = (read_case(path.read_text("utf-8"), catalogue, path.name) for path in paths)
    return Brute(catalogue, ON, stood_at(case.answers for case in cases))


def dead_in(seeds: range, tries: int) -> tuple[int, Counter[str]]:
    """Return how many questions some synthetic women were asked, and those without a witness."""
    engine = brute().engine
    asked, dead = 0, Counter[str]()
    for seed in seeds:
        answers = Answers.empty()
        while (key := engine.next_question(answers, ON)) is not None:
            asked += 1
            if not brute().is_live(answers, key, random.Random(f"{seed} {key} search"), tries):
                dead[mark_of(key)] += 1
            answers = answers.put(key, said(key, random.Random(f"{seed} {key}")))
    return asked, dead


def said(key: str, draw: random.Random) -> Answer:
    if draw.random() < SILENT:
        return Answer(draw.choice([State.UNKNOWN, State.DECLINED]))
    return given(brute().engine.chances.of(key).draw(draw, ON))


def test_hardly_a_question_is_dead() -> None:
    asked, dead = dead_in(range(3), tries=400)
    assert asked > 60
    assert sum(dead.values()) <= MOST_DEAD * asked, dead


@pytest.mark.campaign
def test_hardly_a_question_is_dead_in_ten_thousand_interviews() -> None:
    """SCARPETTE_WOMEN sets how many; each takes some seconds of search."""
    women = int(os.environ.get("SCARPETTE_WOMEN", "10000"))
    asked, dead = dead_in(range(1000, 1000 + women), tries=400)
    print(f"{women} interviews, {asked} questions, {sum(dead.values())} without a witness: {dead}")
    assert sum(dead.values()) <= MOST_DEAD * asked, dead
