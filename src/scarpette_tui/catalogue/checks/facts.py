"""Proof 2: every fact has its source and its checks, and no validity overlaps or is missing."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.model import (
    Catalogue,
    DatedValue,
    FactStatus,
    Parameter,
    Sourced,
    StepTable,
    YearRate,
)

KNOWN_SINCE = date(2024, 1, 1)
"""From this day on every value is known, or says why it is not."""

OLDEST_CHECK = timedelta(days=180)
"""Age that the last check of a value may have when the catalogue is published."""

ARTICLE = re.compile(
    r"\b(?:artt?\.|articol[oi]|allegato|tabella|comm[ai]|c\.)\s?\S*\d", re.IGNORECASE
)
"""The place inside an act: article, comma, annex, table."""

PAPER = re.compile(
    r"\b(?:circ\.|circolar[ei]|messaggi?o?|msg|DM|DPCM|decreto|CCNL|protocollo|GU|Cassazione|"
    r"Corte costituzionale|sentenz[ae]|ordinanza|delibera|bando|guida)\s[^;]*\d",
    re.IGNORECASE,
)
"""What is cited whole, by number or date: circular, message, decree, agreement, ruling."""

DESK_RULES = ("steps", "warnings")
"""What may rest on the prudence of the desk alone: it says no right and no sum."""

Where = tuple[str, str, tuple[str | int, ...]]
"""(list of the catalogue, id, way to the key)."""


def facts(catalogue: Catalogue) -> Iterator[tuple[Where, Sourced]]:
    """Yield every sourced fact of the catalogue and where it stands."""
    for parameter in catalogue.parameters:
        for index, value in enumerate(parameter.values):
            yield ("parameters", parameter.id, ("values", index)), value
    for table in catalogue.tables:
        yield ("tables", table.id, ()), table
        for index, rate in enumerate(table.rates):
            yield ("tables", table.id, ("rates", index)), rate
    for benefit in catalogue.benefits:
        for name in ("requirements", "steps", "warnings", "incompatible_with"):
            for index, fact in enumerate(getattr(benefit, name)):
                yield ("benefits", benefit.id, (name, index)), fact
        if benefit.amount:
            yield ("benefits", benefit.id, ("amount",)), benefit.amount
    for permit in catalogue.permits:
        for name, rule in permit.benefits.items():
            yield ("permits", permit.id, ("benefits", name)), rule


def prove_facts(proof: Proof, today: date) -> None:
    """Report facts without question, checks out of order or too old; count the statuses."""
    published = proof.catalogue.manifest.published_on
    found = list(facts(proof.catalogue))
    for (kind, ident, path), fact in found:
        if fact.status == FactStatus.TO_VERIFY and not fact.ask:
            proof.error("fatto da verificare senza la domanda (ask)", kind, ident, *path)
        if fact.recheck_by < fact.checked_on:
            proof.error("recheck_by viene prima di checked_on", kind, ident, *path)
        if fact.checked_on > today:
            proof.error(f"controllo in un giorno futuro ({fact.checked_on})", kind, ident, *path)
        if published - fact.checked_on > OLDEST_CHECK:
            message = f"controllato più di {OLDEST_CHECK.days} giorni prima della pubblicazione"
            proof.error(message, kind, ident, *path)
        if fact.recheck_by < today:
            proof.note(f"da ricontrollare entro il {fact.recheck_by:%d/%m/%Y}", kind, ident, *path)
        if _is_law(kind, path) and not is_cited(fact.source):
            message = f"fonte senza articolo, o senza numero e data: «{fact.source}»"
            proof.error(message, kind, ident, *path)
    for contact in proof.catalogue.contacts:
        if not timedelta(0) <= published - contact.checked_on <= OLDEST_CHECK:
            message = f"contatto controllato il {contact.checked_on:%d/%m/%Y}: da ricontrollare"
            proof.note(message, "contacts", contact.id)
    _count(proof, [(where, fact) for where, fact in found if _is_law(where[0], where[2])], today)
    for status, title in (("verified", "verificati"), ("to_verify", "da verificare")):
        count = sum(fact.status == status for _, fact in found)
        proof.report.coverage[f"fatti {title}"] = (count, len(found))


def is_cited(source: str) -> bool:
    """Say whether a source names an act with its article, or a numbered or dated paper."""
    return bool(ARTICLE.search(source) or PAPER.search(source))


def _is_law(kind: str, path: tuple[str | int, ...]) -> bool:
    return kind != "benefits" or path[0] not in DESK_RULES


def _count(proof: Proof, found: list[tuple[Where, Sourced]], today: date) -> None:
    """Count what every value and every condition carries: source, validity, days of the check."""
    values = [fact for where, fact in found if where[0] in {"parameters", "tables"}]
    rules = [fact for where, fact in found if where[0] not in {"parameters", "tables"}]
    dated = [fact for fact in values if isinstance(fact, DatedValue | YearRate | StepTable)]
    figures = proof.report.coverage
    for title, facts_ in (("valori", values), ("condizioni e importi", rules)):
        cited = sum(is_cited(fact.source) for fact in facts_)
        fresh = sum(timedelta(0) <= today - fact.checked_on <= OLDEST_CHECK for fact in facts_)
        figures[f"{title} con atto e articolo, o circolare datata"] = cited, len(facts_)
        if title == "valori":
            figures["valori con le date di validità"] = len(dated), len(values)
        figures[f"{title} controllati da meno di {OLDEST_CHECK.days} giorni"] = fresh, len(facts_)


def prove_validities(proof: Proof) -> None:
    """Report overlaps and holes of values by date, years without rate, closed windows."""
    for parameter in proof.catalogue.parameters:
        _prove_parameter(proof, parameter)
    for table in proof.catalogue.tables:
        _prove_table(proof, table)
    for benefit in proof.catalogue.benefits:
        for index, one in enumerate(benefit.requirements):
            if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
                path = ("requirements", index)
                proof.error("valid_to viene prima di valid_from", "benefits", benefit.id, *path)


def _prove_parameter(proof: Proof, parameter: Parameter) -> None:
    def error(message: str, index: int) -> None:
        proof.error(f"{parameter.id}: {message}", "parameters", parameter.id, "values", index)

    expected, free, last = KNOWN_SINCE, date.min, parameter.values[0]
    ordered = sorted(enumerate(parameter.values), key=lambda pair: pair[1].valid_from)
    for index, value in ordered:
        if (value.value is None) == (not value.missing):
            error("serve un valore, oppure il motivo per cui manca (missing)", index)
        if value.valid_to and value.valid_to < value.valid_from:
            error("valid_to viene prima di valid_from", index)
        if value.valid_from < free:
            error(f"validità sovrapposte dal {value.valid_from:%d/%m/%Y}", index)
        if value.valid_from > expected:
            error(f"nessun valore dal {expected:%d/%m/%Y} e nessun motivo", index)
        after = value.valid_to + timedelta(days=1) if value.valid_to else date.max
        expected, free, last = max(expected, after), max(free, after), value
    if expected <= proof.catalogue.manifest.known_until:
        error(f"nessun valore dopo il {last.valid_to:%d/%m/%Y} e nessun motivo", ordered[-1][0])


def _prove_table(proof: Proof, table: StepTable) -> None:
    years = sorted(rate.year for rate in table.rates)
    last = proof.catalogue.manifest.known_until.year
    if not all(1900 < year < 2200 for year in (table.first_year, *years)):
        proof.error(f"{table.id}: anno fuori dal possibile", "tables", table.id, "rates")
        return
    wanted = list(range(table.first_year + 1, max([last, *years]) + 1))
    if years != wanted:
        missing = ", ".join(str(year) for year in wanted if year not in years)
        early = ", ".join(str(year) for year in years if year not in wanted)
        said = f"anni senza rivalutazione: {missing}" if missing else f"anni di troppo: {early}"
        proof.error(f"{table.id}: {said}", "tables", table.id, "rates")
    if table.first_year > KNOWN_SINCE.year:
        proof.error(f"{table.id}: la tabella comincia dopo il 2024", "tables", table.id)
    if table.step <= 0 or not 1 <= table.steps <= 10_000:
        proof.error(f"{table.id}: gli scaglioni devono crescere", "tables", table.id)
    for index, column in enumerate(table.columns):
        if column.per_step < 0 or column.base - column.per_step * table.steps < 0:
            message = f"{table.id}.{column.id}: importi che crescono o scendono sotto zero"
            proof.error(message, "tables", table.id, "columns", index)
