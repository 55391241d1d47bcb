"""Proof 7: no paper holds a forbidden word, and every text exists or is listed as missing."""

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.texts import (
    PaperText,
    languages,
    messages,
    neutral_texts,
    paper_texts,
    texts,
)
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
    _note_names(proof, lists)
    _note_said(proof, lists)
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
    """Report forbidden words; the Italian lists count on every page, as they do in print."""

    def words(text: str, level: str) -> str:
        said = text if language == SOURCE else known.get(text, "")
        both = (forbidden(said, one, level, lists) for one in dict.fromkeys((language, SOURCE)))
        return ", ".join(dict.fromkeys(word for found in both for word in found))

    for benefit in proof.catalogue.benefits:
        for text in neutral_texts(benefit):
            if found := words(text, "neutro"):
                message = f"parole vietate nella forma neutra ({language}): {found}"
                proof.error(message, "benefits", benefit.id, "neutral")
    said_once: dict[str, PaperText] = {}
    for one in paper_texts(proof.catalogue):
        said_once.setdefault(one.text, one)
    for one in said_once.values():
        if found := words(one.text, "completo"):
            message = f"parole vietate su ogni carta ({language}): {found}"
            proof.report.errors.append(f"{one.file}, {one.what}: {message}.")


def _note_names(proof: Proof, lists: Lists) -> None:
    """Note official names and public numbers that the paper will leave out."""
    for benefit in proof.catalogue.benefits:
        if found := forbidden(benefit.name, SOURCE, "completo", lists):
            message = f"il nome ufficiale non si stampa mai: {', '.join(found)}"
            proof.note(message, "benefits", benefit.id, "name")
    for contact in proof.catalogue.contacts:
        text = f"{contact.name} {contact.number} {contact.hours} {contact.cost}"
        if not contact.helpline and (found := forbidden(text, SOURCE, "neutro", lists)):
            message = f"il contatto non si stampa sulla carta neutra: {', '.join(found)}"
            proof.note(message, "contacts", contact.id)


def _note_said(proof: Proof, lists: Lists) -> None:
    """Note words never to be said that stand in what the official reads out to her."""
    for question in proof.catalogue.questions:
        for one in (question, *question.fields):
            for text in (one.say, *(option.label for option in one.options)):
                if found := forbidden(text, SOURCE, "sempre", lists):
                    message = f"{one.id}: parole da non dire a lei: {', '.join(found)}"
                    proof.note(message, "questions", question.id)
