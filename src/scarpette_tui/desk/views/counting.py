"""What the dashboard of the counts shows."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ClosingReport:
    """What the closing of finished days did at unlock, for the official.

    `text` is empty when all went well and nothing has to be said. `to_confirm` is True when
    the responsabile can let it go on, after looking at the date.
    """

    days: tuple[date, ...] = ()
    text: str = ""
    to_confirm: bool = False


@dataclass(frozen=True)
class CountLine:
    """One row of the table: "circa N", usually between `low` and `high`.

    `about` is None where there is no number: `note` says why. `change` compares with the row
    before, in a word, and only where the difference is clear.
    """

    period: str
    label: str
    about: int | None
    low: int = 0
    high: int = 0
    change: str = ""
    note: str = ""


@dataclass(frozen=True)
class CountsView:
    """One page of the dashboard.

    `unit` is giorni, settimane, mesi, anni or argomenti; `period` what it shows of it, e.g.
    "2026-11". `before` and `after` are the periods beside it, `choices` all of them with
    their label, newest first. `empty` teaches when there is nothing yet. `exact` are the true
    totals of the periods still running, for the responsabile only (D1).
    """

    unit: str
    period: str
    title: str
    lines: tuple[CountLine, ...]
    total: CountLine | None
    compared: str
    before: str | None
    after: str | None
    choices: tuple[tuple[str, str], ...]
    sentence: str
    published_to: date | None
    empty: str = ""
    exact: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ProofView:
    """What checking the figures found."""

    holds: bool
    lines: tuple[str, ...]
