"""Synthetic records for pictures: a change of the law must not change a picture."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scarpette_tui.desk.views import (
    AnswerView,
    AuditLine,
    BackupView,
    BenefitLine,
    BenefitView,
    CaseLine,
    CaseView,
    ClosedView,
    ClosingTexts,
    ConsentView,
    ContactView,
    GateTexts,
    InterviewView,
    OptionView,
    PaperView,
    PlanLine,
    ProofLine,
    QuestionView,
    ResultsView,
    StepView,
    TraceView,
    UserView,
    VaultView,
    WhyLine,
)

CLOSING = ClosingTexts(
    paper="Le serve un foglio?",
    paper_level="Chi lo può vedere?",
    keep="Teniamo un appunto, o preferisce che non resti niente?",
    keep_traceless="Se non resta niente, si cancella tutto alla fine.",
    word="Scelga una parola facile per lei.",
    second="Può aprirlo anche un'altra persona dell'ufficio?",
    contact="Vuole essere richiamata? Quando, e che cosa diciamo se risponde un altro?",
    contact_default="Se non dice niente, non chiamiamo.",
    return_words="All'ingresso basta dire: «ho appuntamento».",
    counted="È già venuta oggi, o due volte in questo mese?",
    consent_note="Acconsente che teniamo questi appunti?",
    consent_contact="Acconsente che la richiamiamo?",
    consent_referral="Acconsente che parliamo con il centro?",
)
GATE = GateTexts(
    accompanied="È accompagnata?",
    accompanied_help="Si guarda e si risponde con un tasto.",
    separate=("Qui si parla una persona alla volta.", "Per la firma bastano pochi minuti."),
    separate_never="Non dica mai, davanti ad altri, perché è venuta.",
    return_appointment="Le do un appuntamento per la verifica dell'estratto conto.",
    danger="Oggi, uscendo da qui, dove va è tranquilla?",
    danger_help=("Se c'è un pericolo adesso: 112.", "Per parlare con qualcuno: 1522, gratis."),
    danger_never="Si ascolta la sua risposta.",
    language="In quale lingua preferisce parlare?",
    language_help="Se serve un'interprete si aspetta lei.",
    interpreter="Non traduce un familiare: si chiama l'interprete dell'ufficio.",
    limits="Per trovare cosa le spetta non mi servono i fatti. Si ferma quando vuole.",
    limits_approved=False,
    limits_note="Testo da approvare dal servizio legale.",
    limits_when_story="Se comincia a raccontare: «A me bastano le carte.»",
    must_not_know="C'è qualcuno in questo ufficio che è meglio non sappia?",
    must_not_know_limit="La nota di oggi non la vede. Gli altri archivi sono un'altra cosa.",
    debrief="È stato un colloquio pesante? Prenda cinque minuti.",
    closing=CLOSING,
)
LANGUAGES = (("it", "Italiano"), ("en", "English · inglese"), ("es", "Español · spagnolo"))
USERS = (
    UserView("Responsabile di prova", "responsabile"),
    UserView("Operatore di prova", "operatore"),
)
LINES = tuple(
    BenefitLine(f"b{n}", name, name, status, "")
    for n, (name, status) in enumerate(
        (
            ("Assegno di esempio", "due"),
            ("Misura sintetica", "possible"),
            ("Tutela inventata", "possible"),
        )
    )
)
ANSWERED = (
    AnswerView("q0", "La segue già un centro?", "sì", "given", "detto", True),
    AnswerView("q1", "Da che giorno?", "10/03/2024", "given", "visto", "10/03/2024"),
)
HELP = {
    "how": "Con calma, una volta sola.",
    "why": "Decide quale strada si apre.",
    "never": "Non chieda perché.",
    "look_up": "Nella posizione, con il suo consenso.",
}
YES_NO = QuestionView("q2", "yes_no", "Ha figli che vivono con lei?", "Figli", "rights", **HELP)
CHOICES = QuestionView(
    "q3",
    "choices",
    "C'è già un foglio fra questi? Mi basta il titolo.",
    "Chi la segue",
    "rights",
    options=tuple(OptionView(str(n), f"Documento di esempio numero {n}") for n in range(1, 6)),
    **HELP,
)
MONEY = QuestionView(
    "q4",
    "money",
    "Quanto risulta, all'anno?",
    "ISEE e redditi",
    "amounts",
    person="primo figlio o figlia",
    hint="euro, per esempio 1.234,50",
    **HELP,
)
WHY = (
    WhyLine("Assegno di esempio", "Chi vive con lei cambia l'importo.", "art. 1, legge sintetica"),
)


def interview(question: QuestionView | None) -> InterviewView:
    """Return an interview that stands at a question."""
    return InterviewView(
        question=question,
        phase="rights",
        phase_title="Cosa le spetta",
        sure=LINES[:1],
        near=(),
        open=LINES[1:2],
        unasked=LINES[2:],
        answered=ANSWERED,
        left=(2, 9) if question else (0, 0),
        amounts_left=3,
        can_go_back=True,
    )


GROUP = tuple(
    replace(YES_NO, key=f"g{n}", say=say)
    for n, say in enumerate(
        (
            "Il telefono che usa lo guarda anche qualcun altro, o un messaggio lo può leggere un'altra persona?",
            "La posta la apre anche qualcun altro?",
            "I suoi documenti li tiene un'altra persona?",
        )
    )
)


def several() -> InterviewView:
    """Return an interview in the quick style, with several questions on one screen."""
    return replace(interview(GROUP[0]), group=GROUP, style="rapido")


def brief() -> InterviewView:
    """Return a short path at its end."""
    return replace(interview(None), short=True, amounts_left=0)


STEP = StepView(
    step="b0.uno",
    benefit="b0",
    benefit_name="Assegno di esempio",
    do="Presentare la domanda sintetica allo sportello di prova",
    who="lei, di persona",
    where="allo sportello",
    channel="di persona",
    documents=("documento", "foglio del centro"),
    by=date(2026, 12, 31),
    by_text="entro fine anno",
    do_when="with_centre",
    do_when_text="insieme al centro",
    because="qualcuno può leggere la posta",
    after=(),
    traces=(TraceView("Una lettera di conferma", "a casa", "dopo dieci giorni"),),
    no_traces="",
    source="art. 2, legge sintetica",
    fact_text="verificata sul testo",
)
PROOF = (
    ProofLine(
        "r1",
        "yes",
        "Ha figli che vivono con lei.",
        "art. 1",
        "verified",
        "verificata sul testo",
        ("Ha figli? sì",),
    ),
    ProofLine(
        "r2",
        "open",
        "Non si sa ancora chi lo riceve.",
        "art. 1",
        "to_verify",
        "da verificare",
        (),
        "Chi lo riceve oggi?",
    ),
    ProofLine(
        "r3", "no", "Manca il foglio del centro.", "art. 3", "secondary", "da fonte secondaria"
    ),
)


def benefit(number: int, name: str, status: str, status_text: str) -> BenefitView:
    """Return a benefit of the results."""
    return BenefitView(
        benefit=f"b{number}",
        name=name,
        plain=name.lower(),
        promise="Una frase che dice che cosa porta, senza promettere di più.",
        status=status,
        status_text=status_text,
        amount="123,40 € al mese" if status == "due" else "",
        amount_lines=(("quota di base", "100,00 €"), ("maggiorazione", "23,40 €")),
        schedule=(),
        proof=PROOF,
        missing=("Il foglio del centro.",) if status != "due" else (),
        steps=(STEP,) if status == "due" else (),
        warnings=("Un avviso che va a capo solo se la riga non basta a contenerlo tutto intero.",),
        incompatible=(),
        compatible=("Tutela inventata",),
        deadline=date(2026, 12, 31),
        law="art. 1, legge sintetica",
        fact_text="verificata sul testo",
        stale=False,
        referral=False,
    )


RESULTS = ResultsView(
    on=date(2026, 11, 23),
    benefits=(
        benefit(0, "Assegno di esempio", "due", "spetta"),
        benefit(1, "Misura sintetica", "obtainable", "si può ottenere"),
        benefit(2, "Tutela inventata", "possible", "non ancora chiesto"),
    ),
    plan=(STEP,),
    contacts=(("Pubblica utilità", "1522"),),
    read_back="Le rileggo quello che mi ha detto.\nHa figli? sì.",
)
PAPER = PaperView(
    "neutro",
    "it",
    b"%PDF",
    ("INFORMAZIONI", "", "Servizi, documenti e orari."),
    ("Tutela inventata: si dice a voce.",),
)
CLOSED = ClosedView(
    True, "A12345", date(2027, 11, 23), ("Con il codice e la parola ritroviamo tutto.",)
)
CASES = (
    CaseLine("1", "A12345", "bozza", "bozza", date(2026, 11, 23), None, traceless=False),
    CaseLine("2", "B54321", "bozza", "bozza", date(2026, 11, 20), None, traceless=True),
)


def vault(kind: str) -> VaultView:
    """Return a vault as the lock screen sees it."""
    return VaultView(
        kind,
        Path("archivio"),
        USERS,
        "Sede di prova",
        "Sportello 1",
        "Che cosa è successo e che cosa fare.",
        synthetic=True,
    )


MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("UTC"))
CONSENTS = (
    ConsentView("keep_note", "Tenere una nota.", True, MOMENT, "Operatore di prova"),
    ConsentView("be_contacted", "Essere cercata.", True, MOMENT, "Operatore di prova", MOMENT),
    ConsentView("referral", "Parlare con il centro.", False, MOMENT, "Operatore di prova"),
)
PLAN = (
    PlanLine("a.uno", "Portare il foglio del centro", "", "in_corso", date(2026, 12, 1), "con lei"),
    PlanLine("a.due", "Chiedere un conto suo", "", "fatto", None),
    PlanLine("a.tre", "Presentare la domanda", "", "da_fare", date(2026, 12, 31)),
)
CASE = CaseView(
    code="A12345",
    mine=True,
    owner="Operatore di prova",
    second="Responsabile di prova",
    restricted=True,
    retention_until=date(2026, 11, 28),
    days_left=5,
    contact=ContactView(True, "tramite il centro", "lun 9-12", "ufficio informazioni"),
    consents=CONSENTS,
    notes=2,
    plan=PLAN,
    return_on=date(2026, 12, 5),
)
BACKUPS = (
    BackupView(7, MOMENT, "chiusura", date(2026, 12, 23)),
    BackupView(6, MOMENT, "richiesta", date(2026, 12, 22)),
)
AUDIT = (
    AuditLine(2, MOMENT, "Operatore di prova", "fascicolo chiuso", "A12345"),
    AuditLine(1, MOMENT, "Operatore di prova", "fascicolo creato", "A12345"),
)
