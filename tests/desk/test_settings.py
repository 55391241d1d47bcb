"""Settings of the office: written whole, read back the same, refused by line and key."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scarpette_tui.errors import DiskError, InputError
from scarpette_tui.settings import FILE_NAME, OfficeContact, OwnChoices, Settings, load, save

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40).map(str.strip)
DAY = st.dates(date(2020, 1, 1), date(2035, 12, 31))
SETTINGS = st.builds(
    Settings,
    limits_text=TEXT,
    limits_approved_on=st.none() | DAY,
    cover_s=st.integers(60, 1800),
    lock_s=st.integers(60, 1800),
    lock_consultation_s=st.integers(60, 1800),
    retention_months=st.integers(1, 60),
    room=TEXT,
    hours=TEXT,
    referent_role=TEXT,
    contacts=st.lists(st.builds(OfficeContact, TEXT, TEXT, TEXT, st.none() | DAY), max_size=2).map(
        tuple
    ),
    closures=st.sets(DAY, max_size=3).map(lambda days: tuple(sorted(days))),
    languages=st.sets(st.sampled_from(["it", "en", "ar"])).map(tuple),
    printer=TEXT,
    officials=st.lists(
        st.builds(OwnChoices, TEXT, TEXT, TEXT, st.just(0) | st.integers(60, 1800)), max_size=2
    ).map(tuple),
)


@given(settings=SETTINGS)
def test_what_is_written_is_read_back(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("impostazioni")
    save(folder, settings)
    assert load(folder) == settings
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


def test_a_file_from_before_is_still_read(tmp_path):
    text = (
        '[times]\ncover = 90\n[[contact]]\nname = "Centro"\nnumber = "1"\ncalled_on = 2026-01-31\n'
    )
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    found = load(tmp_path)
    assert found.cover_s == 90
    assert found.contacts == (OfficeContact("Centro", "1", "", date(2026, 1, 31)),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[times]\ncover = 59\n", "riga 2.*da 60 a 1800"),
        ("[desk]\nlanguages = 5\n", "riga 2.*elenco di lingue"),
        ("[[official]]\nlabel = 'a'\ncover = 5\n", "riga 3.*da 60 a 1800"),
        ("[[official]]\ncolore = 'a'\n", "riga 2.*sconosciuta"),
        ("[other]\n", "sconosciuta"),
    ],
)
def test_a_wrong_key_is_named_with_its_line(tmp_path, text, said):
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        load(tmp_path)


def test_a_folder_that_cannot_be_written_says_what_still_holds(tmp_path):
    with pytest.raises(DiskError) as caught:
        save(tmp_path / "assente", Settings())
    assert "quelle di prima" in caught.value.line()


def test_an_official_may_only_be_covered_sooner():
    office = Settings(
        cover_s=120, officials=(OwnChoices("a", cover_s=60), OwnChoices("b", cover_s=600))
    )
    assert office.cover_for("a") == 60
    assert office.cover_for("b") == 120
    assert office.cover_for("c") == 120
