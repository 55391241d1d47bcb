"""A signed update of the law: made, proved, installed; every bad bundle leaves the old law."""

import base64
import hashlib
import io
import json
import os
import shutil
import stat
import zipfile
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

from scarpette_tui import paths
from scarpette_tui.catalogue import bundle, installed
from scarpette_tui.cli import main
from scarpette_tui.desk import catalogue_verbs, law
from scarpette_tui.desk.session import unlock
from scarpette_tui.errors import CatalogueError, DiskError, InputError
from scarpette_tui.paths import program_data
from tests.conftest import HEAD, OPERATOR, PASSPHRASE

SECRET = bytes(range(32))
PUBLIC = ed25519.Ed25519PrivateKey.from_private_bytes(SECRET).public_key().public_bytes_raw()
OTHER = bytes(32)
NEW = "2026.12.01"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The law of a later day."""
    folder = tmp_path_factory.mktemp("dati") / "data"
    shutil.copytree(program_data(), folder, ignore=shutil.ignore_patterns("fonts"))
    _later(folder, NEW, "2026-12-01")
    return folder


def _later(folder, version, day):
    lines = (folder / "catalogue.toml").read_text("utf-8").splitlines()
    changed = [
        f'version = "{version}"'
        if line.startswith("version = ")
        else f"published_on = {day}"
        if line.startswith("published_on = ")
        else line
        for line in lines
    ]
    (folder / "catalogue.toml").write_text("\n".join(changed) + "\n", "utf-8")


@pytest.fixture(scope="module")
def good(data):
    return bundle.make(data, SECRET)


@pytest.fixture(autouse=True)
def _own_law_again():
    yield
    paths.use_law_of(paths.Path("/nonexistent"))
    law.engine.cache_clear()


@pytest.fixture
def office(vault_dir):
    line = base64.b64encode(PUBLIC).decode()
    (vault_dir / "settings.toml").write_text(f'[catalogue]\npublisher = "{line}"\n', "utf-8")
    return vault_dir


def head(office, clock):
    return unlock(office, HEAD, PASSPHRASE, clock=clock)


def changed(raw, **files):
    """Return a bundle with files replaced (None: taken out), its signature left as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in files:
                new.writestr(name, old.read(name))
        for name, content in files.items():
            if content is not None:
                new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def signed(files, *, manifest=None):
    """Return a bundle over any files, signed by the publisher: a publisher gone wrong."""
    said = {
        "format": 1,
        "version": NEW,
        "published_on": "2026-12-01",
        "files": {n: hashlib.sha256(c).hexdigest() for n, c in files.items()},
    }
    raw = json.dumps(said if manifest is None else manifest).encode()
    key = ed25519.Ed25519PrivateKey.from_private_bytes(SECRET)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", raw)
        archive.writestr("manifest.sig", key.sign(b"scarpette catalogue 1\x00" + raw))
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_same_folder_makes_the_same_bytes_without_type_faces(data, good):
    assert bundle.make(data, SECRET) == good
    content = bundle.open_bundle(good, PUBLIC)
    assert content.version == NEW
    assert content.published_on == date(2026, 12, 1)
    assert content.files["catalogue.toml"] == (data / "catalogue.toml").read_bytes()
    assert not any(name.startswith("fonts/") for name in content.files)


def test_installed_law_is_in_use_recorded_and_the_one_before_is_kept(
    office, clock, data, good, tmp_path
):
    file = tmp_path / "aggiornamento.zip"
    file.write_bytes(good)
    with head(office, clock) as session:
        lines = catalogue_verbs.install(session, file)
        acts = [(entry.action, entry.subject) for entry in session.vault.audit()]
    assert lines[0] == f"Norme aggiornate alla versione {NEW}."
    assert acts[-1] == ("norme aggiornate", NEW)
    assert law.catalogue().manifest.version == NEW
    assert stat.S_IMODE((office / "norme").stat().st_mode) == 0o700
    later, last = tmp_path / "dopo", tmp_path / "ultimo"
    for folder, version, day in (
        (later, "2026.12.02", "2026-12-02"),
        (last, "2026.12.03", "2026-12-03"),
    ):
        shutil.copytree(data, folder)
        _later(folder, version, day)
        content = bundle.open_bundle(bundle.make(folder, SECRET), PUBLIC)
        installed.install(office, content, paths.data_root(), lambda _: [])
        paths.use_law_of(office)
    found = sorted(each.name for each in (office / "norme").iterdir())
    assert found == ["2026.12.02", "2026.12.03", "current"]
    assert bundle.open_bundle(good, PUBLIC).version == NEW
    with head(office, clock) as session, pytest.raises(InputError, match="non è più nuovo"):
        catalogue_verbs.install(session, file)


def test_only_the_responsabile_with_a_configured_publisher(office, clock, good, tmp_path):
    file = tmp_path / "aggiornamento.zip"
    file.write_bytes(good)
    with (
        unlock(office, OPERATOR, PASSPHRASE, clock=clock) as session,
        pytest.raises(InputError, match="Solo la persona responsabile"),
    ):
        catalogue_verbs.install(session, file)
    (office / "settings.toml").unlink()
    with head(office, clock) as session, pytest.raises(InputError, match="non ha ancora la chiave"):
        catalogue_verbs.install(session, file)
    assert not (office / "norme").exists()


BAD = {
    "unsigned": lambda raw: changed(raw, **{"manifest.sig": None}),
    "another publisher": lambda raw: changed(raw, **{"manifest.sig": bytes(64)}),
    "short signature": lambda raw: changed(raw, **{"manifest.sig": b"x"}),
    "manifest changed": lambda raw: changed(raw, **{"manifest.json": b"{}"}),
    "law changed": lambda raw: changed(raw, **{"catalogue.toml": b"format = 1\n"}),
    "law taken out": lambda raw: changed(raw, **{"permits.toml": None}),
    "file added": lambda raw: changed(raw, **{"benefits/extra.toml": b""}),
    "cut": lambda raw: raw[: len(raw) // 2],
    "empty": lambda _: b"",
    "not a bundle": lambda _: b"PK\x03\x04" + bytes(500),
    "one bit": lambda raw: raw[:3000] + bytes([raw[3000] ^ 1]) + raw[3001:],
    "too large": lambda _: bytes(bundle.LARGEST_BUNDLE + 1),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_bundle_is_refused_and_leaves_nothing(office, clock, good, tmp_path, bad):
    file = tmp_path / "aggiornamento.zip"
    file.write_bytes(bad(good))
    with head(office, clock) as session, pytest.raises(InputError) as error:
        catalogue_verbs.install(session, file)
    assert error.value.kept == "Le norme sono rimaste quelle di prima."
    assert not (office / "norme").exists()


def test_another_publishers_bundle_is_refused(data):
    with pytest.raises(InputError, match="non è firmato da chi pubblica"):
        bundle.open_bundle(bundle.make(data, OTHER), PUBLIC)


@pytest.mark.parametrize(
    "name",
    [
        "../fuori.toml", "/etc/fuori.toml", "a/../../fuori.toml", "a\\..\\fuori.toml",
        "C:fuori.toml", ".nascosto.toml", "benefits/x.py", "a//b.toml", "a/b.toml/",
        "x/" * 8 + "y.toml", "catalogue.TOML",
    ],
)  # fmt: skip
def test_a_signed_name_that_leaves_its_folder_is_refused_too(name):
    with pytest.raises(InputError):
        bundle.open_bundle(signed({name: b"x = 1\n"}), PUBLIC)


def test_bombs_and_doubles_are_refused():
    with pytest.raises(InputError, match="troppo grande"):
        bundle.open_bundle(signed({"a.toml": bytes(bundle.LARGEST_FILE + 1)}), PUBLIC)
    many = {f"a{n}.toml": bytes(bundle.LARGEST_FILE) for n in range(25)}
    with pytest.raises(InputError, match="troppo grande"):
        bundle.open_bundle(signed(many), PUBLIC)
    with pytest.raises(InputError, match="troppo grande"):
        bundle.open_bundle(changed(signed({}), **{"manifest.json": bytes(3 << 20)}), PUBLIC)
    twice = io.BytesIO(signed({"a.toml": b""}))
    with (
        zipfile.ZipFile(twice, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("a.toml", b"x = 1")
    with pytest.raises(InputError, match="stesso nome"):
        bundle.open_bundle(twice.getvalue(), PUBLIC)


@pytest.mark.parametrize(
    "manifest",
    [
        [], {"format": 2}, {"format": 1, "version": "../x", "published_on": "2026-12-01", "files": {}},
        {"format": 1, "version": "x", "published_on": "ieri", "files": {}},
        {"format": 1, "version": "x", "published_on": "2026-12-01", "files": []},
    ],
)  # fmt: skip
def test_a_signed_manifest_that_says_nonsense_is_refused(manifest):
    with pytest.raises(InputError):
        bundle.open_bundle(signed({}, manifest=manifest), PUBLIC)


def test_a_signed_law_that_fails_the_checks_is_refused(office, clock, data, tmp_path):
    broken = tmp_path / "rotto"
    shutil.copytree(data, broken)
    rule = broken / "benefits" / "quota_103.toml"
    rule.write_text(rule.read_text("utf-8").replace('id = "', 'id = "x', 1), "utf-8")
    with pytest.raises(CatalogueError):
        bundle.make(broken, SECRET)
    (broken / "benefits" / "quota_103.toml").write_bytes(
        (data / "benefits/quota_103.toml").read_bytes()
    )
    for case in (broken / "cases" / "golden").glob("quota_103*"):
        case.unlink()
    file = tmp_path / "aggiornamento.zip"
    file.write_bytes(bundle.make(broken, SECRET))
    with head(office, clock) as session, pytest.raises(InputError, match="non supera i controlli"):
        catalogue_verbs.install(session, file)
    assert list((office / "norme").iterdir()) == []


def test_installed_files_that_were_touched_are_never_read_in_silence(office, clock, good):
    content = bundle.open_bundle(good, PUBLIC)
    folder = installed.install(office, content, program_data(), lambda _: [])
    value = next((folder / "parameters").glob("*.toml"))
    value.write_text(value.read_text("utf-8").replace("2026", "2027"), "utf-8")
    paths.use_law_of(office)
    law.engine.cache_clear()
    with pytest.raises(InputError, match="non sono più quelle firmate"):
        law.engine()
    folder = installed.install(office, content, program_data(), lambda _: [])
    (folder / "catalogue.json").write_text("{}", "utf-8")  # the law compiled by somebody else
    law.engine.cache_clear()
    with pytest.raises(InputError, match="non sono più quelle firmate"):
        law.engine()
    shutil.rmtree(folder)
    with pytest.raises(DiskError, match="non si leggono"):
        paths.use_law_of(office)
    assert paths.data_root() == program_data()


def test_a_stop_at_any_write_leaves_the_old_law_or_the_new(office, data, good, monkeypatch):
    """Whatever the step that the disk refuses, the pointer names nothing or a whole law."""
    content = bundle.open_bundle(good, PUBLIC)
    small = bundle.Content(
        content.version,
        content.published_on,
        {n: d for n, d in content.files.items() if not n.startswith("cases/")},
        content.manifest,
        content.signature,
    )
    for step in ("write_bytes", "rename", "write_text", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(paths.Path, step, _refuse)
            with pytest.raises(DiskError, match="non si può scrivere"):
                installed.install(office, small, program_data(), lambda _: [])
        paths.use_law_of(office)
        assert paths.data_root() == program_data()
        assert not list((office / "norme").glob(".nuovo-*"))
    assert installed.install(office, small, program_data(), lambda _: []).name == NEW


def _refuse(*_args, **_options):
    raise OSError(28, "disco pieno")


def test_the_verbs_sign_and_install_from_the_command_line(office, data, tmp_path, capfd):
    key, file = tmp_path / "chiave", tmp_path / "aggiornamento.zip"
    assert main(["catalogue", "sign", "--new-key", str(key)]) == 0
    line = capfd.readouterr().out.splitlines()[1].partition(": ")[2]
    (office / "settings.toml").write_text(f"[catalogue]\n{line}\n", "utf-8")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    read, write = os.pipe()
    os.write(write, key.read_bytes())
    os.close(write)
    sign = ["catalogue", "sign", str(data), "-o", str(file)]
    assert main([*sign, "--key-fd", str(read)]) == 0
    said = capfd.readouterr().out
    assert line in said
    assert main([*sign, "--key", str(key)]) == 2  # never over a file that is there
    read, write = os.pipe()
    os.write(write, f"{PASSPHRASE}\n".encode())
    os.close(write)
    install = ["catalogue", "install", str(file), "--user", HEAD, "--passphrase-fd", str(read)]
    code = main(["--vault", str(office), *install])
    out, err = capfd.readouterr()
    assert (code, "Traceback" in err) == (0, False)
    assert f"Norme aggiornate alla versione {NEW}." in out
    assert main(["--vault", str(office), "benefits"]) == 0
    assert law.catalogue().manifest.version == NEW
