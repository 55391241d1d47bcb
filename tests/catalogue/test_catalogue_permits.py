"""Permit by benefit, never a single yes or no."""

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.permits import permit, permit_rule


def test_a_rule_is_found_by_permit_and_benefit(root):
    catalogue = load_catalogue(root)
    assert permit(catalogue, "study").label == "Studio"
    assert permit_rule(catalogue, "study", "aiuto").value == "no"
    assert permit_rule(catalogue, "none_needed", "aiuto").value == "yes"


def test_what_the_table_does_not_say_is_none(root):
    catalogue = load_catalogue(root)
    assert permit(catalogue, "boh") is None
    assert permit_rule(catalogue, "boh", "aiuto") is None
    assert permit_rule(catalogue, "study", "chiuso") is None
