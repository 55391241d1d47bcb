"""Three-valued and, or, not, and the choice between two values."""

from collections.abc import Sequence

from scarpette_tui.interview.abstract import Abstract, Form, Open, OpenBool, form_of, hull
from scarpette_tui.interview.context import Context, Run


def joined(op: str, forms: Sequence[Form]) -> OpenBool:
    """Return the open truth of several open forms, each said once."""
    return OpenBool(forms[0] if len(forms) == 1 else (op, *forms))


def _connect(op: str, operands: Sequence[Run], decisive: bool) -> Run:
    def run(ctx: Context) -> Abstract:
        forms: list[Form] = []
        for operand in operands:
            value = operand(ctx)
            if isinstance(value, Open):
                if value.form not in forms:
                    forms.append(value.form)
            elif value is decisive:
                return decisive
        return joined(op, forms) if forms else not decisive

    return run


def both(operands: Sequence[Run]) -> Run:
    """Compile `a and b ...`: false as soon as one is, whatever the others."""
    return _connect("and", operands, False)


def either(operands: Sequence[Run]) -> Run:
    """Compile `a or b ...`: true as soon as one is, whatever the others."""
    return _connect("or", operands, True)


def opposite(value: Abstract) -> Abstract:
    """Return the negation of an abstract truth."""
    if not isinstance(value, Open):
        return not value
    form = value.form
    return OpenBool(form[1] if form[0] == "not" else ("not", form))


def negation(operand: Run) -> Run:
    """Compile `not x`."""
    return lambda ctx: opposite(operand(ctx))


def choice(condition: Run, then: Run, otherwise: Run) -> Run:
    """Compile `then if condition else otherwise`; both, joined, while it is open."""

    def run(ctx: Context) -> Abstract:
        decided = condition(ctx)
        if not isinstance(decided, Open):
            return then(ctx) if decided else otherwise(ctx)
        first, second = then(ctx), otherwise(ctx)
        forms = form_of(first), form_of(second)
        if forms[0] == forms[1] and type(first) is type(second):
            return first
        if first is True and second is False:
            return decided
        return hull(first, second, ("if", decided.form, *forms))

    return run
