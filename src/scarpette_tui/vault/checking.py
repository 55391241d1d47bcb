"""`vault verify`: what can be proven about a vault, said in Italian."""

from functools import partial

from scarpette_tui.vault import audit, backups, consents
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.holding import OpenVault
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import raw
from scarpette_tui.vault.types import Report, Stop


def report(vault: OpenVault, stop: Stop = lambda: False) -> Report:
    """Check an open vault: pages, rows, chain; the signatures and the anchor unlock has proven.

    Args:
        vault: the vault.
        stop: asked between two checks and while signatures are checked; True ends, so that a
            lock waits for no more than one of them.

    """
    said = ["Firma delle chiavi, versione e identità dei file: in ordine."]
    wrong = _pages("dei conteggi", vault.counts, said)
    opened = vault.official
    if opened is not None and not stop():
        broken = _pages("dei fascicoli", opened.database, said)
        wrong += broken
        checks = (_rows, _chain, partial(_consents, stop))
        for check in () if broken else checks:
            wrong += [] if stop() else check(opened, said)
        wrong += [] if stop() else _backups(backups.Source.of(opened, vault.counts), said)
    if stop():
        return Report(not wrong, ("Il controllo è stato interrotto.", *wrong))
    if vault.changed_keys:
        said.append(
            f"Chiavi cambiate dall'ultimo accesso: {', '.join(vault.changed_keys)}. "
            "Se nessuno ha chiesto una frase temporanea o un recupero, avvisare subito."
        )
    return Report(not wrong, tuple(said + wrong))


def _pages(what: str, database: Database, said: list[str]) -> list[str]:
    faults = database.page_faults()
    if not faults:
        said.append(f"Pagine del file {what}: tutte autentiche e leggibili.")
        return []
    return [f"File {what}: {len(faults)} problemi nelle pagine. Serve il ripristino."]


def _rows(opened: Opened, said: list[str]) -> list[str]:
    """Add every row up: a page put back from an older copy passes every other check (V7)."""
    if opened.database.rows_agree():
        said.append("Radice di controllo e àncora: ogni riga è quella scritta per ultima.")
        return []
    return ["File dei fascicoli: una parte viene da una copia più vecchia. Serve il ripristino."]


def _chain(opened: Opened, said: list[str]) -> list[str]:
    with opened.database.session() as session:
        secret = audit.open_secret(session, opened.vault_id, opened.me.id, opened.identity)
        faults = audit.faults(session, opened.vault_id, secret)
    if not faults:
        depth = (
            "autentico e completo"
            if secret
            else "ben concatenato (la prova piena è della persona responsabile)"
        )
        said.append(f"Registro degli accessi: {depth}.")
    return faults


def _consents(stop: Stop, opened: Opened, said: list[str]) -> list[str]:
    """Check every signature; what was signed is compared when its case is open."""
    public = raw(opened.ring.sign_public)
    count, faults = consents.signatures(opened.database, opened.vault_id, public, stop)
    if not faults:
        said.append(f"Consensi firmati: {count}, tutti autentici.")
    return faults


def _backups(source: backups.Source, said: list[str]) -> list[str]:
    """Look at the newest backup's header and files, and compare with the number remembered."""
    missing, newest = backups.missing(source), backups.newest_of(source)
    if missing:
        return [f"Manca la copia di sicurezza più recente, la n. {missing}."]
    if newest is None:
        said.append("Copie di sicurezza: non ce ne sono ancora.")
        return []
    header = newest.header
    if not backups.whole(newest):
        return [f"La copia di sicurezza n. {header.number} è stata cambiata."]
    said.append(f"Copia di sicurezza n. {header.number} del {header.made_on:%d/%m/%Y}: in ordine.")
    return []
