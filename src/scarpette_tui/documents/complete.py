"""Level `completo`: only she or her centre sees it (P10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scarpette_tui.catalogue.model import Contact, DoWhen, FactStatus, Status
from scarpette_tui.documents.content import (
    Office,
    Writer,
    benefit_of,
    bullets,
    desk_items,
    number_items,
    useful,
    when_words,
)
from scarpette_tui.documents.figures import amount, day
from scarpette_tui.documents.labels import Label
from scarpette_tui.documents.page import Block, Detail, Drop, Item, Look, Page
from scarpette_tui.interview.outcomes import STALE_ID

if TYPE_CHECKING:
    from scarpette_tui.interview.engine import Evaluation
    from scarpette_tui.interview.outcomes import Outcome, StepResult

STEPS = 3
"""How many steps are printed: more would not be done (P10)."""

HERSELF = "Lei"
LONG_NOTE = 140
"""Characters: a longer note on an amount is for the official's voice, not for the paper."""

DEAR_WARNINGS = 4
"""How many warnings are kept longer when the page is full."""

_STATUS = (
    (Status.DUE, Label.DUE, Drop.DUE),
    (Status.OBTAINABLE, Label.OBTAINABLE, Drop.OBTAINABLE),
    (Status.POSSIBLE, Label.POSSIBLE, Drop.POSSIBLE),
)
_STEP_DROP = (Drop.KEEP, Drop.SECOND_STEP, Drop.THIRD_STEP)


def build(
    writer: Writer, evaluation: Evaluation, contacts: Sequence[Contact], office: Office
) -> Page:
    """Return the full page of an evaluation."""
    outcomes = useful(evaluation)
    plan = _printed_plan(evaluation, outcomes, writer)
    first = _first_steps(plan, outcomes)
    blocks: tuple[Block, ...] = (
        *writer.block("steps", Label.STEPS, Look.STEPS, _steps(first, writer)),
        *writer.block("not_yet", Label.NOT_YET, Look.NOTES, _warnings(outcomes, writer)),
        *writer.block("entrance", Label.ENTRANCE, Look.BOX, _entrance(writer)),
        *_rights(outcomes, first, writer),
        *writer.block("dates", Label.DATES, Look.NOTES, _dates(outcomes, first, writer)),
        *writer.block("bring", Label.BRING, Look.BULLETS, _bring(outcomes, first, writer)),
        *writer.block("desk", Label.DESK, Look.PLAIN, desk_items(office)),
        *writer.block("numbers", Label.NUMBERS, Look.NUMBERS, number_items(contacts, writer)),
    )
    later = len(plan) - len(first)
    if later:
        writer.leave("altri passi", f"sono {later}, dopo i primi tre: si leggono nei risultati")
    return Page(
        level=writer.level,
        language=writer.language,
        title=writer.say(Label.TITLE_COMPLETE),
        intro=writer.say(Label.INTRO_COMPLETE),
        blocks=_lone_helpline_removed(blocks, contacts, writer),
        left_off=tuple(writer.left_off),
    )


def _printed_plan(
    evaluation: Evaluation, outcomes: Sequence[Outcome], writer: Writer
) -> tuple[StepResult, ...]:
    """Return the steps of what is printed, each sentence once, in their order."""
    results = {outcome.benefit.id for outcome in outcomes}
    steps = [step for step in evaluation.plan if benefit_of(step) in results]
    return tuple({writer.law(step.paper or step.do): step for step in reversed(steps)}.values())[
        ::-1
    ]


def _first_steps(plan: Sequence[StepResult], outcomes: Sequence[Outcome]) -> tuple[StepResult, ...]:
    """Choose the steps to print, in the order of the plan.

    One that protects her, then the first of each benefit, so that a date that expires is
    never hidden behind three precautions; what room is left goes to the next in order.
    """
    protections = {each.benefit.id for each in outcomes if each.benefit.prerequisite}
    sure = {each.benefit.id for each in outcomes if each.status is not Status.POSSIBLE}
    chosen: list[StepResult] = []
    taken: set[str] = set()
    for step in plan:
        benefit = benefit_of(step)
        topic = "" if benefit in protections else benefit
        if benefit in sure and topic not in taken and len(chosen) < STEPS:
            taken.add(topic)
            chosen.append(step)
    others = [step for step in plan if step not in chosen]
    chosen += others[: STEPS - len(chosen)]
    return tuple(step for step in plan if step in chosen)


def _steps(steps: Sequence[StepResult], writer: Writer) -> tuple[Item, ...]:
    if not steps:
        return (Item(label="primo passo", mark="1", text=writer.say(Label.NOTHING_STEP)),)
    return tuple(_step(number, step, writer) for number, step in enumerate(steps, start=1))


def _step(number: int, step: StepResult, writer: Writer) -> Item:
    details: list[Detail] = []
    if step.do_when is not DoWhen.NOW:
        details.append(Detail(when_words(step.do_when, writer), "quando è sicuro", Drop.KEEP))
    if step.where:
        text = writer.say(Label.WHERE, writer.law(step.where))
        details.append(Detail(text, "dove", Drop.STEP_WHERE))
    until = _deadline(step, writer)
    if until:
        details.append(Detail(until, "scadenza", Drop.STEP_DATE))
    if step.who and step.who != HERSELF:
        text = writer.say(Label.WHO, writer.law(step.who))
        details.append(Detail(text, "con chi", Drop.STEP_WHO))
    if step.fact_status is FactStatus.TO_VERIFY:
        details.append(Detail(_sentence(writer.say(Label.CONFIRM)), "conferma", Drop.KEEP))
    return Item(
        label=f"il passo «{step.paper or step.do}»",
        lead=writer.law(step.paper or step.do),
        details=tuple(details),
        mark=str(number),
        drop=_STEP_DROP[number - 1],
    )


def _deadline(step: StepResult, writer: Writer) -> str:
    if step.deadline is not None:
        return writer.say(Label.BY, day(step.deadline, writer.language)) + "."
    if step.deadline_text:
        return writer.say(Label.DEADLINE, writer.law(step.deadline_text))
    return ""


def _warnings(outcomes: Sequence[Outcome], writer: Writer) -> tuple[Item, ...]:
    printed = [item for outcome in outcomes for item in outcome.warnings if item.paper]
    # What is certain and pressing first: the last ones go first when the page is full.
    printed.sort(key=lambda item: (item.when is not True, not item.urgent))
    found: dict[str, Item] = {}
    for warning in printed:
        if warning.id == STALE_ID:  # said beside the amount
            continue
        text = writer.law(warning.text)
        drop = Drop.WARNING if len(found) < DEAR_WARNINGS else Drop.MORE_WARNING
        found.setdefault(text, Item(label=f"avviso «{warning.text}»", text=text, drop=drop))
    return tuple(found.values())


def _entrance(writer: Writer) -> tuple[Item, ...]:
    words = writer.say(Label.ENTRANCE_WORDS)
    return (Item(label="frase per l'ingresso", lead=words, drop=Drop.ENTRANCE),)


def _rights(
    outcomes: Sequence[Outcome], first: Sequence[StepResult], writer: Writer
) -> tuple[Block, ...]:
    """Return a block for each status, the surest first; an honest sentence when empty."""
    told = {benefit_of(step) for step in first if step.kind == "filing"}
    given = [item for item in outcomes if not item.benefit.prerequisite]
    blocks: tuple[Block, ...] = ()
    for status, title, drop in _STATUS:
        items = [_right(item, writer, told, drop) for item in given if item.status is status]
        blocks += writer.block(status.value, title, Look.LIST, items)
    if blocks:
        return blocks
    details = (Detail(writer.say(Label.NOTHING_WHERE), "patronato", Drop.WHERE),)
    text = writer.say(Label.NOTHING_RIGHT)
    nothing = Item(label="che cosa può avere", text=text, details=details)
    return writer.block("rights", Label.RIGHTS, Look.LIST, (nothing,))


def _right(outcome: Outcome, writer: Writer, told: set[str], drop: Drop) -> Item:
    benefit = outcome.benefit
    details: list[Detail] = []
    figure = _figure(outcome, writer)
    if figure:
        details.append(Detail(figure, "importo", Drop.KEEP))
    if benefit.goes_to:
        details.append(Detail(_sentence(writer.law(benefit.goes_to)), "a chi va", Drop.KEEP))
    plain = writer.law(benefit.plain)
    if plain.casefold() != benefit.name.casefold():
        details.append(Detail(_sentence(plain), "in parole semplici", Drop.PLAIN_NAME))
    note = outcome.amount.note if outcome.amount is not None else ""
    if len(note) > LONG_NOTE:
        writer.leave(f"nota sull'importo, per {benefit.name}", "si legge nei risultati")
    elif note:
        details.append(Detail(writer.law(note), "nota sull'importo", Drop.NOTE))
    filing = next((step for step in outcome.steps if step.kind == "filing"), None)
    if filing is not None and filing.where and benefit.id not in told:
        text = writer.say(Label.WHERE, writer.law(filing.where))
        details.append(Detail(text, "dove", Drop.WHERE))
    details.append(Detail(writer.law(benefit.promise), "che cosa dà", Drop.PROMISE))
    return Item(
        label=benefit.name, lead=short_name(benefit.name), details=tuple(details), drop=drop
    )


def short_name(name: str) -> str:
    """Return a benefit's name without the act at its end: the law stays in the catalogue."""
    head, _, act = name.partition(" (")
    return head if "/" in act else name


def _figure(outcome: Outcome, writer: Writer) -> str:
    """Amount with period and its reservations, as one sentence."""
    result, rule = outcome.amount, outcome.benefit.amount
    ceiling = rule is not None and rule.at_most
    text = amount(result, writer.language, ceiling=ceiling) if result is not None else ""
    if outcome.status is Status.POSSIBLE and not (result and result.telling(outcome.status)):
        return ""
    notes: list[str] = []
    facts = {outcome.fact_status, result.fact_status if result is not None else None}
    if FactStatus.TO_VERIFY in facts:
        notes.append(writer.say(Label.CONFIRM))
    if outcome.stale and result is not None:
        notes.append(writer.say(Label.STALE))
    if not text:
        return _sentence(", ".join(notes)) if notes else ""
    return _sentence(f"{text} ({', '.join(notes)})" if notes else text)


def _dates(
    outcomes: Sequence[Outcome], first: Sequence[StepResult], writer: Writer
) -> tuple[Item, ...]:
    """Deadlines that are not already on one of the first steps."""
    told = {benefit_of(step) for step in first if step.deadline is not None}
    ahead = [item for item in outcomes if item.deadline and item.benefit.id not in told]
    ahead.sort(key=lambda outcome: (outcome.deadline, outcome.benefit.priority))
    items: list[Item] = []
    for outcome in ahead:
        assert outcome.deadline is not None
        text = f"{day(outcome.deadline, writer.language)}: {short_name(outcome.benefit.name)}."
        label = f"scadenza di {outcome.benefit.name}"
        items.append(Item(label=label, text=text, drop=Drop.DATE))
    return tuple(items)


def _bring(
    outcomes: Sequence[Outcome], first: Sequence[StepResult], writer: Writer
) -> tuple[Item, ...]:
    wanted = [(document, Drop.DOCUMENT) for step in first for document in step.documents]
    wanted += [
        (document, Drop.DOCUMENT if outcome.status is Status.DUE else Drop.MORE_DOCUMENT)
        for outcome in outcomes
        if outcome.status is not Status.POSSIBLE
        for step in outcome.steps
        if step.kind == "filing"
        for document in step.documents
    ]
    if not wanted:
        wanted = [(Label.IDENTITY.value, Drop.KEEP), (Label.TAX_CODE.value, Drop.DOCUMENT)]
    return bullets(wanted, writer)


def _lone_helpline_removed(
    blocks: tuple[Block, ...], contacts: Sequence[Contact], writer: Writer
) -> tuple[Block, ...]:
    """Take the numbers away when only helplines would be left: never alone (H4)."""
    if any(not contact.helpline for contact in contacts) or not contacts:
        return blocks
    writer.leave("numeri di aiuto", "non stanno mai da soli sulla carta")
    return tuple(block for block in blocks if block.look is not Look.NUMBERS)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
