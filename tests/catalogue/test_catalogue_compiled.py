"""The compiled law says what the TOML says, or is not used."""

import json
import subprocess
import sys

import pytest
from small_law import change

from scarpette_tui.catalogue import loading
from scarpette_tui.catalogue.compiled import FILE_NAME, compiled, read_compiled
from scarpette_tui.catalogue.loading import load, load_catalogue
from scarpette_tui.paths import data_root


@pytest.fixture
def place(root):
    """A data folder with its compiled file."""
    (root / FILE_NAME).write_bytes(compiled(load_catalogue(root), root))
    return root


def test_the_real_law_compiled_is_the_same_law(tmp_path):
    source = load(data_root()).catalogue
    for each in ("benefits", "questions", "parameters", "contacts"):
        (tmp_path / each).symlink_to(data_root() / each)
    for each in data_root().glob("*.toml"):
        (tmp_path / each.name).symlink_to(each)
    (tmp_path / FILE_NAME).write_bytes(compiled(source, tmp_path))
    read = read_compiled(tmp_path)
    assert read == source
    assert read.model_dump_json() == source.model_dump_json()


def test_the_same_law_gives_the_same_bytes(root):
    assert compiled(load_catalogue(root), root) == compiled(load_catalogue(root), root)


def test_the_program_reads_its_compiled_law(place, monkeypatch):
    monkeypatch.setattr(loading, "data_root", lambda: place)
    whole = load_catalogue(place)
    monkeypatch.setattr(loading, "read_toml", lambda *_: pytest.fail("read the TOML"))
    assert load_catalogue() == whole


def test_a_folder_to_check_is_read_from_its_toml(place):
    """`catalogue check` and `diff` prove what the lawyers wrote."""
    change(place, "catalogue.toml", '"prova.1"', '"prova.2"')
    assert load_catalogue(place).manifest.version == "prova.2"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("catalogue.toml", '"prova.1"', '"prova.2"'),
        ("benefits/aiuto.toml", "lettera", "raccomandata"),
        ("parameters/soglie.toml", "9000.50", "9000.51"),
    ],
)
def test_a_stale_file_is_refused(place, monkeypatch, file, old, new):
    change(place, file, old, new)
    assert read_compiled(place) is None
    monkeypatch.setattr(loading, "data_root", lambda: place)
    assert load_catalogue() == load_catalogue(place)


def test_a_law_file_more_or_less_is_seen(place):
    extra = place / "benefits" / "nuovo.toml"
    extra.write_text("", encoding="utf-8")
    assert read_compiled(place) is None
    extra.unlink()
    assert read_compiled(place) is not None
    (place / "priors.toml").write_text('assumption = "prova"\n', encoding="utf-8")
    assert read_compiled(place) is None


def test_no_mangled_file_is_used(place):
    """Every byte of the header, many of the rest, every short length."""
    path = place / FILE_NAME
    whole = path.read_bytes()
    start = whole.index(b"\n")
    for at in (*range(start + 1), *range(start + 1, len(whole), 97)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_compiled(place) is None, at
    for length in range(0, len(whole), 311):
        path.write_bytes(whole[:length])
        assert read_compiled(place) is None, length
    path.unlink()
    assert read_compiled(place) is None


def test_a_law_of_another_shape_is_refused(place):
    """Another program's file may agree with its own hash: it is validated all the same."""
    path = place / FILE_NAME
    body = json.loads(path.read_bytes().partition(b"\n")[2])
    body["sconosciuta"] = 1

    class Other:
        def model_dump_json(self, **_: object) -> str:
            return json.dumps(body)

    path.write_bytes(compiled(Other(), place))  # type: ignore[arg-type]
    assert read_compiled(place) is None


def test_the_lock_screen_reads_no_law(tmp_path):
    """Neither painting it nor looking at the vault loads the catalogue."""
    code = (
        "import sys; from pathlib import Path; import scarpette_tui.tui.screens.lock; "
        "from scarpette_tui.desk import session; session.look(Path(sys.argv[1])); "
        "print([name for name in sys.modules if name.startswith(('scarpette_tui.catalogue', "
        "'scarpette_tui.interview'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "nessuno")],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == "[]"
