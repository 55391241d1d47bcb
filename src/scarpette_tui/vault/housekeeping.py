"""What an open vault does about time: drafts of the day, retention, backups (S14, V10, V12)."""

from datetime import timedelta

from scarpette_tui.errors import InputError
from scarpette_tui.vault import backups, checking, records, retention, schema
from scarpette_tui.vault.faults import translated
from scarpette_tui.vault.holding import OpenVault
from scarpette_tui.vault.status import BACKUPS
from scarpette_tui.vault.types import BackupRow, CaseRow, Report, Role, Stop


class Housekeeping(OpenVault):
    """The part of an unlocked vault that clears up."""

    def tidy(self) -> None:
        """Clear up at unlock: drafts of earlier days, notes past their last day, old backups.

        Where the clock jumped only the drafts go: they were promised to end with their day.
        """
        opened = self._official()
        last = schema.read_meta(opened.database).get(retention.LAST_DAY, "")
        self.clock_doubt = retention.doubtful(last, opened.clock.today())
        with opened.database.session() as session:
            drafts = records.expired_drafts(opened, session)
            records.erase(opened, session, drafts)
        if not self.clock_doubt:
            self.erased_at_unlock = self._erase_overdue()
        if drafts or self.erased_at_unlock:
            opened.database.vacuum()

    def expiring(self, days: int = retention.WARNED) -> list[CaseRow]:
        """Return the notes sealed to me whose last day is at most `days` away, soonest first."""
        opened = self._official()
        last = opened.clock.today() + timedelta(days=days)
        with opened.database.session() as session:
            return records.ending(opened, session, last)

    def overdue(self) -> int:
        """Return how many notes, anyone's, are past their last day."""
        opened = self._official()
        with opened.database.session() as session:
            return len(records.overdue(session, opened.clock.today()))

    def erase_expired(self) -> int:
        """Erase every note past its last day now, and believe the clock; return how many.

        Raises:
            InputError: the clock jumped, and this is not the responsabile.
            DiskError: the disk refuses; call again.

        """
        opened = self._official()
        if self.clock_doubt and self.user.role is not Role.RESPONSABILE:
            raise InputError(
                "L'orologio del computer è lontano dall'ultimo accesso.",
                "Non è stato cancellato nulla.",
                "Lo faccia controllare alla persona responsabile.",
            )
        erased = self._erase_overdue()
        self.clock_doubt = False
        opened.database.vacuum()
        return erased

    def backup(self) -> BackupRow:
        """Make a backup now, proven by opening; expired ones go.

        Raises:
            DiskError: there is no new backup; the old ones are still there.

        """
        source = backups.Source.of(self._official(), self.counts)
        with translated():
            made = backups.make(source, "richiesta", rotate=not self.clock_doubt)
        return backups.row_of(made)

    def check(self, stop: Stop = lambda: False) -> Report:
        """Check pages, rows, chain of the open vault; a full read, for a worker (V5).

        Args:
            stop: asked now and then; True ends the check early.

        """
        return checking.report(self, stop)

    def _erase_overdue(self) -> int:
        """Erase the notes past their last day, write that the clock was believed."""
        opened = self._official()
        today = opened.clock.today()
        with opened.database.session() as session:
            gone = records.overdue(session, today)
            for record in gone:
                opened.note(session, "fascicolo cancellato alla scadenza", record.code)
            records.erase(opened, session, [record.id for record in gone])
        if schema.read_meta(opened.database).get(retention.LAST_DAY) != today.isoformat():
            with opened.database.transaction() as connection:
                schema.write_meta(connection, retention.LAST_DAY, today.isoformat())
            with translated():
                backups.prune(self.counts.path.parent / BACKUPS, today)
        return len(gone)
