"""The dashboard of the counts: the supervisor's whole path, by keys, and its pictures."""

import re
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import HEAD, OPERATOR, PASSPHRASE, SUPERVISOR
from tests.counts.planting import plant, years
from tests.tui.conftest import NARROW, WIDE, flat, normal, painted, press, settled, write
from tests.tui.test_pictures import ENGLISH
from textual.widgets import Input

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.session import unlock
from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.screens.dashboard import DashboardScreen
from scarpette_tui.tui.screens.home import HomeScreen

FIRST, LAST = date(2026, 4, 1), date(2026, 11, 20)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])


def at(day: date) -> FixedClock:
    """Return a clock in the morning of a day."""
    return FixedClock(datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Europe/Rome")))


@pytest.fixture
def opened(vault_dir, clock):
    """Open the application behind the lock, for anyone, at any day."""

    @asynccontextmanager
    async def opener(label=SUPERVISOR, size=NARROW, day=None):
        now = at(day) if day else clock
        with unlock(vault_dir, label, PASSPHRASE, clock=now) as session:
            app = Sportello(vault_dir, clock=now)
            app.idle.touch()
            async with app.run_test(size=size) as pilot:
                app.opened(session)
                await settled(pilot)
                yield pilot

    return opener


@pytest.fixture
def planted(vault_dir, clock):
    """Eight months of figures."""
    plant(vault_dir, clock, years(FIRST, LAST))


def same(pilot, picture, name=None):
    """Compare with the stored picture, after the checks that hold for every screen."""
    assert not ENGLISH.findall(painted(pilot))
    assert all(len(line) <= pilot.app.size.width for line in painted(pilot).splitlines())
    svg = pilot.app.export_screenshot()
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", normal(svg))
    assert svg == (picture(name=name) if name else picture)


PAGES = {
    "giorni": ((), "Giorni, novembre 2026", "mar 3/11"),
    "settimane": (("s",), "Settimane, 4° trimestre 2026", "andamento"),
    "mesi": (("m",), "Mesi, 2026", "ottobre"),
    "anni": (("a",), "Anni", "2026 …"),
    "argomenti": (("r",), "Argomenti, 3° trimestre 2026", "Sostegno al reddito"),
    "prima": (("left",), "Giorni, ottobre 2026", "Totale: circa"),
    "scelta": (("p",), "Quale periodo?", "agosto 2026"),
    "verifica": (("v",), "non sono in ordine", "firma"),
    "rapporto": (("f6",), "Dove salvare il rapporto?", "pagina PDF"),
}


@SIZES
@pytest.mark.parametrize("page", PAGES)
async def test_every_page(planted, opened, picture, page, size):
    keys, title, word = PAGES[page]
    async with opened(size=size) as pilot:
        await press(pilot, *keys)
        assert title in flat(pilot)
        assert word in flat(pilot)
        same(pilot, picture)


@SIZES
async def test_an_empty_vault_teaches(opened, picture, size):
    async with opened(size=size) as pilot:
        assert "Non c'è ancora nessun numero" in flat(pilot)
        assert "leggermente alterati" in flat(pilot)
        for key in ("s", "m", "a", "r", "left", "right", "p", "f6"):
            await press(pilot, key)
        await press(pilot, "g")
        same(pilot, picture)


@SIZES
async def test_one_day(vault_dir, clock, opened, picture, size):
    plant(vault_dir, clock, years(LAST, LAST))
    async with opened(size=size) as pilot:
        assert "ven 20/11" in flat(pilot)
        assert "Totale, finora" in flat(pilot)
        same(pilot, picture)


@SIZES
async def test_ten_years(vault_dir, clock, opened, picture, size):
    plant(vault_dir, clock, years(date(2026, 11, 23), date(2036, 11, 21), rate=12))
    async with opened(size=size) as pilot:
        await press(pilot, "a")
        assert "2036 …" in flat(pilot)
        assert "2027" in flat(pilot)
        same(pilot, picture)


async def test_v3_a_supervisor_has_the_counts_and_nothing_else(planted, opened):
    async with opened() as pilot:
        assert isinstance(pilot.app.screen, DashboardScreen)
        for key in ("escape", "n", "f", "u", "o", "b", "d", "1", "enter", "f2", "f7", "f8", "c"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, DashboardScreen), key
        await press(pilot, "ctrl+p")
        assert "Nuova consultazione" not in flat(pilot)


async def test_the_supervisors_own_path_from_the_lock_screen(vault_dir, clock):
    app = Sportello(vault_dir, clock=clock)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert "solo conteggi" in flat(pilot)
        await press(pilot, "3")
        assert isinstance(pilot.app.focused, Input)
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        assert isinstance(app.screen, DashboardScreen)
    app.session.close()


async def test_walking_the_periods(planted, opened):
    async with opened() as pilot:
        await press(pilot, "right")
        assert "Non c'è un periodo dopo" in flat(pilot)
        await press(pilot, *["left"] * 7)
        assert "Giorni, aprile 2026" in flat(pilot)
        await press(pilot, "left")
        assert "Non c'è un periodo prima" in flat(pilot)
        await press(pilot, "p", "3")
        assert "Giorni, settembre 2026" in flat(pilot)
        assert "agosto 2026: circa" in flat(pilot).lower()


async def test_the_report_is_saved_where_asked(planted, opened, tmp_path):
    async with opened() as pilot:
        await press(pilot, "left", "f6")
        path = tmp_path / "rapporto.pdf"
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter")
        assert "Rapporto pronto: I conteggi di ottobre 2026" in flat(pilot)
        assert path.read_bytes().startswith(b"%PDF")
        await press(pilot, "f6")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter")
        assert "esiste" in flat(pilot) or "già" in flat(pilot)


@SIZES
async def test_d1_the_responsabile_sees_exact_totals_and_goes_back_home(
    planted, opened, picture, size
):
    async with opened(HEAD, size=size) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "o")
        assert "Esatti finora, solo responsabile: novembre 2026 0" in flat(pilot)
        same(pilot, picture)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_d1_an_operator_has_no_way_to_exact_totals(planted, opened):
    async with opened(OPERATOR) as pilot:
        assert "Conteggi" not in flat(pilot)
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, HomeScreen)


@SIZES
async def test_a_long_gap_is_confirmed_with_one_key(vault_dir, opened, picture, size):
    with unlock(vault_dir, HEAD, PASSPHRASE, clock=at(LAST)):
        pass
    async with opened(HEAD, size=size, day=LAST + timedelta(days=101)) as pilot:
        assert "la persona responsabile" in flat(pilot)
        same(pilot, picture, "pausa-avviso")
        await press(pilot, "enter", "o")
        assert "Premere C per confermare" in flat(pilot)
        same(pilot, picture, "pausa-conferma")
        await press(pilot, "c")
        for _ in range(20):  # seventy days, each on the disk twice: slow on a busy machine
            if "Chiusi" in flat(pilot):
                break
            await settled(pilot)
        assert "Chiusi" in flat(pilot)
        assert "Premere C" not in flat(pilot)


def test_the_plot_is_not_loaded_before_the_dashboard():
    code = (
        "import sys, scarpette_tui.tui.app, scarpette_tui.tui.screens.lock, "
        "scarpette_tui.tui.screens.home; print('plotext' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_vault_without_figures_makes_no_table_of_cases(vault_dir, clock):
    with unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=clock) as session:
        assert session.closed.days == ()
    assert not Path(vault_dir / "cases.db-wal").exists()
