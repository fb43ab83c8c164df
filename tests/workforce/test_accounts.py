"""The accounts of a replication, against what quantities and prices give by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from tests.workforce.small_authority import NOBODY_COMES_OR_CHANGES, authority_of, published, scenario_with, world_of
from workforce_sim.errors import LedgerError
from workforce_sim.money.ledger import LINES
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_MONTH, MONEY_MONTH, MONEY_YEAR, PLACEMENTS_MONTH, WORKFORCE_MONTH
from workforce_sim.replication import replicate

Array = np.ndarray


def spent(records: ReplicationRecords, line: str, table: str = "money_month") -> Array:
    return records.arrays[table][:, :, MONEY_MONTH.index[line]]


def counted(records: ReplicationRecords, column: str) -> Array:
    table = WORKFORCE_MONTH if column in WORKFORCE_MONTH.index else CHILDREN_MONTH
    return records.arrays[table.name][:, :, table.index[column]]


def lived(values: dict[str, Any] | None = None, years: int = 2, area: str = "Nottinghamshire") -> ReplicationRecords:
    return replicate(scenario_with(values, years), published(area), 1, 0)


@pytest.mark.unit
def test_three_case_holders_and_an_agency_worker_cost_their_weeks() -> None:
    """October has 31 days: three at £1,280 a week and one at £1,800."""
    quiet = authority_of(3, vacancies=1.0, agency=1, turnover=1e-9)
    records = replicate(scenario_with(NOBODY_COMES_OR_CHANGES), [quiet], 1, 0)
    assert spent(records, "social_workers_gbp")[0, 0] == pytest.approx(3 * 1280 * 31 / 7, abs=0.01)
    assert spent(records, "agency_gbp")[0, 0] == pytest.approx(1800 * 31 / 7, abs=0.01)
    assert spent(records, "other_safeguarding_gbp")[0, 0] == pytest.approx(4 * 3300 * 1.035 * 31 / 365.25, abs=0.01)
    assert not spent(records, "recruitment_gbp").any()
    assert spent(records, "social_worker_years").sum() == pytest.approx(3 * 365 / 365.25)


@pytest.mark.system
def test_placements_cost_the_days_that_children_spend_in_them() -> None:
    records = lived({"prices.supported_accommodation_week": 0, "prices.childrens_home_week": 7000})
    placements = records.arrays["placements_month"][:, :, PLACEMENTS_MONTH.index["childrens_home_days"]]
    assert spent(records, "residential_care_gbp") == pytest.approx(placements / 7 * 7000 * 1.035**2, rel=1e-6)


@pytest.mark.system
def test_a_dearer_place_in_a_home_is_paid_for() -> None:
    dear = {"prices.supported_accommodation_week": 0, "childrens_homes.price_growth_per_year": 0.1}
    cheap = lived({"prices.supported_accommodation_week": 0})
    ratio = spent(lived(dear), "residential_care_gbp") / spent(cheap, "residential_care_gbp")
    assert ratio[11, 0] == pytest.approx(1.1, rel=1e-6)
    assert ratio[23, 0] == pytest.approx(1.21, rel=1e-6)


@pytest.mark.system
def test_every_line_adds_up_to_the_total_and_months_to_financial_years() -> None:
    records = lived({"apprenticeship.intake": 12, "prices.welcome_payment": 2000}, years=2)
    lines = sum(spent(records, f"{line}_gbp") for line in LINES)
    assert lines == pytest.approx(spent(records, "total_gbp"), rel=1e-12)
    assert all(spent(records, f"{line}_gbp").any() for line in LINES if line != "programmes")
    for name in MONEY_YEAR.names:
        months, years = spent(records, name), spent(records, name, "money_year")
        assert years == pytest.approx(np.stack([months[:6].sum(axis=0), months[6:18].sum(axis=0), months[18:].sum(axis=0)]))


@pytest.mark.system
def test_discounting_changes_yearly_pounds_alone() -> None:
    usual, discounted = lived(), lived({"money.discounting": True})
    assert np.array_equal(usual.arrays["money_month"], discounted.arrays["money_month"])
    factors = np.array([1.0, 1 / 1.035, 1 / 1.035**2])[:, None]
    assert spent(discounted, "total_gbp", "money_year") == pytest.approx(spent(usual, "total_gbp", "money_year") * factors)
    for name in ("social_worker_years", "care_entries"):
        assert np.array_equal(spent(discounted, name, "money_year"), spent(usual, name, "money_year"))


@pytest.mark.system
def test_prices_change_what_is_spent_and_nothing_else() -> None:
    usual, dear = lived(), lived({"prices.agency_week": 3600, "care_leaver_support.care_leavers_per_adviser": 10})
    for table in ("workforce_month", "children_month"):
        assert np.array_equal(usual.arrays[table], dear.arrays[table], equal_nan=True), table
    spent_on = [place for name, place in ANNUAL_RETURN.index.items() if name.endswith("_gbp")]
    one, other = (np.delete(each.arrays["annual_return"], spent_on, axis=-1) for each in (usual, dear))
    assert np.array_equal(one, other, equal_nan=True)
    for line in ("agency_gbp", "care_leavers_gbp"):
        assert spent(dear, line) == pytest.approx(2 * spent(usual, line), rel=1e-6)


@pytest.mark.system
def test_care_leavers_are_paid_the_grant_of_the_day() -> None:
    records = lived({"prices.setting_up_home_grant": {dt.date(2026, 4, 1): 4000}, "prices.care_leaver_bursary": 0})
    left = counted(records, "care_leavers_started")
    assert spent(records, "grants_gbp")[:6] == pytest.approx(3000 * left[:6])
    assert spent(records, "grants_gbp")[6:] == pytest.approx(4000 * left[6:])


@pytest.mark.system
def test_a_budget_pays_for_apprentices_in_place_of_the_authority_and_limits_how_many_begin() -> None:
    """£25,380 at 2023-24 prices is £27,188 each: £60,000 supports two of six to the end, and nobody more."""
    values = {"apprenticeship.intake": 6, "apprenticeship.existing": 0, "apprenticeship.withdrawal_per_year": 0}
    free, paid = lived(values, years=3), lived(values | {"budgets.apprenticeship.pounds": 60_000}, years=3)
    programme, apprentices = spent(paid, "programmes_gbp")[:, 0], counted(paid, "apprentices_headcount")[:, 0]
    assert counted(free, "apprentices_started")[:, 0].nonzero()[0].tolist() == [11, 23, 35]
    assert counted(paid, "apprentices_started")[[11, 23, 35], 0].tolist() == [2, 0, 0], "what is left is spoken for"
    assert programme == pytest.approx(apprentices * 25_380 * 1.035**2 / 36, abs=0.02)
    assert not spent(free, "programmes_gbp").any()
    total = spent(paid, "training_and_apprenticeship_gbp")[:, 0] + programme
    assert total[11] == pytest.approx(spent(free, "training_and_apprenticeship_gbp")[11, 0] * 2 / 6)


@pytest.mark.system
def test_a_budget_lasts_to_the_end_of_those_who_began_and_pays_for_nobody_who_was_in_training_before() -> None:
    values = {"apprenticeship.intake": 6, "apprenticeship.existing": 2000, "apprenticeship.withdrawal_per_year": 0}
    records = lived(values | {"budgets.apprenticeship.pounds": 60_000}, years=5)
    programme = spent(records, "programmes_gbp")[:, 0]
    assert counted(records, "apprentices_headcount")[0, 0] > 0
    assert not programme[:11].any(), "those in training since before the start were paid for"
    assert np.count_nonzero(programme) == 36
    assert programme.sum() == pytest.approx(2 * 25_380 * 1.035**2, abs=1.0)


@pytest.mark.system
def test_a_budget_that_is_not_yet_open_lets_nobody_begin() -> None:
    values = {"apprenticeship.intake": 6, "budgets.apprenticeship.pounds": 1e9, "budgets.apprenticeship.begins": "2027-04-01"}
    assert counted(lived(values), "apprentices_started")[:, 0].nonzero()[0].tolist() == [23]


@pytest.mark.system
def test_a_budget_large_enough_changes_who_pays_and_nothing_else() -> None:
    values = {"apprenticeship.intake": 6, "prices.welcome_payment": 1000}
    lines = {"budgets.apprenticeship.pounds": 1e9, "budgets.welcome_payments.pounds": 1e9}
    free, paid = lived(values), lived(values | lines)
    assert np.array_equal(free.arrays["workforce_month"], paid.arrays["workforce_month"])
    assert spent(paid, "total_gbp") == pytest.approx(spent(free, "total_gbp"))
    assert spent(paid, "programmes_gbp").sum() > 1000 * counted(paid, "starters_fte").sum()


@pytest.mark.system
def test_books_whose_budget_lost_a_penny_are_not_closed() -> None:
    values = {"apprenticeship.intake": 6, "budgets.apprenticeship.pounds": 1e6}
    (authority,) = world_of(published("Rutland"), values)
    authority.accounts.budgets.lines["apprenticeship"].left -= 1
    months = len(authority.calendar.month_ends)
    arrays = [np.zeros((months, 1, len(table.columns))) for table in (WORKFORCE_MONTH, CHILDREN_MONTH)]
    with pytest.raises(LedgerError, match="budget apprenticeship"):
        authority.accounts.close(*arrays)
    authority.accounts.budgets.lines["apprenticeship"].left += 1
    authority.accounts.budgets.spent["kinship"] = 5
    with pytest.raises(LedgerError, match="programmes: 0 pence are posted and budgets granted 5"):
        authority.accounts.close(*arrays)
