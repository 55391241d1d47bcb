"""Pictures of the running application, from the demonstration vault: python screenshots/make.py.

Everything on them is real: catalogue, engine, vault. Everything in them is synthetic. The SVG
files name no network address: fonts are those of the reader's machine.
"""

import asyncio
import re
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.demo import demo_vault
from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.screens.interview import InterviewScreen

HERE = Path(__file__).parent
WIDE, NARROW = (120, 36), (80, 24)
FONT = "DejaVu Sans Mono"
YES = {"resident_italy", "cav_recognised", "with_me", "social_need_declared"}
TYPED = {"age": "34", "children.0.age": "6", "children.1.age": "6"}


def main() -> None:
    """Take every picture."""
    Input.cursor_blink = False
    clock = FixedClock(datetime(2026, 11, 23, 10, 0).astimezone())
    with demo_vault(clock) as demo:
        for size, name in ((WIDE, ""), (NARROW, "-80")):
            app = Sportello(demo.directory, clock=clock, demo=demo)
            asyncio.run(walk(app, size, name))


async def walk(app: Sportello, size: tuple[int, int], suffix: str) -> None:
    """Go through one consultation with keys, taking a picture at each stop."""
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        take(app, f"blocco{suffix}")
        await press(pilot, "enter")
        take(app, f"inizio{suffix}")
        await press(pilot, "n", "s", "t", "enter")
        take(app, f"limiti{suffix}")
        await press(pilot, "l", "n", "n")
        take(app, f"entrata{suffix}")
        await press(pilot, "i")
        await reply(pilot, 8)
        await press(pilot, "f2")
        take(app, f"perche{suffix}")
        await press(pilot, "escape", "f9")
        take(app, f"copertura{suffix}")
        await press(pilot, "f9")
        await reply(pilot, 14)
        take(app, f"colloquio{suffix}")
        await press(pilot, "ctrl+r")
        take(app, f"risultati{suffix}")
        await press(pilot, "2", "enter")
        take(app, f"passi{suffix}")
        await press(pilot, "escape", "f6", "s", "2", "1", "n")
        take(app, f"foglio{suffix}")
        await press(pilot, "escape", "escape", "escape", "escape", "escape", "f8")
        take(app, f"chiusura{suffix}")
        await press(pilot, "escape", "escape", "f8")
    if app.session is not None:
        app.session.close()


async def reply(pilot: Pilot[int], times: int) -> None:
    """Answer the next questions: a mother of two whom a centre follows."""
    for _ in range(times):
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        question = screen.view.question
        assert question is not None
        name = question.key.rpartition(".")[2]
        match question.kind:
            case "yes_no":
                await press(pilot, "s" if name in YES else "n")
            case "choice":
                await press(pilot, "1")
            case "choices":
                await press(pilot, "1", "enter")
            case "date":
                await press(pilot, *"10/03/2020", "enter")
            case _:
                await press(pilot, *TYPED.get(question.key, "2"), "enter")


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one at a time, each after the desk has answered."""
    for key in keys or ("",):
        if key:
            await pilot.press(key)
        for _ in range(3):
            await pilot.pause()
            while any(getattr(one, "busy", False) for one in pilot.app.screen_stack):
                await asyncio.sleep(0.02)
                await pilot.pause()


def take(app: Sportello, name: str) -> None:
    """Write one picture, without the fonts of a public network."""
    svg = app.export_screenshot(title="Sportello")
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", "terminal-", svg)
    svg = svg.replace("Fira Code", FONT)
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
