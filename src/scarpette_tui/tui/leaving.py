"""Leaving a screen with an answer: once, and only when it is the one in sight."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.message import Message
from textual.screen import Screen, ScreenResultType

from scarpette_tui.tui.shell import shell


class Leaving(Screen[ScreenResultType]):
    """A screen that may answer late.

    Textual's own `dismiss` takes away whatever is on top: by then that may be the cover, or a
    window opened meanwhile; and a key pressed twice would take away the screen below too.
    """

    _leave: Callable[[], AwaitComplete] | None = None

    @contextmanager
    def unless_gone(self) -> Iterator[None]:
        """Let what comes late paint nothing, and stop nothing: the screen was taken away."""
        try:
            yield
        except (NoMatches, NoScreen):
            stacks = self.app._screen_stacks.values()
            if not shell(self).ending and any(self in stack for stack in stacks):
                raise

    async def _dispatch_message(self, message: Message) -> None:
        with self.unless_gone():
            await super()._dispatch_message(message)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer and leave; under a cover or a window, as soon as this screen is back."""
        leave = super().dismiss
        if self._leave is None:
            self._leave = lambda: leave(result)
        shell(self).when_seen(self.on_screen_resume)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Leave, where that waits."""
        if self._leave is not None and self.app.screen is self:
            leave, self._leave = self._leave, None
            leave()
