"""The demonstration: everything can be tried in it, also what needs figures and shares."""

from scarpette_tui.desk import case_file, counting, rescue
from scarpette_tui.desk.demo import demo_vault
from scarpette_tui.desk.session import unlock


def test_the_demonstration_has_cases_figures_and_shares_that_open(clock):
    with demo_vault(clock) as demo:
        assert rescue.drill(demo.directory, demo.shares, clock=clock)
        with unlock(demo.directory, demo.label, demo.passphrase, clock=clock) as session:
            assert session.synthetic
            assert case_file.drafts(session)
            assert case_file.cases(session)
        with unlock(
            demo.directory, "Supervisore di prova", demo.passphrase, clock=clock
        ) as session:
            assert counting.prove(session).holds
            shown = counting.dashboard(session)
            assert len(shown.lines) > 10
            assert shown.exact == ()
    assert not demo.directory.exists()
