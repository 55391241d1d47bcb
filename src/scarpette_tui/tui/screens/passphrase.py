"""A new passphrase: five words offered, how hard it is to guess, typed twice."""

from collections.abc import Mapping
from functools import partial

from textual.widgets import Input

from scarpette_tui.desk import passphrases
from scarpette_tui.desk.passphrases import Strength
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.widgets.ask import AskView
from scarpette_tui.tui.widgets.bars import KeyBar
from scarpette_tui.tui.widgets.fields import Field, FieldSpec
from scarpette_tui.tui.widgets.words import Words

OFFER = "Vanno bene cinque parole a caso, come queste scelte adesso dal PC: F6 ne propone altre."
STEPS = 4


class PassphraseFlow(Flow):
    """A flow with a form where somebody chooses a passphrase.

    The form has the fields of `passphrase_fields`; `Ask.meter` shows the strength.
    """

    SCOPE = "passphrase"
    SECRET = True
    """What it shows must not stay on the screen of an empty desk (S9)."""

    def __init__(self) -> None:
        self.suggestion = passphrases.suggest()
        super().__init__()

    def known(self) -> tuple[str, ...]:
        """Return what anybody at the desk could guess."""
        return ()

    def on_mount(self) -> None:
        """Show the key for other words only where words are offered."""
        super().on_mount()
        self._footer()

    async def paint(self) -> None:
        """Show the step as it is now."""
        await super().paint()
        self._footer()

    def _footer(self) -> None:
        self.query_one(KeyBar).scope = self.SCOPE if self.query(".meter") else "flow"

    async def action_altre(self) -> None:
        """Offer five other words; what was typed stays."""
        if not self.query(".meter"):
            return
        self.suggestion = passphrases.suggest()
        self.query_one(".big", Words).set(self.suggestion)
        self.say("Altre cinque parole.")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Measure the new passphrase while it is typed."""
        if isinstance(event.input, Field) and event.input.spec.name == "one":
            self.run_worker(
                partial(self._measure, event.value), thread=True, exclusive=True, group="meter"
            )

    def _measure(self, typed: str) -> None:
        found = passphrases.strength(typed, self.known())
        self.app.call_from_thread(self._show, typed, found)

    def _show(self, typed: str, found: Strength) -> None:
        fields = {one.spec.name: one for one in self.query(Field)}
        if "one" in fields and fields["one"].value == typed:
            self.query_one(AskView).measured(meter(found))

    def unequal(self, form: Mapping[str, str]) -> str:
        """Return what is wrong with a passphrase typed twice, or nothing."""
        if not form["one"].strip():
            return "La frase segreta è vuota."
        if form["one"] != form["two"]:
            return "Le due frasi segrete non sono uguali: le riscriva."
        return ""


def passphrase_fields(label: str = "Frase segreta") -> tuple[FieldSpec, FieldSpec]:
    """Return the two fields of a new passphrase."""
    return (
        FieldSpec("one", label, secret=True),
        FieldSpec("two", "La stessa, di nuovo", secret=True),
    )


def meter(found: Strength) -> str:
    """Return the strength as signs and words; no colour is needed."""
    if not found.steps:
        return ""
    enough = "" if found.enough else ": aggiunga parole"
    return f"{'■' * found.steps}{'□' * (STEPS - found.steps)}  {found.text}{enough}"
