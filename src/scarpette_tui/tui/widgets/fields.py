"""Fields to type in: no clipboard, no control character, no English (S15)."""

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from scarpette_tui.tui.widgets.words import Words, clean


@dataclass(frozen=True)
class FieldSpec:
    """One field of a form."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    secret: bool = False
    wide: bool = False
    """A line of its own, as long as the page: a share of 14 groups."""


class Field(Input):
    """One line of text."""

    help_text = "Scriva e prema Invio. Backspace cancella, Inizio e Fine spostano il cursore."

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(
            value=spec.value,
            placeholder=spec.hint,
            password=spec.secret,
            compact=True,
            id=f"campo-{spec.name}",
            select_on_focus=False,
        )
        self.spec = spec

    def action_copy(self) -> None:
        """Nothing leaves the screen."""

    def action_cut(self) -> None:
        """Nothing leaves the screen."""

    def action_paste(self) -> None:
        """Nothing enters but what the terminal itself pastes."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        lines = clean(event.text).splitlines()
        if lines:
            self.insert_text_at_cursor(lines[0][:2000])


class Labelled(Horizontal):
    """A field with its label on the left, so that a form lines up."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(classes="labelled wide" if spec.wide else "labelled")
        self.spec = spec

    def compose(self) -> ComposeResult:
        """Label, then field."""
        yield Words(self.spec.label, classes="label")
        yield Field(self.spec)
