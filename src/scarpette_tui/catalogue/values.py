"""Shapes of the values that the law changes: by date, by step, by definition."""

from datetime import date
from typing import Literal

from pydantic import Field

from scarpette_tui.catalogue.shapes import Euro, Expression, Shape, Sourced


class DatedValue(Sourced):
    """A value in force from a day, to a day (both included) or until further notice.

    `missing` says why the law's value is not known: it then evaluates as unknown.
    """

    valid_from: date
    valid_to: date | None = None
    value: Euro | None = None
    missing: str = ""


class Parameter(Shape):
    """A number the law changes: `param.ID` or `param_at("ID", day)` in expressions."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    unit: Literal["euro", "months", "days", "weeks", "years", "percent", "factor", "count"]
    values: tuple[DatedValue, ...] = Field(min_length=1)


class Column(Shape):
    """A column of a step table: amount of step k = base - per_step * k, before revaluation."""

    id: str
    title: str
    base: Euro
    per_step: Euro


class YearRate(Sourced):
    """The revaluation factor applied from 1 January of a year, e.g. 1.014."""

    year: int
    rate: Euro


class StepTable(Sourced):
    """A table by steps of an income, revalued and rounded year after year.

    Threshold of step k = first + step * k, rounded half up to `threshold_digits` after each
    year's rate; step of an income x = smallest k with x <= threshold(k), `steps` when none
    or when there is no income figure; amounts likewise to `amount_digits`. Years without a
    rate are unknown. In expressions: `table("ID", "column", income)`, as of `on`, or
    `table_at("ID", "column", income, day)`. Amounts never rise with the income.
    """

    id: str
    title: str
    first: Euro
    step: Euro
    steps: int
    first_year: int
    threshold_digits: int
    amount_digits: int
    columns: tuple[Column, ...]
    rates: tuple[YearRate, ...]


class Definition(Shape):
    """A named expression shared by several files, e.g. `has_minor`.

    Names: lower-case; used in expressions as they are.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    value: Expression
    source: str = ""
