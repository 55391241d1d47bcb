"""A small, whole, invented law folder; tests break one thing of it at a time."""

from pathlib import Path

CHECKED = """
[checked]
checked_on = 2026-11-20
recheck_by = 2027-03-01
"""

FILES = {
    "catalogue.toml": """
format = 1
version = "prova.1"
published_on = 2026-11-22
known_until = 2026-12-31
sections = [{ id = "casa", title = "Casa" }, { id = "figli", title = "Figli" }]
groups = [{ id = "famiglia", title = "Famiglia" }]
""",
    "questions/a_figli.toml": """
[[question]]
id = "children"
section = "figli"
kind = "people"
say = "Quanti figli ha?"
burden = 1
help = { how = "Si chiede così.", why = "Conta per la legge." }
one = "figlio o figlia"

[[question.fields]]
id = "age"
kind = "count"
say = "Quanti anni ha?"
min = 0
max = 60

[[question.fields]]
id = "studies"
kind = "yes_no"
say = "Studia?"
when = "this.age >= 18"
""",
    "questions/b_casa.toml": """
[[question]]
id = "home"
section = "casa"
kind = "choice"
say = "Dove vive?"
burden = 2
help = { how = "Si chiede così.", why = "Conta per la legge." }
options = [{ value = "own", label = "Casa sua" }, { value = "shelter", label = "Accoglienza" }]

[[question]]
id = "followed_by"
section = "casa"
kind = "choices"
say = "Chi la segue?"
burden = 2
help = { how = "Si chiede così.", why = "Conta per la legge." }
options = [{ value = "CAV", label = "Centro" }, { value = "social", label = "Servizi" }]

[[question]]
id = "income"
section = "casa"
kind = "money"
say = "Quanto guadagna?"
burden = 3
help = { how = "Si chiede così.", why = "Conta per la legge." }
min = 0

[[question]]
id = "since"
section = "casa"
kind = "date"
say = "Da quando?"
burden = 1
help = { how = "Si chiede così.", why = "Conta per la legge." }
when = 'home == "shelter"'

[[question]]
id = "permit"
section = "casa"
kind = "choice"
say = "Che permesso ha?"
burden = 3
help = { how = "Si chiede così.", why = "Conta per la legge." }
options = [{ value = "none_needed", label = "Italiana" }, { value = "study", label = "Studio" }]
""",
    "definitions.toml": """
[[definition]]
id = "has_minor"
title = "Ha un figlio minorenne"
value = "any(c.age < 18 or c.studies for c in children)"
""",
    "parameters/soglie.toml": CHECKED
    + """
[[parameter]]
id = "limit"
title = "Soglia di reddito"
unit = "euro"
values = [
    { valid_from = 2024-01-01, valid_to = 2024-12-31, missing = "non letta", source = "L. 1/2024 art. 1", status = "to_verify", ask = "Qual era la soglia?" },
    { valid_from = 2025-01-01, value = "9000.50", source = "L. 1/2024 art. 2", status = "verified" },
]

[[table]]
id = "steps"
title = "Importi per scaglioni"
first = 1000
step = 100
steps = 3
first_year = 2024
threshold_digits = 2
amount_digits = 1
columns = [{ id = "minor", title = "Minorenne", base = "100", per_step = "10" }]
source = "L. 1/2024 art. 3"
status = "verified"
rates = [
    { year = 2025, rate = "1.05", source = "Circ. 1/2025", status = "verified" },
    { year = 2026, rate = "1.01", source = "Circ. 1/2026", status = "verified" },
]
""",
    "permits.toml": CHECKED
    + """
[[permit]]
id = "none_needed"
label = "Nessun permesso"
[permit.benefits.aiuto]
value = "yes"
source = "L. 1/2024 art. 4"
status = "verified"

[[permit]]
id = "study"
label = "Studio"
[permit.benefits.aiuto]
value = "no"
source = "L. 1/2024 art. 4"
status = "secondary"
""",
    "contacts/numeri.toml": """
[checked]
checked_on = 2026-11-20
[[contact]]
id = "centralino"
name = "Centralino di prova"
number = "000"
hours = "mattina"
source = "pagina di prova 1"
""",
    "entries.toml": """
[[entry]]
id = "senza_casa"
phrase = "Non so dove andare"
benefits = ["aiuto"]
questions = ["home"]
""",
    "benefits/aiuto.toml": """
id = "aiuto"
name = "Aiuto di prova"
plain = "un aiuto"
promise = "Un importo ogni mese."
group = "famiglia"
priority = 20
law = "L. 1/2024"
reachable = ["due", "not_due", "obtainable"]
"""
    + CHECKED
    + """
[neutral]
name = "Prestazione per la famiglia"
promise = "Un importo mensile."
documents = ["documento di identità"]

[[requirement]]
id = "figlio"
when = "has_minor"
holds = "Ha un figlio minorenne."
fails = "Non ha figli minorenni."
open = "Non si sa se ha figli minorenni."
source = "L. 1/2024 art. 5"
status = "verified"

[[requirement]]
id = "reddito"
when = "income <= param.limit and permitted(\\"aiuto\\")"
holds = "Il reddito basta."
fails = "Il reddito è troppo alto."
open = "Il reddito non si sa."
obtainable = "modulo"
source = "L. 1/2024 art. 6"
status = "verified"

[amount]
value = 'table("steps", "minor", income)'
period = "month"
payments = "12"
lines = [{ label = "figli", value = "len(children)", unit = "count" }]
note = "Importo di prova."
source = "L. 1/2024 art. 7"
status = "verified"
schedule = { last = "12", value = "100 - i" }

[[step]]
id = "modulo"
kind = "prepare"
do = "Compilare il modulo con calma."
paper = "Compilare il modulo."
who = "lei"
where = "allo sportello"
documents = ["documento di identità"]
no_traces = "Resta un foglio che porta con sé."
do_when = "now"
source = "L. 1/2024 art. 8"
status = "verified"

[[step]]
id = "domanda"
kind = "filing"
do = "Presentare la domanda."
who = "lei"
where = "allo sportello"
deadline = "since + months(2)"
deadline_text = "entro due mesi"
do_when = "when_out"
after = ["modulo"]
when = '"CAV" in followed_by'
source = "L. 1/2024 art. 8"
status = "verified"
[[step.traces]]
what = "lettera"
where = "a casa"
when = "dopo un mese"
[[step.do_when_if]]
when = 'home in {"own"}'
value = "with_centre"
because = "La lettera arriva a casa."

[[warning]]
id = "lettera"
text = "Non dare ancora l'indirizzo."
paper = true
source = "L. 1/2024 art. 9"
status = "verified"

[[incompatible]]
benefit = "chiuso"
text = "Non insieme."
source = "L. 1/2024 art. 9"
status = "verified"
""",
    "benefits/chiuso.toml": """
id = "chiuso"
name = "Misura chiusa"
plain = "una misura chiusa"
promise = "Non dà più niente."
group = "famiglia"
priority = 10
law = "L. 2/2020"
closed_on = 2025-12-31
closed_text = "Chiusa dal 31 dicembre 2025."
reachable = ["closed"]
no_amount = "È chiusa."
neutral = false
said_aloud = "È chiusa."
requirements = []
steps = []
"""
    + CHECKED
    + """
[[incompatible]]
benefit = "aiuto"
text = "Non insieme."
source = "L. 1/2024 art. 9"
status = "verified"
""",
    "glossary/forbidden.toml": """
[[list]]
language = "it"
level = "neutro"
words = ["casa rifugio", "1522"]
stems = ["violen"]

[[list]]
language = "it"
level = "sempre"
words = ["scappare"]
stems = []

[[list]]
language = "fr"
level = "neutro"
words = ["refuge"]
stems = []
""",
    "cases/golden/uno.toml": """
on = 2026-11-22
[answers]
income = "9000.50"
[[people.children]]
age = 17
[expected.aiuto]
status = "due"
[expected.chiuso]
status = "closed"
""",
    "cases/golden/due.toml": """
on = 2026-11-22
[answers]
income = "9000.49"
[[people.children]]
age = 18
[expected.aiuto]
status = "not_due"
""",
    "cases/golden/tre.toml": """
on = 2026-11-22
[answers]
income = "9000.51"
[expected.aiuto]
status = "obtainable"
""",
}


def write(root: Path) -> Path:
    """Write the whole folder."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def change(root: Path, name: str, old: str, new: str) -> int:
    """Replace one text in one file; return the line where it stood."""
    path = root / name
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1
