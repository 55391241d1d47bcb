"""A list to choose from: arrows and Enter, one key for each row, or the mouse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scarpette_tui.tui.widgets.words import hang

KEYS = "123456789abdefghijklmopqrtuvwxyz"
CONFIRM = "\0conferma"
SCROLLBAR = 2
"""Cells kept free for it, there or not."""


@dataclass(frozen=True)
class Choice:
    """One row. `key` is what chooses it at once; rows without one are numbered."""

    value: str
    label: str
    key: str = ""
    note: str = ""


class Choices(OptionList):
    """One choice, or several when `multi`: then Space marks and Enter confirms."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", "Segna", show=False)]
    help_text = (
        "Frecce per scorrere, Invio per scegliere, oppure il tasto scritto accanto alla voce."
    )

    class Picked(Message):
        """One row was chosen."""

        def __init__(self, sender: "Choices", value: str) -> None:
            super().__init__()
            self.sender = sender
            self.value = value

    class Marked(Message):
        """Several rows were confirmed, in the order of the list."""

        def __init__(self, sender: "Choices", values: tuple[str, ...]) -> None:
            super().__init__()
            self.sender = sender
            self.values = values

    class Untouched(Message):
        """Enter was pressed although nothing was chosen yet; `none` when it would mean none."""

        def __init__(self, none: bool) -> None:
            super().__init__()
            self.none = none

    class Touched(Message):
        """A row was marked or unmarked: a remark about untouched rows holds no more."""

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        multi: bool = False,
        cautious: bool = False,
        chosen: Iterable[str] = (),
        width: int = 0,
        classes: str = "",
        id: str | None = None,
    ) -> None:
        self.choices = tuple(choices)
        self.multi = multi
        self.marked = {value for value in chosen if any(value == one.value for one in choices)}
        self.signed: dict[str, str] = {}
        """Rows with another sign than the mark: "?" not known, "-" not said."""
        self._keys = _assign(self.choices)
        self._width = width - SCROLLBAR if width else 0
        self._painting = False
        # A tired hand on Enter must not answer for her: first an arrow, a key or a mark.
        self._cautious = cautious
        self._untouched = cautious and not self.marked
        super().__init__(*self._options_now(), markup=False, compact=True, classes=classes, id=id)
        if multi:
            self.help_text = (
                "Spazio o il numero segna una voce, Invio conferma tutte quelle segnate."
            )
        if not multi and self.marked:
            self.highlighted = next(
                n for n, one in enumerate(self.choices) if one.value in self.marked
            )

    def on_char(self, char: str) -> bool:
        """Choose the row with this key; say whether there was one."""
        value = self._keys.get(char.casefold())
        if value is None:
            return False
        self.highlighted = next(n for n, one in enumerate(self.choices) if one.value == value)
        if self.multi:
            self._toggle(value)
        else:
            self.post_message(self.Picked(self, value))
        return True

    def on_key(self, event: events.Key) -> None:
        """One key, one row."""
        if event.character and event.key != "space" and self.on_char(event.character):
            event.stop()
            event.prevent_default()

    def action_select(self) -> None:
        """Choose the row, once something was touched."""
        if self._untouched and not self.marked:
            self._untouched = not self.multi  # a second Enter does mean "none of these"
            self.post_message(self.Untouched(self.multi))
            return
        super().action_select()

    def action_cursor_up(self) -> None:
        """Move up."""
        self._untouched = self._untouched and self.multi
        super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Move down."""
        self._untouched = self._untouched and self.multi
        super().action_cursor_down()

    def action_mark(self) -> None:
        """Mark or unmark the row, or choose it where one is enough."""
        option = self.highlighted_option
        if option is None or option.id is None:
            return
        if self.multi and option.id != CONFIRM:
            self._toggle(option.id)
        else:
            self.action_select()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        """Stay before the first paint: there are no lines to count yet, and Textual would fail."""
        if self._lines:
            super()._move_page(direction)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        if not self.multi and event.option_id is not None:
            self.post_message(self.Picked(self, event.option_id))
        elif self.multi:
            ordered = tuple(one.value for one in self.choices if one.value in self.marked)
            self.post_message(self.Marked(self, ordered))

    async def _on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("option")
        if self.multi and index is not None and index < len(self.choices):
            event.prevent_default()
            event.stop()
            self.highlighted = index
            self._toggle(self.choices[index].value)
        else:
            await super()._on_click(event)

    def show(self, choices: Sequence[Choice], highlighted: int = 0) -> None:
        """Show other rows in place: a key that falls in between still finds the list."""
        self.choices = tuple(choices)
        self.marked, self.signed = set(), {}
        self._keys = _assign(self.choices)
        self.set_options(self._options_now())
        if self.option_count:
            self.highlighted = min(highlighted, self.option_count - 1)

    def relabel(self, index: int, choice: Choice) -> None:
        """Show other words in a row; its value and key stay."""
        rows = list(self.choices)
        rows[index] = choice
        self.choices = tuple(rows)
        self.replace_option_prompt_at_index(index, self._prompt(choice))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows; counting them changes nothing else, unless they must scroll."""
        self._painting = True
        try:
            return super().render_lines(crop)
        finally:
            self._painting = False

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw again, but not only because a list laid out with all its rows has counted them.

        Textual would lay out and draw the whole page twice for every question.
        """
        if self._painting and self.virtual_size.height <= self.size.height:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def on_resize(self) -> None:
        """Wrap long rows again, under their own words."""
        width = self.size.width - SCROLLBAR
        if self._width != width:
            self._width = width
            for index, one in enumerate(self.choices):
                self.replace_option_prompt_at_index(index, self._prompt(one))
            self.refresh(layout=True)

    def sign(self, sign: str) -> str:
        """Put a sign on the highlighted row, or take it away; return the row's value."""
        option = self.highlighted_option
        if option is None or option.id is None or option.id == CONFIRM:
            return ""
        taken = self.signed.get(option.id) == sign
        self._toggle(option.id, "" if taken else sign)
        return option.id

    def _toggle(self, value: str, sign: str | None = None) -> None:
        self.signed.pop(value, None)
        if sign is None:
            self.marked ^= {value}
        else:
            self.marked.discard(value)
            self.signed |= {value: sign} if sign else {}
        index = next(n for n, one in enumerate(self.choices) if one.value == value)
        self.replace_option_prompt_at_index(index, self._prompt(self.choices[index]))
        self._untouched = self._cautious  # "none of these" is asked about again
        self.post_message(self.Touched())

    def _options_now(self) -> list[Option]:
        rows = [Option(self._prompt(one), id=one.value) for one in self.choices]
        if self.multi:
            rows.append(Option(Content.assemble((" Invio ", "bold"), " Conferma"), id=CONFIRM))
        return rows

    def _prompt(self, one: Choice) -> Content:
        key = next((char for char, value in self._keys.items() if value == one.value), " ")
        mark = "x" if one.value in self.marked else self.signed.get(one.value, " ")
        box = f"[{mark}] " if self.multi else ""
        label = hang(one.label, self._width, f"    {box}")[3:]
        note = "\n" + hang(one.note, self._width, "    ") if one.note else ""
        return Content.assemble((f" {key.upper()} ", "bold"), label, note)


def _assign(choices: Sequence[Choice]) -> dict[str, str]:
    taken = {one.key.casefold(): one.value for one in choices if one.key}
    free = iter(char for char in KEYS if char not in taken)
    for one in choices:
        if not one.key and (char := next(free, None)) is not None:
            taken[char] = one.value
    return taken
