"""Text on the screen: never markup, never a control character (S15)."""

import textwrap
import unicodedata

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

_DROPPED = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION = {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)
}


def clean(text: str) -> str:
    """Return `text` without control characters and direction overrides; line breaks stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char
        for char in text.replace("\t", " ").replace("\r\n", "\n")
        if char == "\n" or not (unicodedata.category(char) in _DROPPED or char in _DIRECTION)
    )


class LaidOutOnce(Widget):
    """A widget that never scrolls: the place it gets makes nobody lay out the page again.

    Textual asks for a second layout whenever one is given its first place, because a scrollbar
    might have to appear.
    """

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: ARG002 - it is this that we know better
    ) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)


class Words(LaidOutOnce, Static):
    """Words as they are: whatever a person typed is painted, never parsed."""

    def __init__(
        self, text: str | Content = "", *, classes: str = "", id: str | None = None
    ) -> None:
        super().__init__(_content(text), classes=classes, id=id, markup=False)

    def set(self, text: str | Content) -> None:
        """Show other words; nothing happens when they are the same."""
        self.update(_content(text))


def hang(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """Return `text` wrapped to `width` cells: `first` before it, `rest` under it.

    Without a width (nothing is laid out yet) the text stays on one line.
    """
    words = " ".join(clean(text).split())
    if not words or width <= len(first) + 10:
        return f"{first}{words}"
    indent = " " * cell_len(first) if rest is None else rest
    return textwrap.fill(words, width, initial_indent=first, subsequent_indent=indent)


def _content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else Content(clean(text))
