"""The case code, like a queue ticket: letter, four digits, check digit (P12).

The letter counts as a digit, the check is Damm's (a quasigroup without fixed pairs):
every single wrong sign and every swap of neighbours is found. Twenty letters share ten
values, in pairs that nobody confuses; a letter taken for its twin is not found.
"""

import secrets

_LETTERS = "ABCDEFGHKLMNPRSTUVXZ"
_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def new_code() -> str:
    """Draw a code: "K4071 3" without the space; 200,000 exist."""
    body = secrets.choice(_LETTERS) + f"{secrets.randbelow(10_000):04d}"
    return body + _check(body)


def normal_code(text: str) -> str | None:
    """Return the code as it is kept, from what a person typed; None when it cannot be one."""
    code = "".join(sign for sign in text.upper() if sign.isalnum())
    good = len(code) == 6 and code[0] in _LETTERS and code[1:].isascii() and code[1:].isdigit()
    return code if good and _check(code[:5]) == code[5] else None


def _check(body: str) -> str:
    state = 0
    for digit in (_LETTERS.index(body[0]) % 10, *map(int, body[1:])):
        state = int(_TABLE[state][digit])
    return str(state)
