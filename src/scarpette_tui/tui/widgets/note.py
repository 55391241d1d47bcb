"""Where notes are typed; apart from the fields, because the lock screen needs none of it."""

from textual import events
from textual.widgets import TextArea

from scarpette_tui.tui.widgets.words import clean


class NoteArea(TextArea):
    """Several lines of text: plain, without colours or line numbers."""

    takes_lines = True
    """Letters are text here: see `Page.typing`."""
    help_text = "Scriva liberamente: Ctrl S aggiunge la nota, Tab passa oltre."

    def __init__(self) -> None:
        super().__init__(
            "",
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
            id="nota",
        )

    def action_copy(self) -> None:
        """Nothing leaves the screen."""

    def action_cut(self) -> None:
        """Nothing leaves the screen."""

    def action_paste(self) -> None:
        """Nothing enters but what the terminal itself pastes."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert(clean(event.text)[:10_000])
