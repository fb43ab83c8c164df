"""Prices are those of the scenario, month by month, at one price base."""

from __future__ import annotations

import datetime as dt

import pytest

from workforce_sim.config.catalogue import parameters
from workforce_sim.config.prices import Prices, price_years
from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.care import PLACEMENT_KINDS
from workforce_sim.money.prices import PriceBook, price_book
from workforce_sim.workforce.accounts import PLACEMENT_LINE, PLACEMENT_PRICE

pytestmark = pytest.mark.unit


def book(values: dict[str, object] | None = None, years: int = 2) -> PriceBook:
    scenario = Scenario().with_values({"horizon_years": years, **(values or {})})
    return price_book(scenario.prices, scenario.money, scenario.calendar())


def test_a_price_of_an_earlier_year_is_uprated_to_the_price_base_year_by_year() -> None:
    """£820 at 2020-21 prices, five years at 2%: 820 * 1.02 ** 5 = 905.35."""
    prices = book({"money.uprating_per_year": 0.02})
    assert prices["agency_foster_week"] == pytest.approx([905.346] * 24, abs=0.001)
    assert prices["agency_week"] == pytest.approx([1800.0] * 24), "given for the price base itself"


def test_another_price_base_changes_every_price_alike_but_sums_fixed_in_pounds() -> None:
    now, before = book(), book({"money.price_base_year": 2024})
    for name, year in price_years().items():
        ratio = 1.0 if year is None else 1.035
        assert now[name] == pytest.approx(before[name] * ratio), name


def test_a_price_that_changes_within_a_month_counts_by_day() -> None:
    """£4,000 from the 11th of April, £3,000 on its first ten days: (10 * 3000 + 20 * 4000) / 30."""
    grant = book({"prices.setting_up_home_grant": {dt.date(2026, 4, 11): 4000}})["setting_up_home_grant"]
    assert grant[5:8] == pytest.approx([3000.0, 110_000 / 30, 4000.0])


def test_costs_are_discounted_by_whole_financial_years_from_the_first_where_asked() -> None:
    """Green Book: 3.5% a year; the first year at 1. Six months of 2025-26, twelve of 2026-27, six of 2027-28."""
    factors = book({"money.discounting": True}).discount
    assert factors == pytest.approx([1.0] * 6 + [1 / 1.035] * 12 + [1 / 1.035**2] * 6)
    assert (book().discount == 1.0).all()


def test_a_price_on_a_day_is_that_of_its_month() -> None:
    prices = book({"prices.welcome_payment": {dt.date(2026, 9, 1): 1000}})
    start = dt.date(2025, 9, 30)
    assert prices.on("welcome_payment", (dt.date(2026, 8, 31) - start).days) == 0.0
    assert prices.on("welcome_payment", (dt.date(2026, 9, 1) - start).days) == 1000.0


def test_every_kind_of_placement_has_a_price_and_a_line() -> None:
    for kind in PLACEMENT_KINDS:
        assert PLACEMENT_PRICE[kind] in price_years(), f"{kind} is published and has no price"
        assert kind in PLACEMENT_LINE


def test_every_price_in_pounds_says_of_which_year() -> None:
    dated = {name for name, info in Prices.model_fields.items() if name not in ("relative_by_role", "newly_qualified_relative")}
    assert set(price_years()) == dated
    assert parameters()["prices.childrens_home_week"].unit == "pounds a week at 2023-24 prices"
    assert parameters()["prices.setting_up_home_grant"].unit == "pounds a care leaver"


def test_the_grant_and_the_bursary_rose_in_2023() -> None:
    """£2,000 to £3,000 in April, £1,000 to £3,000 in August: months count from October 2022."""
    scenario = Scenario().with_values({"start": "2022-09-30"})
    found = price_book(scenario.prices, scenario.money, scenario.calendar())
    assert found["setting_up_home_grant"][:12].tolist() == [2000.0] * 6 + [3000.0] * 6
    assert found["care_leaver_bursary"][:12].tolist() == [1000.0] * 10 + [3000.0] * 2
    now = book()
    assert (now["setting_up_home_grant"] == 3000.0).all()
    assert (now["care_leaver_bursary"] == 3000.0).all()
