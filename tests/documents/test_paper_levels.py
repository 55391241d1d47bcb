"""What each level says and keeps back (P10, P11, H2-H4)."""

import inspect
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import paper_personas
import pytest
from paper_reading import reader, text_of, words_of

from scarpette_tui.catalogue.model import Contact
from scarpette_tui.documents.complete import short_name
from scarpette_tui.documents.content import Office, build_handout
from scarpette_tui.documents.handout import fit, render
from scarpette_tui.documents.page import Drop, Item, Level, Look
from scarpette_tui.errors import InputError
from scarpette_tui.interview.case_file_format import read_case

EMPLOYER = """
on = 2026-11-22
[answers]
work = "none"
rdl_received = true
rdl_this_year = true
work_situations = ["job_offer"]
children = 0
"""


def block(page, name):
    return next((one for one in page.blocks if one.id == name), None)


def test_h3_nothing_that_names_her_or_the_visit_can_be_given():
    given = set(inspect.signature(build_handout).parameters)
    assert given == {"catalogue", "evaluation", "level", "language", "contacts", "office"}
    assert set(inspect.signature(Office).parameters) == {"name", "hours", "phone"}


def test_p10_full_page_says_what_to_do_first(make_page):
    page = make_page("MOTHER", "completo")
    steps = block(page, "steps").items
    assert [item.mark for item in steps] == ["1", "2", "3"]
    assert steps[0].lead.startswith("Controlli con noi")
    text = words_of(page)
    assert "Ho appuntamento per verifica posizione" in text
    assert "Fino a 6.360\u00a0€ in una volta sola" in text
    assert "52\u00a0€ al giorno, per 80 giorni" in text
    assert "Da 454,17\u00a0€ a 670,83\u00a0€ al mese" in text
    assert "31\u00a0dicembre\u00a02026: Reddito di libertà." in text
    assert "va bene anche la foto" in text
    assert "Non firmi dimissioni" in text


def test_p10_steps_follow_the_plan_and_hide_no_benefit_behind_precautions(engine, make_page):
    case = read_case(paper_personas.MOTHER, engine.catalogue)
    plan = engine.evaluate(case.answers, case.on).plan
    leads = [item.lead for item in block(make_page("MOTHER", "completo"), "steps").items]
    order = [step.paper or step.do for step in plan]
    places = [order.index(lead) for lead in leads]
    assert places == sorted(places)
    protections = {b.id for b in engine.catalogue.benefits if b.prerequisite}
    of = {step.paper or step.do: step.benefit for step in reversed(plan)}
    benefits = [of[lead] for lead in leads]
    assert sum(benefit in protections for benefit in benefits) == 1
    assert len(set(benefits)) == 3


def test_confirmation_is_asked_only_for_facts_to_verify(make_page):
    page = make_page("MOTHER", "completo")
    due = {item.lead: " ".join(d.text for d in item.details) for item in block(page, "due").items}
    assert "(chieda conferma)" in due["Reddito di libertà"]
    leave = next(text for name, text in due.items() if name.startswith("Congedo"))
    assert "chieda conferma" not in leave


def test_stale_amounts_are_marked(make_page):
    assert "importi da verificare" in words_of(make_page("STALE", "completo"))
    page = make_page("STALE", "completo", "en")
    assert "amounts to be checked" in words_of(page)
    no_amount = next(i for i in block(page, "due").items if i.lead.startswith("Patrocinio"))
    assert not any("checked" in detail.text for detail in no_amount.details)


def test_p10_neutral_page_has_no_amount_step_or_warning(make_page):
    page = make_page("MOTHER", "neutro")
    assert {one.id for one in page.blocks} == {"services", "documents", "desk", "numbers"}
    names = [item.lead for item in block(page, "services").items]
    assert names[0] == "Verifica della posizione INPS"
    assert "Assegno unico per i figli" in names
    assert "€" not in words_of(page)
    assert any(
        line.startswith("Patrocinio a spese dello Stato") and "avvocato" in line
        for line in page.left_off
    )


def test_p10_an_office_contact_never_reaches_the_neutral_page(make_page, catalogue):
    centre = Contact(
        id="nostro_centro",
        name="Ascolto di quartiere",
        number="02 000 111",
        source="telefonata di prova",
        checked_on=date(2026, 11, 1),
        called_on=date(2026, 11, 1),
    )
    contacts = (*catalogue.contacts, centre)
    assert "02 000 111" not in words_of(make_page("MOTHER", "neutro", contacts=contacts))
    assert "02 000 111" in words_of(make_page("MOTHER", "completo", contacts=contacts))


def test_h4_helpline_stands_among_the_others_in_the_same_hand(make_page):
    page = make_page("MOTHER", "completo")
    sides = [item.side for item in block(page, "numbers").items]
    assert sides.index("1522") not in (0, len(sides) - 1)
    fonts = {}

    def note(text, _cm, _tm, font, size):
        for number in sides:
            if number in text and font:
                fonts[number] = (font["/BaseFont"], size)

    reader(render(page)).pages[0].extract_text(visitor_text=note)
    assert set(fonts) == set(sides)
    assert len(set(fonts.values())) == 1
    assert "Bold" not in fonts["1522"][0]


def test_what_has_no_room_is_said_in_words_that_stand_alone(make_page):
    left = fit(make_page("MOTHER", "completo"), large=True).left_off
    steps = [line for line in left if "passo" in line and "passi:" not in line]
    assert steps
    assert all("il passo «" in line for line in steps)
    assert any(line.startswith(("dove", "con chi")) for line in steps), "what is missing first"


def test_without_opening_hours_the_paper_says_where_to_ask(make_page):
    asked = "Gli orari della sede si chiedono al Contact Center INPS."
    nothing = make_page("MOTHER", "neutro", office=Office(name="Sede di prova"))
    assert [item.text for item in block(nothing, "desk").items] == ["Sede di prova", asked]
    told = make_page("MOTHER", "neutro")
    assert [item.text for item in block(told, "desk").items] == [
        "Sede di prova",
        "Lunedì e giovedì 9-12",
    ]


def test_a_right_of_who_hires_her_is_told_as_theirs(make_page):
    page = make_page(EMPLOYER, "completo")
    (right,) = [
        item
        for name in ("due", "obtainable", "possible")
        for item in (block(page, name).items if block(page, name) else ())
        if item.label == "Esonero contributivo per chi assume"
    ]
    assert "Va all'azienda che la assume, non a lei." in [one.text for one in right.details]
    english = words_of(make_page(EMPLOYER, "completo", "en"))
    assert "It goes to the employer who hires you, not to you." in english


def test_h4_helplines_alone_are_left_off(make_page, catalogue):
    alone = [contact for contact in catalogue.contacts if contact.helpline]
    page = make_page("MOTHER", "completo", contacts=alone)
    assert block(page, "numbers") is None
    assert "numeri di aiuto: non stanno mai da soli sulla carta" in page.left_off


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("language", ["it", "en"])
def test_nothing_due_still_gives_an_honest_useful_page(engine, level, language):
    class Empty:
        outcomes = ()
        plan = ()

    page = build_handout(engine.catalogue, Empty(), level=level, language=language)
    text = text_of(render(page))
    assert "803 164" in text
    assert len(text) > 150
    assert "non ha diritto" not in text
    if level is Level.NEUTRO:
        assert block(page, "services").items


def test_unknown_language_is_an_input_error(make_page):
    with pytest.raises(InputError) as caught:
        make_page("MOTHER", "neutro", "xx")
    assert caught.value.exit_code == 2
    assert "xx" in caught.value.line()
    assert "it" in caught.value.todo


def test_unknown_level_is_refused(make_page):
    with pytest.raises(ValueError, match="nessuno"):
        make_page("MOTHER", "nessuno")


@pytest.mark.parametrize("large", [False, True])
def test_h5_what_has_no_room_goes_in_the_declared_order_and_is_listed(make_page, large):
    page = make_page("MOTHER", "completo")
    long = "Parole che non finiscono più. " * 40
    flood = tuple(Item(f"prova {n}", text=long, drop=Drop.MORE_WARNING) for n in range(30))
    notes = block(page, "not_yet")
    blocks = tuple(
        replace(one, items=one.items + flood) if one is notes else one for one in page.blocks
    )
    page = replace(page, blocks=blocks)
    fitted = fit(page, large=large)
    text = text_of(render(page, large=large))
    assert len(reader(render(page, large=large)).pages) == 1
    assert "prova 29: non c'è spazio in una pagina" in fitted.left_off
    assert "Controlli con noi" in text
    assert "803 164" in text
    kept = {item.drop for one in fitted.blocks for item in one.items}
    assert Drop.SECOND_STEP in kept
    assert Drop.DUE in kept


def test_h5_a_single_endless_word_is_cut_not_lost(make_page):
    page = make_page("OLDER", "neutro")
    endless = Item("prova", text="a" * 400)
    services = block(page, "services")
    page = replace(page, blocks=(replace(services, items=(endless,)),))
    assert text_of(render(page)).replace(" ", "").count("a") >= 400


def test_fixed_texts_too_long_for_a_sheet_are_an_input_error(make_page):
    page = make_page("OLDER", "neutro")
    whole = tuple(Item("prova", text="parola " * 50) for _ in range(60))
    page = replace(page, blocks=(replace(page.blocks[0], items=whole),))
    with pytest.raises(InputError):
        render(page)


def test_every_droppable_piece_can_go(make_page):
    page = make_page("MOTHER", "completo")
    bare = page.without(page.droppable())
    assert block(bare, "numbers").look is Look.NUMBERS
    assert all(i.drop is Drop.KEEP for one in bare.blocks for i in one.items)


@pytest.mark.parametrize("level", ["neutro", "completo"])
def test_what_nobody_asked_yet_is_no_result_on_paper(make_page, level):
    page = make_page("NOTHING_ASKED", level)
    printed = " ".join(item.lead for one in page.blocks for item in one.items)
    assert page.blocks, "never an empty page"
    assert "maternità" not in printed.lower()
    assert "figli" not in printed.lower()
    assert "€" not in printed


def test_pages_made_by_several_threads_at_once_are_the_same(make_page):
    page = make_page("OLDER", "completo")
    alone = render(page)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(render, [page] * 8))
    assert set(together) == {alone}


def test_a_name_on_paper_leaves_the_act_in_the_catalogue():
    long = "Fondo per i servizi (L. 199/2025, commi 231-232)"
    assert short_name(long) == "Fondo per i servizi"
    assert short_name("Assegno di inclusione (ADI)") == "Assegno di inclusione (ADI)"
