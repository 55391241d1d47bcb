"""The page: is it safe first (H1), then level, language, size, preview, print or save."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import PaperView
from scarpette_tui.errors import FileThereError, ScarpetteError
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec
from scarpette_tui.tui.widgets.words import Words, clean


@dataclass(frozen=True)
class PaperData:
    """What the flow reads from the desk."""

    levels: tuple[tuple[str, str, str], ...]
    languages: tuple[tuple[str, str], ...]
    languages_said: str
    safe: str
    found: str


def open_paper(page: Page, consultation: Consultation) -> None:
    """Read the choices in a thread, then ask whether a page is safe."""
    from scarpette_tui.desk import paper  # noqa: PLC0415 - behind the lock

    def read() -> PaperData:
        safe, found = paper.warnings_before_printing()[:2]
        said = paper.language_remark()
        return PaperData(paper.levels(), paper.paper_languages(), said, safe, found)

    page.desk(read, lambda data: shell(page).go(PaperFlow(consultation, data)))


class PaperFlow(Flow):
    """One question a screen, up to the preview."""

    PLACE = "Foglio"
    FIRST = "safe"

    def __init__(self, consultation: Consultation, data: PaperData) -> None:
        self.consultation = consultation
        self.data = data
        self.level = "neutro"
        self.language = "it"
        super().__init__()

    def ask(self) -> Ask:
        """Return the step as it stands."""
        step: Ask = getattr(self, f"_ask_{self.step}")()
        return step

    def _ask_safe(self) -> Ask:
        return Ask(
            "Prima del foglio",
            step="1 di 4",
            say=self.data.safe,
            choices=(
                Choice("no", "No, o non lo sa: nessun foglio", "n"),
                Choice("yes", "Sì, è sicuro", "s"),
            ),
        )

    def _ask_aloud(self) -> Ask:
        return Ask(
            "Nessun foglio",
            text=(
                "Si legge a voce il riepilogo, con calma; quello che serve può restare al centro che la segue.",
                "Non è stato fatto nessun file.",
            ),
            choices=(Choice("back", "Torna ai risultati", "t"),),
        )

    def _ask_which(self) -> Ask:
        rows = tuple(Choice(one, name, note=when) for one, name, when in self.data.levels)
        return Ask("Quale foglio", step="2 di 4", choices=rows, chosen=(self.level,))

    def _ask_language(self) -> Ask:
        rows = tuple(Choice(code, name) for code, name in self.data.languages)
        return Ask(
            "In che lingua",
            step="3 di 4",
            choices=rows,
            chosen=(self.language,),
            quiet=(self.data.languages_said,),
        )

    def _ask_size(self) -> Ask:
        return Ask(
            "Grandezza delle lettere",
            step="4 di 4",
            choices=(
                Choice("normal", "Normali", "n"),
                Choice("large", "Grandi", "g", "per chi legge con fatica"),
            ),
        )

    async def got_safe(self, answer: object) -> None:
        """Not safe: nothing on paper."""
        await self.to("which" if answer == "yes" else "aloud")

    async def got_aloud(self, _: object) -> None:
        """Back to the results."""
        shell(self).back()

    async def got_which(self, answer: object) -> None:
        """The level."""
        self.level = str(answer)
        await self.to("aloud" if self.level == "nessuno" else "language")

    async def got_language(self, answer: object) -> None:
        """The language."""
        self.language = str(answer)
        await self.to("size")

    async def got_size(self, answer: object) -> None:
        """Make the page in memory and show it."""
        from scarpette_tui.desk import paper  # noqa: PLC0415

        work = partial(
            paper.make, self.consultation, self.level, self.language, large=answer == "large"
        )
        self.desk(work, self._made, failed=self.input_failed, wait="Preparo il foglio…")

    def _made(self, page: PaperView) -> None:
        self.say("")
        name = next(name for one, name, _ in self.data.levels if one == page.level)
        shell(self).go(PreviewScreen(page, name, self.data.found), self._looked_at)

    def _looked_at(self, handed_over: bool | None) -> None:
        """Go on where one was: at the questions, or at the results once the paper is done."""
        if handed_over:
            shell(self).back()


class PreviewScreen(Page):
    """The page as text, and what has to be said aloud instead."""

    SCOPE = "page"
    CSS_PATH = "../styles/paper.tcss"
    LEFT_OFF = "Non c'è sul foglio, da dire a voce"

    def __init__(self, page: PaperView, name: str, question: str) -> None:
        super().__init__()
        self.paper = page
        self.name_of_level = name
        self.question = question
        self.handed_over = False

    def place(self) -> str:
        """Level and language."""
        return f"Sportello  ›  {self.name_of_level}  ›  anteprima"

    def body(self) -> ComposeResult:
        """What is left off first, in the same scroll: however long, none of it must be missed."""
        with VerticalScroll(id="carta"):
            if self.paper.left_off:
                yield Words(
                    Content.assemble(
                        (f"{self.LEFT_OFF}:", "bold"),
                        *(f"\n· {clean(one)}" for one in self.paper.left_off),
                    ),
                    id="voce",
                )
            yield Words("\n".join(self.paper.lines), id="carta-testo")

    def on_mount(self) -> None:
        """Let the arrows scroll the page."""
        self.query_one("#carta").focus()

    def action_stampa(self) -> None:
        """Ask once more, then print (H8)."""
        rows = (Choice("", "Meglio di no", "n"), Choice("print", "Va bene: stampa", "s"))
        shell(self).go(Dialog("Prima di stampare", (f"«{self.question}»",), rows), self._print)

    def _print(self, answer: str | None) -> None:
        from scarpette_tui.desk import paper  # noqa: PLC0415

        if answer == "print":
            printer = session(self).settings.printer
            self.desk(
                lambda: paper.print_page(self.paper, printer),
                self._done,
                failed=self._not_printed,
                wait="Mando alla stampante…",
            )
        else:
            self.say("Non stampato.")

    def _not_printed(self, error: ScarpetteError) -> None:
        self.say("Non stampato.")
        self.failed(error)

    def action_salva(self) -> None:
        """Choose where to save."""
        shell(self).go(
            SaveFlow(self.paper, self.question), lambda said: self._done(said) if said else None
        )

    def _done(self, said: str) -> None:
        """It was printed or saved: what is left is to leave."""
        self.handed_over = True
        self.say(said)

    def action_indietro(self) -> None:
        """Back to the choices, or out of them once the page was printed or saved."""
        self.dismiss(self.handed_over)


class SaveFlow(Flow):
    """A file, only on explicit request."""

    PLACE = "Salva il foglio"
    FIRST = "path"

    def __init__(self, page: PaperView, question: str) -> None:
        self.paper = page
        self.question = question
        super().__init__()

    def ask(self) -> Ask:
        """Return the form."""
        return Ask(
            "Dove salvare il foglio",
            text=(
                f"«{self.question}»",
                "Un nome neutro. Il file resta sul disco finché non lo cancella.",
            ),
            fields=(
                FieldSpec("path", "Cartella e nome", "per esempio: /media/chiavetta/orari.pdf"),
            ),
            confirm="Salva",
        )

    async def got_path(self, answer: object) -> None:
        """Write it where she says."""
        typed = answer["path"].strip() if isinstance(answer, dict) else ""
        if not typed:
            self.trouble("Scriva dove salvarlo.")
            return
        self._save(Path(typed).expanduser())

    def _save(self, path: Path, *, replace: bool = False) -> None:
        from scarpette_tui.desk import paper  # noqa: PLC0415

        self.trouble("")
        self.desk(
            lambda: paper.save_page(self.paper, path, replace=replace),
            self.dismiss,
            failed=lambda error: self._not_saved(error, path),
        )

    def _not_saved(self, error: ScarpetteError, path: Path) -> None:
        if isinstance(error, FileThereError):
            rows = (Choice("", "No, un altro nome", "n"), Choice("yes", "Sì, sostituirlo", "s"))
            text = ("Quello che contiene adesso andrà perduto.",)
            shell(self).go(
                Dialog(error.title, text, rows),
                lambda answer: self._save(path, replace=True) if answer else None,
            )
        else:
            self.input_failed(error)
