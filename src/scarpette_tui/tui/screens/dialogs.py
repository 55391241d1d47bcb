"""Small windows: a question, a fault, a list. Cover and lock work over each of them."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.commands import bindings, moving
from scarpette_tui.tui.leaving import Leaving
from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.words import Words, clean


class Window(ModalScreen[str], Leaving[str], inherit_bindings=False):
    """A window over the screen. Escape answers with the empty string."""

    BINDINGS: ClassVar[list[BindingType]] = [*moving(), *bindings("dialog")]
    SCOPE = "dialog"
    AUTO_FOCUS = ""  # each window takes the focus itself, without scrolling its title away

    def compose(self) -> ComposeResult:
        """Yield a frame that scrolls."""
        with VerticalScroll(classes="window", can_focus=False):
            yield from self.content()

    def content(self) -> ComposeResult:
        """Yield what stands in the window."""
        yield from ()

    def action_annulla(self) -> None:
        """Close without an answer."""
        self.dismiss("")


class Dialog(Window):
    """A title, some sentences, and what one may choose.

    Args:
        title: what it is about.
        text: sentences.
        choices: rows; one "Ho capito" when none is given.

    """

    def __init__(
        self, title: str, text: Sequence[str] = (), choices: Sequence[Choice] = ()
    ) -> None:
        super().__init__()
        self.heading = title
        self.text = tuple(text)
        self.choices = tuple(choices) or (Choice("ok", "Ho capito", "o"),)

    def content(self) -> ComposeResult:
        """Title, sentences, rows."""
        yield Words(self.heading, classes="title")
        for one in self.text:
            yield Words(one, classes="paragraph")
        yield Choices(self.choices, classes="answer")

    def on_mount(self) -> None:
        """Put the focus on the rows."""
        self.query_one(Choices).focus(scroll_visible=False)

    def on_key(self, event: events.Key) -> None:
        """One key, one row."""
        if (
            event.character
            and event.is_printable
            and self.query_one(Choices).on_char(event.character)
        ):
            event.stop()

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Answer."""
        self.dismiss(event.value)


class Reading(Window):
    """Something to read: sections of lines. Arrows scroll, Escape closes."""

    def __init__(self, title: str, sections: Sequence[tuple[str, Sequence[str]]]) -> None:
        super().__init__()
        self.heading = title
        self.sections = tuple(sections)

    def compose(self) -> ComposeResult:
        """Yield a frame that can be scrolled with the keyboard."""
        with VerticalScroll(classes="window wide"):
            yield Words(self.heading, classes="title")
            for title, lines in self.sections:
                if title:
                    yield Words(title, classes="section")
                for line in lines:
                    yield Words(line, classes="line")
            yield Words(Content.assemble((" Esc ", "bold"), "chiude"), classes="quiet")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()


def fault(error: ScarpetteError) -> Dialog:
    """Return the window for a fault: happened, kept, to do."""
    text = [error.happened]
    if error.kept:
        text.append(f"Che cosa resta: {error.kept}")
    if error.todo:
        text.append(f"Che cosa fare: {error.todo}")
    return Dialog(error.title, [clean(one) for one in text])


def leave_dialog() -> Dialog:
    """Return the question asked before leaving the programme."""
    return Dialog(
        "Uscire dal programma?",
        ("Quello che è già scritto resta nell'archivio cifrato.",),
        (Choice("", "No, resto qui", "n"), Choice("esci", "Sì, esco", "s")),
    )
