"""Every text of our themes reaches 7:1 (WCAG AAA) on every ground it may stand on."""

import pytest
from textual.theme import Theme

from scarpette_tui.tui.themes import THEMES


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda one: one.name)
@pytest.mark.parametrize("ink", ["foreground", "muted", "accent", "warning", "error", "success"])
def test_s16_texts_reach_seven_to_one(theme: Theme, ink: str) -> None:
    colour = theme.variables["muted"] if ink == "muted" else getattr(theme, ink)
    for ground in (theme.background, theme.panel, theme.surface):
        assert ratio(colour, str(ground)) >= 7, f"{ink} on {ground}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda one: one.name)
def test_the_row_under_the_cursor_reaches_seven_to_one(theme: Theme) -> None:
    assert ratio(theme.variables["on-accent"], str(theme.accent)) >= 7
    assert ratio(str(theme.accent), str(theme.background)) >= 7
