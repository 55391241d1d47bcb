"""Asking only live questions never changes what she is told; and the interview ends."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interviewing import everything, least, said
from random_law import complete, dates, numbers, truths
from synthetic_law import ON, amount, benefit, law, requirement, step, warning

from scarpette_tui.catalogue.model import Benefit, Catalogue, Status
from scarpette_tui.interview.answers import Answer, Answers, State
from scarpette_tui.interview.engine import Engine

LAW = law()
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
MORE = settings(SLOW, max_examples=400)
SETTLED = {Status.CLOSED, Status.NOT_DUE, Status.DUE, Status.OBTAINABLE}


@st.composite
def benefits(draw: Any, id: str, depth: int = 2) -> Benefit:
    """Draw a benefit: requirements of each sort, steps that obtain, wait and expire."""
    truth = truths(depth=depth)
    road = draw(truth)
    facts = st.sampled_from(["verified", "verified", "secondary", "to_verify"])
    requirements = [
        requirement(
            f"r{i}",
            draw(truth) if i else road,
            applies=draw(st.sampled_from(["", "", road])) if i else "",
            status=draw(facts),
            obtainable=draw(OBTAINED),
        )
        for i in range(draw(st.integers(1, 4 if depth > 1 else 7)))
    ]
    steps = [
        step("prepare", kind="prepare", when=draw(st.one_of(st.just(""), truth))),
        step("paper", kind="prepare", do_when_if=draw(reasons())),
        step(
            "apply",
            deadline=draw(st.one_of(st.just(""), dates())),
            after=("prepare", "paper"),
        ),
    ]
    return benefit(
        id,
        requirements,
        steps=steps,
        priority=draw(st.integers(1, 3)),
        warnings=[warning("w", draw(st.one_of(st.just(""), truth)))],
        amount=amount(draw(numbers(depth=2)), payments=draw(st.sampled_from(["", "n1", "6"]))),
        no_amount="",
    )


OBTAINED = st.sampled_from(["", "", "prepare", "paper", "apply"])


@st.composite
def reasons(draw: Any) -> list[dict[str, str]]:
    values = st.sampled_from(["when_out", "with_centre", "now"])
    return [
        {"when": draw(truths(depth=1)), "value": draw(values), "because": f"motivo {i}"}
        for i in range(draw(st.integers(0, 2)))
    ]


@st.composite
def laws(draw: Any, depth: int = 2) -> Catalogue:
    return law(*(draw(benefits(f"b_{i}", depth)) for i in range(draw(st.integers(1, 3)))))


@st.composite
def oracles(draw: Any, given: int = 8) -> Answers:
    """Draw what she would say to each question: a value, so many times for two silences."""
    whole = draw(complete(LAW))
    states = st.sampled_from([State.GIVEN] * given + [State.UNKNOWN, State.DECLINED])
    picked = {key: draw(states) for key in whole}
    return Answers({k: whole[k] if s is State.GIVEN else Answer(s) for k, s in picked.items()})


@SLOW
@given(laws(), oracles())
def test_asking_less_changes_nothing(catalogue: Catalogue, oracle: Answers) -> None:
    engine = Engine(catalogue)
    few, _ = least(engine, oracle.__getitem__, ON)
    all_ = everything(engine, oracle.__getitem__, ON)
    assert said(engine.evaluate(few, ON)) == said(engine.evaluate(all_, ON))


@MORE
@given(laws(depth=1), oracles(given=2))
def test_asking_less_changes_nothing_however_much_she_keeps_to_herself(
    catalogue: Catalogue, oracle: Answers
) -> None:
    """Many simple requirements on the same answers, half of which never come."""
    engine = Engine(catalogue)
    few, _ = least(engine, oracle.__getitem__, ON)
    all_ = everything(engine, oracle.__getitem__, ON)
    assert said(engine.evaluate(few, ON)) == said(engine.evaluate(all_, ON))


@SLOW
@given(laws(), oracles())
def test_asking_less_changes_no_amount_either(catalogue: Catalogue, oracle: Answers) -> None:
    engine = Engine(catalogue)
    few, _ = least(engine, oracle.__getitem__, ON, amounts=True)
    all_ = everything(engine, oracle.__getitem__, ON)
    assert said(engine.evaluate(few, ON), True) == said(engine.evaluate(all_, ON), True)


@SLOW
@given(laws(), oracles(), st.randoms(use_true_random=False))
def test_a_settled_status_never_changes(catalogue: Catalogue, oracle: Answers, random: Any) -> None:
    engine = Engine(catalogue)
    answers = Answers.empty()
    settled: dict[str, Status] = {}
    while live := engine.live_questions(answers, ON, amounts=True):
        for outcome in engine.evaluate(answers, ON).outcomes:
            name = outcome.benefit.id
            assert settled.get(name, outcome.status) is outcome.status
            if outcome.status in SETTLED:
                settled[name] = outcome.status
        key = random.choice(live)
        assert key not in answers
        answers = answers.put(key, oracle[key])


@SLOW
@given(laws(), oracles())
def test_what_is_asked_is_live_and_the_range_holds(catalogue: Catalogue, oracle: Answers) -> None:
    engine = Engine(catalogue)
    _, asked = least(engine, oracle.__getitem__, ON)
    answers = Answers.empty()
    for done, key in enumerate(asked):
        assert key in engine.live_questions(answers, ON)
        low, high = engine.remaining(answers, ON)
        assert 1 <= low <= len(asked) - done <= high
        answers = answers.put(key, oracle[key])
    assert engine.remaining(answers, ON) == (0, 0)
    assert engine.evaluate(answers, ON).phase in {"amounts", "done"}


@SLOW
@given(laws(), oracles())
def test_the_same_input_gives_the_same_result(catalogue: Catalogue, oracle: Answers) -> None:
    """What an engine remembers from other answers changes nothing."""
    used, fresh = Engine(catalogue), Engine(catalogue)
    answers, _ = least(used, oracle.__getitem__, ON)
    assert said(used.evaluate(answers, ON), True) == said(fresh.evaluate(answers, ON), True)
