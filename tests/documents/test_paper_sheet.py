"""The sheet: one page, embedded fonts, constant metadata, folds that cut nothing."""

import itertools

import pytest
from paper_reading import boxes, fonts, reader, sizes, text_of

from scarpette_tui.documents.grid import FOLDS, HEIGHT, WIDTH
from scarpette_tui.documents.handout import render

PAGES = list(
    itertools.product(
        ("MOTHER", "OLDER", "NOTHING_ASKED", "STALE"),
        ("neutro", "completo"),
        ("it", "en"),
        (False, True),
    )
)


@pytest.fixture(params=PAGES, ids=lambda p: "-".join(map(str, p)))
def sheet(request, make_page):
    persona, level, language, large = request.param
    page = make_page(persona, level, language)
    return page, render(page, large=large), large


def test_h5_one_a4_page_with_text_of_10_points_or_more(sheet):
    _, pdf, large = sheet
    document = reader(pdf)
    assert len(document.pages) == 1
    assert [round(float(x)) for x in document.pages[0].mediabox] == [0, 0, 595, 842]
    assert min(sizes(pdf)) >= (12 if large else 10)
    assert len(pdf) < 150_000


def test_h5_no_fold_cuts_a_letter(sheet):
    _, pdf, _ = sheet
    across = [HEIGHT * part / FOLDS for part in range(1, FOLDS)]
    for char, left, bottom, right, top in boxes(pdf):
        assert not any(bottom + 0.2 < fold < top - 0.2 for fold in across), (char, bottom, top)
        assert not left < WIDTH / 2 < right, (char, left, right)
        assert left >= 30, (char, left)
        assert right <= WIDTH - 30, (char, right)
        assert bottom >= 20, (char, bottom)
        assert top <= HEIGHT - 20, (char, top)


def test_only_embedded_fonts_and_no_standard_one(sheet):
    _, pdf, _ = sheet
    found = fonts(pdf)
    assert found
    assert all(found.values()), found
    assert b"Helvetica" not in pdf


def test_h6_metadata_is_constant_and_the_bytes_repeat(sheet):
    page, pdf, large = sheet
    document = reader(pdf)
    said = {key: str(value) for key, value in document.metadata.items()}
    assert said["/Title"] == "Informazioni"
    assert {said[k] for k in ("/Author", "/Subject", "/Creator", "/Producer", "/Keywords")} == {""}
    assert said["/CreationDate"] == said["/ModDate"] == "D:20000101000000+00'00'"
    assert document.trailer["/Root"]["/Lang"] == page.language
    assert render(page, large=large) == pdf


def test_h6_other_pages_in_between_change_no_byte(make_page):
    page = make_page("MOTHER", "neutro")
    first = render(page)
    render(make_page("OLDER", "completo", "en"), large=True)
    assert render(page) == first


def test_h6_no_trace_of_the_day_of_the_visit(sheet):
    _, pdf, _ = sheet
    for day in ("22/11/2026", "22 novembre", "22 November", "2026-11-22"):
        assert day not in text_of(pdf)


def test_tagged_in_reading_order(sheet):
    page, pdf, _ = sheet
    root = reader(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    whole = root["/StructTreeRoot"]["/K"]
    roles = [str(child.get_object()["/S"]) for child in whole["/K"]]
    assert roles[0] == "/H1"
    assert set(roles) <= {"/H1", "/H2", "/P"}
    assert text_of(pdf).startswith(page.title)


def test_h3_no_picture_no_link_no_code_to_scan(sheet):
    _, pdf, _ = sheet
    page = reader(pdf).pages[0]
    assert "/XObject" not in page["/Resources"]
    assert "/Annots" not in page
    assert "www." not in text_of(pdf)
