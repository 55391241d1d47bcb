"""The Italian words of `catalogue diff`: what the lawyer reads instead of the keys of the files."""

KINDS = {
    "benefits": "prestazione",
    "questions": "domanda",
    "definitions": "definizione",
    "parameters": "valore",
    "tables": "tabella",
    "permits": "permesso",
    "contacts": "contatto",
    "entries": "frase d'ingresso",
    "remarks": "osservazione",
}
"""The things of a catalogue; values first would hide which right they move."""

FEMININE = frozenset({"benefits", "questions", "definitions", "tables", "entries", "remarks"})

PARTS = {
    "requirements": "requisito", "steps": "passo", "warnings": "avviso", "fields": "campo",
    "options": "scelta", "columns": "colonna", "values": "in vigore dal", "rates": "anno",
    "incompatible_with": "incompatibile con", "benefits": "per", "lines": "riga del conto",
    "traces": "traccia", "sections": "sezione", "groups": "gruppo",
    "do_when_if": "ragione per aspettare:",
}  # fmt: skip
"""The parts of a thing, by the list they stand in."""

FIELDS = {
    "when": "regola", "applies": "vale solo se", "value": "valore", "holds": "frase se vale",
    "fails": "frase se manca", "open": "frase se resta aperto", "source": "fonte",
    "status": "grado di verifica", "checked_on": "controllato il",
    "recheck_by": "da ricontrollare entro", "ask": "da chiedere", "valid_from": "in vigore dal",
    "valid_to": "in vigore fino al", "missing": "non noto perché", "say": "parole", "short": "in breve",
    "help": "aiuto", "how": "come chiederla", "why": "perché si chiede", "never": "che cosa non dire",
    "options": "scelte", "promise": "promessa", "goes_to": "a chi va", "name": "nome", "plain": "nome semplice",
    "title": "titolo", "label": "parole", "opened_on": "aperta dal", "closed_on": "chiusa dal",
    "closed_text": "che cosa si dice della chiusura", "do": "che cosa fare",
    "paper": "sul foglio", "deadline": "scadenza", "deadline_text": "scadenza in parole",
    "traces": "tracce", "no_traces": "perché non lascia tracce", "do_when": "quando farlo",
    "do_when_if": "quando aspettare", "because": "perché", "documents": "documenti",
    "after": "dopo", "where": "dove", "who": "chi", "what": "che cosa", "channel": "canale",
    "neutral": "parole neutre", "said_aloud": "detta solo a voce perché", "law": "norme",
    "reachable": "esiti possibili", "obtainable": "si ottiene con", "text": "testo",
    "priority": "ordine", "number": "numero", "hours": "orari", "cost": "costo",
    "called_on": "chiamato il", "rate": "rivalutazione", "phrase": "frase", "advice": "consiglio",
    "burden": "peso", "kind": "tipo", "amount": "importo", "no_amount": "perché non c'è un importo",
    "period": "periodo", "payments": "numero di pagamenti", "schedule": "mese per mese",
    "last": "fino al pagamento", "lines": "conto", "note": "nota", "at_most": "è un massimo",
    "unit": "unità", "compatible": "si può avere insieme a", "urgent": "urgente",
    "referral": "da un altro ufficio", "group": "gruppo", "min": "minimo", "max": "massimo",
    "earliest": "dal giorno", "latest": "fino al giorno", "past": "solo già passata", "known_until": "importi noti fino al",
    "published_on": "pubblicato il", "benefit": "prestazione", "base": "importo di partenza",
    "per_step": "calo a ogni scaglione", "benefits": "prestazioni", "questions": "domande",
    "amount_digits": "cifre degli importi", "threshold_digits": "cifre delle soglie",
    "first": "prima soglia", "step": "scaglione", "steps": "scaglioni", "first_year": "primo anno",
    "year": "anno", "helpline": "numero di aiuto", "one": "come si chiama una persona",
    "ends": "chiude le domande dell'ingresso", "opens": "apre quando si comincia dall'inizio", "prerequisite": "viene prima di tutto", "section": "parte", "look_up": "dove l'INPS lo vede già", "phase": "fase",
}  # fmt: skip
"""The fields of things and parts."""

WORDS = {
    "verified": "verificato", "secondary": "di seconda mano", "to_verify": "da verificare",
    "now": "subito", "when_out": "quando è fuori", "with_centre": "con il centro",
    "closed": "chiusa", "not_due": "non ancora", "due": "spetta", "possible": "da chiarire",
    "obtainable": "si può ottenere", "yes": "sì", "no": "no", "unknown": "da chiarire",
    "month": "al mese", "once": "una volta", "day": "al giorno", "year": "all'anno",
    "prepare": "preparazione", "filing": "domanda",
}  # fmt: skip
"""The words of closed lists."""
