"""Under every question: non so, preferisce non dire, how we know. One key each, or a click."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

KNOWN = (("detto", "detto"), ("visto", "visto"), ("da_verificare", "da verificare"))
"""How an answer is known (P9), in the order of the key that walks through them."""


class Extras(Widget):
    """F3, F4 and F5, always in the same place."""

    provenance: reactive[str] = reactive("detto")
    help_text = (
        "F3 non so, F4 preferisce non dire: valgono per ogni domanda e non chiudono nessuna strada."
    )

    def render(self) -> Content:
        """Draw the line."""
        parts: list[tuple[str, str] | str] = []
        for _, key, label in self._actions():
            parts += [(f"{key} ", "bold $accent"), f"{label}   "]
        parts.append(("F5 ", "bold $accent"))
        for value, label in KNOWN:
            parts.append((f"[{label}]", "bold") if value == self.provenance else f" {label} ")
        return Content.assemble(*parts)

    def next_provenance(self) -> str:
        """Walk to the next way of knowing; return how it reads."""
        values = [value for value, _ in KNOWN]
        self.provenance = values[(values.index(self.provenance) + 1) % len(values)]
        return dict(KNOWN)[self.provenance]

    async def on_click(self, event: events.Click) -> None:
        """The same with the mouse."""
        end = 0
        for action, key, label in self._actions():
            end += len(key) + len(label) + 4
            if event.x < end:
                await self.app.run_action(action, self.screen)
                return
        await self.app.run_action("screen.provenienza", self.screen)

    def _actions(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("screen.non_so", "F3", "non so"),
            ("screen.non_dice", "F4", "preferisce non dire"),
        )
