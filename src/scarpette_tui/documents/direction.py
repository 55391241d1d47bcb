"""Reading order: the runs of one line, from left to right as the eye meets them.

Lines are wrapped on logical words first; only then is a line cut into runs of one
direction and put in visual order (Unicode bidirectional algorithm, rules L1 and L2).
"""

import unicodedata
from dataclasses import dataclass

_RIGHT = {"R", "AL", "RLE", "RLO", "RLI"}


@dataclass(frozen=True)
class DirectedRun:
    """Characters of one direction. `text` stays in logical order."""

    text: str
    rtl: bool


def is_rtl(text: str) -> bool:
    """Say whether `text` holds a letter that is read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(ch) in _RIGHT for ch in text)


def visual_runs(text: str, *, base_rtl: bool = False) -> tuple[DirectedRun, ...]:
    """Cut one line into runs and return them in visual order.

    Args:
        text: one line in logical order.
        base_rtl: direction of the paragraph.

    """
    if not text:
        return ()
    if not base_rtl and not is_rtl(text):
        return (DirectedRun(text, rtl=False),)
    runs: list[tuple[str, int]] = []
    for char, level in _levels(text, base_rtl=base_rtl):
        if runs and runs[-1][1] == level:
            runs[-1] = (runs[-1][0] + char, level)
        else:
            runs.append((char, level))
    return tuple(DirectedRun(part, rtl=level % 2 == 1) for part, level in _reordered(runs))


def mirrored(text: str) -> str:
    """Return a right-to-left run in visual order, brackets mirrored, for faces not shaped."""
    from bidi.mirror import MIRRORED  # noqa: PLC0415 - only right-to-left pages need it

    return "".join(MIRRORED.get(char, char) for char in reversed(text))


def _levels(text: str, *, base_rtl: bool) -> list[tuple[str, int]]:
    from bidi import algorithm  # noqa: PLC0415 - only right-to-left pages need it

    storage = algorithm.get_empty_storage()
    storage["base_level"] = int(base_rtl)
    storage["base_dir"] = "R" if base_rtl else "L"
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [(char["ch"], int(char["level"])) for char in storage["chars"]]


def _reordered(runs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Rule L2: reverse, from the highest level to the lowest odd one."""
    ordered = list(runs)
    odd = [level for _, level in runs if level % 2]
    if not odd:
        return ordered
    for level in range(max(item[1] for item in runs), min(odd) - 1, -1):
        start = 0
        while start < len(ordered):
            if ordered[start][1] < level:
                start += 1
                continue
            end = start
            while end < len(ordered) and ordered[end][1] >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end
    return ordered
