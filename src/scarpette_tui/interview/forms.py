"""Reads residual forms: which answers they depend on, and how often they read each.

Forms share their parts (a definition read twice is one object), so every walk visits a
part once; walking them as trees would take time without bound.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from scarpette_tui.interview.abstract import Abstract, Form, Open


def keys_of(value: Abstract) -> tuple[str, ...]:
    """Return the answers an open value still depends on, in order; none when settled."""
    if not isinstance(value, Open):
        return ()
    try:
        return value.keys
    except AttributeError:
        value.keys = _read_keys(value.form)
        return value.keys


def _read_keys(form: Form) -> tuple[str, ...]:
    """Return the keys of a form. The same walk as `parts`, flat: it runs all the time."""
    found: dict[str, None] = {}
    seen: set[int] = set()
    left: list[Form] = [form]
    while left:
        part = left.pop()
        if part[0] == "k":
            found[part[1]] = None
        elif id(part) not in seen:
            seen.add(id(part))
            left += [each for each in reversed(part) if type(each) is tuple]
    return tuple(found)


def parts(form: Abstract) -> Iterator[Form]:
    """Yield a form and the forms inside it, each once, parents first."""
    seen: set[int] = set()
    left = [form]
    while left:
        part = left.pop()
        if isinstance(part, tuple) and id(part) not in seen:
            seen.add(id(part))
            yield part
            if not _is_key(part):
                left.extend(reversed(part))


def _is_key(part: Form) -> bool:
    return bool(part[0] == "k")


def repeated(form: Form, most_parts: int) -> tuple[str, ...]:
    """Return the keys that a form reads more than once; none for a form of too many parts.

    Only they can make a form say less than the whole expression: a form that reads each
    answer once is exact. Distinct members of one `choices` answer are distinct readings.
    """
    readings: dict[tuple[str, str], int] = {}
    times = _visits(form, most_parts)
    for part, visits in times.values():
        if part[0] == "has" and isinstance(part[1], tuple) and _is_key(part[1]):
            reading = part[1][1], str(part[2])
            readings[reading] = readings.get(reading, 0) + visits
        else:
            for inner in part[1:]:
                if isinstance(inner, tuple) and _is_key(inner):
                    readings[inner[1], ""] = readings.get((inner[1], ""), 0) + visits
    whole = {key for key, member in readings if not member}
    total = Counter[str]()
    for (key, _), count in readings.items():
        total[key] = total[key] + count if key in whole else max(total[key], count)
    return tuple(key for key, count in total.items() if count > 1)


def waits_for_the_law(value: Abstract) -> bool:
    """Say whether a value is open also for want of a parameter or a table, not of a rule."""
    return isinstance(value, Open) and any(
        part[0] == "law" and ":" not in part[1] for part in parts(value.form)
    )


def is_large(form: Form, most_parts: int) -> bool:
    """Say whether a form has more than so many parts."""
    return sum(1 for _ in islice(parts(form), most_parts + 1)) > most_parts


def _visits(form: Form, most_parts: int) -> dict[int, tuple[Form, int]]:
    """Return each part that is not a key, and in how many places it stands (at most 2)."""
    if _is_key(form):
        return {}
    found: dict[int, tuple[Form, int]] = {}
    left = [form]
    while left:
        part = left.pop()
        seen = found.get(id(part), (part, 0))[1]
        if seen == 2:
            continue
        found[id(part)] = part, seen + 1
        if len(found) > most_parts:
            return {}
        left += [each for each in part if type(each) is tuple and each[0] != "k"]
    return found
