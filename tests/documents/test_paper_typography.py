"""Faces, wrapping, direction; every script the fonts promise."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from paper_reading import fonts, reader, text_of

from scarpette_tui.documents.direction import DirectedRun, mirrored, visual_runs
from scarpette_tui.documents.handout import render
from scarpette_tui.documents.page import Block, Item, Level, Look, Page
from scarpette_tui.documents.typography import FACES, load_fonts, text_width, typeset, wrap
from scarpette_tui.paths import data_root

FONTS = data_root() / "fonts"
LETTERS = {
    "it": "àèéìòùÀÈÉ«»’“”–€",
    "ro": "ăâîșțĂÂÎȘȚşţ",
    "sq": "çëÇË",
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "tr": "çğıöşüÇĞİÖŞÜ",
    "es": "áéíñóúü¿¡",
    "fr": "œæçêëîïôûÿ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "ёъыэ",
}
SAMPLES = {
    "ar": "احضري بطاقة الهوية إلى مكتب INPS (الطابق 2)، الرقم 803 164.",
    "bn": "পরিচয়পত্র নিয়ে আসুন, ফোন 803 164",
    "si": "හැඳුනුම්පත සමඟ පැමිණෙන්න 803 164",
    "zh": "请带上身份证件，照片也可以。电话：803 164。",
    "uk": "Принесіть документ, що посвідчує особу.",
}


def sheet(language, text):
    item = Item("prova", lead=text, text=text)
    block = Block("prova", text, Look.LIST, (item,))
    return render(Page(Level.COMPLETO, language, text, text, (block,)))


@pytest.fixture(autouse=True)
def _fonts():
    load_fonts()


def test_font_files_are_the_ones_recorded_small_and_truetype():
    sums = dict(reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    files = sorted(FONTS.glob("*.ttf"))
    assert {one.name for one in files} == set(sums)
    for one in files:
        assert hashlib.sha256(one.read_bytes()).hexdigest() == sums[one.name]
        with TTFont(one) as font:
            assert "glyf" in font
            assert "fvar" not in font
    assert sum(one.stat().st_size for one in files) < 2_000_000
    assert {face.regular for face in FACES} | {face.bold for face in FACES} == set(sums)


def test_font_licences_stand_beside_them():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    assert "Apache License" in (FONTS / "Apache-2.0.txt").read_text()


@pytest.mark.parametrize("language", sorted(LETTERS))
@pytest.mark.parametrize("name", ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"])
def test_every_letter_of_the_language_has_a_glyph(language, name):
    with TTFont(FONTS / name) as font:
        known = font.getBestCmap()
    assert [letter for letter in LETTERS[language] if ord(letter) not in known] == []


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_each_script_is_embedded_repeats_and_reads_back(language):
    pdf = sheet(language, SAMPLES[language])
    assert all(fonts(pdf).values())
    assert sheet(language, SAMPLES[language]) == pdf
    if language in ("ar", "bn", "si"):
        assert b"ActualText" in reader(pdf).pages[0].get_contents().get_data()
    if language != "ar":
        assert SAMPLES[language].split()[0] in text_of(pdf)


ORDER = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_paper_typography import SAMPLES, sheet
for text in sys.argv[2:]:
    last = sheet("si", text)
print(hashlib.sha256(last).hexdigest())
"""


def test_h6_shaped_pages_do_not_depend_on_what_was_printed_before():
    def digest(*texts):
        command = [sys.executable, "-c", ORDER, str(Path(__file__).parent), *texts]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    other = "ඡායාරූපයක් ද ප්‍රමාණවත් ය ක්‍රමය ශ්‍රී"
    assert digest(SAMPLES["si"]) == digest(other, SAMPLES["si"])


def test_lines_are_not_wider_than_told_and_lose_nothing():
    text = "Il documento che riassume redditi e patrimonio, utile per molte domande. " * 3
    lines = wrap(text, 10, 120)
    assert " ".join(lines).split() == text.split()
    assert all(text_width(line, 10) <= 120 for line in lines)


def test_telephone_numbers_and_no_break_spaces_are_not_torn():
    for line in wrap("numero 803 164 e poi 06 164 164 ancora 31\u00a0maggio", 10, 62):
        assert ("803" in line) == ("803 164" in line)
        assert ("06" in line) == ("06 164 164" in line)
        assert ("31" in line) == ("maggio" in line)


def test_a_word_wider_than_the_line_breaks_after_a_hyphen():
    assert wrap("autocertificazione-sostitutiva", 10, 110)[0] == "autocertificazione-"


def test_chinese_breaks_anywhere_but_before_a_stop():
    lines = wrap("请带上身份证件。请带上身份证件。", 10, 70)
    assert len(lines) > 1
    assert not any(line.startswith("。") for line in lines)


def test_good_signs_of_print():
    assert typeset("l'assegno, un po' 8-20, e-mail") == "l’assegno, un po’ 8–20, e-mail"


def test_direction_is_found_after_wrapping():
    assert visual_runs("solo italiano") == (DirectedRun("solo italiano", rtl=False),)
    order = visual_runs("مكتب INPS هنا", base_rtl=True)
    assert [run.rtl for run in order] == [True, False, True]
    assert order[1].text == "INPS"
    assert order[0].text.strip() == "هنا"


def test_numbers_inside_right_to_left_text_keep_their_order():
    numbers = [run.text for run in visual_runs("الرقم 803\u00a0164 هنا", base_rtl=True)]
    assert any("803\u00a0164" in text for text in numbers)


def test_brackets_of_an_unshaped_right_to_left_run_are_mirrored():
    assert mirrored("(א)") == "(א)"
    assert mirrored("ab(") == ")ba"


def test_fonts_folder_carries_its_own_recipe():
    assert "subset" in (FONTS / "README.md").read_text()
    assert Path(FONTS / "subset.py").is_file()
