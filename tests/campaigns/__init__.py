"""Reliability campaigns (targets of the vault and of the application).

Each runs short in the normal test command, and at full size one by one:

    pytest -m campaign -n0 tests/campaigns/test_power.py -k lost
    SCARPETTE_IMAGES=500 pytest -m campaign -n0 tests/campaigns/test_power.py

and prints one line of figures for docs/affidabilita.md. Where the disk is not what is tried,
`--basetemp=/dev/shm/NAME` keeps the files in memory. SCARPETTE_SEED draws other cases: for a
campaign that is split over several runs.
"""

import os

import pytest


def sizes(name: str, short: int, full: int) -> pytest.MarkDecorator:
    """Parametrise `rounds`: short always, full as a campaign; SCARPETTE_<name> sets the latter."""
    wanted = int(os.environ.get(f"SCARPETTE_{name}", full))
    return pytest.mark.parametrize(
        "rounds",
        [
            pytest.param(short, id="short"),
            pytest.param(wanted, id="campaign", marks=pytest.mark.campaign),
        ],
    )


def seed(rounds: int) -> int:
    """Return what a campaign's random choices start from."""
    return int(os.environ.get("SCARPETTE_SEED", rounds))
