"""What a guess at a passphrase costs: Argon2id (RFC 9106), bounded both ways (V4)."""

import time
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

KIB_PER_MIB = 1024
TARGET_SECONDS = (0.8, 1.2)


@dataclass(frozen=True)
class KdfParameters:
    """Argon2id parameters.

    Attributes:
        memory_kib: memory in KiB.
        iterations: passes over the memory.
        lanes: parallel lanes.

    """

    memory_kib: int
    iterations: int
    lanes: int

    DEFAULT: ClassVar["KdfParameters"]
    """256 MiB, t=4, p=4."""
    FLOOR: ClassVar["KdfParameters"]
    """64 MiB, t=3: the least an office's vault may have."""
    CEILING: ClassVar["KdfParameters"]
    """The most that is ever worked on: more in a header is hostile."""
    ONLY_FOR_TESTS: ClassVar["KdfParameters"]
    """1 MiB, t=1: no protection at all; refused unless the vault says test or demo."""

    @classmethod
    def demo(cls) -> "KdfParameters":
        """Return a quick 16 MiB, t=1: for synthetic vaults, which the screen marks as such."""
        return cls(16 * KIB_PER_MIB, 1, 4)

    def within_floor(self) -> bool:
        """Say whether a guess costs at least the floor."""
        floor = KdfParameters.FLOOR
        return self.memory_kib >= floor.memory_kib and self.iterations >= floor.iterations

    def within_ceiling(self) -> bool:
        """Say whether the parameters may be worked on at all."""
        top = KdfParameters.CEILING
        return (
            1 <= self.lanes <= top.lanes
            and 1 <= self.iterations <= top.iterations
            and 8 * self.lanes <= self.memory_kib <= top.memory_kib
        )


KdfParameters.DEFAULT = KdfParameters(256 * KIB_PER_MIB, 4, 4)
KdfParameters.FLOOR = KdfParameters(64 * KIB_PER_MIB, 3, 4)
KdfParameters.CEILING = KdfParameters(1024 * KIB_PER_MIB, 16, 16)
KdfParameters.ONLY_FOR_TESTS = KdfParameters(KIB_PER_MIB, 1, 1)


def stretch(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Derive the wrapping key of a slot; the passphrase is taken in NFC form."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - bounds need none

    from scarpette_tui.vault.primitives import KEY_BYTES  # noqa: PLC0415

    clear = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive(clear)


def calibrate(target: tuple[float, float] = TARGET_SECONDS) -> KdfParameters:
    """Find parameters that cost 0.8-1.2 s here, from 256 MiB and t=4, never under the floor.

    The passes are changed first; a machine too slow for 256 MiB gives up memory, down
    to the floor. Takes a few seconds, once, at creation.
    """
    low, high = target
    memory, lanes = KdfParameters.DEFAULT.memory_kib, KdfParameters.DEFAULT.lanes
    floor = KdfParameters.FLOOR
    while True:
        per_pass = _seconds(KdfParameters(memory, floor.iterations, lanes)) / floor.iterations
        passes = max(floor.iterations, round((low + high) / 2 / per_pass))
        if passes * per_pass <= high or memory <= floor.memory_kib:
            passes = min(passes, KdfParameters.CEILING.iterations)
            return KdfParameters(memory, passes, lanes)
        memory //= 2


def _seconds(parameters: KdfParameters) -> float:
    times = []
    for _ in range(2):
        start = time.perf_counter()
        stretch("calibrazione", b"\0" * 16, parameters)
        times.append(time.perf_counter() - start)
    return sum(times) / len(times)
