"""The preview says what the paper says, in the cells it is given."""

import re

import pytest
from paper_reading import text_of

from scarpette_tui.documents.handout import fit, render
from scarpette_tui.documents.preview import _cells, preview_lines


def bare(text):
    return re.sub(r"\W+", "", text).casefold()


@pytest.mark.parametrize("width", [24, 40, 76, 120])
@pytest.mark.parametrize("level", ["neutro", "completo"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_no_line_is_wider_than_the_terminal(make_page, width, level, language):
    lines = preview_lines(make_page("MOTHER", level, language), width)
    assert max(_cells(line) for line in lines) <= width


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("level", ["neutro", "completo"])
def test_h8_the_preview_is_the_paper(make_page, level, large):
    page = make_page("MOTHER", level)
    printed = bare(text_of(render(page, large=large)))
    for block in fit(page, large=large).blocks:
        for item in block.items:
            for text in (item.lead, item.text, *(detail.text for detail in item.details)):
                assert bare(text) in printed
    shown = sorted(bare("".join(preview_lines(page, 76, large=large))))
    assert shown == sorted(printed)


def test_escape_sequences_of_a_careless_text_are_not_made_here(make_page):
    assert not any("\x1b" in line for line in preview_lines(make_page("OLDER", "neutro"), 60))
