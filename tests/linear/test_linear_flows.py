"""Gate, paper and closing line by line: the same promises as on the screen."""

import os
import sys
import threading
from contextlib import suppress

import pypdfium2
import pytest

from scarpette_tui.desk import case_file, consultation, law, users
from scarpette_tui.desk.session import unlock
from scarpette_tui.errors import InputError
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.isolation import RELOCK
from scarpette_tui.linear.desk import Desk
from scarpette_tui.linear.ending import Ending
from scarpette_tui.linear.findings import Findings
from scarpette_tui.linear.gate import Gate, Stopped
from scarpette_tui.linear.interview import SHORT, Home, Interview
from scarpette_tui.linear.replies import several
from scarpette_tui.linear.sheet import Sheet
from scarpette_tui.linear.talk import Back, Leave, Talk
from scarpette_tui.linear.watch import Watch
from scarpette_tui.paths import data_root
from tests.conftest import HEAD, OPERATOR, PASSPHRASE
from tests.linear.speaker import speak, talk
from tests.tui.walking import gate_answers

WORDS = "abbaco fucile tordo nuvola ciao"
OPEN = ("Sola", "È tranquilla", "Italiano", "Letto, ha capito")


def begun(session):
    return consultation.start(session, gate_answers())


@pytest.fixture
def told(session, clock):
    """A consultation with the answers of the first training case."""
    path = data_root() / "cases" / "training" / "01-figli-e-centro.toml"
    case = read_case(path.read_text(encoding="utf-8"), law.catalogue())
    return speak(session, gate_answers(), case.answers, clock)[0]


def test_s2_s3_s4_the_gate_asks_in_order_and_writes_nothing(session, clock):
    answers = (*OPEN, "sì", "Nessun altro", "Dall'inizio, con calma")
    voice, shown = talk(answers, clock)
    gate = Gate(voice, session).answers()
    said = shown.getvalue()
    order = ("accompagnata", "tranquilla", "lingua", "riservatezza", "Chi non deve", "secondo")
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert (gate.language, gate.someone_must_not_know, gate.second) == ("it", True, None)
    assert case_file.drafts(session) == ()


def test_s1_s13_no_interview_while_she_is_not_alone_or_not_safe(session, clock):
    for answers, sentence in (
        (("Accompagnata", "2"), "estratto conto"),
        (("Sola", "2", "2"), "1522"),
        (("Sola", "1", "1", "2"), "non è stato scritto nulla"),
    ):
        voice, shown = talk(answers, clock)
        with pytest.raises(Stopped) as stopped:
            Gate(voice, session).answers()
        assert sentence in shown.getvalue() + str(stopped.value)
    assert case_file.drafts(session) == ()


def test_s3_another_language_asks_who_translates_and_back_returns(session, clock):
    answers = ("1", "1", "Español · spagnolo", "indietro", "2", "2", "1", "No", HEAD, "2", "NASpI")
    voice, _ = talk(answers, clock)
    gate = Gate(voice, session)
    found = gate.answers()
    assert (found.language, found.interpreter, found.second) == ("en", "telefono", HEAD)
    assert (gate.entry, gate.benefit) == (None, "naspi")


def test_every_word_works_at_a_question(session, clock):
    lines = (
        "perché", "parole", "visto", "1", "2", "riepilogo", "vai 2", "avanti", "indietro",
        "non dire", "nota", "chiamare il centro lunedì", "nota", "indietro", "vai 99", "boh",
        "ripeti", "aiuto", "copri", "", "cancella", "indietro", "risultati", "indietro", "pausa", "3", "pausa", "1",
    )  # fmt: skip
    voice, shown = talk(lines, clock)
    interview = Interview(voice, begun(session))
    with pytest.raises(Home, match="In pausa"):
        interview.run()
    said = shown.getvalue()
    for sentence in ("Che cosa dipende", "sarà segnata: visto", "Nota registrata", "del riepilogo",
                     "Orari di apertura", "Risultati al", "Risposta data: "):  # fmt: skip
        assert sentence in said
    first, second = list(interview.consultation.progress.answers.items())[1:3]
    assert first[1].provenance == "visto"
    assert second[1].state == "declined"
    assert len(case_file.notes(interview.consultation)) == 1


def test_v10_what_is_erased_in_the_middle_is_gone_once_she_is_sure(session, clock):
    voice, _ = talk(["cancella", "1", "cancella", "2"], clock)
    with pytest.raises(Home, match="non resta niente"):
        Interview(voice, begun(session)).run()
    assert case_file.drafts(session) == case_file.cases(session) == ()


def test_a_wrong_value_is_told_and_nothing_is_lost(session, clock):
    opened = begun(session)
    consultation.jump(opened, "children")
    voice, shown = talk(["-3", "mille", "2", "pausa", "1"], clock)
    interview = Interview(voice, opened)
    with pytest.raises(Home):
        interview.run()
    assert shown.getvalue().count(SHORT) == 2, "told beside the question, which stays"
    assert "-3" in shown.getvalue()
    assert interview.consultation.progress.answers["children"].value == 2


def test_several_values_are_numbers_apart(session):
    rows = (("a", "Uno"), ("b", "Due"), ("c", "Tre"))
    assert several("1, 3", rows) == ("a", "c")
    assert several("0", rows) == several("nessuna", rows) == ()
    assert several("1 4", rows) is several("", rows) is several("uno", rows) is None


def test_results_are_read_in_order_with_the_proof_on_request(told, clock):
    voice, shown = talk(["1", "passi", "riassunto", "tutto", "elenco", "boh", "indietro"], clock)
    assert Findings(voice, told).read() == ""
    said = shown.getvalue()
    view = Findings(voice, told).view
    for one in view.benefits:
        assert one.name.split()[0] in said
    for step in view.plan[:2]:
        assert step.do.split(",")[0].split()[0] in said
    assert said.index("Risultati al") < said.index("Perché:") < said.index("Numeri utili:")
    assert "Chi può accorgersene:" in said


def test_h1_h8_a_page_is_made_only_after_asking_and_saved_only_when_told(told, clock, tmp_path):
    voice, shown = talk(["1"], clock)
    Sheet(voice, told).offer()
    assert "Nessun foglio" in shown.getvalue()
    target = tmp_path / "orari.pdf"
    save = ["2", "2", "1", "1", "3", str(target)]
    voice, shown = talk(save, clock)
    Sheet(voice, told).offer()
    assert "Se qualcuno lo trova" in shown.getvalue()
    assert len(pypdfium2.PdfDocument(target)) == 1
    assert (target.stat().st_mode & 0o777) == 0o600
    target.write_bytes(b"altro")
    voice, shown = talk([*save, "1"], clock)
    Sheet(voice, told).offer()
    assert target.read_bytes() == b"altro"
    voice, shown = talk(["2", "2", "1", "1", "3", str(tmp_path / "no" / "x.pdf"), "1"], clock)
    Sheet(voice, told).offer()
    assert "Non stampato e non salvato." in shown.getvalue()


def test_s5_p12_closing_with_code_word_and_consents(session, told, clock):
    keep = ["1", "sì", "2", "", "tramite il centro", "", "", "no", "no", "", "girasole"]
    voice, shown = talk([*keep, "99", "24", "1", "3", HEAD, "1"], clock)
    Ending(voice, told).close()
    said = shown.getvalue()
    (line,) = case_file.cases(session)
    assert " ".join(line.code) in said
    assert case_file.find(session, line.code, "girasole") is not None
    assert line.retention_until.year == 2028
    assert "Un numero da 1 a 60." in said
    assert "Serve un modo sicuro." in said
    assert "Non la può aprire nessun altro." in said
    assert f"La può aprire anche «{HEAD}»" in said
    assert told.case.second == HEAD


def test_senza_traccia_leaves_nothing_and_back_keeps_it_open(session, told, clock):
    voice, _ = talk(["2", "1", "2", "indietro", "indietro"], clock)
    with pytest.raises(Back):
        Ending(voice, told).close()
    assert len(case_file.drafts(session)) == 1
    voice, shown = talk(["1", "no", "1", "1"], clock)
    Ending(voice, told).close()
    assert "senza traccia" in shown.getvalue()
    assert case_file.drafts(session) == case_file.cases(session) == ()


def test_s9_idle_covers_then_warns(session, clock):
    from datetime import timedelta  # noqa: PLC0415

    voice, shown = talk([], clock)
    watch = Watch(voice, session)
    watch.tick()
    assert not voice.covered
    clock.set(clock.now() + timedelta(seconds=session.settings.cover_s))
    watch.tick()
    assert voice.covered
    clock.set(
        clock.now() + timedelta(seconds=session.settings.lock_s - session.settings.cover_s - 30)
    )
    watch.tick()
    watch.tick()
    assert shown.getvalue().count("fra un minuto si chiude") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("broken", [False, True], ids=["terminal", "no-terminal"])
def test_s9_v8_after_the_idle_time_the_process_is_gone(vault_dir, clock, broken):
    """Also where nothing can be written any more: the window may have been closed."""
    child = os.fork()
    if child == 0:
        opened = unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock)
        voice, shown = talk([], clock)
        watch = Watch(voice, opened)
        clock.tick(opened.settings.lock_s - 1)
        watch.tick()
        if broken:
            shown.close()
        clock.tick(1)
        with suppress(BaseException):
            watch.tick()
        os._exit(9)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == RELOCK
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock):
        pass


def test_s9_an_official_who_wants_the_cover_sooner_has_it_here_too(session, clock):
    from dataclasses import replace  # noqa: PLC0415
    from datetime import timedelta  # noqa: PLC0415

    from scarpette_tui.settings import OwnChoices  # noqa: PLC0415

    mine = OwnChoices(session.user.label, cover_s=60)
    session.settings = replace(session.settings, cover_s=300, officials=(mine,))
    voice, _ = talk([], clock)
    watch = Watch(voice, session)
    clock.set(clock.now() + timedelta(seconds=61))
    watch.tick()
    assert voice.covered


def test_v2_a_given_passphrase_is_changed_before_anything_else(vault_dir, clock):
    """Line by line too: who gave it, and kept a copy of the keys, would open her cases."""
    given, own = "abbaco fucile tordo nuvola ciao", "mandorla quercia vento pialla uovo"
    with unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as here:
        users.add(here, "Nuova", "operatore", given, temporary=True)
    slip = (given, own, "diversa")
    easy = (given, "Nuova1", "Nuova1")
    voice, shown = talk(["Nuova", given, *slip, given, own, own, "Esci"], clock)
    with pytest.raises(Leave):
        Desk(voice, vault_dir, clock, None).run()
    said = " ".join(shown.getvalue().split())
    assert said.index("ne scelga una Sua") < said.index("Che cosa facciamo?")
    assert "sono diverse" in said
    assert "la conosce solo Lei" in said
    with unlock(vault_dir, "Nuova", own, clock=clock) as here:
        assert not here.temporary
    with unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as here:
        users.add(here, "Altra", "supervisore", given, temporary=True)
    voice, shown = talk(["Altra", given, *easy], clock)
    with pytest.raises(InputError, match="da indovinare"):
        Desk(voice, vault_dir, clock, None).run()
    voice, shown = talk(["Altra", given, given, own, own], clock)
    assert Desk(voice, vault_dir, clock, None).run() == 0
    assert "I conteggi" in shown.getvalue()


def test_s5_a_pause_says_until_when_and_keeps_only_with_her_consent(session, clock):
    for chosen, sentence in (("1", "fino a stasera"), ("2", "finché la si chiude")):
        opened = begun(session)
        voice, _ = talk(["pausa", chosen], clock)
        with pytest.raises(Home, match=sentence):
            Interview(voice, opened).run()
        assert opened.case.row.traceless is (None if chosen == "1" else False)
        again, _ = talk(["pausa", chosen], clock)
        with pytest.raises(Home, match=sentence):
            Interview(again, consultation.resume(session, opened.case_id)).run()


def test_a1_v5_what_home_says_is_said_line_by_line_too(vault_dir, clock, monkeypatch):
    """Keys that someone swapped, and a vault that is not as it should be."""
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock):
        pass
    with unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as here:
        users.add(here, "Nuova", "operatore", WORDS, temporary=True)
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock):
        pass
    with unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as here:
        users.give_temporary(here, "Nuova", WORDS)
    with unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as here:
        database = here.vault.official.database
        database.root.unwatch()  # as a colleague's own tool writes
        with database.transaction() as connection:
            connection.exec_driver_sql("INSERT INTO meta VALUES ('altro', 'x')")
    looked = threading.Event()
    monkeypatch.setattr(Talk, "remark", lambda talk, text: (talk.say(text), looked.set()))

    def lines():
        yield from (OPERATOR, PASSPHRASE)
        assert looked.wait(30)
        yield "Esci"

    voice, shown = talk(lines().__next__, clock)
    with pytest.raises(Leave):
        Desk(voice, vault_dir, clock, None).run()
    said = " ".join(shown.getvalue().split())
    assert "Chiavi cambiate dall'ultimo accesso" in said
    assert "L'archivio va guardato, senza fretta" in said
