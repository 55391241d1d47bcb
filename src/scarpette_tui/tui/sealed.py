"""An application out of which nothing leaks: no clipboard, no picture, no traceback (S15)."""

import os
import sys
from typing import Any

from rich.text import Text
from textual.app import App
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.worker import WorkerFailed

from scarpette_tui.errors import crash_text
from scarpette_tui.tui.stylesheets import Stylesheets

BLANK = "\x1b[H\x1b[2J"
"""Goes to the first place and erases the whole page."""


class SealedApp(App[int], inherit_bindings=False):
    """Turns off what Textual would let out of the screen, and says crashes in Italian."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = Stylesheets(variables=self.get_css_variables())

    def blank(self) -> None:
        """Wipe the terminal at once: taking the screens away takes a fifth of a second."""
        if self._driver is not None:
            self._driver.write(BLANK)

    def acknowledge(self, text: str) -> None:
        """Say something in the status line of the screen, where it has one."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(text)

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing is copied: no OSC 52."""

    def save_screenshot(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 - Textual's signature
        """No picture is ever written."""
        return ""

    def deliver_screenshot(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Textual's signature
        """No picture is ever delivered."""

    def notify(self, message: str, **kwargs: Any) -> None:  # noqa: ANN401, ARG002 - Textual's signature
        """Messages go to the status line, never to a floating window over the cover."""
        self.acknowledge(message)

    @property
    def ending(self) -> bool:
        """Whether the program is on its way out: Textual composes nothing any more."""
        return self._exit or not self.is_running

    def _handle_exception(self, error: Exception) -> None:
        """End with a short message: no traceback, no local variable."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.ending and isinstance(cause, NoMatches | NoScreen):
            return  # the screens were taken away under an answer that was being painted
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if not self._exit_renderables:
            self._exit_renderables.append(Text(crash_text(cause)))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print our message and nothing else."""
        for one in self._exit_renderables[:1]:
            self.error_console.print(one)
        self._exit_renderables.clear()


def send(sequence: str) -> None:
    """Send a control sequence to the terminal, where there is one: a neutral title, a blank page."""
    if sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb":
        sys.stdout.write(sequence)
        sys.stdout.flush()
