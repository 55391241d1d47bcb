"""V3: with the supervisor's passphrase, all files and the source, nothing more than the figures."""

import gc
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from scarpette_tui.counts.noise import DAY
from scarpette_tui.desk import case_file, consultation, counting, session, users
from scarpette_tui.desk.views import GateAnswers
from scarpette_tui.errors import InputError, ScarpetteError
from scarpette_tui.vault import keyring, service, slots
from scarpette_tui.vault.counting import Counting
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.kdf import stretch
from scarpette_tui.vault.primitives import SealError, derive, raw
from tests.conftest import HEAD, OPERATOR, PASSPHRASE, SUPERVISOR
from tests.counts.conftest import LATER
from tests.counts.pages import plain_pages


@pytest.fixture
def vault_dir(quarter_vault):
    """The vault that is attacked."""
    return quarter_vault


@pytest.fixture
def published(vault_dir, at):
    """The noise key, for the attacker to look for."""
    with service.unlock(vault_dir, HEAD, PASSPHRASE, clock=at(LATER)) as vault:
        return vault.counting().noise_key


def attacker_keys(folder: Path) -> list[bytes]:
    """Unwrap all that the supervisor's passphrase reaches, and derive all that follows."""
    ring = keyring.load(folder)
    me = ring.by_label(SUPERVISOR)
    stretched = stretch(PASSPHRASE, raw(me.slot.salt), me.slot.parameters)
    identity = slots.open_slot(ring.vault_id, me, stretched)
    found = [stretched, identity.data]
    for box in ring.sealed:
        for name in ("vmk", "counts"):
            for to in ("recovery", *(user.id for user in ring.users)):
                info = slots._key_info(ring.vault_id, to, name, box.epoch)
                try:
                    found.append(identity.open_key(raw(box.box), info))
                except SealError:
                    continue
    labels = ("db", "noise", "sign", "desk", "chain", "next")
    return found + [derive(key[:32], label) for key in list(found) for label in labels]


def test_v3_no_reachable_key_is_the_noise_key(vault_dir, published):
    keys = attacker_keys(vault_dir)
    assert len(keys) > 10
    assert published not in keys
    noise = DAY.draw(published, keyring.load(vault_dir).vault_id, "2026-11-23")
    assert isinstance(noise, int)


def test_v3_no_reachable_key_opens_the_cases(vault_dir, published):
    for key in attacker_keys(vault_dir):
        if len(key) != 32:
            continue
        with pytest.raises(ScarpetteError):
            Database(vault_dir / "cases.db", key).close()


def test_v3_no_reachable_key_signs_a_figure(vault_dir, published):
    public = Ed25519PublicKey.from_public_bytes(raw(keyring.load(vault_dir).sign_public))
    for key in attacker_keys(vault_dir):
        with pytest.raises(InvalidSignature):
            public.verify(Ed25519PrivateKey.from_private_bytes(key[:32]).sign(b"x"), b"x")


def test_v3_the_counts_file_holds_the_figures_and_nothing_more(vault_dir, published, at):
    """With the key and a reader of pages: no true number, no group, no name of a person."""
    with service.unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=at(LATER)) as vault:
        key = vault._keys.counts_key
        with vault.counts.transaction() as connection:
            tables = {
                row[0]
                for row in connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
    assert {"tally", "totals", "closing", "cases", "boxes"} & tables == set()
    pages = plain_pages(vault_dir / "counts.db", key)
    for secret in (b"tally", b"totals", OPERATOR.encode(), HEAD.encode(), published):
        assert secret not in pages


def test_v3_a_supervisors_session_refuses_every_other_use_case(vault_dir, published, at):
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)
    with session.unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=at(LATER)) as here:
        tries = (
            here.vault.counting,
            here.vault.register,
            here.vault.tidy,
            lambda: case_file.cases(here),
            lambda: case_file.drafts(here),
            lambda: case_file.find(here, "A00000", "parola"),
            lambda: consultation.start(here, gate),
            lambda: users.add(here, "altro", "operatore", PASSPHRASE),
            lambda: counting.close_days(here, confirmed=True),
        )
        for attempt in tries:
            with pytest.raises(InputError):
                attempt()
        assert here.vault.official is None
        assert counting.dashboard(here).exact == ()


def test_v3_no_counting_side_exists_in_a_supervisors_process(vault_dir, published, at):
    gc.collect()
    before = {id(one) for one in gc.get_objects() if isinstance(one, Counting)}
    with session.unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=at(LATER)) as here:
        counting.dashboard(here)
        counting.prove(here)
        now = {id(one) for one in gc.get_objects() if isinstance(one, Counting)}
        assert here.vault._keys.vmk is None
    assert now <= before


def test_d1_only_the_responsabile_sees_exact_totals(vault_dir, published, at):
    for label, expected in ((HEAD, True), (OPERATOR, False), (SUPERVISOR, False)):
        with session.unlock(vault_dir, label, PASSPHRASE, clock=at(LATER)) as here:
            exact = counting.dashboard(here).exact
        assert bool(exact) == expected
    with session.unlock(vault_dir, HEAD, PASSPHRASE, clock=at(LATER)) as here:
        assert counting.dashboard(here).exact == (("gennaio 2027", 2), ("1° trimestre 2027", 2))


def test_a_long_gap_is_confirmed_by_the_responsabile_only(vault_dir, published, at):
    much_later = at(LATER + timedelta(days=200))
    with session.unlock(vault_dir, OPERATOR, PASSPHRASE, clock=much_later) as here:
        assert here.closed.to_confirm
        with pytest.raises(InputError):
            counting.close_days(here, confirmed=True)
    with session.unlock(vault_dir, HEAD, PASSPHRASE, clock=much_later) as here:
        assert len(counting.close_days(here, confirmed=True).days) > 100
