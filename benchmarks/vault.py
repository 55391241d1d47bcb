"""The vault beside plain SQLite: commits, reads, opening, size; search, lists, unlock, new keys.

    python -m benchmarks.vault [--json] [--cases N] [--keep DIR]

Plain SQLite is the same driver without a key, with the same pragmas and the same SQLModel
statements, and neither the inner seal nor the root over the rows.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2
from sqlmodel import col, select

from benchmarks import vault_filling as filling
from benchmarks.common import parser, report, timed
from scarpette_tui.desk.countersigning import countersign
from scarpette_tui.vault import connection as connections
from scarpette_tui.vault import database as databases
from scarpette_tui.vault import kdf, keyring, schema, service
from scarpette_tui.vault.cases import Case
from scarpette_tui.vault.content import AnswersDoc
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.roots import root_key
from scarpette_tui.vault.tables import CaseRecord, DocumentRow

TARGETS = {
    "commit_ratio": 1.3,
    "read_ratio": 1.3,
    "open_ratio": 1.5,
    "file_ratio": 1.1,
    "search_1k_own_ms": 200,
    "search_10k_own_s": 1.5,
    "list_growth": 1.5,
    "unlock_minus_kdf_ms": 300,
    "rekey_10k_s": 5,
}
RUNS = 200
DOCUMENT = AnswersDoc(answers={f"domanda_{n}": "risposta" for n in range(30)}, position="x")


@contextmanager
def _without_key() -> Iterator[None]:
    """Let `Database` open plain files: everything else stays the same."""

    def connect(path: Path, _key: bytes, *, new: bool = False) -> tuple[Any, connections.Guard]:
        del new
        connection = dbapi2.connect(path, isolation_level=None, check_same_thread=False)
        for statement in connections._AFTER_KEY:
            connection.execute(statement)
        guard = connections.Guard()
        connection.set_authorizer(guard)
        return connection, guard

    before = databases.connect
    databases.connect = connect
    try:
        yield
    finally:
        databases.connect = before


class Plain:
    """The same statements as `Case.write` and `Case.read`, without seals."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.session() as session:
            session.add(CaseRecord(id="1", code="A00000", owner_id="1", state="draft", week=""))

    def write(self, document: AnswersDoc) -> None:
        """Replace the one document."""
        with self.database.session() as session:
            session.get(CaseRecord, "1")
            before = session.exec(self._newest()).first()
            if before is not None:
                session.delete(before)
            version = before.version + 1 if before else 1
            sealed = document.model_dump_json().encode()
            session.add(DocumentRow(row="r", version=version, case_id="1", sealed=sealed))

    def read(self) -> AnswersDoc:
        """Return the one document."""
        with self.database.session() as session:
            found = session.exec(self._newest()).one()
        return AnswersDoc.model_validate_json(found.sealed)

    @staticmethod
    def _newest() -> Any:  # noqa: ANN401 - SQLModel's own type is of no use here
        query = select(DocumentRow).where(col(DocumentRow.row) == "r")
        return query.order_by(col(DocumentRow.version).desc()).limit(1)


def _side_by_side(case: Case, plain: Plain) -> dict[str, float]:
    """Time commits and reads in turn, so that a busy disk burdens both alike."""
    writes: list[list[float]] = [[], []]
    reads: list[list[float]] = [[], []]
    for _ in range(RUNS):
        for side, (write, read) in enumerate(
            (
                (lambda: case.write(DOCUMENT), lambda: case.read(AnswersDoc)),
                (lambda: plain.write(DOCUMENT), plain.read),
            )
        ):
            writes[side].append(_seconds(write))
            reads[side].append(_seconds(read))
    middle = [sorted(times)[RUNS // 2] * 1000 for times in (*writes, *reads)]
    return {
        "commit_ms": middle[0],
        "plain_commit_ms": middle[1],
        "commit_ratio": middle[0] / middle[1],
        "read_ms": middle[2],
        "plain_read_ms": middle[3],
        "read_ratio": middle[2] / middle[3],
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _beside_plain(folder: Path, work: Path) -> dict[str, float]:
    path = work / "plain.db"
    path.write_bytes(b"")
    with _without_key():
        database = Database(path, b"", new=True)
        schema.build(database, schema.CASES, {})
    with filling.unlock(folder) as vault:
        case = vault.new_case(traceless=True)
        assert isinstance(case, Case)
        figures = _side_by_side(case, Plain(database))
        case.destroy()
        keys = vault.keys
    database.close()
    assert keys.vmk is not None
    key, watch = keyring.database_key(keys.vmk), root_key(keys.vmk)

    def opened() -> None:
        with Database(folder / "cases.db", key, root_key=watch) as one:
            schema.read_meta(one)

    def opened_plain() -> None:
        with _without_key(), Database(path, b"") as one:
            schema.read_meta(one)

    ours, plain = timed(opened, runs=21), timed(opened_plain, runs=21)
    return figures | {
        "open_ms": ours.median,
        "plain_open_ms": plain.median,
        "open_ratio": ours.median / plain.median,
    }


def _file_ratio(folder: Path, work: Path) -> float:
    """Copy every row into a plain file and compare the sizes."""
    path = work / "copy.db"
    path.write_bytes(b"")
    with filling.unlock(folder) as vault:
        source = filling.official(vault).database
        source.vacuum()
        with _without_key():
            target = Database(path, b"", new=True)
        from scarpette_tui.vault.copying import copy  # noqa: PLC0415 - beside its only use

        copy(source, target)
        target.vacuum()
        target.close()
        ours = (folder / "cases.db").stat().st_size
    return ours / path.stat().st_size


def _search(folder: Path) -> float:
    with filling.unlock(folder) as vault:
        found = vault.search("parola che nessuno ha scritto")
        assert found == []
        return timed(lambda: vault.search("parola che nessuno ha scritto")).median


def _first_page(folder: Path) -> float:
    with filling.unlock(folder) as vault:
        return timed(lambda: vault.cases(service.CaseState.CLOSED, limit=50), runs=21).median


def _unlock(folder: Path) -> float:
    ring = keyring.load(folder)
    slot = ring.users[0].slot
    salt = keyring.raw(slot.salt)
    cost = timed(lambda: kdf.stretch(filling.PHRASE, salt, slot.parameters)).median
    opened: list[service.Vault] = []

    def close() -> None:
        while opened:
            opened.pop().leave()

    whole = timed(lambda: opened.append(filling.unlock(folder)), before=close).median
    close()
    return whole - cost


def _rekey(folder: Path) -> float:
    with filling.unlock(folder) as vault:
        return _seconds(lambda: service.rotate(vault, countersign=countersign))


def measure(work: Path, most: int) -> dict[str, float]:
    """Return every figure; `most` is the number of cases of the long vault."""
    small, big = work / "piccolo", work / "grande"
    for folder, count in ((small, min(1_000, most)), (big, min(10_000, most))):
        filling.create(folder)
        with filling.unlock(folder) as vault:
            filling.real_cases(vault, count)
    figures = _beside_plain(small, work)
    figures["file_ratio"] = _file_ratio(small, work)
    figures["search_1k_own_ms"] = _search(small)
    figures["search_10k_own_s"] = _search(big) / 1000
    first = _first_page(small)
    figures["rekey_10k_s"] = _rekey(big)
    with filling.unlock(big) as vault:
        filling.lengthen(vault, max(0, most - 10_000))
        vault.leave()
    figures["list_first_page_ms"] = _first_page(big)
    figures["list_growth"] = figures["list_first_page_ms"] / first
    figures["unlock_minus_kdf_ms"] = _unlock(big)
    figures["cases"] = most
    return figures


def main() -> int:
    """Return 1 when a target is missed."""
    made = parser(__doc__ or "")
    made.add_argument("--cases", type=int, default=100_000, metavar="N", help="of the long vault")
    made.add_argument("--keep", type=Path, metavar="DIR", help="leave the vaults there")
    options = made.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True)
        return report(measure(options.keep, options.cases), TARGETS, as_json=options.json)
    work = Path(tempfile.mkdtemp(prefix="sportello-"))
    try:
        return report(measure(work, options.cases), TARGETS, as_json=options.json)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
