"""S9: idle time, also through a sleeping laptop."""

from datetime import timedelta

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.idle import Idle, countdown


def test_s9_seconds_run_until_a_touch(clock: FixedClock) -> None:
    idle = Idle(clock)
    clock.set(clock.now() + timedelta(seconds=45))
    assert idle.seconds() == 45
    assert idle.left(60) == 15
    idle.touch()
    assert idle.left(60) == 60


def test_a_clock_set_back_is_not_a_reason_to_lock(clock: FixedClock) -> None:
    idle = Idle(clock)
    clock.set(clock.now() - timedelta(hours=1))
    assert idle.seconds() == 0


def test_a_night_asleep_counts_on_the_wall_clock(clock: FixedClock) -> None:
    class Sleeping(FixedClock):
        def monotonic(self) -> float:
            return 0.0

    asleep = Sleeping(clock.now())
    idle = Idle(asleep)
    asleep.set(asleep.now() + timedelta(hours=9))
    assert idle.left(300) == 0


def test_countdown_reads_as_minutes_and_seconds() -> None:
    assert [countdown(n) for n in (0, 9, 65, 900)] == ["0:00", "0:09", "1:05", "15:00"]
