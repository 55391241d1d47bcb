"""The page: how long it takes, beside the same strings drawn with ReportLab's bare canvas.

The content is the page of the first training case, complete level. Where a language has no
translation yet, each text is replaced by one as long in its script: what is timed is fitting,
wrapping, direction and shaping, whatever the words say. Times are of the processor.
"""

import io
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import cycle, islice
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.common import parser, report, timed
from scarpette_tui import i18n
from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.documents.content import build_handout
from scarpette_tui.documents.handout import fit, render
from scarpette_tui.documents.page import Level, Page
from scarpette_tui.documents.typography import load_fonts, runs
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.interview.engine import Engine
from scarpette_tui.paths import data_root

ON = date(2026, 11, 23)
SCRIPTS = {
    "uk": "Принесіть документ, що посвідчує особу, і номер телефону. ",
    "ar": "احضري بطاقة الهوية إلى المكتب في الطابق الثاني ورقم الهاتف. ",
    "zh": "请带上身份证件，照片也可以。请记下电话号码。",
    "bn": "পরিচয়পত্র নিয়ে আসুন, এবং ফোন নম্বর লিখে রাখুন। ",
    "si": "හැඳුනුම්පත සමඟ පැමිණෙන්න, දුරකථන අංකය ලියා තබන්න. ",
}
SIMPLE, SHAPED = 120, 300
"""Milliseconds: Latin and Cyrillic; Arabic, Chinese, Bengali, Sinhala."""
MOST_BYTES = 150 * 1024
KEPT = {"label", "id", "language", "level", "look", "drop", "mark", "left_off", "strong"}
"""Parts of a page that are not printed text."""


def page_in(language: str) -> Page:
    """Return the page of the first training case in a language, or in its script."""
    catalogue = load_catalogue()
    path = sorted((data_root() / "cases" / "training").glob("*.toml"))[0]
    answers = read_case(path.read_text(encoding="utf-8"), catalogue).answers
    known = language in i18n.available_languages()
    page = build_handout(
        catalogue,
        Engine(catalogue).evaluate(answers, ON),
        level=Level.COMPLETO,
        language=language if known else "it",
        contacts=catalogue.contacts,
        office=None,
    )
    page = page if known else rewritten(page, SCRIPTS[language])
    return fit(page)


def rewritten(thing: Any, sample: str) -> Any:  # noqa: ANN401 - any part of a page
    """Return a page, or a part of it, with every text replaced by one as long."""
    if isinstance(thing, str):
        return "".join(islice(cycle(sample), len(thing))).strip()
    if isinstance(thing, tuple):
        return tuple(rewritten(one, sample) for one in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changed = {
        one.name: rewritten(getattr(thing, one.name), sample)
        for one in fields(thing)
        if one.name not in KEPT
    }
    return replace(thing, **changed)


def texts(thing: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a page
    """Yield every printed text."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts(one)
    elif is_dataclass(thing):
        for part in fields(thing):
            if part.name not in KEPT:
                yield from texts(getattr(thing, part.name))


def bare(page: Page) -> bytes:
    """Draw the same strings one below the other, with the same fonts and nothing else."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    height = A4[1]
    for number, text in enumerate(filter(None, texts(page))):
        baseline = height - 12 * (1 + number % 65)
        left = 40.0
        for run in runs(text, 10, bold=False):
            canvas.setFont(run.font, 10)
            canvas.drawString(left, baseline, run.text)
            left += run.width
    canvas.save()
    return buffer.getvalue()


def main() -> int:
    """Measure and print."""
    options = parser((__doc__ or "").splitlines()[0]).parse_args()
    load_fonts()
    figures: dict[str, float | int | str] = {}
    targets: dict[str, float] = {"different_bytes": 0}
    different = 0
    for language in dict.fromkeys((*i18n.available_languages(), *SCRIPTS)):
        page = page_in(language)
        ours = timed(lambda page=page: render(page), clock=time.process_time)
        base = timed(lambda page=page: bare(page), clock=time.process_time)
        pdf = render(page)
        different += pdf != render(page)
        figures[f"handout_ms_median.{language}"] = ours.median
        figures[f"handout_ms_max.{language}"] = ours.high
        figures[f"ratio_to_bare_reportlab.{language}"] = ours.median / base.median
        figures[f"bytes.{language}"] = len(pdf)
        shaped = language in {"ar", "zh", "bn", "si"}
        targets[f"handout_ms_median.{language}"] = SHAPED if shaped else SIMPLE
        targets[f"ratio_to_bare_reportlab.{language}"] = 2
        targets[f"bytes.{language}"] = MOST_BYTES
    figures["different_bytes"] = different
    return report(figures, targets, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
