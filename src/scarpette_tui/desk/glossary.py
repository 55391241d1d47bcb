"""The glossary for the official: all of it, or the words of one question."""


def everything() -> tuple[str, ...]:
    """Return "term: meaning" for every term, in order of the alphabet."""
    from scarpette_tui.catalogue import glossary  # noqa: PLC0415 - reads the law's data

    return tuple(f"{one.term}: {one.plain}" for one in glossary.terms())


def inside(*texts: str) -> tuple[str, ...]:
    """Return "term: meaning" for the terms that stand in some texts."""
    from scarpette_tui.catalogue import glossary  # noqa: PLC0415 - reads the law's data

    return tuple(f"{one.term}: {one.plain}" for one in glossary.explained(" \n ".join(texts)))
