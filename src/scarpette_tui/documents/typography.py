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
from typing import TYPE_CHECKING, Any

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

    HarfBuzz glyphs without a character get private code points in order of first use: a face
    as it was read, for each page, keeps the same input giving the same bytes (H6).
    """
    for bold in (False, True):
        _font(FACES[0], bold=bold)
    taught = [one for one in _SHAPED if getattr(one[0], "__hbFace__", None)]
    for font, as_read in taught:
        face = font.face
        face.charToGlyph, face.glyphToChar, face.charWidths = map(dict, as_read)
        font.__hbFace__ = None  # with it the library drops the private code points it gave
    if taught:
        runs.cache_clear()


_SHAPED: list[tuple[TTFont, tuple[dict[int, Any], ...]]] = []
"""The shaped fonts in use, each with its tables as they were read: reading takes 2 ms."""


@lru_cache(maxsize=2 * len(FACES))
def _font(face: Face, *, bold: Weight) -> TTFont:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - no PDF library at start-up
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    path = program_data() / "fonts" / (face.bold if bold else face.regular)
    font = TTFont(font_name(face, bold=bold), str(path), shapable=face.shaped)
    pdfmetrics.registerFont(font)
    if face.shaped:
        tables = (font.face.charToGlyph, font.face.glyphToChar, font.face.charWidths)
        _SHAPED.append((font, tuple(map(dict, tables))))
    return font


@lru_cache(maxsize=4096)
def _has(face: Face, char: str) -> bool:
    return ord(char) in _font(face, bold=False).face.charToGlyph


def _face_of(char: str) -> Face:
    return next((face for face in FACES if _has(face, char)), FACES[0])


def _by_face(text: str) -> Iterator[tuple[Face, str]]:
    """Cut a run of one direction where the face must change; spaces stay where they are."""
    body = _font(FACES[0], bold=False).face.charToGlyph
    if all(ord(char) in body for char in text):
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
    return tuple(_run(*part, size, bold) for part in _parts(text, rtl=rtl))


def _parts(text: str, *, rtl: bool) -> Iterator[tuple[str, Face, bool]]:
    """Cut a line into parts of one face and one direction, from left to right."""
    for directed in visual_runs(text, base_rtl=rtl):
        parts = list(_by_face(directed.text))
        for face, part in reversed(parts) if directed.rtl else parts:
            yield part, face, directed.rtl


def _run(part: str, face: Face, rtl: bool, size: float, bold: Weight) -> Run:
    """Measure a run; HarfBuzz finds the direction from the letters and mirrors the brackets."""
    name = font_name(face, bold=bold)
    if not face.shaped:
        glyphs = mirrored(part) if rtl else part
        return Run(part, name, glyphs, _width(part, face, size, bold), rtl)
    from reportlab.pdfbase.ttfonts import shapeStr  # noqa: PLC0415

    _font(face, bold=bold)
    shaped = shapeStr(part, name, size, force=True)
    width = sum(item.x_advance for item in shaped.__shapeData__) * size / 1000
    return Run(part, name, shaped, width, True)


def _width(part: str, face: Face, size: float, bold: Weight) -> float:
    """Return the width of a part in points; of a shaped face as `_run` will draw it."""
    font = _font(face, bold=bold)
    if not face.shaped:
        return float(font.stringWidth(part, size))
    import uharfbuzz  # noqa: PLC0415 - only shaped scripts need it

    buffer = uharfbuzz.Buffer()
    buffer.add_str(part)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_shaper(face, bold=bold), buffer, _FEATURES)
    advance = sum(font.pdfScale(glyph.x_advance) for glyph in buffer.glyph_positions)
    return float(advance * size / 1000)


_FEATURES = {"kern": True, "liga": True, "dlig": True}
"""What ReportLab asks HarfBuzz for: words are measured as they will be drawn."""


@lru_cache(maxsize=2 * len(FACES))
def _shaper(face: Face, *, bold: Weight) -> Any:  # noqa: ANN401 - untyped library
    """Return the HarfBuzz font to measure with; it gives no private code points."""
    return _font(face, bold=bold).hbFont()


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: Weight = False) -> float:
    """Return the width of `text` in points."""
    return sum(_width(part, face, size, bold) for part, face, _ in _parts(text, rtl=False))


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
