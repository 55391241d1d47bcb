"""How much: exact when the answers settle it, between two ends while they do not."""

from decimal import Decimal

from scarpette_tui.interview.abstract import INFINITY, Abstract, Open, OpenNumber, bounds, key_form
from scarpette_tui.interview.context import RANK, STATUSES, Context
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.items import Decided, Item
from scarpette_tui.interview.outcomes import AmountLineResult, AmountResult, Figure, Payment
from scarpette_tui.interview.program import AmountItem
from scarpette_tui.interview.view import View

MAX_PAYMENTS = 240


def amount_result(compiled: AmountItem, view: View) -> AmountResult:
    """Return the amount of a benefit in euro per period, with its arithmetic.

    Payments and schedule are left out while the answers do not settle how many they are.
    """
    amount = compiled.amount
    value = view.decide(compiled.value)
    payments = view.decide(compiled.payments) if compiled.payments else None
    last, each = _schedule(compiled, view)
    deciding = [value.value, *(payments or ())[:1], *each]
    deciding += [last.value] if last else []
    lines = [(line, view.decide(item)) for line, item in compiled.lines]
    parts = [value, *(part for part in (payments, last) if part)]
    found = _bounded(compiled.value, value.value, view)
    return AmountResult(
        value=found.value,
        low=found.low,
        high=found.high,
        period=amount.period,
        payments=_whole(payments),
        schedule=tuple(_payment(i, paid) for i, paid in enumerate(each, 1)),
        lines=tuple(
            _line(line.label, line.unit, _bounded(item, part.value, view))
            for (line, item), (_, part) in zip(compiled.lines, lines, strict=True)
        ),
        source=amount.source,
        fact_status=STATUSES[max(RANK[amount.status], *(part.rank for part in parts))],
        note=amount.note,
        open_keys=tuple(dict.fromkeys(key for part in deciding for key in keys_of(part))),
        stale=any(part.stale for part in parts),
        at_most=amount.at_most,
    )


def figure(value: Abstract) -> Figure:
    """Return a number as it is shown: exact, or its finite ends."""
    low, high = bounds(value)
    exact = None if isinstance(value, Open) else value
    return Figure(exact, low if low.is_finite() else None, high if high.is_finite() else None)


def _bounded(item: Item, value: Abstract, view: View) -> Figure:
    """Return a number with the ends that the law and her answers set.

    The highest value that a question accepts is ours, not the law's: it is taken away first.
    """
    limits = {}
    for key in keys_of(value):
        domain = view.program.domain(key)
        if domain.capped:
            limits[key] = OpenNumber(domain.low, INFINITY, key_form(key))
    if not limits:
        return figure(value)
    return figure(item.fresh(Context(view.on, {**view.ctx.values, **limits})).value)


def _schedule(compiled: AmountItem, view: View) -> tuple[Decided | None, list[Abstract]]:
    if compiled.last is None or compiled.each is None:
        return None, []
    last = view.decide(compiled.last)
    many = _whole(last) or 0
    return last, [_paid(compiled.each, i, view) for i in range(1, min(many, MAX_PAYMENTS) + 1)]


def _paid(item: Item, number: int, view: View) -> Abstract:
    ctx = Context(view.on, view.ctx.values)
    ctx.turn = Decimal(number)
    return item.fresh(ctx).value


def _whole(decided: Decided | None) -> int | None:
    if decided is None or isinstance(decided.value, Open):
        return None
    return int(decided.value)


def _payment(number: int, paid: Abstract) -> Payment:
    found = figure(paid)
    return Payment(found.value, found.low, found.high, number)


def _line(label: str, unit: str, found: Figure) -> AmountLineResult:
    return AmountLineResult(found.value, found.low, found.high, label, unit)
