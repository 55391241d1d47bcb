"""Export, verification elsewhere, merging; the verbs; the report on paper (issue 3, point 3)."""

import csv
import io
import json
import os
import shutil

import pypdfium2
import pytest

from scarpette_tui.cli import main
from scarpette_tui.desk import counting_files as files
from scarpette_tui.desk import counting_report
from scarpette_tui.desk.countersigning import countersign
from scarpette_tui.desk.session import unlock
from scarpette_tui.documents.page import METADATA_TITLE
from scarpette_tui.documents.plot import scale
from scarpette_tui.errors import VaultDamagedError
from scarpette_tui.vault import service
from tests.conftest import HEAD, PASSPHRASE, SUPERVISOR
from tests.counts.conftest import LATER


@pytest.fixture
def here(quarter_vault, at):
    """The supervisor's session."""
    with unlock(quarter_vault, SUPERVISOR, PASSPHRASE, clock=at(LATER)) as session:
        yield session


def run(capfd, vault, *argv, user=SUPERVISOR):
    """Run a verb with the passphrase on a descriptor; return code, stdout, stderr."""
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    extra = ["--user", user, "--passphrase-fd", str(reading)] if user else []
    code = main(["--vault", str(vault), *map(str, argv), *extra])
    out, err = capfd.readouterr()
    return code, out, err


def test_the_csv_has_the_columns_of_its_schema(here):
    desk = files.own(here)
    rows = list(csv.DictReader(io.StringIO(files.as_csv(desk))))
    schema = json.loads(files.schema(desk=desk))
    assert [field["name"] for field in schema["fields"]] == list(rows[0])
    assert len(rows) == len(desk.figures)
    keys = {tuple(row[name] for name in schema["primaryKey"]) for row in rows}
    assert len(keys) == len(rows)
    assert all(row["signature"] for row in rows)


@pytest.mark.parametrize("shape", ["csv", "json"])
def test_an_export_is_proven_and_merged_elsewhere(capfd, quarter_vault, tmp_path, shape):
    folder = tmp_path / "raccolta"
    folder.mkdir()
    file = folder / f"uno.{shape}"
    assert run(capfd, quarter_vault, "counts", "export", f"--{shape}", "-o", file)[0] == 0
    merged = tmp_path / f"tutti.{shape}"
    code, out, _ = run(
        capfd, quarter_vault, "counts", "collect", folder, f"--{shape}", "-o", merged, user=""
    )
    assert code == 0
    assert "Sede di prova · Sportello 1" in out
    assert "impronta" in out
    if shape == "csv":
        rows = list(csv.DictReader(io.StringIO(merged.read_text(encoding="utf-8"))))
        assert {(row["office"], row["desk"]) for row in rows} == {("Sede di prova", "Sportello 1")}
        assert merged.with_suffix(".schema.json").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [("day,2026-11-25", "day,2026-11-29"), ('"office": "Sede', '"office": "Altra')],
    ids=["a day", "the name of the office"],
)
def test_a_changed_export_is_refused_by_name(capfd, here, tmp_path, before, after):
    desk = files.own(here)
    table, schema = files.as_csv(desk), files.schema(desk=desk)
    assert before in table + schema
    (tmp_path / "uno.csv").write_text(table.replace(before, after), encoding="utf-8", newline="")
    (tmp_path / "uno.schema.json").write_text(schema.replace(before, after), encoding="utf-8")
    code, out, err = run(capfd, tmp_path, "counts", "collect", tmp_path, "--json", user="")
    assert (code, out) == (5, "")
    assert "uno.csv" in err


def test_a_missing_row_is_refused(capfd, here, tmp_path):
    table = files.as_csv(files.own(here)).splitlines(keepends=True)
    kept = [line for line in table if "2026-12-10" not in line]
    (tmp_path / "uno.csv").write_text("".join(kept), encoding="utf-8", newline="")
    (tmp_path / "uno.schema.json").write_text(files.schema(desk=files.own(here)), encoding="utf-8")
    code, _, err = run(capfd, tmp_path, "counts", "collect", tmp_path, "--csv", user="")
    assert code == 5
    assert "10/12/2026" in err


def test_two_exports_of_one_desk_become_one(here, tmp_path):
    text = files.as_json(files.own(here))
    for name in ("gennaio.json", "febbraio.json"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (desk,) = files.collect(tmp_path)
    assert len(desk.figures) == len(files.own(here).figures)


def test_exports_from_before_and_after_new_keys_are_told_apart(quarter_vault, tmp_path, at):
    for name in ("prima.json", "dopo.json"):
        with unlock(quarter_vault, HEAD, PASSPHRASE, clock=at(LATER)) as session:
            (tmp_path / name).write_text(files.as_json(files.own(session)), encoding="utf-8")
            if name == "prima.json":
                service.rotate(session.vault, countersign=countersign)
    with pytest.raises(VaultDamagedError, match="rinnovate"):
        files.collect(tmp_path)
    (tmp_path / "prima.json").unlink()
    (desk,) = files.collect(tmp_path)
    assert len([one for one in desk.figures if one.kind == "day"]) > 20


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"scarpette": 1, "rows": []}', "\x00"])
def test_a_file_that_is_no_export_is_said(capfd, tmp_path, text):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    code, _, err = run(capfd, tmp_path, "counts", "collect", tmp_path, "--json", user="")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_a_csv_without_its_schema_is_said(capfd, tmp_path):
    (tmp_path / "x.csv").write_text("vault\r\n", encoding="utf-8")
    code, _, err = run(capfd, tmp_path, "counts", "collect", tmp_path, "--csv", user="")
    assert code == 2
    assert "x.schema.json" in err


def test_nothing_is_overwritten(capfd, quarter_vault, tmp_path):
    file = tmp_path / "uno.csv"
    file.write_text("mio", encoding="utf-8")
    code, _, _ = run(capfd, quarter_vault, "counts", "export", "--csv", "-o", file)
    assert code == 2
    assert file.read_text(encoding="utf-8") == "mio"
    assert not (tmp_path / "uno.schema.json").exists()


@pytest.mark.parametrize(
    ("unit", "word"),
    [("giorni", "lun"), ("settimane", "Settimane"), ("mesi", "circa"), ("anni", "2026")],
)
def test_counts_show(capfd, quarter_vault, unit, word):
    code, out, _ = run(capfd, quarter_vault, "counts", "show", "--unit", unit)
    assert code == 0
    assert word in out
    assert "Esatto" not in out
    assert "leggermente alterati" in out


def test_counts_verify_and_its_exit_when_a_figure_was_changed(capfd, quarter_vault, at):
    code, out, _ = run(capfd, quarter_vault, "counts", "verify")
    assert code == 0
    assert "tutte le firme valgono" in out
    with (
        unlock(quarter_vault, SUPERVISOR, PASSPHRASE, clock=at(LATER)) as session,
        session.vault.counts.transaction() as connection,
    ):
        connection.exec_driver_sql("UPDATE figures SET value = 99 WHERE period = '2026-11-25'")
    code, _, err = run(capfd, quarter_vault, "counts", "verify")
    assert code == 5
    assert "2026-11-25" in err


def test_the_report_is_one_page_with_constant_metadata_and_the_same_bytes(
    quarter_vault, tmp_path, at
):
    pages = []
    copy = shutil.copytree(quarter_vault, tmp_path / "copia")
    for folder, label in ((quarter_vault, SUPERVISOR), (copy, HEAD)):
        with unlock(folder, label, PASSPHRASE, clock=at(LATER)) as session:
            pages.append(counting_report.month_page(session, "2026-12"))
    assert pages[0] == pages[1]
    pdf, title = pages[0]
    assert title == "I conteggi di dicembre 2026"
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    metadata = document.get_metadata_dict()
    assert metadata["Title"] == METADATA_TITLE
    assert metadata["Author"] == metadata["Creator"] == ""
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    for word in ("dicembre 2026", "circa", "leggermente alterati", "Settimane", "chiuso"):
        assert word in text
    assert HEAD not in text
    assert "Esatt" not in text


@pytest.mark.parametrize("highest", [0, 1, 4, 5, 6, 11, 99, 1000, 12_345])
def test_the_scale_of_the_plot_holds_its_highest_bar(highest):
    ticks = scale(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert ticks[-1] > 0
