"""What an official's open vault is made of, shared by the cases and the session."""

from dataclasses import dataclass

from sqlmodel import Session

from scarpette_tui.clock import Clock
from scarpette_tui.errors import InputError
from scarpette_tui.vault import audit
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.identity import Identity, PublicIdentity
from scarpette_tui.vault.keyring import RECOVERY, Keyring, UserRecord
from scarpette_tui.vault.keys import Keys


@dataclass
class Opened:
    """An official's open cases."""

    database: Database
    keys: Keys

    def __repr__(self) -> str:
        return "Opened(…)"

    @property
    def ring(self) -> Keyring:
        """Return the present keyring."""
        return self.keys.ring

    @property
    def me(self) -> UserRecord:
        """Return my record."""
        return self.keys.me

    @property
    def identity(self) -> Identity:
        """Return my private halves."""
        return self.keys.identity

    @property
    def clock(self) -> Clock:
        """Return the clock."""
        return self.keys.clock

    @property
    def vault_id(self) -> str:
        """Return the vault's id."""
        return self.ring.vault_id

    def label_of(self, user_id: str) -> str:
        """Return a person's label; a neutral word for someone who left."""
        user = self.ring.by_id(user_id)
        return user.label if user else "persona non più presente"

    def recipient(self, user_id: str) -> PublicIdentity:
        """Return the public halves of a person or of recovery."""
        if user_id == RECOVERY:
            return self.ring.recovery()
        user = self.ring.by_id(user_id)
        assert user is not None
        return user.identity

    def colleague(self, label: str) -> UserRecord:
        """Return another official by label, as second of a case.

        Raises:
            InputError: unknown, a supervisor, me, or someone whose passphrase is still the
                one the responsabile gave.

        """
        user = self.ring.by_label(label)
        if user is not None and user.temporary and user.role.official:
            raise InputError(
                f"«{label}» non ha ancora scelto la propria frase segreta.",
                "Il fascicolo è rimasto com'era.",
                "Potrà riceverlo dopo il primo accesso.",
            )
        if user is None or not user.role.official or user.id == self.me.id:
            raise InputError(
                "La seconda persona scelta non può ricevere questo fascicolo.",
                "Il fascicolo è rimasto com'era.",
                "Scelga un'altra persona dello sportello, non una supervisione.",
            )
        return user

    def note(self, session: Session, action: str, subject: str = "") -> None:
        """Append to the audit chain inside a transaction."""
        audit.append(
            session,
            self.vault_id,
            at=self.clock.now(),
            actor=self.me.label,
            action=action,
            subject=subject,
        )
