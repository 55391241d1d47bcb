"""Where to begin: by what she says (P8), from the start, for one benefit."""

from functools import partial

from scarpette_tui.desk.views import BenefitLine, GateAnswers
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice

START, ONE = "\0inizio", "\0uno"
SHORT = "Cinque minuti: chi vede le sue cose, i soldi, la scadenza che passa, un appuntamento"


def open_entry(page: Page, gate: GateAnswers) -> None:
    """Read phrases and benefits in a thread, then ask where to begin."""
    from scarpette_tui.desk import gate as desk  # noqa: PLC0415 - behind the lock

    page.desk(
        lambda: (
            tuple((one.entry, one.phrase) for one in desk.entries() if not one.short),
            desk.benefits(),
            next((one.entry for one in desk.entries() if one.short), ""),
        ),
        lambda found: shell(page).go(Entry(gate, *found)),
    )


class Entry(Flow):
    """The draft and its key are created by the choice made here."""

    PLACE = "Da dove cominciamo"
    SCOPE = "entry"
    FIRST = "phrase"

    def __init__(
        self,
        gate: GateAnswers,
        phrases: tuple[tuple[str, str], ...],
        benefits: tuple[BenefitLine, ...],
        short: str = "",
    ) -> None:
        self.gate = gate
        self.phrases = phrases
        self.benefits = benefits
        self.short = short
        super().__init__()

    def ask(self) -> Ask:
        """Return the step as it stands."""
        return self._ask_phrase() if self.step == "phrase" else self._ask_benefit()

    def _ask_phrase(self) -> Ask:
        brief = Choice(self.short, SHORT, "c")
        return Ask(
            "Che cosa dice, con le sue parole?",
            choices=(
                Choice(START, "Dall'inizio, con calma", "i"),
                *([brief] if self.short else []),
                Choice(ONE, "Un solo beneficio", "b"),
                *(Choice(key, f"«{phrase}»") for key, phrase in self.phrases),
            ),
        )

    def _ask_benefit(self) -> Ask:
        return Ask(
            "Quale beneficio?",
            text=(
                "Si fanno solo le domande che lo decidono; dopo si può sempre continuare con gli altri.",
            ),
            choices=tuple(Choice(one.benefit, one.name) for one in self.benefits),
        )

    async def got_phrase(self, answer: object) -> None:
        """Begin, or choose the benefit first."""
        if answer == ONE:
            await self.to("benefit")
        else:
            self._begin(entry=None if answer == START else str(answer))

    async def got_benefit(self, answer: object) -> None:
        """The fast path."""
        self._begin(benefit=str(answer))

    def _begin(self, *, entry: str | None = None, benefit: str | None = None) -> None:
        from scarpette_tui.desk import consultation  # noqa: PLC0415
        from scarpette_tui.tui.screens.interview import open_interview  # noqa: PLC0415

        work = partial(
            consultation.start,
            session(self),
            self.gate,
            entry=entry,
            benefit=benefit,
        )
        self.desk(work, lambda begun: open_interview(self, begun), wait="Creo la bozza sigillata…")
