"""One table of commands: keys, footer, help, palette."""

import pytest

from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.commands import APP, SCOPES, hints, listed
from scarpette_tui.tui.screens import (
    cases,
    closing,
    dialogs,
    entry,
    flow,
    gate,
    home,
    interview,
    lock,
    notes,
    paper,
    results,
    users,
)

SCREENS = {
    "app": Sportello,
    "lock": lock.LockScreen,
    "flow": flow.Flow,
    "gate": gate.Gate,
    "home": home.HomeScreen,
    "cases": cases.CasesScreen,
    "entry": entry.Entry,
    "interview": interview.InterviewScreen,
    "finished": interview.InterviewScreen,
    "results": results.ResultsScreen,
    "notes": notes.NotesScreen,
    "page": paper.PreviewScreen,
    "told": closing.ToldScreen,
    "users": users.UsersScreen,
    "dialog": dialogs.Window,
}


@pytest.mark.parametrize("scope", SCREENS)
def test_footer_fits_80_columns_with_six_keys_at_most(scope: str) -> None:
    shown = hints(scope)
    width = sum(len(f" {one.shown} {one.label}  ") for one in shown)
    assert len(shown) <= 6
    assert width <= 80, f"{scope}: {width}"


@pytest.mark.parametrize("scope", SCREENS)
def test_every_command_has_its_method(scope: str) -> None:
    for one in SCOPES[scope]:
        where, _, name = one.action.partition(".")
        owner = Sportello if where == "app" else SCREENS[scope]
        assert hasattr(owner, f"action_{name}"), f"{scope}: {one.action}"


@pytest.mark.parametrize("scope", SCREENS)
def test_one_key_one_command(scope: str) -> None:
    keys = [one.key for one in SCOPES[scope]]
    assert len(keys) == len(set(keys))
    always = {one.key: one.action for one in APP if one.priority}
    for one in SCOPES[scope]:
        assert always.get(one.key, one.action) == one.action


@pytest.mark.parametrize("scope", SCREENS)
def test_help_lists_cover_and_lock_everywhere(scope: str) -> None:
    actions = {one.action for one in listed(scope)}
    assert {"app.copri", "app.blocca", "app.aiuto"} <= actions
