"""Faces of the paper: embedded TrueType only, one fallback order, shaping where needed.

ReportLab asks HarfBuzz for discretionary ligatures ("cal" became one sign), so the Latin,
Cyrillic and Chinese faces are never shaped. Shaped or reordered text would extract as
rubbish: such runs carry their ActualText.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scarpette_tui.documents.direction import mirrored, visual_runs
from scarpette_tui.paths import program_data

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

Weight = bool
"""True = bold."""

_SPACE = " \t\r\n"
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_TOKEN = re.compile(f"[{_WIDE}]|(?:[^{_SPACE}{_WIDE}]|(?<=\\d) (?=\\d))+|[{_SPACE}]+")
_DIGIT_GROUPS = re.compile(r"(?<=\d) (?=\d)")
_BREAK_AFTER = "-/–"
_NO_LINE_START = "。，、；：？！）》」』】”’"


@dataclass(frozen=True)
class Face:
    """One family: its name inside the PDF and its two files."""

    name: str
    regular: str
    bold: str
    shaped: bool


FACES = (
    Face("Testo", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf", shaped=False),
    Face("Arabo", "NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf", shaped=True),
    Face("Bengali", "NotoSansBengali-Regular.ttf", "NotoSansBengali-Bold.ttf", shaped=True),
    Face("Sinhala", "NotoSansSinhala-Regular.ttf", "NotoSansSinhala-Bold.ttf", shaped=True),
    Face("Cinese", "DroidSansFallback-Regular.ttf", "DroidSansFallback-Regular.ttf", shaped=False),
)
"""In order of fallback: a character is drawn with the first face that has it."""

BODY_FONT = "Testo"


@dataclass(frozen=True)
class Run:
    """Glyphs of one font, ready to draw. `text` is what a reader would copy."""

    text: str
    font: str
    glyphs: str
    width: float
    actual: bool
    """Needs ActualText, because its glyphs are shaped or reordered."""


def font_name(face: Face, *, bold: Weight) -> str:
    """Return the registered name of a face."""
    return f"{face.name}-Forte" if bold else face.name


def load_fonts() -> None:
    """Register the body faces once, and forget what earlier pages taught the shaped ones.

    HarfBuzz glyphs without a character get private code points in order of first use: a
    fresh face per page keeps the same input giving the same bytes (H6).
    """
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - no PDF library at start-up

    for bold in (False, True):
        _register(FACES[0], bold=bold)
    names = [font_name(face, bold=bold) for face in FACES if face.shaped for bold in (False, True)]
    known = [pdfmetrics._fonts[name] for name in names if name in pdfmetrics._fonts]
    for font in known:
        font.unregister()  # its face too, or the library would hand out the old one again
    if known:
        for cache in (runs, text_width, wrap):
            cache.cache_clear()


def _register(face: Face, *, bold: Weight) -> TTFont:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    name = font_name(face, bold=bold)
    known = pdfmetrics._fonts.get(name)
    if known is None:
        path = program_data() / "fonts" / (face.bold if bold else face.regular)
        known = TTFont(name, str(path), shapable=face.shaped)
        pdfmetrics.registerFont(known)
    return known


def _has(face: Face, text: str) -> bool:
    known = _register(face, bold=False).face.charToGlyph
    return all(ord(char) in known for char in text)


def _face_of(char: str) -> Face:
    return next((face for face in FACES if _has(face, char)), FACES[0])


def _by_face(text: str) -> Iterator[tuple[Face, str]]:
    """Cut a run of one direction where the face must change; spaces stay where they are."""
    if _has(FACES[0], text):
        yield FACES[0], text
        return
    face, start = _face_of(text[0]), 0
    for index, char in enumerate(text):
        if not _has(face, char):
            found = _face_of(char)
            if found is not face:
                yield face, text[start:index]
                face, start = found, index
    yield face, text[start:]


@lru_cache(maxsize=4096)
def runs(text: str, size: float, *, bold: Weight, rtl: bool = False) -> tuple[Run, ...]:
    """Return one line as runs from left to right.

    Args:
        text: one line in logical order.
        size: in points.
        bold: weight of the whole line.
        rtl: direction of the paragraph.

    """
    if rtl:  # the groups of a telephone number would change places around a plain space
        text = _DIGIT_GROUPS.sub("\u00a0", text)
    result: list[Run] = []
    for directed in visual_runs(text, base_rtl=rtl):
        parts = list(_by_face(directed.text))
        for face, part in reversed(parts) if directed.rtl else parts:
            result.append(_run(part, face, size, bold, directed.rtl))
    return tuple(result)


def _run(part: str, face: Face, size: float, bold: Weight, rtl: bool) -> Run:
    """Measure a run; HarfBuzz finds the direction from the letters and mirrors the brackets."""
    from reportlab.pdfbase.ttfonts import shapeStr  # noqa: PLC0415

    name = font_name(face, bold=bold)
    font = _register(face, bold=bold)
    if not face.shaped:
        glyphs = mirrored(part) if rtl else part
        return Run(part, name, glyphs, font.stringWidth(glyphs, size), rtl)
    shaped = shapeStr(part, name, size, force=True)
    width = sum(item.x_advance for item in shaped.__shapeData__) * size / 1000
    return Run(part, name, shaped, width, True)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: Weight = False) -> float:
    """Return the width of `text` in points."""
    return sum(run.width for run in runs(text, size, bold=bold))


def typeset(text: str) -> str:
    """Return a text with the signs of good print: curly apostrophes, dashes between figures."""
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=\w)'(?=\s|$)", "\u2019", text)
    return re.sub(r"(?<=\d)-(?=\d)", "\u2013", text)


@lru_cache(maxsize=4096)
def wrap(text: str, size: float, limit: float, *, bold: Weight = False) -> tuple[str, ...]:
    """Break a paragraph into logical lines not wider than `limit` points.

    A no-break space never breaks; a word wider than the line is cut where it must.
    """
    lines: list[str] = []
    line, line_width = "", 0.0
    for word in _tokens(typeset(text)):
        width = text_width(word, size, bold=bold)
        blank = word == " "
        if line and line_width + width > limit and not blank and word not in _NO_LINE_START:
            lines.append(line.rstrip())
            line, line_width = "", 0.0
        if blank and not line:
            continue
        while width > limit:
            head = _fitting(word, size, limit, bold=bold)
            lines.append(head)
            word = word[len(head) :]  # noqa: PLW2901 - what is left of a too long word
            width = text_width(word, size, bold=bold)
        line, line_width = line + word, line_width + width
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def _tokens(text: str) -> Iterator[str]:
    """Words, spaces and single ideographs; "803 164" and no-break spaces never break."""
    for piece in _TOKEN.findall(text):
        yield " " if piece[0] in _SPACE else piece


def _fitting(word: str, size: float, limit: float, *, bold: Weight) -> str:
    end = 1
    while end < len(word) and text_width(word[: end + 1], size, bold=bold) <= limit:
        end += 1
    cut = max(word.rfind(mark, 0, end) for mark in _BREAK_AFTER) + 1
    return word[: cut or end]


def draw(canvas: Canvas, left: float, baseline: float, line: tuple[Run, ...], size: float) -> None:
    """Draw runs side by side from `left`, in points from the lower left corner."""
    for run in line:
        if run.actual:
            hexed = (b"\xfe\xff" + run.text.encode("utf-16-be")).hex().upper()
            canvas._code.append(f"/Span <</ActualText <{hexed}>>> BDC")
        pen = canvas.beginText(left, baseline)
        pen.setFont(run.font, size)
        pen._textOut(run.glyphs)
        canvas.drawText(pen)
        if run.actual:
            canvas._code.append("EMC")
        left += run.width
