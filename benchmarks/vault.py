"""The vault beside plain SQLite: commits, reads, opening, size; search, lists, unlock, new keys.

    python -m benchmarks.vault [--json] [--cases N] [--keep DIR]

Plain SQLite is the same driver without a key, with the same pragmas and the same SQLModel
statements, and neither the inner seal nor the root over the rows. Beside the clock's time
stands the processor's, which other work on the machine hardly touches.
"""

import shutil
import statistics
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
from benchmarks.common import parser, report
from benchmarks.terminal import Spent
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
RUNS, FEW = 200, 7
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
    writes: list[list[Spent]] = [[], []]
    reads: list[list[Spent]] = [[], []]
    for _ in range(RUNS):
        for side, (write, read) in enumerate(
            (
                (lambda: case.write(DOCUMENT), lambda: case.read(AnswersDoc)),
                (lambda: plain.write(DOCUMENT), plain.read),
            )
        ):
            writes[side].append(_spent(write))
            reads[side].append(_spent(read))
    return {**_beside("commit", *writes), **_beside("read", *reads)}


def _spent(work: Callable[[], object]) -> Spent:
    used, start = time.process_time(), time.perf_counter()
    work()
    wall, processor = time.perf_counter() - start, time.process_time() - used
    return Spent(wall * 1000, processor * 1000)


def _middle(times: list[Spent]) -> Spent:
    walls, processors = zip(*times, strict=True)
    return Spent(statistics.median(walls), statistics.median(processors))


def _repeated(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> Spent:
    """Run some work once to warm up and then seven times; `before` is not timed."""
    found = []
    for _ in range(FEW + 1):
        before()
        found.append(_spent(work))
    return _middle(found[1:])


def _beside(name: str, ours: list[Spent], plain: list[Spent]) -> dict[str, float]:
    """Return the medians of both sides, and their ratio by the clock and by the processor."""
    mine, other = _middle(ours), _middle(plain)
    return {
        f"{name}_ms": mine.wall,
        f"plain_{name}_ms": other.wall,
        f"{name}_ratio": mine.wall / other.wall,
        f"{name}_processor_ratio": mine.processor / other.processor,
    }


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

    opens: list[list[Spent]] = [[], []]
    for _ in range(RUNS):
        for times, act in zip(opens, (opened, opened_plain), strict=True):
            times.append(_spent(act))
    return figures | _beside("open", *opens)


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


def _search(folder: Path) -> Spent:
    with filling.unlock(folder) as vault:
        found = vault.search("parola che nessuno ha scritto")
        assert found == []
        return _repeated(lambda: vault.search("parola che nessuno ha scritto"))


def _first_page(folder: Path) -> float:
    with filling.unlock(folder) as vault:
        page = [
            _spent(lambda: vault.cases(service.CaseState.CLOSED, limit=50)) for _ in range(RUNS)
        ]
        return _middle(page).wall


def _unlock(folder: Path) -> Spent:
    ring = keyring.load(folder)
    slot = ring.users[0].slot
    salt = keyring.raw(slot.salt)
    cost = _repeated(lambda: kdf.stretch(filling.PHRASE, salt, slot.parameters))
    opened: list[service.Vault] = []

    def close() -> None:
        while opened:
            opened.pop().leave()

    whole = _repeated(lambda: opened.append(filling.unlock(folder)), close)
    close()
    return Spent(whole.wall - cost.wall, whole.processor - cost.processor)


def _rekey(folder: Path) -> Spent:
    """Draw new keys seven times: a vault is left after each, and opened again."""
    found = []
    for _ in range(FEW):
        with filling.unlock(folder) as vault:
            found.append(_spent(lambda vault=vault: service.rotate(vault, countersign=countersign)))
    return _middle(found)


def measure(work: Path, most: int) -> dict[str, float]:
    """Return every figure; `most` is the number of cases of the long vault."""
    small, big = work / "piccolo", work / "grande"
    for folder, count in ((small, min(1_000, most)), (big, min(10_000, most))):
        filling.create(folder)
        with filling.unlock(folder) as vault:
            filling.real_cases(vault, count)
    figures = _beside_plain(small, work)
    figures["file_ratio"] = _file_ratio(small, work)
    few, many = _search(small), _search(big)
    figures["search_1k_own_ms"] = few.wall
    figures["search_1k_own_processor_ms"] = few.processor
    figures["search_10k_own_s"] = many.wall / 1000
    figures["search_10k_own_processor_s"] = many.processor / 1000
    first = _first_page(small)
    renewed = _rekey(big)
    figures["rekey_10k_s"] = renewed.wall / 1000
    figures["rekey_10k_processor_s"] = renewed.processor / 1000
    with filling.unlock(big) as vault:
        filling.lengthen(vault, max(0, most - 10_000))
        vault.leave()
    figures["list_first_page_ms"] = _first_page(big)
    figures["list_growth"] = figures["list_first_page_ms"] / first
    entered = _unlock(big)
    figures["unlock_minus_kdf_ms"] = entered.wall
    figures["unlock_minus_kdf_processor_ms"] = entered.processor
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
