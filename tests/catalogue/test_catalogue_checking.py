"""`catalogue check`: one thing broken at a time, and what is then said."""

from datetime import date

import pytest
from small_law import change, write

from scarpette_tui.catalogue.checking import check, report_lines
from scarpette_tui.catalogue.checks.facts import is_cited
from scarpette_tui.catalogue.loading import load_catalogue

AID, HOME = "benefits/aiuto.toml", "questions/b_casa.toml"
VALUES = "parameters/soglie.toml"
WHEN = 'when = "has_minor"'


def errors(root, **options):
    return check(None, root, **options).errors


def test_the_small_law_is_whole(root):
    report = check(load_catalogue(root), root)
    assert report.errors == []
    assert report.notes == []
    assert report.ok
    assert report.coverage == {
        "valori con atto e articolo, o circolare datata": (5, 5),
        "valori con le date di validità": (5, 5),
        "valori controllati da meno di 180 giorni": (5, 5),
        "condizioni e importi con atto e articolo, o circolare datata": (7, 7),
        "condizioni e importi controllati da meno di 180 giorni": (7, 7),
        "fatti verificati": (13, 15),
        "fatti da verificare": (1, 15),
        "stati raggiunti da un caso": (4, 4),
        "soglie con tutti i casi vicini": (2, 2),
    }


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("boh", "nome sconosciuto: boh"),
        ("param.boh > 1", "parametro sconosciuto: boh"),
        ("param_at('boh', on) > 1", "parametro sconosciuto: boh"),
        ("permitted('boh')", "prestazione sconosciuta: boh"),
        ("table('boh', 'minor', income) > 1", "tabella sconosciuta: boh"),
        ("table('steps', 'boh', income) > 1", "colonna sconosciuta nella tabella steps: boh"),
        ("any(c.boh for c in children)", "nome sconosciuto: c.boh (campo di children)"),
        ("any(c.age > 1 for c in boh)", "nome sconosciuto: boh"),
        ("any(c.age > 1 for c in income)", "income non è un gruppo di persone"),
        ("any(income.studies for income in children)", "nome già usato nel «for»: income"),
        ("len(home) > 1", "home non è un gruppo di persone"),
        ("this.age > 1", "nome sconosciuto (o campo che segue): this.age"),
        ("i > 1", "nome sconosciuto: i"),
        ("income", "serve un sì o un no, non un numero"),
        ("not income", "not: serve un sì o un no, non un numero"),
        ("has_minor and income", "and: serve un sì o un no, non un numero"),
        ("income > since", "confronto > fra un numero e una data"),
        ("has_minor > True", "un sì o un no non ha un ordine: > non si può usare"),
        ("home < 'own'", "una scelta non ha un ordine: < non si può usare"),
        ("home == 'owned'", "«owned» non è fra i valori possibili (own, shelter)"),
        ("'owned' != home", "«owned» non è fra i valori possibili (own, shelter)"),
        ("home in {'own', 'owned'}", "«owned» non è fra i valori possibili (own, shelter)"),
        ("'cav' in followed_by", "«cav» non è fra i valori possibili (CAV, social)"),
        ("followed_by == 'CAV'", "confronto == fra una scelta multipla e una scelta"),
        ("followed_by == followed_by", "una scelta multipla non si confronta con =="),
        ("children > 2", "confronto > fra un gruppo di persone e un numero"),
        ("income in {'own'}", "«in» fra un numero e una scelta multipla"),
        ("'own' in home", "«in» fra una scelta e una scelta"),
        ("since + 2 > on", "operazione + fra una data e un numero"),
        ("since + on > on", "operazione + fra una data e una data"),
        ("since - on > days(3)", "confronto > fra un numero e una durata"),
        ("income / 0 > 1", "divisione per zero"),
        ("2 ** 0.5 > 1", "l'esponente dev'essere intero"),
        ("min(income, since) > 1", "min: un numero e una data insieme"),
        ("max(home, home) == 'own'", "max(...): una scelta non ha un ordine"),
        ("(income if has_minor else since) > 1", "if ... else: un numero e una data insieme"),
        ("year(income) > 1", "year(...): serve una data, non un numero"),
        ("sum(c.studies for c in children) > 1", "sum(...): serve un numero, non un sì o un no"),
        ("count(c.age for c in children) > 1", "count(...): serve un sì o un no, non un numero"),
        ("any(c.studies for c in children if c.age)", "any(... if ...): serve un sì o un no"),
        ("(boh if has_minor else bah) == 1", "nome sconosciuto: bah"),
        ("-home == 1", "segno meno: serve un numero, non una scelta"),
        ("lambda: 1", "costrutto non ammesso: lambda: 1"),
    ],
)
def test_expressions_that_make_no_sense(root, expression, said):
    line = change(root, AID, WHEN, f'when = "{expression}"')
    found = errors(root)
    assert any(one.startswith(f"{AID}, riga {line}: ") and said in one for one in found), found
    assert any(f"«{expression}»" in one for one in found)


@pytest.mark.parametrize(
    "expression",
    [
        "since + months(2) > on and on - since > 30",
        "home == ('own' if has_minor else 'shelter')",
        "not ('CAV' in followed_by) or home not in {'own'}",
        "count(c for c in children if c.age < 18) >= 1 and len(children) < 9",
        "any(c.studies and c.age > income for c in children)",
        "days_between(since, on) > 1 and days(2) + months(1) > days(3)",
        "round_half_up(income / 12, 2) ** 2 > param_at('limit', since)",
        "max(since, on) == min(on, date('2026-01-01')) and year(on) == 2026",
        "all(any(d.age > c.age for d in children) for c in children)",
        "table_at('steps', 'minor', income, date('2025-01-01')) > -1",
    ],
)
def test_expressions_that_make_sense(root, expression):
    change(root, AID, WHEN, f'when = "has_minor and ({expression})"')
    assert errors(root) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (AID, 'deadline = "since + months(2)"', 'deadline = "income"', "serve una data, non un numero"),
        (AID, 'paper = true', 'paper = true\nwhen = "income"', "espressione «income»: serve un sì o un no, non un numero"),
        (AID, 'payments = "12"', 'payments = "on"', "serve un numero, non una data"),
        (AID, 'value = "100 - i"', 'value = "100 - j"', "nome sconosciuto: j"),
        (AID, 'last = "12"', 'last = "i"', "nome sconosciuto: i"),
        (AID, 'obtainable = "modulo"', 'obtainable = "boh"', "riga {n}: passo sconosciuto: boh"),
        (AID, 'obtainable = "modulo"', 'obtainable = "chiuso.boh"', "passo sconosciuto: chiuso.boh"),
        (AID, 'after = ["modulo"]', 'after = ["boh"]', "riga {n}: passo sconosciuto: boh"),
        (AID, 'after = ["modulo"]', 'after = ["domanda"]', "aspettano a vicenda: aiuto.domanda → aiuto.domanda"),
        (AID, 'benefit = "chiuso"', 'benefit = "boh"', "prestazione sconosciuta o la stessa: boh"),
        (AID, 'group = "famiglia"', 'group = "boh"', "riga {n}: aiuto: gruppo sconosciuto «boh»"),
        (AID, 'no_traces = "Resta', '#', "servono le tracce, oppure no_traces"),
        (AID, 'deadline_text = "entro due mesi"', "", "la scadenza va detta anche a parole"),
        (AID, 'obtainable = "modulo"', "", "«obtainable» senza un requisito ottenibile"),
        (AID, '"obtainable"]', '"closed"]', "«closed» è raggiungibile se e solo se c'è closed_on"),
        (AID, 'law = "L. 1/2024"', 'law = "L. 1/2024"\nno_amount = "x"', "serve l'importo, oppure"),
        (AID, 'law = "L. 1/2024"', 'law = "L. 1/2024"\nsaid_aloud = "x"', "serve la forma neutra, oppure"),
        (AID, 'law = "L. 1/2024"', 'law = "L. 1/2024"\nclosed_text = "x"', "closed_on e closed_text vanno insieme"),
        (AID, '"due", ', '"due", "possible", ', "aiuto: nessun caso di prova raggiunge: possible"),
        (AID, "Un importo mensile.", "Per chi subisce violenza.", "parole vietate nella forma neutra (it): violen"),
        (AID, "un aiuto", "un aiuto per scappare", "parole vietate su ogni carta (it): scappare"),
        (AID, 'id = "figlio"', 'id = "figlio"\nvalid_from = 2026-01-01\nvalid_to = 2025-01-01', "valid_to viene prima di valid_from"),
        (AID, 'id = "figlio"', 'id = "figlio"\nchecked_on = 2026-02-01\nrecheck_by = 2026-01-01', "recheck_by viene prima di checked_on"),
        (AID, 'id = "figlio"', 'id = "figlio"\nchecked_on = 2026-03-01', "controllato più di 180 giorni prima"),
        (AID, 'id = "figlio"', 'id = "figlio"\nchecked_on = 2026-12-01', "controllo in un giorno futuro (2026-12-01)"),
        (AID, 'status = "verified"', 'status = "to_verify"', "fatto da verificare senza la domanda"),
        ("benefits/chiuso.toml", 'no_amount = "È chiusa."', "", "serve l'importo, oppure"),
        ("benefits/chiuso.toml", 'said_aloud = "È chiusa."', "", "serve la forma neutra, oppure"),
        ("benefits/chiuso.toml", 'reachable = ["closed"]', "reachable = []", "nessuno stato raggiungibile"),
        (VALUES, "valid_from = 2025-01-01", "valid_from = 2024-12-31", "validità sovrapposte dal 31/12/2024"),
        (VALUES, "valid_from = 2025-01-01", "valid_from = 2025-01-02", "nessun valore dal 01/01/2025"),
        (VALUES, "valid_from = 2024-01-01", "valid_from = 2024-01-02", "nessun valore dal 01/01/2024"),
        (VALUES, "valid_from = 2025-01-01", "valid_from = 2025-01-01, valid_to = 2026-12-30", "nessun valore dopo il 30/12/2026"),
        (VALUES, "valid_from = 2025-01-01", "valid_from = 2025-01-01, valid_to = 2024-12-30", "valid_to viene prima di valid_from"),
        (VALUES, ' value = "9000.50",', "", "serve un valore, oppure il motivo"),
        (VALUES, 'value = "9000.50"', 'value = "9000.50", missing = "x"', "serve un valore, oppure il motivo"),
        (VALUES, 'ask = "Qual era la soglia?"', 'ask = ""', "senza la domanda (ask)"),
        (VALUES, "year = 2026", "year = 2027", "anni senza rivalutazione: 2026"),
        (VALUES, "year = 2026", "year = 99999999999", "anno fuori dal possibile"),
        (VALUES, "first_year = 2024", "first_year = 2025", "anni di troppo: 2025"),
        (VALUES, "steps = 3", "steps = 30", "importi che crescono o scendono sotto zero"),
        (VALUES, "step = 100", "step = 0", "gli scaglioni devono crescere"),
        ("permits.toml", "[permit.benefits.aiuto]", "[permit.benefits.chiuso]", "riga 6: manca la regola per aiuto in: none_needed"),
        ("permits.toml", "[permit.benefits.aiuto]", "[permit.benefits.boh]", "riga 9: prestazione sconosciuta: boh, in: none_needed"),
        ("permits.toml", 'id = "study"', 'id = "work"', "«work» sta solo in uno fra domanda e tabella"),
        ("entries.toml", 'benefits = ["aiuto"]', 'benefits = ["boh"]', "riga {n}: id sconosciuto: boh"),
        ("entries.toml", 'questions = ["home"]', 'questions = ["boh"]', "riga {n}: id sconosciuto: boh"),
        ("definitions.toml", 'id = "has_minor"', 'id = "param"', "«param» è un nome della lingua"),
        ("definitions.toml", "c.studies for", "has_minor for", "giro senza uscita: has_minor → has_minor"),
        (HOME, 'id = "income"\n', 'id = "income"\nwhen = "income > 1"\n', "giro senza uscita: income → income"),
        (HOME, "min = 0", "min = 0\nmax = -1", "income: max è minore di min"),
        (HOME, "min = 0", "earliest = 2026-01-01", "earliest e latest vanno solo con le date"),
        (HOME, "min = 0", "past = true", "past va solo con le date"),
        (HOME, 'kind = "date"', 'kind = "date"\nmin = 1', "min e max vanno solo con i numeri"),
        (HOME, 'kind = "date"', 'kind = "date"\nearliest = 2026-01-02\nlatest = 2026-01-01', "latest viene prima di earliest"),
        (HOME, 'kind = "date"', 'kind = "choice"', "le opzioni vanno con le scelte"),
        (HOME, 'kind = "money"', 'kind = "people"', "solo le persone hanno campi"),
        ("questions/a_figli.toml", 'kind = "yes_no"', 'kind = "people"', "studies: persone dentro persone"),
        ("questions/a_figli.toml", "this.age", "this.studies", "nome sconosciuto (o campo che segue): this.studies"),
        ("cases/golden/due.toml", "not_due", "possible", "aiuto non può avere lo stato «possible»"),
        ("cases/golden/due.toml", "aiuto", "boh", "prestazione sconosciuta «boh»"),
        ("cases/golden/due.toml", "status", "stato", "nessun caso di prova raggiunge: not_due"),
        ("cases/golden/due.toml", "]", "", "riga 3, colonna"),
        ("cases/golden/due.toml", '[expected.aiuto]\nstatus', "expected", "nessun caso di prova raggiunge: not_due"),
        ("glossary/forbidden.toml", "[[list]]", "[[lista]]", "chiave sconosciuta «lista»"),
        ("catalogue.toml", "format = 1", "format = 3", "«format» non ha un valore ammesso"),
    ],
)  # fmt: skip
def test_each_thing_that_can_be_proved(root, name, old, new, said):
    line = change(root, name, old, new)
    found = errors(root)
    assert any(said.format(n=line) in one for one in found), found


def test_a_circle_of_steps_across_benefits(root):
    step = """
[[step]]
id = "attesa"
kind = "prepare"
do = "Aspettare."
who = "lei"
where = "qui"
no_traces = "Niente."
do_when = "now"
after = ["aiuto.domanda"]
source = "L. 1/2024"
status = "verified"
"""
    path = root / "benefits/chiuso.toml"
    path.write_text(path.read_text().replace("steps = []", "") + step)
    change(root, AID, 'after = ["modulo"]', 'after = ["modulo", "chiuso.attesa"]')
    circle = "aiuto.domanda → chiuso.attesa → aiuto.domanda"
    assert any(circle in one for one in errors(root))


def test_a_contact_not_called_for_long_is_a_note(root):
    change(root, "contacts/numeri.toml", "2026-11-20", "2026-01-20")
    report = check(None, root)
    assert report.ok
    assert report.notes == [
        "contacts/numeri.toml, riga 4: contatto controllato il 20/01/2026: da ricontrollare."
    ]


def test_a_list_that_may_not_be_empty(root):
    (root / "contacts/numeri.toml").write_text("")
    assert errors(root) == ["contacts: il catalogo non ha nessun contatto."]


def test_early_values_neither_overlap_nor_count_as_holes(root):
    change(
        root,
        VALUES,
        "values = [\n",
        "values = [\n    { valid_from = 2019-01-01, valid_to = 2019-12-31, value = 1,"
        ' source = "L. 1/2019 art. 1", status = "verified" },\n'
        "    { valid_from = 2021-01-01, valid_to = 2023-12-31, value = 2,"
        ' source = "L. 1/2021 art. 1", status = "verified" },\n',
    )
    assert errors(root) == []


def test_facts_past_their_day_are_notes(root):
    report = check(None, root, today=date(2027, 3, 2))
    assert report.ok
    assert len(report.notes) == 15
    assert all("da ricontrollare entro il 01/03/2027" in one for one in report.notes)


def test_what_nothing_uses_is_noted(root):
    change(root, "definitions.toml", "c.studies", "False")
    change(root, "benefits/aiuto.toml", "income <= param.limit and ", "income == 0 and ")
    (root / "questions/LEGGIMI.md").write_text("x")
    report = check(None, root)
    assert report.ok
    assert [one.rpartition(": ")[2] for one in report.notes] == [
        "nessuna espressione usa «children.studies».",
        "nessuna espressione usa «limit».",
        "file che il programma non legge.",
    ]


def test_one_sided_incompatibility_is_noted_and_a_bare_source_is_an_error(root):
    change(root, "benefits/chiuso.toml", 'benefit = "aiuto"', 'benefit = "terzo"')
    path = root / "benefits/terzo.toml"
    path.write_text(
        (root / "benefits/chiuso.toml")
        .read_text()
        .replace('id = "chiuso"', 'id = "terzo"')
        .replace('benefit = "terzo"', 'benefit = "chiuso"')
    )
    change(root, AID, "L. 1/2024 art. 5", "la legge")
    change(
        root,
        "cases/golden/uno.toml",
        "[expected.chiuso]",
        "[expected.terzo]\nstatus='closed'\n[expected.chiuso]",
    )
    report = check(None, root)
    assert len(report.errors) == 1
    assert "fonte senza articolo, o senza numero e data: «la legge»" in report.errors[0]
    assert any(
        "incompatibilità detta solo da un lato (chiuso non la dice)" in one for one in report.notes
    )


def test_translations_are_held_to_their_own_lists_and_missing_ones_listed(root):
    folder = root / "locales/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "catalogue.po").write_text(
        header + 'msgid "Un importo mensile."\nmsgstr "Le Refuge paie"\n'
    )
    report = check(None, root)
    assert len(report.errors) == 1
    assert "parole vietate nella forma neutra (fr): refuge" in report.errors[0]
    assert report.coverage["testi tradotti (fr)"][0] == 1
    assert "Un importo mensile." not in report.missing_texts["fr"]
    assert "Compilare il modulo." in report.missing_texts["fr"]
    (folder / "catalogue.po").write_text(header)
    assert check(None, root).ok


def test_italian_words_count_in_every_language_as_they_do_in_print(root):
    folder = root / "locales/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "catalogue.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "lei"\nmsgstr "scappare"\n'
    )
    assert errors(root) == [
        f"{AID}, passo modulo, con chi: parole vietate su ogni carta (fr): scappare."
    ]


def test_names_and_numbers_that_the_paper_leaves_out_are_noted(root):
    change(root, AID, "Aiuto di prova", "Aiuto per scappare")
    change(root, "contacts/numeri.toml", '"000"', '"1522"')
    report = check(None, root)
    assert report.ok
    assert [one.partition(": ")[2] for one in report.notes] == [
        "il nome ufficiale non si stampa mai: scappare.",
        "il contatto non si stampa sulla carta neutra: 1522.",
    ]
    change(root, "contacts/numeri.toml", "number", "helpline = true\nnumber")
    assert len(check(None, root).notes) == 1


def test_words_never_to_be_said_are_noted_in_questions(root):
    change(root, HOME, "Dove vive?", "Vuole scappare?")
    change(root, "questions/a_figli.toml", "Studia?", "Vuole scappare?")
    assert [one.partition(": ")[2] for one in check(None, root).notes] == [
        "home: parole da non dire a lei: scappare.",
        "studies: parole da non dire a lei: scappare.",
    ]


def test_a_language_without_forbidden_words_is_noted(root):
    (root / "locales/sq/LC_MESSAGES").mkdir(parents=True)
    assert any("lingua «sq»" in one for one in check(None, root).notes)


def test_a_catalogue_of_another_folder_is_refused(root, tmp_path_factory):
    other = write(tmp_path_factory.mktemp("altro"))
    change(other, "catalogue.toml", "prova.1", "prova.2")
    assert errors(root) == []
    assert check(load_catalogue(other), root).errors == [
        "Il catalogo dato non è quello della cartella."
    ]


def test_lines_of_a_report(root):
    assert report_lines(check(None, root))[-1] == "Il catalogo è in regola (0 note)."
    change(root, AID, WHEN, 'when = "boh"')
    change(root, AID, 'group = "famiglia"', 'group = "boh"')
    lines = report_lines(check(None, root))
    assert lines[-1] == "Il catalogo ha 2 errori."
    assert sum(one.startswith("ERRORE  ") for one in lines) == 2
    report = check(None, root)
    report.missing_texts["fr"] = ["lei"]
    assert "nota    fr: 1 testo da tradurre." in report_lines(report)
    assert "        - lei" in report_lines(report)
    assert "conto   stati raggiunti da un caso: 4 su 4 (100%)" in lines


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        ("D.Lgs. 22/2015 art. 4", True),
        ("L. 207/2024 art. 1 c. 171", True),
        ("L. 335/1995 art. 3 c. 6; circolare INPS 153 del 19/12/2025", True),
        ("Msg INPS 2540 del 3/8/2026", True),
        ("Circ. INPS 65/2016", True),
        ("DPCM 17/12/2020", True),
        ("artt. 1723 e 1724 del codice civile", True),
        ("L. 207/2024", False),
        ("D.Lgs. 22/2015", False),
        ("circolare INPS", False),
        ("prassi", False),
    ],
)
def test_what_counts_as_a_citation(source, cited):
    assert is_cited(source) == cited
