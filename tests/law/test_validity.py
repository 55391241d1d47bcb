"""Outside its validity a value is never the last one in silence: it is unknown, and says so."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from scarpette_tui.desk import law
from scarpette_tui.interview.abstract import OpenNumber
from scarpette_tui.interview.context import Context
from scarpette_tui.interview.logic import Compiler
from tests.law.golden import cases

ONE = timedelta(days=1)
FAR = [date(1990, 1, 1), date(2022, 12, 31), date(2027, 1, 1), date(2050, 6, 30)]


def _days(parameter):
    """Return the days on which a parameter changes, those beside them, and far ones."""
    edges = {each.valid_from for each in parameter.values}
    edges |= {each.valid_to for each in parameter.values if each.valid_to}
    return sorted({day + step for day in edges for step in (-ONE, ONE * 0, ONE)} | set(FAR))


def _in_force(parameter, day):
    """Return the value in force, as the file says it; None in a hole, a gap, before or after."""
    found = [
        each.value
        for each in parameter.values
        if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
    ]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize("reading", ["param.{}", 'param_at("{}", on)'])
def test_every_parameter_on_every_edge_and_far_from_it(reading):
    compiler = Compiler(law.catalogue())
    unknown = 0
    for parameter in law.catalogue().parameters:
        run, _ = compiler.compile(reading.format(parameter.id))
        for day in _days(parameter):
            ctx = Context(day, {})
            value, expected = run(ctx), _in_force(parameter, day)
            if expected is None:
                unknown += 1
                assert isinstance(value, OpenNumber), (parameter.id, day)
                assert ctx.stale
                assert {value.low, value.high} == {-Decimal("inf"), Decimal("inf")}
            else:
                assert (value, ctx.stale) == (expected, False), (parameter.id, day)
    assert unknown > 100  # there are holes to fall into


def test_every_table_has_no_year_but_its_own():
    compiler = Compiler(law.catalogue())
    for table in law.catalogue().tables:
        known = {table.first_year} | {rate.year for rate in table.rates}
        for column in table.columns:
            run, _ = compiler.compile(f'table("{table.id}", "{column.id}", 20000)')
            for year in range(min(known) - 2, max(known) + 3):
                for day in (date(year, 1, 1), date(year, 12, 31)):
                    ctx = Context(day, {})
                    settled = isinstance(run(ctx), Decimal)
                    assert (settled, ctx.stale) == (year in known, year not in known), day


def test_past_what_the_law_files_know_every_right_in_play_says_so():
    """No golden case of this year is worth the same, without a word, on the first day of 2027."""
    after = law.catalogue().manifest.known_until + ONE
    seen = 0
    for name, case in cases()[::9]:
        for outcome in law.engine().evaluate(case.answers, after).outcomes:
            if outcome.status in {"due", "possible", "obtainable"}:
                seen += 1
                assert outcome.stale, (name, outcome.benefit.id)
    assert seen > 1000


def test_a_value_that_ended_changes_nothing_of_a_later_day():
    """The last value of each parameter, multiplied, is nowhere in an outcome after its end."""
    catalogue = law.catalogue()
    ended = [
        (index, each)
        for index, each in enumerate(catalogue.parameters)
        if each.values[-1].valid_to is not None
    ]
    assert ended
    changed = list(catalogue.parameters)
    for index, parameter in ended:
        last = parameter.values[-1]
        value = None if last.value is None else last.value * 7 + 1
        values = (*parameter.values[:-1], last.model_copy(update={"value": value}))
        changed[index] = parameter.model_copy(update={"values": values})
    other = Compiler(catalogue.model_copy(update={"parameters": tuple(changed)}))
    own = Compiler(catalogue)
    for _, parameter in ended:
        text, after = f"param.{parameter.id}", parameter.values[-1].valid_to + ONE
        one, two = (each.compile(text)[0](Context(after, {})) for each in (own, other))
        assert one.form == two.form, parameter.id
        assert (one.low, one.high) == (two.low, two.high)
