"""The three calm lines of every screen: where we are, what just happened, which keys."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from scarpette_tui.desk.idle import countdown
from scarpette_tui.tui.commands import Command, hints
from scarpette_tui.tui.widgets.words import clean

SAFETY = (("F9", "copri", "app.copri"), ("F10", "blocca", "app.blocca"))


class TopBar(Widget):
    """Where we are on the left; cover, lock and countdown on the right, always."""

    place: reactive[str] = reactive("")
    left: reactive[int | None] = reactive(None)

    def render(self) -> Content:
        """Draw the line for the width there is."""
        keys = Content.assemble(("F9", "bold"), " copri   ", ("F10", "bold"), " blocca")
        clock = f"   {countdown(self.left)} " if self.left is not None else " "
        width = max(0, self.size.width - keys.cell_length - len(clock) - 2)
        place = Content(f" {clean(self.place)}").truncate(width, ellipsis=True, pad=True)
        return Content.assemble(place.stylize("bold"), "  ", keys, clock)

    async def on_click(self, event: events.Click) -> None:
        """Cover or lock with the mouse."""
        clock = len(f"   {countdown(self.left)} ") if self.left is not None else 1
        distance = self.size.width - clock - event.x
        if 0 < distance <= len("F10 blocca"):
            await self.app.run_action("app.blocca")
        elif len("F10 blocca   ") <= distance <= len("F9 copri   F10 blocca"):
            await self.app.run_action("app.copri")


class StatusLine(Widget):
    """What just happened: every action is acknowledged here, in words."""

    message: reactive[str] = reactive("")
    trouble: reactive[bool] = reactive(False)

    def render(self) -> Content:
        """Draw the message, cut to the width."""
        sign = "" if not self.message else ("! " if self.trouble else "· ")
        return Content(f" {sign}{clean(self.message)}").truncate(self.size.width, ellipsis=True)

    def watch_trouble(self, trouble: bool) -> None:
        """Let the style sheet know."""
        self.set_class(trouble, "-trouble")


class KeyBar(Widget):
    """At most six keys, whole at 80 columns; a click does what the key does."""

    scope: reactive[str] = reactive("flow")

    def render(self) -> Content:
        """Draw the keys."""
        parts: list[tuple[str, str] | str] = []
        for one in hints(self.scope):
            parts += [(f" {one.shown}", "bold $accent"), f" {one.label}  "]
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        command = self._at(event.x)
        if command is not None:
            await self.app.run_action(command.action, self.screen)

    def _at(self, column: int) -> Command | None:
        start = self.gutter.left
        for one in hints(self.scope):
            start += len(one.shown) + len(one.label) + 4
            if column < start:
                return one
        return None
