"""The sheet itself: draws placed strips on a ReportLab canvas, in memory (H7)."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scarpette_tui.documents.grid import COLUMN, FOLDS, HEIGHT, INNER, OUTER, WIDTH, Grid
from scarpette_tui.documents.layout import Piece, Placed
from scarpette_tui.documents.page import METADATA_TITLE
from scarpette_tui.documents.typography import BODY_FONT, draw, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

_HAIRLINE = 0.5
_FRAME = 0.8
_MARK = 0.35


class Sheet:
    """One A4 page in the making.

    Args:
        language: of the document, e.g. "it".
        grid: sizes and cells.
        rtl: the page is read from right to left.

    """

    def __init__(self, language: str, grid: Grid, *, rtl: bool) -> None:
        from reportlab import rl_config  # noqa: PLC0415 - not at start-up
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

        rl_config.useA85 = 0  # plain compressed streams: a fifth smaller, and faster
        self._buffer = io.BytesIO()
        self._grid = grid
        self._rtl = rtl
        self._roles: list[str] = []
        self._canvas = Canvas(
            self._buffer,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=BODY_FONT,
            initialFontSize=grid.text,
            lang=language,
        )
        self._canvas.setTitle(METADATA_TITLE)
        for setter in ("setAuthor", "setSubject", "setCreator", "setProducer", "setKeywords"):
            getattr(self._canvas, setter)("")

    def folds(self) -> None:
        """Draw short marks at the edges where the sheet is folded."""
        self._artifact()
        pen = self._canvas
        pen.setLineWidth(_MARK)
        for part in range(1, FOLDS):
            y = HEIGHT * part / FOLDS
            pen.line(14, y, 22, y)
            pen.line(WIDTH - 22, y, WIDTH - 14, y)
        for y in (14, HEIGHT - 22):
            pen.line(WIDTH / 2, y, WIDTH / 2, y + 8)
        self._end()

    def put(self, placed: Placed) -> None:
        """Draw one strip with what belongs to it."""
        strip = placed.strip
        left = self._left(placed.column)
        if strip.ruled:
            self._line(left, self._grid.top(placed.row))
        if strip.boxed:
            self._frame(left, placed)
        if strip.mark:
            self._mark(left, placed)
        self._canvas._code.append(f"/{strip.role} <</MCID {len(self._roles)}>> BDC")
        self._roles.append(strip.role)
        if strip.numeral:
            self._numeral(left, placed)
        for index, pieces in enumerate(strip.rows):
            row = placed.row + index * strip.tall + strip.tall - 1
            for piece in pieces:
                self._text(piece, left, self._grid.baseline(row + strip.shift))
        self._end()

    @contextmanager
    def drawing(self) -> Iterator[Canvas]:
        """Lend the canvas for a picture whose content is also in the text of the page."""
        self._artifact()
        self._canvas.saveState()
        yield self._canvas
        self._canvas.restoreState()
        self._end()

    def finish(self) -> bytes:
        """Close the page and return the PDF."""
        from scarpette_tui.documents.structure import tag  # noqa: PLC0415 - loads ReportLab

        pen = self._canvas
        pen.showPage()
        tag(pen._doc, pen._doc.Pages.pages[0], self._roles)
        pen.save()
        return self._buffer.getvalue()

    # --- pieces ---------------------------------------------------------------------------

    def _left(self, column: int) -> float:
        second = (column == 1) is not self._rtl
        return WIDTH / 2 + INNER if second else OUTER

    def _text(self, piece: Piece, left: float, baseline: float) -> None:
        line = runs(piece.text, piece.size, bold=piece.bold, rtl=self._rtl)
        width = sum(run.width for run in line)
        far = piece.end is not self._rtl
        x = left + COLUMN - piece.indent - width if far else left + piece.indent
        draw(self._canvas, x, baseline, line, piece.size)

    def _numeral(self, left: float, placed: Placed) -> None:
        grid = self._grid
        capital = 0.714  # height of figures of the body face, in sizes
        drop = capital * (grid.numeral - grid.text)
        piece = Piece(placed.strip.numeral, grid.numeral, bold=True)
        self._text(piece, left, grid.baseline(placed.row) - drop)

    def _mark(self, left: float, placed: Placed) -> None:
        """Draw an empty square to tick, or a dash, beside the first line."""
        size = self._grid.text
        base = self._grid.baseline(placed.row)
        side = size * (0.62 if placed.strip.mark == "square" else 0.5)
        x = left + COLUMN - side if self._rtl else left
        self._artifact()
        self._canvas.setLineWidth(_HAIRLINE)
        if placed.strip.mark == "square":
            self._canvas.rect(x, base + 0.4, side, side)
        else:
            self._canvas.setLineWidth(_FRAME)
            self._canvas.line(x, base + size * 0.27, x + side, base + size * 0.27)
        self._end()

    def _line(self, left: float, y: float) -> None:
        self._artifact()
        self._canvas.setLineWidth(_HAIRLINE)
        self._canvas.line(left, y, left + COLUMN, y)
        self._end()

    def _frame(self, left: float, placed: Placed) -> None:
        grid = self._grid
        bottom = grid.top(placed.row + placed.strip.height)
        self._artifact()
        self._canvas.setLineWidth(_FRAME)
        self._canvas.rect(left, bottom, COLUMN, grid.cell * placed.strip.height)
        self._end()

    def _artifact(self) -> None:
        self._canvas._code.append("/Artifact BMC")

    def _end(self) -> None:
        self._canvas._code.append("EMC")
