"""The inner layer: one random key per case seals what she said (V1).

From the case's key come three: for the content, for the opaque row names, for her word.
Plain text is padded to steps of 256 bytes, so that sizes tell a colleague little.
"""

import hmac
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pydantic import ValidationError

from scarpette_tui.vault.content import Document
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.identity import Identity, PublicIdentity
from scarpette_tui.vault.primitives import (
    SealError,
    context,
    derive,
    mac,
    random_key,
    seal,
    unseal,
)

_STEP = 256
_FIELD = "body"
T = TypeVar("T", bound=Document)


@dataclass(frozen=True)
class CaseKey:
    """A case's key (DEK) and what it opens."""

    case_id: str
    key: bytes

    def __repr__(self) -> str:
        return "CaseKey(…)"

    @classmethod
    def random(cls, case_id: str) -> "CaseKey":
        """Make the key of a new case."""
        return cls(case_id, random_key())

    def row(self, kind: str) -> str:
        """Return the opaque name of a document's row: 32 hex digits."""
        return mac(self._naming, kind.encode())[:16].hex()

    def seal(self, document: Document, version: int) -> bytes:
        """Seal a document for its row and version."""
        plain = document.model_dump_json().encode()
        return seal(self._sealing, pad(plain), self._aad(document.kind, version))

    def open(self, kind: type[T], version: int, sealed: bytes) -> T:
        """Open a document.

        Raises:
            VaultDamagedError: moved, changed, or not what it should be.

        """
        try:
            plain = unseal(self._sealing, sealed, self._aad(kind.kind, version))
            return kind.model_validate_json(unpad(plain))
        except (SealError, ValidationError):
            raise damaged("un documento sigillato non si apre") from None

    def word_mac(self, word: str, salt: bytes) -> bytes:
        """Return the keyed hash of her word; see `same_word`."""
        return mac(derive(self.key, "word", salt=salt), normal_word(word).encode())

    def same_word(self, word: str, salt: bytes, expected: bytes) -> bool:
        """Say whether it is her word.

        The hash is keyed with the case's own key: whoever has the file, or even the
        vault key, but is not one of those the case is sealed to, cannot try words.
        Against those few it protects nothing: they read the case anyway.
        """
        return hmac.compare_digest(self.word_mac(word, salt), expected)

    @cached_property
    def _naming(self) -> bytes:
        return derive(self.key, "rows")

    @cached_property
    def _sealing(self) -> bytes:
        return derive(self.key, "seal")

    def _aad(self, kind: str, version: int) -> bytes:
        return context("document", self.case_id, self.row(kind), _FIELD, version)


def normal_word(word: str) -> str:
    """Return her word without case, accents and doubled spaces."""
    spread = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(bare.split())


def seal_case_key(key: CaseKey, vault_id: str, recipient: str, public: PublicIdentity) -> bytes:
    """Make the box of a case's key for one recipient."""
    return public.seal_case_key(key.key, _box_info(vault_id, key.case_id, recipient))


def open_case_key(
    box: bytes, vault_id: str, case_id: str, recipient: str, identity: Identity
) -> CaseKey:
    """Open a box sealed to me.

    Raises:
        VaultDamagedError: the box was moved or changed.

    """
    try:
        opened = identity.open_case_key(box, _box_info(vault_id, case_id, recipient))
    except SealError:
        raise damaged("la chiave di un fascicolo non si apre") from None
    return CaseKey(case_id, opened)


def pad(plain: bytes) -> bytes:
    """Return length, text, zeros up to the next step."""
    framed = len(plain).to_bytes(4, "big") + plain
    return framed + bytes(-len(framed) % _STEP)


def unpad(padded: bytes) -> bytes:
    """Return the text that `pad` framed."""
    length = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + length]


def _box_info(vault_id: str, case_id: str, recipient: str) -> bytes:
    return context("case", vault_id, case_id, recipient)
