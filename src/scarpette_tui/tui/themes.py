"""Three themes of our own: every text reaches 7:1 on every ground it may stand on.

The built-in themes do not. Colour is never the only sign: words and symbols carry the meaning.
"""

from textual.theme import Theme


def _theme(
    name: str, *, dark: bool, ground: str, panel: str, ink: str, muted: str, **signs: str
) -> Theme:
    accent = signs["accent"]
    return Theme(
        name=name,
        dark=dark,
        background=ground,
        surface=ground,
        panel=panel,
        boost=panel,
        foreground=ink,
        primary=accent,
        secondary=muted,
        accent=accent,
        warning=signs["warning"],
        error=signs["error"],
        success=signs["success"],
        text_alpha=1.0,
        variables=_variables(ground, panel, ink, muted, signs),
    )


def _variables(
    ground: str, panel: str, ink: str, muted: str, signs: dict[str, str]
) -> dict[str, str]:
    accent = signs["accent"]
    return {
        "muted": muted,
        "line": signs["line"],
        "on-accent": signs["on_accent"],
        "block-cursor-foreground": signs["on_accent"],
        "block-cursor-background": accent,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": panel,
        "block-hover-background": panel,
        "input-cursor-background": ink,
        "input-cursor-foreground": ground,
        "input-selection-background": accent,
        "input-selection-foreground": signs["on_accent"],
        "scrollbar": signs["line"],
        "scrollbar-hover": muted,
        "scrollbar-active": accent,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }


DARK = _theme(
    "scuro",
    dark=True,
    ground="#10151A",
    panel="#1B232B",
    ink="#E9EDF1",
    muted="#B2BDC9",
    line="#53616F",
    accent="#A5CFFF",
    on_accent="#0B1B2C",
    warning="#FFD38A",
    error="#FFBBB5",
    success="#A3E6BB",
)
LIGHT = _theme(
    "chiaro",
    dark=False,
    ground="#FBFAF7",
    panel="#ECEAE4",
    ink="#15181C",
    muted="#3E4650",
    line="#8A9199",
    accent="#0B3F7A",
    on_accent="#FFFFFF",
    warning="#5C3600",
    error="#7D1414",
    success="#0F4526",
)
CONTRAST = _theme(
    "alto contrasto",
    dark=True,
    ground="#000000",
    panel="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    line="#FFFFFF",
    accent="#FFFF00",
    on_accent="#000000",
    warning="#FFFFFF",
    error="#FFFFFF",
    success="#FFFFFF",
)

THEMES = (DARK, LIGHT, CONTRAST)
"""In the order in which the appearance key walks through them."""
