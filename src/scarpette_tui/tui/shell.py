"""What screens may ask of the application, and what help may ask of a widget."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from textual.dom import DOMNode
from textual.screen import Screen

from scarpette_tui.clock import Clock

if TYPE_CHECKING:
    from scarpette_tui.desk.session import FirstRun, Session
    from scarpette_tui.desk.views import DemoView


@runtime_checkable
class Helpable(Protocol):
    """A widget that can explain itself: the help screen knows no widget by name."""

    help_text: str


class Shell(Protocol):
    """The application as the screens see it."""

    directory: Path
    clock: Clock
    demo: "DemoView | None"
    session: "Session | None"
    first_run: "FirstRun | None"
    in_consultation: bool
    after_interview: bool
    """An interview took place since the vault was opened."""

    @property
    def ending(self) -> bool:
        """Whether the program is on its way out."""

    def go(self, screen: Screen[Any], then: Callable[[Any], None] | None = None) -> None:
        """Show a screen over this one; `then` gets what it answers."""

    def replace(self, screen: Screen[Any]) -> None:
        """Show a screen instead of this one."""

    def back(self) -> None:
        """Leave the screen on top."""

    def home(self, message: str = "") -> None:
        """Return to the first screen of the session."""

    def opened(self, session: "Session") -> None:
        """A session begins: show home."""

    def when_seen(self, act: Callable[[], object]) -> None:
        """Do something to the screens of the work, now or when the work is back."""

    def lock_left(self) -> int | None:
        """Seconds before the lock; None when nothing is open."""


def shell(node: DOMNode) -> Shell:
    """Return the application of a node."""
    return cast("Shell", node.app)


def session(node: DOMNode) -> "Session":
    """Return the open session; only screens behind the lock ask for it."""
    found = shell(node).session
    if found is None:
        raise RuntimeError("no session")
    return found
