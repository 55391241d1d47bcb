"""Search, settings and care of the archive, line by line, from the linear home."""

import pytest

from scarpette_tui import settings
from scarpette_tui.desk import case_file, closing, consultation, upkeep
from scarpette_tui.desk.views import ClosingChoices, DemoView
from scarpette_tui.linear.desk import Desk
from scarpette_tui.linear.talk import Leave
from tests.conftest import HEAD, OPERATOR, PASSPHRASE
from tests.linear.speaker import talk
from tests.tui.walking import gate_answers

SHARES = ("A 0000 1111", "B 2222 3333")


def at_home(vault_dir, clock, label, *lines):
    """Open the vault as somebody, type these lines at home, leave; return what was said."""
    voice, shown = talk(["1", *lines, "esci"], clock)
    with pytest.raises(Leave):
        Desk(voice, vault_dir, clock, DemoView(vault_dir, label, PASSPHRASE, SHARES)).run()
    return shown.getvalue()


def test_the_demonstration_shows_what_recovery_needs(vault_dir, clock):
    said = at_home(vault_dir, clock, OPERATOR)
    for shown in (*SHARES, PASSPHRASE, f"1. {OPERATOR}", HEAD):
        assert shown in said


def test_a_word_is_found_and_its_case_opened(session, vault_dir, clock):
    found = consultation.start(session, gate_answers())
    case_file.add_note(found, "Portare il certificato martedì")
    closing.close(found, ClosingChoices(keep=True, consent_note=True, word="girasole"))
    session.close()
    search = "Cerca una parola nei miei fascicoli"
    said = at_home(vault_dir, clock, OPERATOR, search, "certificato", "1", "pausa")
    assert "Trovato in 1 punti" in said
    assert f"Codice: {found.code}" in said
    assert f"Il fascicolo {found.code} resta tenuto" in said
    assert "Non c'è nei fascicoli" in at_home(vault_dir, clock, OPERATOR, search, "girasole")


def test_an_official_changes_the_own_choices_and_not_those_of_the_office(vault_dir, clock):
    said = at_home(vault_dir, clock, OPERATOR, "Impostazioni", "1", "99", "1", "3", "indietro")
    assert "da 1 a 30" in said
    assert "Impostazione cambiata." in said
    assert settings.load(vault_dir).own(OPERATOR).cover_s == 180
    assert "Stanza riservata" not in said
    assert "Cura dell'archivio" not in said


def test_the_responsabile_changes_those_of_the_office_and_the_centres(vault_dir, clock):
    lines = ("Impostazioni", "Giorni e orari: manca", "lunedì 9-12", "indietro", "esci")
    assert "manca" in at_home(vault_dir, clock, HEAD, *lines[:1], "indietro")
    at_home(vault_dir, clock, HEAD, *lines[:4])
    assert settings.load(vault_dir).hours == "lunedì 9-12"
    add = ("Impostazioni", "Centri chiamati: manca", "1", "Centro di prova", "02 000", "", "")
    said = at_home(vault_dir, clock, HEAD, *add, "indietro")
    assert "Centri cambiati." in said
    (centre,) = settings.load(vault_dir).contacts
    assert (centre.name, centre.called_on) == ("Centro di prova", None)


def test_the_responsabile_takes_care_of_the_archive(vault_dir, clock):
    care = "Cura dell'archivio: copie, accessi, controllo"
    acts = ("1", "2", "3", "4", "5", "AAAA", "6", "7", "1", "indietro", "indietro")
    said = at_home(vault_dir, clock, HEAD, care, *acts)
    assert "Copia fatta e provata" in said
    assert len(upkeep.backups(vault_dir)) == 1
    assert said.count(upkeep.describe(upkeep.backups(vault_dir)[0])[:20]) >= 2
    assert "Nessun fascicolo." in said
    assert "Tutto in ordine." in said
    assert "Oggi è il 23/11/2026" in said


def test_what_is_not_asked_line_by_line_is_said_where_it_is_done(vault_dir, clock):
    said = " ".join(at_home(vault_dir, clock, OPERATOR, "Che cosa si fa altrove").split())
    for verb in ("vault users", "vault restore", "vault recover", "counts show"):
        assert f"scarpette {verb}" in said
