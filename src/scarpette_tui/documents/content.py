"""What the paper says: one content model for both levels (P10, P11, H1-H5).

Nothing here knows who she is, when she came, who received her: no such value is ever
given to this room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scarpette_tui import i18n
from scarpette_tui.catalogue.model import Contact, DoWhen, Status
from scarpette_tui.catalogue.wording import met
from scarpette_tui.documents.labels import Label, require_language, say
from scarpette_tui.documents.page import Block, Detail, Drop, Item, Level, Look, Page

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import Catalogue
    from scarpette_tui.interview.engine import Evaluation
    from scarpette_tui.interview.outcomes import Outcome, StepResult

USEFUL = (Status.DUE, Status.OBTAINABLE, Status.POSSIBLE)
"""Statuses that reach the paper; the others are never printed as a no (P5)."""


DEAR_DOCUMENTS = 6
"""How many documents are kept longer when the page is full."""


@dataclass(frozen=True)
class Office:
    """What the paper may say of the office: no person, no logo, no reserved room.

    Texts in the office's own words; empty when not set.
    """

    name: str = ""
    hours: str = ""
    phone: str = ""


class Writer:
    """Gathers items in one language and keeps what may not be printed.

    Args:
        language: of the page.
        level: of the page; picks the forbidden words.

    """

    def __init__(self, language: str, level: Level) -> None:
        self.language = language
        self.level = level
        self.left_off: list[str] = []

    def say(self, label: Label, *parts: str) -> str:
        """Return a fixed sentence in the language of the page."""
        return say(label, self.language, *parts)

    def law(self, text: str) -> str:
        """Return a text of the law files in the language of the page.

        Documents that any desk asks for are fixed sentences of this room.
        """
        text = text.strip()
        for domain in ("catalogue", "scarpette"):
            if i18n.is_translated(text, self.language, domain):
                return i18n.translate(text, self.language, domain)
        self.leave(f"«{text}»", "non è ancora tradotto, resta in italiano")
        return text

    def allowed(self, item: Item) -> bool:
        """Say whether an item may be printed; if not, note it for the official."""
        words: list[str] = []
        texts = (item.lead, item.text, item.side, *(detail.text for detail in item.details))
        # Official names stay Italian on every page: the Italian list always counts.
        for language in dict.fromkeys((self.language, i18n.SOURCE_LANGUAGE)):
            for text in texts:
                words.extend(met(text, language, self.level))
        if words:
            self.leave(
                item.label, f"contiene parole da non stampare ({', '.join(dict.fromkeys(words))})"
            )
        return not words

    def leave(self, what: str, why: str) -> None:
        """Note what is not printed and why, for the official to say aloud."""
        line = f"{what}: {why}"
        if line not in self.left_off:
            self.left_off.append(line)

    def block(self, id_: str, title: Label, look: Look, items: Iterable[Item]) -> tuple[Block, ...]:
        """Return a block of the items that may be printed; nothing when none may."""
        kept = tuple(item for item in items if self.allowed(item))
        return (Block(id_, self.say(title), look, kept),) if kept else ()


def build_handout(
    catalogue: Catalogue,
    evaluation: Evaluation,
    *,
    level: Level,
    language: str,
    contacts: Sequence[Contact] | None = None,
    office: Office | None = None,
) -> Page:
    """Choose what her page says.

    Args:
        catalogue: the law data; gives the national contacts when `contacts` is None.
        evaluation: what her answers prove; its plan gives the order.
        level: `neutro` or `completo`.
        language: ISO code of a language the catalogue speaks.
        contacts: public numbers, national and of the office.
        office: name, hours and phone of the office.

    Raises:
        InputError: the language does not exist.

    """
    from scarpette_tui.documents import complete, neutral  # noqa: PLC0415 - they use Writer

    require_language(language)
    numbers = catalogue.contacts if contacts is None else tuple(contacts)
    writer = Writer(language, Level(level))
    if writer.level is Level.NEUTRO:
        national = {contact.id for contact in catalogue.contacts}
        public = [contact for contact in numbers if contact.id in national]
        return neutral.build(writer, evaluation, public, office or Office())
    return complete.build(writer, evaluation, numbers, office or Office())


def useful(evaluation: Evaluation) -> tuple[Outcome, ...]:
    """Return the outcomes that reach the paper, in the order of what to do first."""
    order: dict[str, int] = {}
    for step in evaluation.plan:
        order.setdefault(benefit_of(step), len(order))
    found = [outcome for outcome in evaluation.outcomes if is_result(outcome)]
    ranks = {status: rank for rank, status in enumerate(USEFUL)}
    found.sort(
        key=lambda outcome: (
            order.get(outcome.benefit.id, len(order)),
            ranks[outcome.status],
            outcome.benefit.priority,
        )
    )
    return tuple(found)


def is_result(outcome: Outcome) -> bool:
    """Say whether an outcome may be printed.

    What is only possible because nobody asked yet is no result: on paper it would be a false
    hope, and might tell of things that she never said (a pregnancy, a child); nor is what
    nothing that she said speaks for (a trial, a debt she preferred not to tell). One
    exception: a date that expires is never hidden once most of its conditions are known to
    hold.
    """
    if outcome.status is Status.POSSIBLE and not any(r.holds for r in outcome.requirements):
        return False
    if outcome.status is Status.POSSIBLE and any(r.not_asked for r in outcome.requirements):
        held = sum(found.holds is True for found in outcome.requirements)
        return outcome.deadline is not None and 2 * held > len(outcome.requirements)
    return outcome.status in USEFUL


def benefit_of(step: StepResult) -> str:
    """Return the benefit id of a step."""
    return step.benefit if isinstance(step.benefit, str) else str(step.id).split(".", 1)[0]


def bullets(documents: Iterable[tuple[str, Drop]], writer: Writer) -> tuple[Item, ...]:
    """Return a list of things to bring, each once; only the first few are dear."""
    items: dict[str, Item] = {}
    dear = 0
    for document, drop in documents:
        text = writer.law(document)
        for photo in (Label.PHOTO_TOO, Label.PHOTO_ALSO):
            text = text.removesuffix(writer.say(photo))
        text = _capital(text.rstrip(" .;"))
        if text.casefold() in items:
            continue
        dear += drop is Drop.DOCUMENT
        rank = Drop.MORE_DOCUMENT if dear > DEAR_DOCUMENTS else drop
        items[text.casefold()] = Item(label="altri documenti", text=text, drop=rank)
    return tuple(items.values())


def number_items(contacts: Iterable[Contact], writer: Writer) -> tuple[Item, ...]:
    """Return public numbers, all alike, in the order given (H4)."""
    items: list[Item] = []
    for index, contact in enumerate(contacts):
        note = ", ".join(writer.law(text) for text in (contact.hours, contact.cost) if text)
        items.append(
            Item(
                label=f"contatto «{contact.name}»",
                text=writer.law(contact.name),
                side=contact.number,
                details=(Detail(_capital(note) + ".", "orari e costo", Drop.CONTACT_NOTE),)
                if note
                else (),
                drop=Drop.CONTACT if index >= 4 else Drop.KEEP,
            )
        )
    return tuple(items)


def desk_items(office: Office) -> tuple[Item, ...]:
    """Return what the paper says of the office, empty when nothing is set."""
    lines = [_capital(text) for text in (office.name, office.hours, office.phone) if text]
    return tuple(Item(label="dati della sede", text=line, drop=Drop.DESK) for line in lines)


def when_words(do_when: DoWhen, writer: Writer) -> str:
    """Return when a step is safe, empty for now."""
    if do_when is DoWhen.WHEN_OUT:
        return writer.say(Label.WHEN_OUT)
    return writer.say(Label.WITH_CENTRE) if do_when is DoWhen.WITH_CENTRE else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
