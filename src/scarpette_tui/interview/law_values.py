"""Parameters, step tables and permits, read as of a day or over a range of days."""

from datetime import date
from decimal import Decimal

from scarpette_tui.catalogue.model import Catalogue, FactStatus, Parameter, Permit, StepTable
from scarpette_tui.catalogue.parameters import Known, Unknown, table_at, value_at
from scarpette_tui.interview.abstract import (
    FIRST_DAY,
    INFINITY,
    LAST_DAY,
    MINUS_INFINITY,
    Abstract,
    Open,
    OpenBool,
    OpenNumber,
    bounds,
    form_of,
    number,
    possible,
    unknown_number,
)
from scarpette_tui.interview.context import Context, Run


class LawValues:
    """The dated values of a catalogue, as compiled look-ups.

    Args:
        catalogue: the law data.

    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._parameters = {each.id: each for each in catalogue.parameters}
        self._tables = {each.id: each for each in catalogue.tables}
        self._permits = {each.id: each for each in catalogue.permits}
        self._kept: dict[tuple[str, date], Known | Unknown] = {}

    def _value(self, name: str, when: date) -> Known | Unknown:
        found = self._kept.get((name, when))
        if found is None:
            if len(self._kept) > 4096:
                self._kept.clear()
            found = self._kept[name, when] = value_at(self._parameters[name], when)
        return found

    def parameter(self, name: str) -> Run:
        """Compile `param.ID`."""
        return lambda ctx: _settle(ctx, self._value(name, ctx.on), name)

    def parameter_at(self, name: str, when: Run) -> Run:
        """Compile `param_at("ID", day)`; over an open day, all values it may mean."""
        parameter = self._parameters[name]

        def run(ctx: Context) -> Abstract:
            moment = when(ctx)
            if not isinstance(moment, Open):
                return _settle(ctx, self._value(name, moment), name)
            form = ("param", name, moment.form)
            return _over_days(parameter, *bounds(moment), form)

        return run

    def table(self, name: str, column: str, income: Run, when: Run) -> Run:
        """Compile `table(...)` and `table_at(...)`: amounts never rise with the income."""
        table = self._tables[name]

        def run(ctx: Context) -> Abstract:
            value, moment = income(ctx), when(ctx)
            form = ("table", name, column, form_of(value), form_of(moment))
            if isinstance(moment, Open):
                return OpenNumber(MINUS_INFINITY, INFINITY, form)
            low, high = bounds(value)
            most = _settle(ctx, _row(table, column, low, moment), name)
            least = _settle(ctx, _row(table, column, high, moment), name)
            if isinstance(most, Open) or isinstance(least, Open):
                return most
            return number(least, most, form)

        return run

    def permitted(self, benefit: str, answer: Run) -> Run:
        """Compile `permitted("benefit")`: what the permit table says of her answer."""

        def run(ctx: Context) -> Abstract:
            permit = answer(ctx)
            rules = [self.rule(value, benefit) for value in possible(permit)]
            truths = {truth for truth, _ in rules}
            if not isinstance(permit, Open) or len(truths) == 1:
                for _, status in rules:
                    ctx.mark(status)
            if len(truths) == 1 and None not in truths:
                return truths.pop()
            if isinstance(permit, Open):
                return OpenBool(("permitted", benefit, permit.form))
            return OpenBool(("law", f"permit:{benefit}:{permit}"))

        return run

    def rule(self, value: str, benefit: str) -> tuple[bool | None, FactStatus]:
        """Return what a row says; a "no" still to verify is not a no."""
        permit: Permit | None = self._permits.get(value)
        rule = permit.benefits.get(benefit) if permit else None
        if rule is None:
            return None, FactStatus.TO_VERIFY
        unsure = rule.value == "no" and rule.status is FactStatus.TO_VERIFY
        return None if unsure or rule.value == "unknown" else rule.value == "yes", rule.status


def _settle(ctx: Context, found: Known | Unknown, name: str) -> Decimal | OpenNumber:
    if isinstance(found, Unknown):
        ctx.stale = True
        return unknown_number(name)
    ctx.mark(found.fact.status)
    return found.value


def _row(table: StepTable, column: str, income: Decimal, when: date) -> Known | Unknown:
    if income == INFINITY:
        return table_at(table, column, None, when)
    return table_at(table, column, income, when)


def _over_days(
    parameter: Parameter, first: date, last: date, form: tuple[object, ...]
) -> Decimal | OpenNumber:
    """Return every value a parameter may have from `first` to `last`; all, if one is unknown."""
    met = [
        each
        for each in parameter.values
        if each.valid_from <= last and (each.valid_to is None or first <= each.valid_to)
    ]
    values = [each.value for each in met if each.value is not None]
    if not values or len(values) < len(met) or _has_hole(parameter, first, last):
        return OpenNumber(MINUS_INFINITY, INFINITY, form)
    return number(min(values), max(values), form)


def _has_hole(parameter: Parameter, first: date, last: date) -> bool:
    reached = first.toordinal()
    for each in sorted(parameter.values, key=lambda value: value.valid_from):
        end = LAST_DAY if each.valid_to is None else each.valid_to
        if each.valid_from.toordinal() <= reached <= end.toordinal():
            reached = end.toordinal() + 1
    return reached <= min(last, LAST_DAY).toordinal() or first == FIRST_DAY
