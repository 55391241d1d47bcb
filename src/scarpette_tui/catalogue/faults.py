"""What pydantic found wrong in a law file, said in Italian."""

from collections.abc import Mapping
from typing import Any

_SAYINGS = {
    "missing": "manca la chiave «{key}»",
    "extra_forbidden": "chiave sconosciuta «{key}»",
    "string_type": "«{key}» dev'essere un testo",
    "bool_type": "«{key}» dev'essere true o false",
    "bool_parsing": "«{key}» dev'essere true o false",
    "int_type": "«{key}» dev'essere un numero intero",
    "int_parsing": "«{key}» dev'essere un numero intero",
    "int_from_float": "«{key}» dev'essere un numero intero",
    "decimal_type": "«{key}» dev'essere un numero",
    "decimal_parsing": "«{key}» dev'essere un numero",
    "date_type": "«{key}» dev'essere una data, per esempio 2026-12-31",
    "date_parsing": "«{key}» dev'essere una data, per esempio 2026-12-31",
    "date_from_datetime_parsing": "«{key}» dev'essere una data, per esempio 2026-12-31",
    "date_from_datetime_inexact": "«{key}» dev'essere una data senza ora",
    "tuple_type": "«{key}» dev'essere un elenco",
    "dict_type": "«{key}» dev'essere una tabella",
    "model_type": "«{key}» dev'essere una tabella",
    "model_attributes_type": "«{key}» dev'essere una tabella",
    "string_too_short": "«{key}» è troppo corto",
    "too_short": "«{key}» è un elenco troppo corto",
    "too_long": "«{key}» è un elenco troppo lungo",
    "string_pattern_mismatch": "«{key}» ha caratteri non ammessi in un identificativo",
    "greater_than_equal": "«{key}» è troppo piccolo",
    "less_than_equal": "«{key}» è troppo grande",
}


def say(error: Mapping[str, Any]) -> str:
    """Return one entry of `ValidationError.errors()` as an Italian phrase naming the key."""
    path = [str(part) for part in error["loc"] if isinstance(part, str)]
    key = path[-1] if path else "checked"  # only that table is validated by itself
    kind = str(error["type"])
    if kind in {"literal_error", "enum"}:
        allowed = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
        return f"«{key}» non ha un valore ammesso (ammessi: {allowed})"
    if kind == "value_error":
        return f"«{key}»: {error['ctx']['error']}"
    return _SAYINGS.get(kind, "«{key}» ha un valore non valido").format(key=key)
