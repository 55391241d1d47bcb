"""One thing on the screen: a title, words to say, and one way to answer."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input

from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.fields import Field, FieldSpec, Labelled
from scarpette_tui.tui.widgets.words import LaidOutOnce, Words

SHORTEST = 5
"""Rows of a list that are always in sight."""


@dataclass(frozen=True)
class Ask:
    """What to show. Either `choices` or `fields`, never both."""

    title: str = ""
    step: str = ""
    """Where in the flow: "2 di 6"."""
    say: str = ""
    """Words to say to her."""
    text: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    """Smaller remarks under the answer."""
    wide: tuple[str, ...] = ()
    """Remarks that only a wide terminal has room for."""
    big: str = ""
    """One thing to read from afar: a share, a code."""
    choices: tuple[Choice, ...] = ()
    multi: bool = False
    cautious: bool = False
    """Enter alone chooses nothing: what she says is never answered by a tired hand."""
    chosen: tuple[str, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    meter: bool = False
    """A line under the form for how hard a new passphrase is to guess."""
    confirm: str = "Continua"


class AskView(LaidOutOnce, Vertical):
    """Shows one `Ask` at a time and says what was answered."""

    class Answered(Message):
        """Something was answered to what stood here then."""

        def __init__(self, view: "AskView") -> None:
            super().__init__()
            self._view, self._asked = view, view.present

        @property
        def stale(self) -> bool:
            """Say whether something else is asked by now: the answer was not meant for it."""
            return self._view.present is not self._asked

    class Chosen(Answered):
        """One choice was made."""

        def __init__(self, view: "AskView", value: str) -> None:
            super().__init__(view)
            self.value = value

    class Marked(Answered):
        """Several choices were confirmed."""

        def __init__(self, view: "AskView", values: tuple[str, ...]) -> None:
            super().__init__(view)
            self.values = values

    class Filled(Answered):
        """The form was confirmed."""

        def __init__(self, view: "AskView", values: dict[str, str]) -> None:
            super().__init__(view)
            self.values = values

    def __init__(self, first: Ask | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.present = first
        """What is asked now."""
        self.changing = False
        """Another question is on its way: nobody has seen it yet."""
        self._parts: list[Widget] = []
        self._fitted_for = Size(0, 0)

    def compose(self) -> ComposeResult:
        """Paint the first question with the screen itself: no empty frame before it."""
        self._parts = parts(self.present) if self.present else []
        yield from self._parts

    async def show(self, ask: Ask) -> None:
        """Paint another question; the answer takes the focus."""
        self.present, self._parts = ask, parts(ask, self.size.width)
        self.changing = True
        try:
            with self.app.batch_update():
                await self.remove_children()
                await self.mount_all(self._parts)
        finally:
            self.changing = False
        self.take_focus()
        self.call_after_refresh(self.fit)

    def on_resize(self) -> None:
        """Fit the list again when the page itself has another size."""
        page = self.parent
        if isinstance(page, Widget) and page.container_size != self._fitted_for:
            self._fitted_for = page.container_size
            for rows in self.query(Choices):
                rows.styles.max_height = None
            self.call_after_refresh(self.fit)

    def fit(self, tries: int = 4) -> None:
        """Let a long list scroll by itself, so that the words above it stay in sight.

        Rows wrap again when the list becomes narrower or wider, so it may take some tries.
        """
        page = self.parent
        for rows in self.query(Choices):
            if not isinstance(page, Widget):
                continue
            over = page.virtual_size.height - page.size.height
            height = max(SHORTEST, rows.size.height - over)
            if over > 0 and tries and height < rows.size.height:
                rows.styles.max_height = height
                self.call_after_refresh(self.fit, tries - 1)

    def take_focus(self) -> None:
        """Put the focus where the answer goes."""
        if self.screen is self.app.screen or self.is_attached:
            for one in self.query("Choices, Field").results(Widget):
                one.focus(scroll_visible=False)
                break

    def trouble(self, text: str) -> None:
        """Say under the answer what is wrong; what was typed stays."""
        for line in self.query(".trouble").results(Words):  # none while another question comes
            line.set(f"! {text}" if text else "")
            line.display = bool(text)
            if text:
                self.call_after_refresh(line.scroll_visible, animate=False)  # once it has a place

    def measured(self, text: str) -> None:
        """Say how hard the new passphrase is to guess."""
        for line in self.query(".meter").results(Words):
            line.set(text)

    def on_char(self, char: str) -> bool:
        """Pass a key to the list, wherever the focus is."""
        return any(one.on_char(char) for one in self.query(Choices))

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """One row."""
        event.stop()
        if self._asked(event.sender):
            self.post_message(self.Chosen(self, event.value))

    def on_choices_marked(self, event: Choices.Marked) -> None:
        """Several rows."""
        event.stop()
        if self._asked(event.sender):
            self.post_message(self.Marked(self, event.values))

    def _asked(self, source: Widget) -> bool:
        """Say whether an answer is to what is asked now: rows of before may still be in sight."""
        return any(one in self._parts for one in source.ancestors_with_self)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: next field, or done."""
        event.stop()
        if not self._asked(event.input):
            return
        fields = list(self.query(Field))
        place = fields.index(event.input) if isinstance(event.input, Field) else -1
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.confirm()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The same with the mouse."""
        event.stop()
        if self._asked(event.button):
            self.confirm()

    def confirm(self) -> None:
        """Send the whole form."""
        values = {one.spec.name: one.value for one in self.query(Field)}
        self.post_message(self.Filled(self, values))


def parts(ask: Ask, width: int = 0) -> list[Widget]:
    """Return the widgets of one question, top to bottom, for a width in cells if it is known."""
    rows: list[Widget] = []
    if ask.step:
        rows.append(Words(ask.step, classes="step"))
    if ask.title:
        rows.append(Words(ask.title, classes="title"))
    if ask.say:
        rows.append(Words(ask.say, classes="say"))
    rows += [Words(one, classes="paragraph") for one in ask.text]
    if ask.big:
        rows.append(Words(ask.big, classes="big"))
    if ask.choices:
        rows.append(
            Choices(
                ask.choices,
                multi=ask.multi,
                cautious=ask.cautious,
                chosen=ask.chosen,
                width=width,
                classes="answer",
            )
        )
    for spec in ask.fields:
        rows.append(Labelled(spec))
    if ask.meter:
        rows.append(Words("", classes="meter"))
    trouble = Words("", classes="trouble")
    trouble.display = False
    rows.append(trouble)
    if ask.fields:
        rows.append(Button(f"Invio  {ask.confirm}", compact=True, classes="confirm"))
    rows += [Words(one, classes="quiet") for one in ask.quiet]
    rows += [Words(one, classes="quiet wide-only") for one in ask.wide]
    return rows
