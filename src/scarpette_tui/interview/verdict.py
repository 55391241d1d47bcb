"""The status of a benefit, in the order of design.md section 4, and what it still asks."""

from collections.abc import Sequence
from typing import NamedTuple

from scarpette_tui.catalogue.model import Status
from scarpette_tui.interview.abstract import Abstract, Form, Open
from scarpette_tui.interview.for_good import (
    Weighed,
    is_stuck,
    may_say_no,
    never_holds,
    without_implied,
)
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.items import Cases, Item
from scarpette_tui.interview.truth import both, joined
from scarpette_tui.interview.view import View


class Verdict(NamedTuple):
    """A status, and the answers it still waits for.

    `fixed` are keys on which requirements that she cannot change still depend, `mutable`
    the keys of those that a step obtains; both may hold keys that cannot be asked.
    """

    status: Status
    fixed: tuple[str, ...]
    mutable: tuple[str, ...]
    truths: tuple[Abstract, ...] = ()
    """What may still turn out either way: what she cannot change together, then each paper."""


def weigh(weighed: Weighed, view: View) -> Verdict:
    """Return the status as the requirements alone say it.

    When a requirement cannot become true any more, the benefit can no longer become due: what
    only that could decide is not asked, but only what may still say no.
    """
    fixed = without_implied([pair for pair in weighed if not pair[0].changeable], view)
    mutable = [pair for pair in weighed if pair[0].changeable]
    truth = conjunction(fixed, view)
    if truth is False:
        return Verdict(Status.NOT_DUE, (), ())
    keys = keys_of(truth)
    if never_holds(fixed, view):
        left = keys_of(conjunction(may_say_no(fixed, view), view))
        keys = tuple(key for key in keys if key in left or not view.openings(key))
        return Verdict(Status.POSSIBLE, keys, (), (truth,))
    wanted = _still_wanted(fixed, mutable, view)
    papers = tuple(value for _, value in mutable if isinstance(value, Open))
    if isinstance(truth, Open):
        return Verdict(Status.POSSIBLE, keys, wanted, (truth, *papers))
    if all(value is True for _, value in mutable):
        return Verdict(Status.DUE, (), ())
    status = Status.POSSIBLE if view.openings_of(wanted) else Status.OBTAINABLE
    return Verdict(status, (), wanted, papers)


def _still_wanted(fixed: Weighed, mutable: Weighed, view: View) -> tuple[str, ...]:
    """Return the keys that decide between due and obtainable; none when that is decided."""
    values = [value for _, value in mutable]
    if False in values or any(is_stuck(value, view) for value in values):
        return ()
    if conjunction([*fixed, *mutable], view) is False:
        return ()
    return tuple(dict.fromkeys(key for value in values for key in keys_of(value)))


def conjunction(weighed: Weighed, view: View) -> Abstract:
    """Return whether all hold; case by case where several read the same answer."""
    forms = []
    for _, value in weighed:
        if value is False:
            return False
        if isinstance(value, Open):
            forms.append(value.form)
    if not forms:
        return True
    if not _share_an_answer(weighed):
        return joined("and", forms)
    items = tuple(each.item for each, value in weighed if isinstance(value, Open))
    same = items, tuple(view.signature(item.marks) for item in items)
    return view.program.together.remember(same, lambda: _by_cases(items, forms, view))


def _by_cases(items: Sequence[Item], forms: Sequence[Form], view: View) -> Abstract:
    run = both([item.run for item in items])
    groups = {group for item in items for group in item.groups}
    cases = Cases(run, view.program.domain)
    return cases.decide(joined("and", forms), view.ctx.again(), groups)


def _share_an_answer(weighed: Weighed) -> bool:
    """Say whether two requirements read the same answer; alone, each is decided already."""
    seen: set[str] = set()
    for _, value in weighed:
        keys = keys_of(value)
        if not seen.isdisjoint(keys):
            return True
        seen.update(keys)
    return False
