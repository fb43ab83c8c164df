"""A shortage of foster carers costs what the places that children go to instead cost, and ends when carers come back."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.workforce.small_authority import published, scenario_with
from workforce_sim.figures.care import PLACEMENT_KINDS
from workforce_sim.money.prices import price_book
from workforce_sim.records.tables import MONEY_MONTH, PLACEMENTS_MONTH
from workforce_sim.replication import replicate
from workforce_sim.workforce.accounts import PLACEMENT_PRICE

pytestmark = pytest.mark.system

YEARS = 10
UNCHANGED = ()
CLOSED = (("2025-10-01", 0.0),)
REOPENED = (("2025-10-01", 0.0), ("2030-10-01", 4.0))


@cache
def lived(approvals: tuple[tuple[str, float], ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Child-days by kind of placement and pounds in all; shapes (months, 8) and (months,)."""
    told: dict[str, Any] = {"fostering.approvals_level": dict(approvals)} if approvals else {}
    records = replicate(scenario_with(told, YEARS), published("Nottinghamshire"), 3, 0)
    days = [PLACEMENTS_MONTH.index[f"{kind}_days"] for kind in PLACEMENT_KINDS]
    placements, money = records.arrays["placements_month"][:, 0], records.arrays["money_month"][:, 0]
    return placements[:, days], money[:, MONEY_MONTH.index["total_gbp"]]


def weekly_prices() -> NDArray[np.float64]:
    """Price of a week of each kind in each month; shape (months, 8)."""
    scenario = scenario_with(years=YEARS)
    book = price_book(scenario.prices, scenario.money, scenario.calendar())
    return np.stack([np.asarray(book[PLACEMENT_PRICE[kind]]) for kind in PLACEMENT_KINDS], axis=-1)


def in_a_year(days: NDArray[np.float64], kind: str, year: int) -> float:
    """Children of a kind in one of the years, on average."""
    return float(days[12 * (year - 1) : 12 * year, PLACEMENT_KINDS.index(kind)].sum() / 365.25)


def test_without_approvals_children_go_to_homes_and_with_them_they_come_back() -> None:
    usual, closed, reopened = (lived(approvals)[0] for approvals in (UNCHANGED, CLOSED, REOPENED))
    assert in_a_year(closed, "in_house_foster", 5) < 0.8 * in_a_year(usual, "in_house_foster", 5)
    assert in_a_year(closed, "agency_foster", 5) > 1.05 * in_a_year(usual, "agency_foster", 5), "agencies have room at first"
    assert in_a_year(closed, "childrens_home", 10) > 1.05 * in_a_year(usual, "childrens_home", 10)
    assert in_a_year(reopened, "in_house_foster", 10) > 2.0 * in_a_year(closed, "in_house_foster", 10)
    assert in_a_year(reopened, "childrens_home", 10) < in_a_year(usual, "childrens_home", 10)


@pytest.mark.parametrize("approvals", [CLOSED, REOPENED], ids=["closed", "reopened"])
def test_it_costs_the_days_in_each_kind_times_the_difference_in_price(approvals: tuple[tuple[str, float], ...]) -> None:
    """Nobody's care lasts longer and nobody else is spent on: the rest of the accounts is the same."""
    days, pounds = lived(approvals)
    usual_days, usual_pounds = lived(UNCHANGED)
    by_hand = ((days - usual_days) / 7.0 * weekly_prices()).sum(axis=1)
    assert pounds - usual_pounds == pytest.approx(by_hand, abs=0.1)  # whole pence in each of eight kinds
    assert by_hand[:60].sum() > 0.0
