"""The published rates follow from the published counts."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from workforce_sim.figures.history import published
from workforce_sim.records import measures
from workforce_sim.records.tables import CHILDREN_OUTCOMES

pytestmark = pytest.mark.unit

CHILDREN = {column.name for column in CHILDREN_OUTCOMES}
NOT_PUBLISHED = {"absence_rate_fte", "childrens_home_price_index", *CHILDREN}
"""Nobody publishes what they are worked out from, or not with the workforce."""
ROUNDED = {name: 0.05 for name in measures.RATES if name not in NOT_PUBLISHED}


@pytest.mark.parametrize("rate", ROUNDED)
def test_every_published_rate_is_recomputed_from_the_published_counts(rate: str) -> None:
    # In earlier years the department divided totals of only those authorities that had returned both counts; so there
    # the authorities are judged, and in 2025 regions and England as well.
    measure, above, below = measures.RATES[rate]
    level, year = pl.col("geographic_level"), pl.col("time_period")
    rows = published().filter((level == "Local authority") | (year == 2025)).drop_nulls([above, below, rate])
    over = rows.select(above, below, rate, year, "region_name", "la_name").filter(pl.col(below) > 0)
    assert over.height > 1000
    # Counts are rounded to 0.05 themselves, which moves the rate of a handful of people; allow for that and no more.
    counts = [over[above].to_numpy(), over[below].to_numpy()]
    recomputed = measure(*counts)
    corners = [measure(np.maximum(counts[0] + a, 0.0), counts[1] + b) for a in (-0.05, 0.05) for b in (-0.05, 0.05)]
    slack = np.max(np.abs(np.stack(corners) - recomputed), axis=0) + ROUNDED[rate] + 1e-9
    wrong = over.filter(np.abs(recomputed - over[rate].to_numpy()) > slack)
    assert wrong.height == 0, f"{wrong}: usually the wrong denominator"


def test_turnover_divides_by_the_closing_stock_and_not_the_opening_one() -> None:
    # England, year to 30 September 2025: 4,276.3 leavers, 34,328.2 in post before, 36,186.3 after; published 11.8.
    assert float(measures.turnover_rate_fte(4276.3, 36186.3)) == pytest.approx(11.8, abs=0.05)
    assert float(measures.turnover_rate_fte(4276.3, 34328.2)) != pytest.approx(11.8, abs=0.05)


@pytest.mark.parametrize("rate", measures.RATES)
def test_a_rate_with_nothing_to_divide_by_is_not_a_number(rate: str) -> None:
    measure = measures.RATES[rate][0]
    assert np.isnan(measure(0.0, 0.0))


def test_the_absence_rate_is_time_lost_over_time_in_post() -> None:
    # England 2025: 322,786.3 working days lost among 36,186.3 FTE, of about 253 working days; published 3.5.
    assert float(measures.absence_rate_fte(322786.3 / 253, 36186.3)) == pytest.approx(3.5, abs=0.05)


def test_rates_about_children_are_those_of_england_as_published() -> None:
    # England 2025: 632,830 referrals, 22.6% of them within 12 months of another (Children in need, DfE).
    assert float(measures.rereferral_rate(143_020, 632_830)) == pytest.approx(22.6, abs=0.05)
    # Conferences by working days since the strategy discussion: 8.7% up to 10 and 72.7% from 11 to 15; published 81.4%.
    assert float(measures.conferences_within_15_days_rate(8.7 + 72.7, 100.0)) == pytest.approx(81.4)


def test_foster_children_and_family_settings_are_added_up_from_the_kinds_beside_them() -> None:
    # England, 31 March 2025: 54,820 in foster placements, 4,970 with parents, 1,660 placed for adoption, of 81,770.
    foster = {"kinship_foster": 12_444.0, "in_house_foster": 21_306.0, "agency_foster": 21_070.0}
    known = {**foster, "with_parents": 4_970.0, "placed_for_adoption": 1_660.0, "cla": 81_770.0}
    names = (*known, "foster", "in_family_settings", "family_setting_rate")
    index = {name: place for place, name in enumerate(names)}
    row = np.array([*known.values(), np.nan, np.nan, np.nan])
    measures.recompute(index, row)
    assert row[index["foster"]] == 54_820.0
    assert row[index["in_family_settings"]] == 61_450.0
    assert row[index["family_setting_rate"]] == pytest.approx(75.15, abs=0.01)
