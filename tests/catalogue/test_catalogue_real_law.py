"""The law data of the program itself: whole, sourced, and right at its published anchors."""

from datetime import date
from decimal import Decimal

import pytest

from scarpette_tui.catalogue.checking import check
from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.parameters import Known, Unknown, table_at
from scarpette_tui.paths import data_root

FIXED_IDS = frozenset(
    [
        "reddito_di_liberta",
        "congedo_violenza",
        "assegno_inclusione",
        "supporto_formazione_lavoro",
        "naspi",
        "dis_coll",
        "iscro",
        "disoccupazione_agricola",
        "assegno_unico",
        "maternita_obbligatoria",
        "maternita_gestione_separata",
        "maternita_autonome",
        "congedo_parentale",
        "assegno_maternita_stato",
        "assegno_maternita_comuni",
        "bonus_nido",
        "bonus_nido_domiciliare",  # the same law, but paid once and to other conditions
        "bonus_nuovi_nati",
        "bonus_mamme",
        "carta_dedicata",
        "bonus_psicologo",
        "assegno_sociale",
        "pensione_superstiti",
        "invalidita_civile",
        "ape_sociale",
        "esonero_assunzione",
        "isee_nucleo_proprio",
        "fondo_isee_vittime",
        "orfani_crimini_domestici",
        "indennizzo_reati_violenti",
        "patrocinio_gratuito",
        "microcredito_liberta",
        "permesso_18bis",
        "posizione_inps_protetta",
        "pagamento_conto_proprio",
        "adi_carta_individuale",
        "indebiti_e_contributi",
        "pagamento_diretto_mantenimento",
        "quota_tfr",
    ]
)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def test_the_check_finds_no_error():
    assert check(None, data_root()).errors == []


def test_benefits_have_the_fixed_ids(catalogue):
    """Closed measures are known too (design.md section 3), under ids of their own."""
    open_ids = {one.id for one in catalogue.benefits if one.closed_on is None}
    assert open_ids <= FIXED_IDS


@pytest.mark.parametrize(
    ("column", "income", "year", "amount"),
    [
        ("minor", "20000", 2025, "186.7"),
        ("minor", "17227.33", 2025, "201.0"),
        ("minor", "17227.34", 2025, "200.4"),
        ("minor", "17468.51", 2026, "203.8"),
        ("minor", None, 2026, "58.3"),
        ("minor", "46582.71", 2026, "58.3"),
        ("adult", "0", 2026, "99.1"),
        ("adult", None, 2026, "29.1"),
        ("third", "0", 2026, "99.1"),
        ("third", None, 2026, "17.4"),
        ("two_earners", "0", 2026, "34.9"),
        ("two_earners", None, 2026, "0.0"),
        ("minor", "0", 2024, "199.4"),
        ("minor", None, 2024, "57.0"),
    ],
)
def test_child_allowance_at_its_anchors(catalogue, column, income, year, amount):
    table = next(one for one in catalogue.tables if one.id == "auu")
    figure = None if income is None else Decimal(income)
    found = table_at(table, column, figure, date(year, 5, 1))
    assert isinstance(found, Known)
    assert str(found.value) == amount


def test_the_year_after_the_known_ones_is_unknown(catalogue):
    after = date(catalogue.manifest.known_until.year + 1, 1, 1)
    for table in catalogue.tables:
        assert isinstance(table_at(table, table.columns[0].id, None, after), Unknown)
