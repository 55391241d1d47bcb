"""What stays open for good, and which requirements cannot decide a benefit any more.

Some answers will never come: she does not know, or prefers not to say, or the question never
has its turn. Call them silent. A requirement settles only on a value that it has whatever the
silent answers are; so one of their values that speaks against it is proof that it never will.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from scarpette_tui.catalogue.model import FactStatus
from scarpette_tui.interview.abstract import Abstract, Form, Open
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.program import RequirementItem
from scarpette_tui.interview.view import View

Weighed = Sequence[tuple[RequirementItem, Abstract]]
"""Requirements in force, each with its truth."""
_Open = list[tuple[RequirementItem, Open]]
Found = TypeVar("Found")


def is_stuck(value: Abstract, view: View) -> bool:
    """Say whether a truth is open and no question that may still be asked can settle it."""
    return isinstance(value, Open) and not view.openings_of(keys_of(value))


def never_holds(weighed: Weighed, view: View) -> bool:
    """Say whether one of the requirements is open and cannot become true any more."""
    open_ = _open(weighed)
    if any(is_stuck(value, view) for _, value in open_):
        return True
    if _fails_where_it_applies(weighed, open_, view):
        return True
    silent = _silent(open_, view)
    if not silent:
        return False
    return _remembered("holds", open_, silent, view, lambda: _refuted(open_, silent, view))


def _fails_where_it_applies(weighed: Weighed, open_: _Open, view: View) -> bool:
    """Say whether a rule fails, or stays open, for those whom another requirement wants her to be.

    It may hold only by not concerning her, and then the other one does not hold.
    """
    wanted = {each.requirement.when for each, _ in weighed if not each.requirement.applies}
    for each, _ in open_:
        if each.requirement.applies in wanted:
            rule = view.value(view.program.item(each.requirement.when))
            if rule is False or is_stuck(rule, view):
                return True
    return False


def _refuted(open_: _Open, silent: tuple[str, ...], view: View) -> bool:
    """Say whether, for one silent answer, a requirement fails or stays to be verified."""
    for each, value in open_:
        for key in silent:
            if key in keys_of(value):
                for cell in view.program.domain(key).tries(key, value.form):
                    seen = _under(each, key, cell, view)
                    if seen is False or (isinstance(seen, Open) and not keys_of(seen)):
                        return True
    return False


def may_say_no(weighed: Weighed, view: View) -> Weighed:
    """Return the requirements on which a no still depends.

    A rule still to verify never says no. Where a silent answer has a value under which all
    the requirements that read it hold, none of them can say no, neither alone nor together.
    """
    open_ = [pair for pair in _open(weighed) if not _to_verify(pair[0])]
    silent = _silent(open_, view)
    if not silent:
        return open_
    return _remembered("no", open_, silent, view, lambda: _kept(open_, silent, view))


def _kept(open_: _Open, silent: tuple[str, ...], view: View) -> _Open:
    for key in silent:
        reading = [(each, value) for each, value in open_ if key in keys_of(value)]
        form: Form = ("and", *(value.form for _, value in reading))
        for cell in view.program.domain(key).tries(key, form):
            if all(_under(each, key, cell, view) is True for each, _ in reading):
                open_ = [pair for pair in open_ if pair not in reading]
                break
    return open_


def without_implied(weighed: Weighed, view: View) -> Weighed:
    """Return the requirements without those that hold whenever a simple one of them does.

    Simple is one that waits for a single answer: it says which values of it are left.
    """
    open_ = _open(weighed)
    simple = [pair for pair in open_ if len(keys_of(pair[1])) == 1 and not _to_verify(pair[0])]
    if not any(_shares(pair, other) for pair in simple for other in open_):
        return weighed
    gone = _remembered("implied", open_, (), view, lambda: _implied(simple, open_, view))
    return [pair for pair in weighed if pair not in gone]


def _shares(pair: tuple[RequirementItem, Open], other: tuple[RequirementItem, Open]) -> bool:
    return pair[0] is not other[0] and keys_of(pair[1])[0] in keys_of(other[1])


def _implied(simple: _Open, open_: _Open, view: View) -> _Open:
    gone: _Open = []
    for pair in simple:
        if pair in gone:
            continue
        key = keys_of(pair[1])[0]
        cells = view.program.domain(key).cells(key, pair[1].form)
        left = [cell for cell in cells if _under(pair[0], key, cell, view) is not False]
        others = [pair_ for pair_ in open_ if _shares(pair, pair_) and pair_ not in gone]
        for other in others if cells else ():
            if all(_under(other[0], key, cell, view) is True for cell in left):
                gone.append(other)
    return gone


def _to_verify(each: RequirementItem) -> bool:
    return each.requirement.status is FactStatus.TO_VERIFY


def _open(weighed: Weighed) -> _Open:
    return [(each, value) for each, value in weighed if isinstance(value, Open)]


def _silent(open_: _Open, view: View) -> tuple[str, ...]:
    """Return the answers that requirements read and that will never come."""
    keys = dict.fromkeys(key for _, value in open_ for key in keys_of(value))
    return tuple(key for key in keys if not view.openings(key))


def _under(each: RequirementItem, key: str, cell: Abstract, view: View) -> Abstract:
    return each.item.run(view.ctx.replacing(key, cell))


def _remembered(
    what: str, open_: _Open, silent: tuple[str, ...], view: View, find: Callable[[], Found]
) -> Found:
    items = tuple(each.item for each, _ in open_)
    same = what, items, tuple(view.signature(item.marks) for item in items), silent
    found: Found = view.program.for_good.remember(same, find)
    return found
