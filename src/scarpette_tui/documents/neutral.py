"""Level `neutro`: chosen for her, reads like an ordinary leaflet (P10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scarpette_tui.catalogue.model import Contact, Status
from scarpette_tui.documents.content import (
    Office,
    Writer,
    bullets,
    desk_items,
    number_items,
    useful,
)
from scarpette_tui.documents.labels import Label
from scarpette_tui.documents.page import Block, Detail, Drop, Item, Look, Page

if TYPE_CHECKING:
    from scarpette_tui.interview.engine import Evaluation
    from scarpette_tui.interview.outcomes import Outcome

EMERGENCY = "emergenza"
"""Id of the emergency number: an ordinary leaflet does not carry it."""

_DROP = {
    Status.DUE: Drop.DUE,
    Status.OBTAINABLE: Drop.OBTAINABLE,
    Status.POSSIBLE: Drop.POSSIBLE,
}


def build(
    writer: Writer, evaluation: Evaluation, contacts: Sequence[Contact], office: Office
) -> Page:
    """Return the neutral page of an evaluation: no amount, no number that tells."""
    outcomes = useful(evaluation)
    public = [item for item in contacts if not item.helpline and item.id != EMERGENCY]
    services = writer.block("services", Label.SERVICES, Look.LIST, _services(outcomes, writer))
    services = services or (_nothing(writer),)
    printed = {item.label for block in services for item in block.items}
    documents = bullets(_documents(outcomes, printed), writer)
    blocks: tuple[Block, ...] = (
        *services,
        *writer.block("documents", Label.DOCUMENTS, Look.BULLETS, documents),
        *writer.block("desk", Label.HOURS, Look.PLAIN, _hours(writer, office)),
        *writer.block("numbers", Label.NUMBERS, Look.NUMBERS, number_items(public, writer)),
    )
    return Page(
        level=writer.level,
        language=writer.language,
        title=writer.say(Label.TITLE_NEUTRAL),
        intro=writer.say(Label.INTRO_NEUTRAL),
        blocks=blocks,
        left_off=tuple(writer.left_off),
    )


def _services(outcomes: Iterable[Outcome], writer: Writer) -> Iterable[Item]:
    for outcome in outcomes:
        benefit, words = outcome.benefit, outcome.benefit.neutral
        if words is None:
            writer.leave(benefit.name, benefit.said_aloud or "non ha parole neutre")
            continue
        details: tuple[Detail, ...] = ()
        if words.where:
            text = writer.say(Label.WHERE, writer.law(words.where))
            details = (Detail(text, "dove", Drop.WHERE),)
        yield Item(
            label=benefit.name,
            lead=writer.law(words.name),
            text=writer.law(words.promise),
            details=details,
            drop=_DROP[outcome.status],
        )


def _nothing(writer: Writer) -> Block:
    """An honest, useful leaflet when there is nothing to name."""
    item = Item(
        label="informazioni generali",
        lead=writer.say(Label.NOTHING_SERVICE),
        text=writer.say(Label.NOTHING_PROMISE),
    )
    return Block("services", writer.say(Label.SERVICES), Look.LIST, (item,))


def _documents(outcomes: Iterable[Outcome], printed: set[str]) -> Iterable[tuple[str, Drop]]:
    """Documents of the services on the page, after the two that any desk asks for."""
    yield Label.IDENTITY.value, Drop.KEEP
    yield Label.TAX_CODE.value, Drop.DOCUMENT
    for outcome in outcomes:
        words = outcome.benefit.neutral
        if words is not None and outcome.benefit.name in printed:
            late = outcome.status is Status.POSSIBLE
            for document in words.documents:
                yield document, Drop.MORE_DOCUMENT if late else Drop.DOCUMENT


def _hours(writer: Writer, office: Office) -> tuple[Item, ...]:
    """Name and hours of the office; where to ask for the hours when nobody set them."""
    items = desk_items(office)
    if office.hours:
        return items
    return (*items, Item(label="orari", text=writer.say(Label.DESK_HOURS), drop=Drop.DESK))
