"""Hostile text and random keys: nothing crashes, no escape sequence reaches the terminal."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.session import Session, unlock
from scarpette_tui.desk.words import plain_line
from scarpette_tui.errors import InputError
from scarpette_tui.vault import anchors, codes, people, recovery, service
from scarpette_tui.vault.content import NoteEntry, NotesDoc
from scarpette_tui.vault.sealing import normal_word
from scarpette_tui.vault.searching import folded
from tests.campaigns import seed, sizes
from tests.conftest import HEAD, OPERATOR, PASSPHRASE
from tests.tui.conftest import (
    NARROW,
    WIDE,
    Opener,
    home,  # noqa: F401 - a fixture
    painted,
    press,
    settled,
)
from tests.tui.walking import GATE, to_interview

CANARY = "canarino7319"
Say = Callable[..., None]
PIECES = (
    "\x1b[31m", "\x1b]52;c;YQ==\x07", "\x1b]0;t\x07", "\x9b2J", "\x00", "\u202e", "\u200b", "\u2066",
    "\ufeff", "\r", "\b", "\x7f", "[bold red]", "[/]", "{}", "%s", "'; DROP TABLE cases; --", "ß",
    "İ", "ﬁ", "e\u0301", "日本", "🏳️‍🌈", "\U0010ffff", "A0000", "9999", " ", "\n", "\t", "k", "K40713",
)  # fmt: skip
KEYS = (
    "enter", "escape", "tab", "shift+tab", "space", "up", "down", "left", "right", "f1", "f2", "f3",
    "f4", "f5", "f6", "f7", "f8", "f9", "1", "2", "3", "s", "n", "i", "l", "t", "r", "v", "c", "p",
    "ctrl+p", "ctrl+r", "backspace", "delete", "home", "end", "pageup", "pagedown", "a", "0", "x",
)  # fmt: skip


def _text(chance: random.Random) -> str:
    text = "".join(chance.choices(PIECES, k=chance.randrange(1, 12)))
    return text * 30_000 if chance.random() < 1e-5 else text


def _swallow(text: str) -> None:
    shown = plain_line(text)
    assert not any(ord(sign) < 32 and sign != "\n" for sign in shown)
    assert not any(0x7F <= ord(sign) < 0xA0 for sign in shown)
    assert "\u202e" not in shown
    codes.normal_code(text)
    normal_word(text)
    assert len(folded(text)) == len(text)
    try:
        label = people.checked_label(text, ())
        assert label.isprintable()
    except InputError:
        pass
    for take in (lambda: recovery.held(text, ()), lambda: recovery.join(text, text)):
        with pytest.raises(InputError):
            take()


@sizes("INPUTS", 1_500, 1_000_000)
def test_s15_hostile_text_crashes_nothing_and_escapes_nothing(rounds: int, say: Say) -> None:
    chance = random.Random(seed(rounds))
    for _ in range(rounds):
        _swallow(_text(chance))
    say(inputs=rounds, crashes=0, escapes=0)


@sizes("CODES", 300, 100_000)
def test_v7_no_slip_of_the_pen_in_a_code_passes(rounds: int, say: Say) -> None:
    """Every single wrong sign and most swaps of neighbours are found by the check sign."""
    signs, chance = anchors._SIGNS, random.Random(seed(rounds))
    passed = 0
    for _ in range(rounds):
        body = "".join(chance.choices(signs, k=11))
        place = chance.randrange(11)
        other = chance.choice([sign for sign in signs if sign != body[place]])
        wrong = body[:place] + other + body[place + 1 :]
        passed += anchors._check_sign(wrong) == anchors._check_sign(body)
    say(codes=rounds, passed=passed)
    assert passed <= rounds // 200  # 31 and 0 share a remainder: one pair of signs of 496


@pytest.fixture
def session(vault_dir: Path, clock: FixedClock) -> Iterator[Session]:
    """The operator's session, in a vault with a note that is not hers to read."""
    with service.unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as vault:
        case = vault.new_case(traceless=False, restricted=True)
        note = NoteEntry(at=clock.now(), author=HEAD, text=CANARY)
        case.write(NotesDoc(entries=(note,)))
        case.close_case(word=CANARY)
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock) as opened:
        yield opened


async def _set_out(pilot: Pilot[int], chance: random.Random) -> None:
    """Begin at home, somewhere in the gate, or at the first question."""
    match chance.randrange(3):
        case 1:
            await press(pilot, "n", *GATE[: chance.randint(0, len(GATE))])
        case 2:
            await to_interview(pilot)


async def _walk(pilot: Pilot[int], keys: int, chance: random.Random) -> int:
    """Press keys, at leisure or faster than the screen follows; return how many were left."""
    await _set_out(pilot, chance)
    for left in range(keys, 0, -1):
        if pilot.app._exit or not pilot.app.is_running:
            return left
        pilot.app.simulate_key(chance.choice(KEYS))
        if chance.random() < 0.5:
            await settled(pilot)
            shown = painted(pilot)
            assert CANARY not in shown
            assert PASSPHRASE not in shown
    await settled(pilot)
    return 0


@sizes("WALKS", 3, 5_000)
async def test_random_walks_end_in_no_traceback(
    session: Session,
    home: Opener,  # noqa: F811
    rounds: int,
    say: Say,
) -> None:
    chance, keys, starts = random.Random(seed(rounds)), 20 if rounds < 10 else 60, 0
    for _ in range(rounds):
        left = keys
        while left:  # a walk may leave the program: then it starts again
            async with home(chance.choice((NARROW, WIDE))) as pilot:
                left = await _walk(pilot, left, chance)
                starts += 1
    say(walks=rounds, keys=rounds * keys, starts=starts, tracebacks=0, canaries=0)
    assert Path(session.directory).exists()
