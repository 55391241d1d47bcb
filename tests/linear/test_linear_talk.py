"""Saying and hearing lines: width, cover, words that work everywhere, nothing that escapes."""

import io

import pytest

from scarpette_tui.linear.steps import walk
from scarpette_tui.linear.talk import COVER, Back, Leave, Lock, folded, picked
from tests.linear.speaker import talk

ROWS = (("yes", "Sì"), ("no", "No"), ("unknown", "Non so"))


def test_nothing_is_wider_than_forty_columns(clock, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    voice, shown = talk([], clock)
    voice.say(
        "Una frase molto lunga, che deve andare a capo da sola più di una volta.", indent="  "
    )
    voice.cover()
    lines = shown.getvalue().splitlines()
    assert max(len(line) for line in lines) < 40
    assert len(lines) > len(COVER)


def test_s15_no_control_sign_reaches_the_terminal(clock):
    voice, shown = talk(["ciao\x1b[2J\x07\u202e"], clock)
    voice.say("testo\x1b[31m rosso\x00\u202e")
    assert voice.hear() == "ciao[2J"
    assert not set("\x1b\x07\x00\u202e") & set(shown.getvalue())


def test_a_choice_is_a_number_or_its_words(clock):
    voice, shown = talk(["", "9", "0", "boh", "NON SO"], clock)
    assert voice.choose(ROWS) == "unknown"
    assert shown.getvalue().count("Scriva un numero da 1 a 3") == 4
    assert [picked(one, ROWS) for one in ("1", "si", " Sì ", "²", "-1")] == [
        "yes", "yes", "yes", None, None,
    ]  # fmt: skip
    assert folded("  Perché? ") == "perche?"


def test_s8_the_cover_hides_and_the_next_enter_brings_the_page_back(clock):
    voice, shown = talk(["", "copri", "2", "1"], clock)
    voice.title("Una domanda riservata")
    assert voice.hear() == ""
    voice.title("La seconda domanda")
    before = len(shown.getvalue())
    assert voice.choose(ROWS) == "yes", "what was typed under the cover answers nothing"
    covered, _, back = shown.getvalue()[before:].partition(COVER[-1])
    assert COVER[0] in covered
    assert "La seconda domanda" in back
    assert "riservata" not in back
    assert not any(word in " ".join(COVER).casefold() for word in ("colloquio", "centro", "donna"))


def test_s8_the_cover_pushes_a_whole_screen_away_at_a_terminal(clock, monkeypatch):
    monkeypatch.setenv("LINES", "33")
    voice, shown = talk([], clock)
    voice.typed_at_terminal = True
    voice.title("Una domanda riservata")
    voice.cover()
    between = shown.getvalue().partition("riservata")[2].partition(COVER[0])[0]
    assert between.count("\n") >= 33


@pytest.mark.parametrize(("word", "turn"), [("indietro", Back), ("Esci", Leave), ("BLOCCA", Lock)])
def test_words_that_leave_a_question(clock, word, turn):
    voice, _ = talk([word], clock)
    with pytest.raises(turn):
        voice.choose(ROWS)


def test_the_end_of_the_input_is_told_apart_from_an_empty_line(clock):
    voice, _ = talk([""], clock)
    assert voice.hear() == ""
    with pytest.raises(EOFError):
        voice.hear()


def test_a_secret_from_a_pipe_is_one_line_and_is_not_said(clock):
    voice, shown = talk(["parola segreta"], clock)
    assert voice.secret("Frase segreta") == "parola segreta"
    assert "parola" not in shown.getvalue()


def test_steps_go_back_and_leave_from_the_first(clock):
    voice, _ = talk(["1", "indietro", "indietro"], clock)
    seen = io.StringIO()

    def first():
        seen.write("a")
        voice.choose(ROWS)
        return second

    def second():
        seen.write("b")
        voice.choose(ROWS)

    with pytest.raises(Back):
        walk(first)
    assert seen.getvalue() == "aba"
