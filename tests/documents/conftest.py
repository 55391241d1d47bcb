"""Shared parts of the paper's tests: real law data, real engine, real PDFs."""

from collections.abc import Callable

import paper_personas
import pytest

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.documents.content import Office, build_handout
from scarpette_tui.documents.page import Level, Page
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.interview.engine import Engine

OFFICE = Office(name="Sede di prova", hours="lunedì e giovedì 9-12")

MakePage = Callable[..., Page]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def engine(catalogue: Catalogue) -> Engine:
    return Engine(catalogue)


@pytest.fixture(scope="session")
def make_page(engine: Engine) -> MakePage:
    """Build the page of a persona of `paper_personas`, or of the text of a FILE."""

    def make(persona: str, level: Level | str, language: str = "it", **more: object) -> Page:
        text = getattr(paper_personas, persona, persona)
        case = read_case(text, engine.catalogue)
        evaluation = engine.evaluate(case.answers, case.on)
        more.setdefault("office", OFFICE)
        return build_handout(
            engine.catalogue, evaluation, level=Level(level), language=language, **more
        )

    return make
