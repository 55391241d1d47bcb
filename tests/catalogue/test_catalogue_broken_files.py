"""Whatever is done to the files, loading and checking only ever say what is wrong."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_law import FILES, write

from scarpette_tui.catalogue.checking import check, report_lines
from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.errors import CatalogueError

VALUES = st.sampled_from(
    ["3", '""', '"boh"', "[]", "{}", "true", "false", "nan", "-1", "1.5", "2026-01-01", "[[]]",
     "{ id = 1 }", "[{ id = 'x' }]", "2026-01-01T00:00:00", "10:00:00", "9" * 5000,
     "[" * 3000 + "]" * 3000, "'a' # x", "", '"""', "\x00", "[checked]", "[[step]]"]
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("legge")


@given(st.sampled_from(sorted(FILES)), st.integers(0, 500), VALUES, st.booleans())
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_line_spoilt_is_said_and_never_crashes(folder, name, place, value, whole):
    write(folder)
    path = folder / name
    lines = path.read_text("utf-8").splitlines()
    place %= len(lines)
    key, equals, _ = lines[place].partition("=")
    lines[place] = value if whole or not equals else f"{key}= {value}"
    path.write_text("\n".join(lines), "utf-8")
    try:
        said = load_catalogue(folder).manifest.version
    except CatalogueError as error:
        said = error.line()
    report = check(None, folder)
    assert report.errors == [said] or not said.endswith(".")
    assert report_lines(report)[-1].startswith("Il catalogo ")


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_for_a_file_are_said_and_never_crash(folder, name, content):
    write(folder)
    (folder / name).write_bytes(content)
    report = check(None, folder)
    assert report.errors
    assert report_lines(report)[-1].startswith("Il catalogo ha ")


@pytest.mark.parametrize("value", ["3", '""', "[]", "false", '"domani"'])
def test_a_checked_that_is_no_table_is_said(tmp_path, value):
    write(tmp_path)
    path = tmp_path / "permits.toml"
    path.write_text(f"checked = {value}\n" + path.read_text().replace("[checked]", "[altro]"))
    with pytest.raises(CatalogueError, match=r"riga 1: «checked» dev'essere una tabella"):
        load_catalogue(tmp_path)
