"""Proof 6: no paper holds a forbidden word, and every text exists or is listed as missing."""

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.texts import languages, messages, neutral_texts, paper_texts, texts
from scarpette_tui.catalogue.wording import LISTS_FILE, Lists, forbidden, load_lists
from scarpette_tui.errors import CatalogueError

SOURCE = "it"


def prove_language(proof: Proof) -> None:
    """Report forbidden words in Italian and in every translation; list missing texts."""
    try:
        lists = load_lists(proof.root)
    except CatalogueError as error:
        proof.report.errors.append(error.happened)
        lists = ()
    listed = {one.language for one in lists if one.level == "neutro"}
    wanted = texts(proof.catalogue)
    _prove_words(proof, lists, SOURCE, {})
    for language in languages(proof.root):
        known = messages(proof.root, language)
        missing = [text for text in wanted if text not in known]
        if missing:
            proof.report.missing_texts[language] = missing
        title = f"testi tradotti ({language})"
        proof.report.coverage[title] = (len(wanted) - len(missing), len(wanted))
        if lists and language not in listed:
            message = f"{LISTS_FILE}: nessuna parola vietata per la lingua «{language}»."
            proof.report.notes.append(message)
        _prove_words(proof, lists, language, known)


def _prove_words(proof: Proof, lists: Lists, language: str, known: dict[str, str]) -> None:
    for benefit in proof.catalogue.benefits:
        for text in neutral_texts(benefit):
            said = text if language == SOURCE else known.get(text, "")
            if words := forbidden(said, language, "neutro", lists):
                message = f"parole vietate nella forma neutra ({language}): {', '.join(words)}"
                proof.error(message, "benefits", benefit.id, "neutral")
    seen: set[str] = set()
    for one in paper_texts(proof.catalogue):
        said = one.text if language == SOURCE else known.get(one.text, "")
        if said in seen:
            continue
        seen.add(said)
        if words := forbidden(said, language, "completo", lists):
            message = f"parole vietate su ogni carta ({language}): {', '.join(words)}"
            proof.report.errors.append(f"{one.file}, {one.what}: {message}.")
