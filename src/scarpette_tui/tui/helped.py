"""Help, palette and appearance: what every screen offers, in one place."""

from collections.abc import Callable
from typing import Any

from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget

from scarpette_tui.tui.sealed import SealedApp
from scarpette_tui.tui.themes import DARK, THEMES


class HelpedApp(SealedApp, inherit_bindings=False):
    """A sealed application with our own help, palette and themes."""

    theme = Reactive(DARK.name)
    """Ours from the start: a change after it would parse every style sheet again."""

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and ours, without registering: they are asked for as it begins."""
        return {**super().available_themes, **{one.name: one for one in THEMES}}

    def go(self, screen: Screen[Any], then: Callable[[Any], None] | None = None) -> None:
        """Show a screen over this one."""
        self.push_screen(screen, then)

    def _scope(self) -> str:
        return str(getattr(self.screen, "SCOPE", "dialog"))

    def action_aiuto(self) -> None:
        """Open or close the help."""
        from scarpette_tui.tui.screens.helping import HelpWindow, help_window  # noqa: PLC0415

        if isinstance(self.screen, HelpWindow):
            self.screen.action_annulla()
        else:
            self.go(help_window(self._scope(), self.focused))

    def action_parole(self) -> None:
        """Open the glossary."""
        from scarpette_tui.desk import glossary  # noqa: PLC0415 - not for the first paint
        from scarpette_tui.tui.screens.dialogs import Reading  # noqa: PLC0415

        self.go(
            Reading("Parole d'ufficio, da dire in parole semplici", [("", glossary.everything())])
        )

    def action_comandi(self) -> None:
        """Open the palette."""
        from scarpette_tui.tui.screens.helping import Palette  # noqa: PLC0415

        page = self.screen

        async def run(action: str) -> None:
            if action:
                await self.run_action(action, page)

        def chosen(action: str | None) -> None:
            self.call_later(run, action or "")

        self.go(Palette(self._scope()), chosen)

    def action_scorri(self, lines: int) -> None:
        """Scroll the text around the answer, whatever has the focus."""
        for body in self.screen.query("#corpo, .window").results(Widget):
            body.scroll_relative(y=lines, animate=False)
            break

    def action_aspetto(self) -> None:
        """Walk through the themes."""
        names = [one.name for one in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.acknowledge(f"Aspetto: {self.theme}")

    def action_niente(self) -> None:
        """Ctrl C neither copies nor closes."""
        self.acknowledge("Per uscire: Ctrl Q")
