"""Acts of two people on a closed vault: a drill, a restore, a recovery (V11, V12)."""

from dataclasses import replace
from functools import partial

from scarpette_tui.desk.rescue import Proof, Recovery, TwoPeople
from scarpette_tui.desk.views import VaultView
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.rescue_asks import NOBODY, STRANGER, RescueAsks
from scarpette_tui.tui.shell import shell


def open_rescue(page: Page, view: VaultView) -> None:
    """Read the backups in a thread, then ask what is needed."""
    from scarpette_tui.desk import upkeep  # noqa: PLC0415

    place = shell(page)
    shares = place.demo.shares if place.demo else ()
    page.desk(
        partial(upkeep.backups, place.directory),
        lambda found: place.go(RescueFlow(view, found, shares)),
    )


class RescueFlow(RescueAsks):
    """Each person types the own secret, and nothing changes before a yes."""

    async def got_what(self, answer: object) -> None:
        """Drill and recovery begin with the shares."""
        self.act = str(answer)
        await self.to("which" if self.act == "restore" else "share_a")

    async def got_which(self, answer: object) -> None:
        """A backup."""
        if answer == NOBODY:
            await self.action_indietro()
            return
        self.number = int(str(answer))
        await self.to("with")

    async def got_with(self, answer: object) -> None:
        """Who decides."""
        self.who = TwoPeople()
        self.second_step = "share" if answer == "share" else "second"
        await self.to("share_a" if answer == "shares" else "first")

    async def got_first(self, answer: object) -> None:
        """The responsabile."""
        form = answer if isinstance(answer, dict) else {}
        self.who = replace(self.who, first=(form["label"].strip(), form["secret"]))
        await self.to(self.second_step)

    async def got_second(self, answer: object) -> None:
        """Another official."""
        form = answer if isinstance(answer, dict) else {}
        self.who = replace(self.who, second=(form["label"].strip(), form["secret"]))
        self._prove()

    async def got_share(self, answer: object) -> None:
        """The holder of one share."""
        self.who = replace(self.who, share=self._typed(answer))
        self._prove()

    async def got_share_a(self, answer: object) -> None:
        """The first share."""
        self.who = TwoPeople(shares=(self._typed(answer), ""))
        await self.to("share_b")

    async def got_share_b(self, answer: object) -> None:
        """Both are here."""
        self.who = TwoPeople(shares=(self.who.shares[0], self._typed(answer)))
        if self.act == "restore":
            self._prove()
        elif self.act == "drill":
            self._drill()
        else:
            await self.to("whom")

    async def got_whom(self, answer: object) -> None:
        """Someone known, or a new responsabile."""
        if answer == STRANGER:
            await self.to("newcomer")
        else:
            self.wanted = replace(self.wanted, label=str(answer))
            await self.to("heir")

    async def got_newcomer(self, answer: object) -> None:
        """A label."""
        label = answer["label"].strip() if isinstance(answer, dict) else ""
        if not label:
            self.trouble("Scriva una sigla o un ruolo.")
            return
        self.wanted = replace(self.wanted, label=label)
        await self.to("heir")

    async def got_heir(self, answer: object) -> None:
        """Whose cases come along."""
        heir = "" if answer == NOBODY else str(answer)
        self.wanted = replace(self.wanted, take_over=heir, also_restricted=False)
        await self.to("hidden" if heir else "secret")

    async def got_hidden(self, answer: object) -> None:
        """Those of S4 too, or not."""
        self.wanted = replace(self.wanted, also_restricted=answer == "yes")
        await self.to("secret")

    async def got_secret(self, answer: object) -> None:
        """The act."""
        from scarpette_tui.desk import rescue  # noqa: PLC0415

        form = answer if isinstance(answer, dict) else {}
        if wrong := self.unequal(form):
            self.trouble(wrong)
            return
        wanted = replace(self.wanted, passphrase=form["one"])
        place = shell(self)
        self.desk(
            partial(rescue.recover, place.directory, self.who.shares, wanted, clock=place.clock),
            partial(self._finish, "Fatto, in due persone"),
            failed=self.input_failed,
            wait="Apro con le due quote, e preparo chiavi nuove…",
        )

    async def got_sure(self, answer: object) -> None:
        """Put it into place, or change nothing."""
        proof, self.proof = self.proof, None
        if proof is None:
            return
        if answer == "no":
            proof.abort()
            await self._finish("L'archivio è rimasto com'era", ())
            return
        self.desk(
            proof.commit,
            lambda _: self._finish("L'archivio è tornato alla copia", self.lines),
            wait="Metto la copia al suo posto…",
        )

    async def got_done(self, _: object) -> None:
        """The lock screen."""
        from scarpette_tui.tui.screens.lock import first_screen  # noqa: PLC0415 - it imports this

        shell(self).back()
        shell(self).replace(first_screen(None if self.act == "recover" else shell(self).demo))

    @staticmethod
    def _typed(answer: object) -> str:
        return str(answer.get("share", "")) if isinstance(answer, dict) else ""

    def _prove(self) -> None:
        from scarpette_tui.desk import rescue  # noqa: PLC0415

        place = shell(self)
        self.desk(
            partial(rescue.prove, place.directory, self.number, self.who, clock=place.clock),
            self._proven,
            failed=self.input_failed,
            wait="Apro la copia e la controllo…",
        )

    async def _proven(self, proof: Proof) -> None:
        self.proof, self.lines = proof, proof.lines
        self.trail.clear()
        await self.to("sure", trail=False)

    def _drill(self) -> None:
        from scarpette_tui.desk import rescue  # noqa: PLC0415

        place = shell(self)
        self.desk(
            partial(rescue.drill, place.directory, self.who.shares, clock=place.clock),
            partial(self._finish, "La prova è riuscita: le due quote aprono"),
            failed=self.input_failed,
            wait="Provo le due quote…",
        )

    async def _finish(self, title: str, lines: tuple[str, ...]) -> None:
        self.done, self.lines = title, lines
        self.who, self.wanted = TwoPeople(), Recovery("", "")
        self.trail.clear()
        await self.to("done", trail=False)

    def on_unmount(self) -> None:
        """Nothing stays half decided."""
        if self.proof is not None:
            self.proof.abort()
