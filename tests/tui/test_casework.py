"""A kept case on the screen: consents, contact, plan, hand-over, own copy, erasing, search."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from tests.conftest import HEAD, OPERATOR, PASSPHRASE
from tests.tui.conftest import Opener, flat, press, settled, write
from tests.tui.walking import gate_answers
from textual.pilot import Pilot
from textual.widgets import TextArea

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk import (
    case_file,
    casework,
    closing,
    consultation,
    own_copy,
    plan,
    searching,
)
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.session import Session, unlock
from scarpette_tui.desk.views import ClosingChoices
from scarpette_tui.errors import InputError
from scarpette_tui.tui.screens.case import CaseScreen
from scarpette_tui.tui.screens.case_acts import OwnCopyScreen, OwnReadingScreen
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.widgets.fields import Field

NOTE = "Portare il certificato martedì"


@pytest.fixture
def kept(session: Session) -> Consultation:
    """A kept case of the operator, with a note."""
    found = consultation.start(session, gate_answers())
    case_file.add_note(found, NOTE)
    closing.close(found, ClosingChoices(keep=True, consent_note=True, word="girasole"))
    return found


def case_of(pilot: Pilot[int]) -> CaseScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CaseScreen)
    return screen


async def to_case(pilot: Pilot[int]) -> CaseScreen:
    await press(pilot, "f", "1")
    return case_of(pilot)


async def test_a_kept_case_opens_on_what_it_holds(home: Opener, kept: Consultation) -> None:
    async with home() as pilot:
        await press(pilot, "f")
        assert kept.code in flat(pilot)
        assert "chiuso, settimana 48 del 2026" in flat(pilot)
        await press(pilot, "1")
        text = flat(pilot)
        assert f"Fascicolo {kept.code}" in text
        assert "05/12/2027" in text
        assert "non va cercata" in text
        assert "tenere la nota: sì" in text


async def test_how_to_look_for_her_needs_her_consent_after_she_said_how(
    home: Opener, kept: Consultation
) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "c", "s", "enter", "enter", "enter")
        assert "senza un modo sicuro non la si cerca" in flat(pilot)
        await press(pilot, "shift+tab", "shift+tab")
        await write(pilot, "tramite il centro")
        await press(pilot, "enter", "enter", "enter")
        assert "Acconsente" in flat(pilot)
        assert not casework.view(kept).contact.allowed
        await press(pilot, "s")
        assert case_of(pilot).view.contact.channel == "tramite il centro"
        assert casework.view(kept).faults == ()
        await press(pilot, "o", "2", "t", "escape")
        assert "non va cercata" in flat(pilot)
        assert not casework.view(kept).contact.allowed
        history = casework.history(kept)
        assert [one.purpose for one in history if one.revoked_at] == ["be_contacted"]
        assert casework.view(kept).faults == ()


async def test_a_no_to_the_referral_is_signed_too(home: Opener, kept: Consultation) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "o", "1", "s")
        assert "Registrato e firmato" in flat(pilot)
        await press(pilot, "1", "t", "1", "n", "escape")
        said = [
            (one.given, bool(one.revoked_at))
            for one in casework.history(kept)
            if one.purpose == "referral"
        ]
        assert said == [(False, False), (True, True), (False, False)]
        assert casework.view(kept).faults == ()


async def test_s5_a_consent_to_keep_that_was_taken_back_asks_for_erasing(
    home: Opener, kept: Consultation
) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "o", "3")
        assert "Da solo non si cancella" in flat(pilot)
        await press(pilot, "t")
        assert "La nota è ancora qui: Esc, poi X la cancella" in flat(pilot)
        await press(pilot, "escape")
        assert "ha tolto il consenso a tenere la nota: con X si cancella" in flat(pilot)


async def test_a_kept_case_is_paused_as_what_it_is(home: Opener, kept: Consultation) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "r", "f8")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert f"Il fascicolo {kept.code} resta tenuto" in flat(pilot)
        assert "la bozza" not in flat(pilot)


async def test_the_last_week_is_said_at_home_and_on_the_case(
    home: Opener, kept: Consultation, clock: FixedClock
) -> None:
    until = kept.case.row.retention_until
    assert until == date(2027, 12, 5)
    clock.set(clock.now() + timedelta(days=372))
    async with home() as pilot:
        assert f"Fra poco si cancella: {kept.code}, il 05/12/2027" in flat(pilot)
        await to_case(pilot)
        assert "fra 5 giorni si cancella" in flat(pilot)
        await press(pilot, "t", "backspace", "backspace", "7", "0", "enter")
        assert "da 1 a 60 mesi" in flat(pilot)
        await press(pilot, "backspace", "backspace", "6", "enter")
        assert "Data cambiata" in flat(pilot)
        assert kept.case.row.retention_until == date(2028, 6, 11)


async def test_a_case_is_handed_over_only_with_her_consent(
    home: Opener, kept: Consultation, session: Session, clock: FixedClock
) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "a", "1", "n")
        assert isinstance(pilot.app.screen, CaseScreen)
        assert case_file.cases(session)
        await press(pilot, "a", "1", "s")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert f"affidato a «{HEAD}»" in flat(pilot)
        assert case_file.cases(session) == ()
    session.close()
    with unlock(session.directory, HEAD, PASSPHRASE, clock=clock) as other:
        (line,) = case_file.cases(other)
        received = casework.view(consultation.resume(other, line.case_id))
        assert received.mine
        assert received.faults == ()
        assert {one.purpose: one.given for one in received.consents}["hand_over"]


async def test_a_second_official_is_chosen_and_taken_away(home: Opener, kept: Consultation) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "s", "1")
        assert kept.case.second == HEAD
        assert f"Lo apre anche {HEAD}" in flat(pilot)
        await press(pilot, "s", "n")
        assert kept.case.second is None


async def test_erasing_wants_the_code(home: Opener, kept: Consultation, session: Session) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "x")
        await write(pilot, "A00000")
        await press(pilot, "enter")
        assert "non è quello di questo fascicolo" in flat(pilot)
        assert case_file.cases(session)
        pilot.app.screen.query_one(Field).value = kept.code.lower()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "entro 30 giorni" in flat(pilot)
        assert case_file.cases(session) == ()


async def test_her_own_copy_is_shown_before_anything_is_printed(
    home: Opener, kept: Consultation
) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "f")
        assert "È sicuro portare un foglio a casa?" in flat(pilot)
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, OwnReadingScreen)
        await press(pilot, "f6", "escape")
        await press(pilot, "f", "s")
        screen = pilot.app.screen
        assert isinstance(screen, OwnCopyScreen)
        assert any(NOTE in line for line in screen.paper.lines)
        await press(pilot, "f6")
        assert "Se qualcuno lo trova, cosa pensa?" in flat(pilot)


def test_her_own_copy_names_the_whole_words_that_could_betray_her(kept: Consultation) -> None:
    case_file.add_note(kept, "Portare le carte al giudice, poi in questura.")
    (warned,) = own_copy.make(kept).left_off
    assert "giudice" in warned
    assert "questura" in warned
    assert "giudic," not in warned


def test_her_own_copy_holds_everything_and_betrays_nobody(kept: Consultation) -> None:
    """H3 on the rendered page; long notes go on in further sheets, none is left off."""
    for number in range(40):
        case_file.add_note(kept, f"Passo numero {number}: " + "telefonare al patronato " * 25)
    case_file.add_note(kept, "Corretta", corrects=0)
    page = own_copy.make(kept)
    assert page.more
    pdfs = [pypdf.PdfReader(io.BytesIO(pdf)) for pdf in (page.pdf, *page.more)]
    assert all(len(pdf.pages) == 1 for pdf in pdfs)
    text = " ".join(" ".join(pdf.pages[0].extract_text().split()) for pdf in pdfs)
    for number in range(40):
        assert f"Passo numero {number}:" in text
    assert "(poi corretto)" in text
    for betrays in (kept.code, OPERATOR, "23/11/2026", "23 novembre", "Sede di prova"):
        assert betrays not in text
    assert {(pdf.metadata or {}).get("/Title") for pdf in pdfs} == {"Informazioni"}


async def test_a_step_goes_on_with_a_day_and_a_few_words(home: Opener, kept: Consultation) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "p", "1", "2")
        field = pilot.app.screen.query(Field)[0]
        field.value = "31/02/2027"
        await press(pilot, "enter", "enter")
        assert "non esiste" in flat(pilot)
        field.value = "01/12/2026"
        pilot.app.screen.query(Field)[1].value = "con il centro"
        await press(pilot, "enter")
        assert "in corso entro il 01/12/2026" in flat(pilot)
        assert "con il centro" in flat(pilot)
        await press(pilot, "f6")
        await write(pilot, "05/12/2026")
        await press(pilot, "enter", "escape")
        text = flat(pilot)
        assert "1 da fare, 0 fatti · il primo entro il 01/12/2026" in text
        assert "Torna il 05/12/2026" in text


async def test_the_plan_says_which_steps_wait_for_the_centre(
    home: Opener, kept: Consultation
) -> None:
    waiting = [one.do_when for one in plan.plan(kept)].index("with_centre")
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "p", *["down"] * waiting)
        assert "· da fare, col centro ·" in flat(pilot)
        await press(pilot, "enter")
        assert "Insieme al centro." in flat(pilot)


async def test_a_note_is_corrected_and_the_old_one_stays(home: Opener, kept: Consultation) -> None:
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "n", "f2", "1")
        area = pilot.app.screen.query_one(TextArea)
        assert area.text == NOTE
        area.text = "Portare il certificato mercoledì"
        await press(pilot, "ctrl+s")
        text = flat(pilot)
        assert "la vecchia resta" in text
        assert "martedì" in text
        assert "(poi corretta)" in text
        assert "mercoledì" in text
        notes = case_file.notes(kept)
        assert [(one.corrects, one.corrected) for one in notes] == [(None, True), (0, False)]


async def test_p7_the_hint_against_a_story_stays_when_the_note_was_added(
    home: Opener, kept: Consultation
) -> None:
    hint = "Le note servono per i passi, non per i fatti"
    async with home() as pilot:
        await to_case(pilot)
        await press(pilot, "n")
        await write(pilot, "racconta che ieri")
        await settled(pilot)
        assert hint in flat(pilot)
        await press(pilot, "ctrl+s")
        assert "Nota aggiunta." in flat(pilot)
        assert hint in flat(pilot)
        await press(pilot, "c")
        assert hint not in flat(pilot), "another note is begun"


async def test_a_word_is_found_in_the_own_cases(home: Opener, kept: Consultation) -> None:
    async with home() as pilot:
        await press(pilot, "t")
        await write(pilot, "certificato")
        await press(pilot, "enter")
        assert f"{kept.code} note" in flat(pilot)
        assert "1 di 1" in flat(pilot)
        await press(pilot, "1")
        assert case_of(pilot).view.code == kept.code
        await press(pilot, "escape", "escape", "t")
        await write(pilot, "girasole")
        await press(pilot, "enter")
        assert "Non c'è" in flat(pilot)


def test_a_search_stops_when_asked(session: Session, kept: Consultation) -> None:
    seen: list[tuple[int, int]] = []
    found = searching.search(
        session, "certificato", stop=lambda: True, progress=lambda *now: seen.append(now)
    )
    assert found == ()
    assert seen == [(0, 1)]
    with pytest.raises(InputError):
        searching.search(session, " ", stop=lambda: False, progress=lambda *_: None)


async def test_nobody_else_finds_it(
    session: Session, kept: Consultation, clock: FixedClock
) -> None:
    session.close()
    with unlock(session.directory, HEAD, PASSPHRASE, clock=clock) as other:
        assert case_file.cases(other) == ()
        hits = searching.search(other, "certificato", stop=lambda: False, progress=lambda *_: None)
        assert hits == ()


async def test_a_case_that_comes_back_keeps_its_earlier_consents(
    session: Session, kept: Consultation
) -> None:
    closing.close(
        consultation.resume(session, kept.case_id),
        ClosingChoices(keep=True, consent_note=True, consent_referral=True, word="girasole"),
    )
    assert len(casework.history(kept)) == 6
    assert casework.view(kept).faults == ()


async def test_the_debrief_comes_after_an_interview_and_not_before(
    home: Opener, kept: Consultation
) -> None:
    async with home() as pilot:
        assert "colloquio pesante" not in flat(pilot)
        await press(pilot, "f", "1", "r", "f8")
        await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "colloquio pesante" in flat(pilot)
