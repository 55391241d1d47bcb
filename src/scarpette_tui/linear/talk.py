"""Saying and hearing lines: the only module of this room that reads or writes."""

import shutil
import textwrap
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TextIO

from scarpette_tui.desk import words
from scarpette_tui.desk.idle import Idle

NARROWEST, WIDEST = 20, 100
PROMPT = "> "
HELP = (
    "A ogni richiesta si scrive un numero o una parola, poi Invio. Sempre: «indietro»; «copri» "
    "mostra una pagina d'ufficio; «ripeti» rilegge; «blocca» chiude l'archivio; «esci»."
)
COVER = (
    "Orari di apertura al pubblico",
    "Lunedì: 8:30 - 12:30, 14:30 - 16:30.",
    "Martedì: 8:30 - 12:30.",
    "Mercoledì: 8:30 - 12:30, 14:30 - 16:30.",
    "Giovedì: 8:30 - 12:30, su prenotazione.",
    "Venerdì: 8:30 - 12:30.",
    "",
    "Materiale da riordinare",
    "Carta A4: 12 risme. Buste: 200.",
    "Etichette adesive: 40. Registri: 3.",
    "",
    "Invio: menù precedente.",
)
"""A dull office page; the way back is said as any office program says it (S8)."""


class Turn(Exception):
    """Something typed that leaves the question."""


class Back(Turn):
    """To the question before."""


class Leave(Turn):
    """Out of the program."""


class Lock(Turn):
    """The vault is to be locked now."""


class Talk:
    """One terminal, or one pair of pipes.

    Args:
        given: what is typed.
        shown: what is said.
        idle: the signs of life of who types.

    """

    def __init__(self, given: TextIO, shown: TextIO, idle: Idle) -> None:
        self.covered = False
        self.typed_at_terminal = given.isatty()
        self._given, self._shown, self.idle = given, shown, idle
        self._page: list[str] = []
        self._ended = False
        self._writing = threading.RLock()

    def say(self, *paragraphs: str, indent: str = "") -> None:
        """Say paragraphs, wrapped to the width; an empty one leaves a line."""
        with self._writing:
            for paragraph in paragraphs:
                for line in words.plain_line(paragraph).split("\n"):
                    self._page += self._wrapped(line, indent)
                    self._write(self._wrapped(line, indent))

    def title(self, text: str) -> None:
        """Say a heading after an empty line: after an answer, a new page begins."""
        if self._ended:
            self._page, self._ended = [], False
        self.say("", text)

    def rows(self, rows: Iterable[str], *, first: int = 1) -> None:
        """Say numbered rows."""
        for number, row in enumerate(rows, first):
            self.say(f"{number}. {row}")

    def hear(self, prompt: str = PROMPT) -> str:
        """Return one typed line, without the words that work everywhere.

        Raises:
            EOFError: nothing more will be typed.
            Turn: "indietro", "esci" or "blocca".

        """
        while True:
            typed = words.plain_line(self._line(prompt)).strip()
            self._ended = True
            if self.covered:
                self.covered = False
                self._again()
                continue
            match folded(typed):
                case "copri":
                    self.cover()
                case "ripeti":
                    self._again()
                case "aiuto" | "?":
                    self.remark(HELP)
                case "indietro":
                    raise Back
                case "esci":
                    raise Leave
                case "blocca":
                    raise Lock
                case _:
                    return typed

    def choose(self, rows: Sequence[tuple[str, str]]) -> str:
        """Say numbered rows and return the value of the chosen one.

        Args:
            rows: value and label of each; a number or the whole label chooses it.

        """
        self.rows(label for _, label in rows)
        while True:
            found = picked(self.hear(), rows)
            if found is not None:
                return found
            self.remark(f"Scriva un numero da 1 a {len(rows)}; «aiuto» dice le altre parole.")

    def form(self, label: str, *, required: str = "") -> str:
        """Ask for a line of text; `required` is what to say when it is empty."""
        while True:
            self.say(label)
            typed = self.hear()
            if typed or not required:
                return typed
            self.remark(required)

    def secret(self, label: str) -> str:
        """Return a secret, never echoed; from a pipe, the next line."""
        if self.typed_at_terminal:
            from getpass import getpass  # noqa: PLC0415 - looks for a terminal

            typed = getpass(f"{label}: ")
        else:
            typed = self._line(f"{label}: ")
        self.idle.touch()
        return typed

    def cover(self) -> None:
        """Put an office page where the question was; the next Enter brings it back."""
        with self._writing:
            self.covered = True
            self.blank()
            self._write([part for line in COVER for part in self._wrapped(line, "")])

    def blank(self) -> None:
        """Push what was said off the screen; what scrolled away is the terminal's."""
        if self.typed_at_terminal:
            self._write([""] * shutil.get_terminal_size().lines)

    def remark(self, text: str) -> None:
        """Say something in between, that is not part of the page."""
        with self._writing:
            self._write(self._wrapped(text, ""))

    def _again(self) -> None:
        with self._writing:
            self._write(self._page)

    def _line(self, prompt: str) -> str:
        self.idle.touch()
        with self._writing:
            self._shown.write(prompt)
            self._shown.flush()
        line = self._given.readline()
        self.idle.touch()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def _wrapped(self, line: str, indent: str) -> list[str]:
        columns = shutil.get_terminal_size().columns
        width = min(max(columns - 1, NARROWEST), WIDEST)
        if not line.strip():
            return [""]
        return textwrap.wrap(
            line, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )

    def _write(self, lines: Iterable[str]) -> None:
        self._shown.write("".join(f"{line}\n" for line in lines))
        self._shown.flush()


def folded(text: str) -> str:
    """Return a typed word without accents, capitals or spaces around it."""
    plain = unicodedata.normalize("NFD", text.casefold().strip(" .!«»\"'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def picked(typed: str, rows: Sequence[tuple[str, str]]) -> str | None:
    """Return the value of the row that was typed by number or by label; None for neither."""
    if typed.isascii() and typed.isdigit():
        return rows[int(typed) - 1][0] if 1 <= int(typed) <= len(rows) else None
    return next((value for value, label in rows if folded(label) == folded(typed)), None)
