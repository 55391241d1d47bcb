"""S15: text typed by a person is never markup, and no escape reaches the terminal."""

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from scarpette_tui.tui.widgets.words import Words, clean, hang


def test_escape_sequences_and_direction_overrides_are_dropped() -> None:
    assert clean("a\x1b[31mb\x07\u202ec\x9b") == "a[31mbc"
    assert clean("due\nrighe\r\n") == "due\nrighe\n"


@given(st.text())
def test_nothing_that_moves_the_cursor_remains(text: str) -> None:
    shown = clean(text)
    assert "\x1b" not in shown
    assert all(char == "\n" or not (ord(char) < 32 or 127 <= ord(char) < 160) for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_brackets_are_text() -> None:
    content = Words("[b]non è grassetto[/b] [@click=app.esci]x[/]").content
    assert isinstance(content, Content)
    assert content.plain.startswith("[b]non è grassetto[/b]")
    assert not content.spans


@given(st.text(max_size=300), st.integers(0, 90))
def test_wrapping_keeps_every_word(text: str, width: int) -> None:
    before = clean(text).split()
    wrapped = hang(text, width, " 1  ora  ")
    assert "".join(wrapped.split()) == "".join(["1ora", *before])


def test_lines_stand_under_their_own_words() -> None:
    lines = hang("una frase che va a capo due volte", 20, "· ").splitlines()
    assert len(lines) > 1
    assert lines[0].startswith("· una")
    assert all(line.startswith("  ") and len(line) <= 20 for line in lines[1:])
