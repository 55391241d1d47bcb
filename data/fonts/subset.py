"""Cut the embedded fonts out of the Debian packages that carry the full ones.

    python data/fonts/subset.py [--sources DIR] [--output DIR]

Needs fonttools and the packages fonts-noto-core and fonts-droid-fallback. Not part of the
program: it is run by hand when a script is added, and the result is committed.
"""

import argparse
import hashlib
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCES = Path("/usr/share/fonts/truetype")
HERE = Path(__file__).resolve().parent

LATIN = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A: Polish, Turkish, Romanian, Albanian
    (0x018F, 0x018F),
    (0x01CD, 0x01DC),  # caron vowels of transcribed Chinese
    (0x0218, 0x021B),  # Romanian comma below
    (0x0259, 0x0259),
    (0x02C6, 0x02DD),
    (0x0300, 0x0304),
    (0x1E00, 0x1EF9),  # Vietnamese and Yoruba
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x25CF, 0x25CF),
    (0xFB01, 0xFB02),
)
CYRILLIC = ((0x0400, 0x045F), (0x0490, 0x0493), (0x04AE, 0x04B1), (0x04D8, 0x04D9))
ARABIC = (
    (0x0020, 0x0040),
    (0x005B, 0x0060),
    (0x007B, 0x007E),
    (0x00A0, 0x00A0),
    (0x00AB, 0x00AB),
    (0x00BB, 0x00BB),
    (0x0600, 0x06FF),  # Arabic, Persian, Urdu
    (0x200B, 0x200F),
    (0x2010, 0x2022),
    (0xFD3E, 0xFD3F),
)
BENGALI = ((0x0020, 0x0020), (0x00A0, 0x00A0), (0x0964, 0x0965), (0x0980, 0x09FF), (0x200C, 0x200D))
SINHALA = ((0x0020, 0x0020), (0x00A0, 0x00A0), (0x0D80, 0x0DFF), (0x200C, 0x200D))


def ranges(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Return the code points of inclusive ranges."""
    return {point for first, last in pairs for point in range(first, last + 1)}


def simplified_chinese() -> set[int]:
    """Return the 3,755 most used characters (GB 2312, level 1) and Chinese punctuation."""
    points = {0x0020, *range(0x3000, 0x3018), *range(0xFF01, 0xFF5F)}
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return points


PLAIN = "noto/NotoSans-{}.ttf"
SHAPED = {
    "Arabic": ("noto/NotoSansArabic-{}.ttf", ARABIC),
    "Bengali": ("noto/NotoSansBengali-{}.ttf", BENGALI),
    "Sinhala": ("noto/NotoSansSinhala-{}.ttf", SINHALA),
}


def cut(source: Path, target: Path, points: set[int], *, shaped: bool) -> None:
    """Write the static subset of `source` that holds `points`.

    Hinting goes (paper needs none). Layout tables stay only where the script must be
    shaped: the plain faces are drawn without HarfBuzz, so no ligature can replace letters.
    """
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["*"] if shaped else []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG", "STAT", "MVAR", "HVAR", "vhea", "vmtx", "BASE"]
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points & set(font.getBestCmap()))
    cutter.subset(font)
    font.save(target, reorderTables=True)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{digest}  {target.name}")  # noqa: T201 - a script run by hand


def main() -> None:
    """Cut every face."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=SOURCES)
    parser.add_argument("--output", type=Path, default=HERE)
    given = parser.parse_args()
    for weight in ("Regular", "Bold"):
        cut(
            given.sources / PLAIN.format(weight),
            given.output / f"NotoSans-{weight}.ttf",
            ranges(LATIN + CYRILLIC),
            shaped=False,
        )
        for script, (source, points) in SHAPED.items():
            cut(
                given.sources / source.format(weight),
                given.output / f"NotoSans{script}-{weight}.ttf",
                ranges(points),
                shaped=True,
            )
    cut(
        given.sources / "droid/DroidSansFallbackFull.ttf",
        given.output / "DroidSansFallback-Regular.ttf",
        simplified_chinese(),
        shaped=False,
    )


if __name__ == "__main__":
    main()
