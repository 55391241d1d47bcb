"""The verbs of the vault from the command line: copies, restore by two, new keys, recovery."""

import os

import pytest

from scarpette_tui.cli import main
from scarpette_tui.clock import SystemClock
from scarpette_tui.counts import ledger, proving, tables
from scarpette_tui.desk.countersigning import countersign
from scarpette_tui.vault import service
from tests.cli.test_cli import run

HEAD, WORKER, OTHER, WATCH = "Responsabile", "Operatrice", "Collega", "Supervisione"
WORDS = "abbaco fucile tordo nuvola ciao"
PHRASES = {HEAD: "sasso carta", WORKER: "mela pera", OTHER: "pane olio", WATCH: "uno due"}
ROLES = {HEAD: "responsabile", WORKER: "operatore", OTHER: "operatore", WATCH: "supervisore"}


@pytest.fixture
def vault(tmp_path):
    """Return the folder of a vault of today, its shares, and a note in it."""
    folder = tmp_path / "archivio"
    shares = service.create(
        folder,
        office="Sede",
        desk="Uno",
        users=[(label, service.Role(ROLES[label]), PHRASES[label]) for label in PHRASES],
        clock=SystemClock(),
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )
    with service.unlock(folder, WORKER, PHRASES[WORKER], clock=SystemClock()) as opened:
        opened.new_case(traceless=False).close_case()
    return folder, shares


def verb(folder, *argv, lines=()):
    read, write = os.pipe()
    os.write(write, ("\n".join(lines) + "\n").encode())
    os.close(write)
    return main(["--vault", str(folder), "vault", *argv, "--passphrase-fd", str(read)])


def cases_of(folder, label, phrase=None):
    phrase = phrase or PHRASES[label]
    with service.unlock(folder, label, phrase, clock=SystemClock()) as opened:
        return len(opened.cases())


def test_v12_backup_list_and_restore_by_two_people(capfd, vault):
    folder, _ = vault
    assert verb(folder, "backup", "--user", WATCH, lines=[PHRASES[WATCH]]) == 2
    assert verb(folder, "backup", "--user", HEAD, lines=[PHRASES[HEAD]]) == 0
    assert verb(folder, "backup", "--list") == 0
    assert "fascicol" not in capfd.readouterr().out, "the list needs no passphrase"
    with service.unlock(folder, WORKER, PHRASES[WORKER], clock=SystemClock()) as opened:
        opened.new_case(traceless=False).close_case()
    both = [PHRASES[HEAD], PHRASES[OTHER]]
    people = ("restore", "--user", HEAD, "--second", OTHER)
    assert verb(folder, *people, lines=[both[0], "sbagliata"]) == 3
    assert verb(folder, *people, lines=both) == 2
    assert "non è stato confermato" in capfd.readouterr().err
    assert cases_of(folder, WORKER) == 2
    assert verb(folder, *people, "--yes", lines=both) == 0
    assert "firma, file e pagine in ordine" in capfd.readouterr().out
    assert cases_of(folder, WORKER) == 1
    assert verb(folder, *people, "--number", "999", "--yes", lines=both) == 2


def test_v12_restore_with_one_share_or_both(capfd, vault):
    folder, shares = vault
    (folder / "cases.db").write_bytes(b"\0" * 4096)
    assert verb(folder, "verify", "--user", HEAD, lines=[PHRASES[HEAD]]) == 5
    assert "ripristinare" in capfd.readouterr().err
    one = ("restore", "--user", HEAD, "--share", "--yes")
    assert verb(folder, *one, lines=[PHRASES[HEAD], shares.share_b[:-1] + "0"]) == 2
    assert verb(folder, *one, lines=[PHRASES[HEAD], shares.share_b]) == 0
    assert cases_of(folder, WORKER) == 1
    (folder / "cases.db").unlink()
    both = ("restore", "--user", HEAD, "--shares", "--yes")
    assert verb(folder, *both, lines=[shares.share_a, shares.share_b]) == 0
    assert cases_of(folder, WORKER) == 1


def test_v2_rotate_remove_and_temporary(capfd, vault):
    folder, _ = vault
    assert verb(folder, "rotate", "--user", WORKER, lines=[PHRASES[WORKER]]) == 2
    assert verb(folder, "rotate", "--user", HEAD, lines=[PHRASES[HEAD]]) == 0
    assert cases_of(folder, WORKER) == 1
    head = ("users", "--user", HEAD)
    assert verb(folder, *head, "--remove", WORKER, lines=[PHRASES[HEAD]]) == 2
    assert "ancora in carico" in capfd.readouterr().err
    assert verb(folder, *head, "--remove", OTHER, lines=[PHRASES[HEAD]]) == 0
    assert verb(folder, "verify", "--user", OTHER, lines=[PHRASES[OTHER]]) == 2
    weak = [PHRASES[HEAD], "per oggi", "per oggi"]
    assert verb(folder, *head, "--temporary", WORKER, lines=weak) == 2
    assert "da indovinare" in capfd.readouterr().err
    given = [PHRASES[HEAD], WORDS, WORDS]
    assert verb(folder, *head, "--temporary", WORKER, lines=given) == 0
    assert cases_of(folder, WORKER, WORDS) == 0
    assert verb(folder, "verify", "--user", HEAD, lines=[PHRASES[HEAD]]) == 0


def test_v11_recover_with_the_two_shares(capfd, vault):
    folder, shares = vault
    typed = [shares.share_a, shares.share_b, WORDS, WORDS]
    assert verb(folder, "recover", "--user", WORKER, lines=[typed[0], *typed[:3]]) == 2
    weak = [*typed[:2], "ritrovata", "ritrovata"]
    assert verb(folder, "recover", "--user", WORKER, lines=weak) == 2
    assert "da indovinare" in capfd.readouterr().err
    assert verb(folder, "recover", "--user", WORKER, lines=typed) == 0
    assert "ritrovati: 1" in capfd.readouterr().out
    assert cases_of(folder, WORKER, WORDS) == 1


def test_s14_erase_expired_says_how_many(capfd, vault):
    assert verb(vault[0], "erase-expired", "--user", HEAD, lines=[PHRASES[HEAD]]) == 0
    assert "scadute: 0" in capfd.readouterr().out


def test_d4_new_keys_sign_the_published_figures_again(vault):
    """Figures stay as they were seen; a forged one is not made good by new keys."""
    folder, _ = vault
    clock = SystemClock()
    with service.unlock(folder, HEAD, PHRASES[HEAD], clock=clock) as opened:
        counting = opened.counting()
        ledger.prepare(counting)
        ledger.publish(counting, [ledger.Published("day", f"2026-11-{n}", "", n) for n in (19, 20)])
        with counting.public.session() as session:
            forged = tables.figure(session, "day", "2026-11-20", "")
            forged.value = 99
            tables.add_figure(session, forged)
        old = opened.public_key
        service.rotate(opened, countersign=countersign)
    with service.unlock(folder, WATCH, PHRASES[WATCH], clock=clock) as opened:
        figures = ledger.read(opened.counts)
        assert [one.value for one in figures] == [19, 99]
        assert opened.public_key != old
        wrong = proving.forged(figures, opened.vault_id, opened.public_key)
        assert [one.period for one in wrong] == ["2026-11-20"]


def test_help_of_every_verb_is_italian(capfd):
    for name in (
        "create",
        "users",
        "verify",
        "backup",
        "restore",
        "rotate",
        "recover",
        "erase-expired",
    ):
        with pytest.raises(SystemExit):
            run(capfd, "vault", name, "--help")
        out = capfd.readouterr().out
        assert out.startswith("uso: ")
        assert "options" not in out
