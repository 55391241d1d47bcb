"""What is asked, in which order, why; what is set aside; what would change."""

from typing import Any

import pytest
from synthetic_law import ON, amount, benefit, law, requirement, step

from scarpette_tui.errors import InputError
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.engine import Engine


def told(**values: Any) -> Answers:
    answers = Answers.empty()
    for key, value in values.items():
        answer = value if isinstance(value, Answer) else given(value)
        answers = answers.put(key.replace("__", "."), answer)
    return answers


def engine(*whens: str, **more: Any) -> Engine:
    return Engine(law(benefit("x", [requirement(f"r{i}", w) for i, w in enumerate(whens)], **more)))


def test_a_guard_is_asked_before_what_it_opens() -> None:
    one = engine("g1")
    assert one.next_question(Answers.empty(), ON) == "b1"
    assert one.next_question(told(b1=True), ON) == "g1"
    assert one.next_question(told(b1=False), ON) is None


@pytest.mark.parametrize("state", [State.UNKNOWN, State.DECLINED])
def test_a_guard_left_open_keeps_its_question_unasked(state: State) -> None:
    assert engine("g1").next_question(told(b1=Answer(state)), ON) is None


def test_people_are_counted_then_told_one_by_one() -> None:
    one = engine("any(k.mine for k in kids)")
    answers, asked = Answers.empty(), []
    said = {"kids": 2, "kids.0.age": 12, "kids.1.age": 3, "kids.1.mine": False}
    while key := one.next_question(answers, ON):
        asked.append(key)
        answers = answers.put(key, given(said.get(key, True)))
    assert asked == ["kids", "kids.0.age", "kids.1.age", "kids.1.mine"]
    assert one.question("kids.1.mine").person_label == "figlio o figlia 2"


def test_the_topic_is_kept_while_it_serves() -> None:
    """b1 b2 are of one topic, ch cs of another: the interview does not jump."""
    one = engine("b1", "ch == 'a'", "b2", "'x' in cs")
    answers, topics = Answers.empty(), []
    said = {"b1": True, "b2": True, "ch": "a", "cs": frozenset({"x"})}
    while key := one.next_question(answers, ON):
        topics.append(one.question(key).question.section)
        answers = answers.put(key, given(said[key]))
    assert topics == ["uno", "uno", "due", "due"]


def test_the_best_chance_leads_then_the_priority_and_burden_comes_last() -> None:
    short = benefit("short", [requirement("r", "b1")], priority=5)
    long = benefit("long", [requirement("r", "'x' in cs and b3")], priority=1)
    assert Engine(law(short, long)).next_question(Answers.empty(), ON) == "b1"
    assert Engine(law(short, long)).next_question(Answers.empty(), ON, focus="long") == "b3"
    alike = benefit("alike", [requirement("r", "b2")], priority=1)
    assert Engine(law(short, alike)).next_question(Answers.empty(), ON) == "b2"


def test_skipped_questions_are_passed_over() -> None:
    one = engine("b1 and b2")
    assert one.next_question(Answers.empty(), ON, skip=["b1"]) == "b2"
    assert one.next_question(Answers.empty(), ON, skip=["b1", "b2"]) is None


def test_phases_follow_each_other() -> None:
    rules = [{"when": "safe", "value": "when_out", "because": "posta"}]
    one = engine("b1", steps=[step("apply", do_when_if=rules)], amount=amount("m1"), no_amount="")
    assert one.evaluate(Answers.empty(), ON).phase == "rights"
    assert one.evaluate(told(b1=True), ON).phase == "safety"
    assert one.next_question(told(b1=True), ON) == "safe"
    both = told(b1=True, safe=False)
    assert one.evaluate(both, ON).phase == "amounts"
    assert one.next_question(both, ON) is None
    assert one.next_question(both, ON, amounts=True) == "m1"
    assert one.evaluate(told(b1=True, safe=False, m1=3), ON).phase == "done"
    assert one.evaluate(told(b1=False), ON).phase == "done"


def test_an_answer_that_cannot_matter_is_never_asked() -> None:
    assert engine("b1 or not b1").evaluate(Answers.empty(), ON).live == ()
    assert engine("(b1 and b2) or (b1 and not b2)").evaluate(Answers.empty(), ON).live == ("b1",)
    contradictory = engine("b1", "not b1")
    assert contradictory.evaluate(Answers.empty(), ON).outcomes[0].status == "not_due"


def test_the_range_of_what_is_left_is_honest() -> None:
    one = engine("b1", "g1", "b3")
    assert one.remaining(Answers.empty(), ON) == (1, 3)
    assert one.remaining(told(b1=True), ON) == (1, 2)
    assert one.remaining(told(b1=False), ON) == (0, 0)


def test_why_names_the_right_and_its_law() -> None:
    one = engine("b1", "b2")
    why = one.explain("b1", Answers.empty(), ON)
    assert [(r.benefit, r.kind, r.id) for r in why.benefits] == [("x", "requirement", "r0")]
    assert why.benefits[0].source == "legge sintetica 1/2026"
    assert why.help.how == "come"
    assert one.explain("b1", told(b1=True), ON).benefits[0].open_now is False
    guard = engine("g1").explain("b1", Answers.empty(), ON)
    assert guard.benefits[0].id == "r0"


def test_what_if_shows_what_another_answer_changes() -> None:
    changes = engine("b1").what_if(told(b1=False), ON, "b1", given(True))
    assert [(c.benefit, c.before, c.after) for c in changes] == [("x", "not_due", "due")]
    assert engine("b1").what_if(told(b1=True), ON, "b2", given(True)) == ()


def test_pruning_sets_aside_and_restores() -> None:
    one = engine("g1", "g3")
    full = told(b1=True, g1=True, b3=False, g3=True)
    assert one.prune(full, ON) == (full, ())
    kept, lost = one.prune(full.put("b1", given(False)), ON)
    assert lost == ("g1", "g3")
    back = kept.put("b1", given(True))
    for key in lost:
        back = back.put(key, full[key])
    assert dict(back) == dict(full)


def test_pruning_forgets_people_no_longer_counted() -> None:
    full = told(kids=2, kids__0__age=3, kids__1__age=4)
    kept, lost = engine("any(k.age < 5 for k in kids)").prune(full.put("kids", given(1)), ON)
    assert lost == ("kids.1.age",)
    assert set(kept) == {"kids", "kids.0.age"}


def test_an_answer_ahead_of_its_guard_stays() -> None:
    assert engine("g1").prune(told(g1=True), ON)[1] == ()


@pytest.mark.parametrize("key", ["nessuna", "kids.x.age", "kids.0", "kids.0.nessuno", "b1.0.age"])
def test_an_unknown_question_is_refused(key: str) -> None:
    with pytest.raises(InputError, match=key):
        engine("b1").question(key)


def test_what_is_settled_stays_settled_when_people_are_counted() -> None:
    one = engine("any(b1 for k in kids if 'x' not in cs)", "b2", "'x' in cs")
    assert one.evaluate(Answers.empty(), ON).outcomes[0].status == "not_due"
    assert one.evaluate(told(kids=3), ON).outcomes[0].status == "not_due"
    long = " + ".join(f"(k.age * {i})" for i in range(1, 8))
    big = engine(f"any(({long}) > 3 and b1 for k in kids)", "not b1")
    assert big.evaluate(Answers.empty(), ON).outcomes[0].status == "not_due"
    assert big.evaluate(told(kids=3), ON).outcomes[0].status == "not_due"
