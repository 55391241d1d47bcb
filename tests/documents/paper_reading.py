"""Reads a PDF back as a reader would: text, fonts, sizes, boxes."""

import io
import re
from collections.abc import Iterator

import pypdf
import pypdfium2

from scarpette_tui.documents.page import Page

SIZE = re.compile(rb"/F\d+\S* ([\d.]+) Tf")


def text_of(pdf: bytes) -> str:
    """Return the text of the sheet on one line, so that no phrase hides behind a line end."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def fonts(pdf: bytes) -> dict[str, bool]:
    """Return the fonts a page names, and whether each is embedded."""
    found = {}
    for reference in reader(pdf).pages[0]["/Resources"]["/Font"].values():
        font = reference.get_object()
        descriptor = font.get("/FontDescriptor")
        embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
        found[str(font["/BaseFont"])] = embedded
    return found


def sizes(pdf: bytes) -> set[float]:
    stream = reader(pdf).pages[0].get_contents().get_data()
    return {float(size) for size in SIZE.findall(stream)}


def boxes(pdf: bytes) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield each visible character with left, bottom, right, top in points."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].get_textpage()
    text = page.get_text_range()
    for index in range(min(page.count_chars(), len(text))):
        left, bottom, right, top = page.get_charbox(index)
        if right > left and top > bottom:
            yield text[index], left, bottom, right, top
    document.close()


def words_of(page: Page) -> str:
    """Return every text of a page model."""
    parts = [page.title, page.intro]
    for block in page.blocks:
        parts.append(block.title)
        for item in block.items:
            parts += [item.lead, item.text, item.side, *(d.text for d in item.details)]
    return " ".join(part for part in parts if part)
