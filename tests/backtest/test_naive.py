"""The naive forecasts against a panel worked out by hand, and what they must not know."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.backtest.small_panel import panel_of, rows
from workforce_sim.backtest.naive import (
    NAIVE,
    SPREAD_LEVELS,
    drift,
    last_flows,
    mean_reverting,
    naive_forecasts,
    no_change,
    past_errors,
)
from workforce_sim.backtest.panel import MEASURES, panels
from workforce_sim.figures.geography import LOCAL_AUTHORITY
from workforce_sim.figures.history import published

pytestmark = pytest.mark.unit

FLOWS = {
    "inpost_fte": [80.0, 90.0, 100.0],
    "starters_fte": [20.0, 20.0, 10.0],
    "leavers_fte": [10.0, 10.0, 5.0],
    "vacancy_fte": [20.0, 20.0, 20.0],
    "agency_fte": [25.0, 25.0, 25.0],
    "turnover_rate_fte": [12.5, 11.1, 5.0],
    "vacancy_rate_fte": [20.0, 18.2, 16.7],
    "agency_rate_fte": [23.8, 21.7, 20.0],
    "caseload_fte": [18.0, 17.0, 16.0],
    "cases": [1000.0, 1000.0, 1000.0],
}


def test_no_change_says_the_last_figure_for_every_year() -> None:
    assert no_change(panel_of(rows("A", **FLOWS)), "caseload_fte").tolist() == [[16.0] * 5]


def test_drift_draws_a_rate_on_in_a_line_and_a_count_by_its_mean_growth() -> None:
    panel = panel_of(rows("A", caseload_fte=[18.0, 19.0, 16.0], cases=[100.0, 130.0, 121.0], inpost_fte=[9.0, 9.0, 9.0]))
    assert drift(panel, "caseload_fte")[0].tolist() == [15.0, 14.0, 13.0, 12.0, 11.0]
    assert np.exp(drift(panel, "cases")[0, :2]) == pytest.approx([133.1, 146.41])


def test_drift_begins_with_a_places_own_first_figure_and_stays_where_there_is_one_alone() -> None:
    young = rows("young", 2018, caseload_fte=[18.0, 16.0], inpost_fte=[9.0, 9.0])
    new = rows("new", 2019, caseload_fte=[12.0], inpost_fte=[9.0])
    panel = panel_of(rows("A", **FLOWS), young, new)
    assert drift(panel, "caseload_fte")[1:, 0].tolist() == [14.0, 12.0]


def test_last_flows_go_on_with_posts_and_agency_as_they_are() -> None:
    panel = panel_of(rows("A", **FLOWS))
    two_years = {name: last_flows(panel, name)[0, 1] for name in MEASURES}
    assert np.exp(two_years["inpost_fte"]) == pytest.approx(110.0)  # 100 and twice 10 - 5
    assert two_years["turnover_rate_fte"] == pytest.approx(100 * 5 / 110)
    assert two_years["vacancy_rate_fte"] == pytest.approx(100 * 10 / 120)  # 120 posts, 110 filled
    assert two_years["agency_rate_fte"] == pytest.approx(100 * 25 / 135)
    assert np.exp(two_years["starters_fte"]) == pytest.approx(10.0)
    assert two_years["caseload_fte"] == 16.0
    assert last_flows(panel, "vacancy_rate_fte")[0, 4] == pytest.approx(0.0)  # more in post than posts: none is vacant


def test_a_place_that_lacks_a_flow_stays_as_it_is() -> None:
    panel = panel_of(rows("A", **{**FLOWS, "leavers_fte": [10.0, 10.0, None]}))
    for measure in ("inpost_fte", "turnover_rate_fte", "vacancy_rate_fte"):
        assert last_flows(panel, measure) == pytest.approx(no_change(panel, measure))


def test_rates_revert_by_the_regression_over_places_and_counts_grow_at_the_mean_rate() -> None:
    first = rows("A", caseload_fte=[10.0, 20.0], inpost_fte=[100.0, 110.0], starters_fte=[10.0, 22.0])
    second = rows("B", caseload_fte=[20.0, 25.0], inpost_fte=[100.0, 110.0], starters_fte=[20.0, 33.0])
    panel = panel_of(first, second)
    # Through (10, 20) and (20, 25): 15 and half of the last; the second year from the first, for want of history.
    assert mean_reverting(panel, "caseload_fte")[0, :2] == pytest.approx([25.0, 27.5])
    assert np.exp(mean_reverting(panel, "inpost_fte")[0, :2]) == pytest.approx([121.0, 133.1])
    # Starters in post: from 0.1 and 0.2 to 0.2 and 0.3; the logarithms lie on a line of slope log(1.5) / log(2).
    slope = np.log(1.5) / np.log(2.0)
    ratio = np.log(0.2) + slope * (np.log(0.2) - np.log(0.1))
    assert mean_reverting(panel, "starters_fte")[0, 0] == pytest.approx(ratio + np.log(110.0))


def test_the_spread_is_of_the_errors_made_before_and_widens_by_the_root_where_history_is_short() -> None:
    panel = panel_of(
        rows("A", caseload_fte=[10.0, 11.0, 13.0], inpost_fte=[9.0] * 3),
        rows("B", caseload_fte=[10.0, 9.0, 9.0], inpost_fte=[9.0] * 3),
    )
    spread = past_errors(panel, NAIVE[0], "caseload_fte")
    assert spread[0] == pytest.approx(np.quantile([1.0, 2.0, -1.0, 0.0], SPREAD_LEVELS))
    assert spread[1] == pytest.approx(np.quantile([3.0, -1.0], SPREAD_LEVELS))
    assert spread[3] == pytest.approx(spread[1] * np.sqrt(4 / 2))


def test_forecasts_are_never_impossible() -> None:
    panel = panel_of(
        rows("A", agency_rate_fte=[30.0, 1.0, 0.0], inpost_fte=[9.0] * 3),
        rows("B", agency_rate_fte=[5.0, 90.0, 99.0], inpost_fte=[9.0] * 3),
    )
    for values in naive_forecasts(panel, "agency_rate_fte").values():
        assert values.min() >= 0.0
        assert values.max() <= 100.0


@pytest.mark.parametrize("measure", MEASURES)
def test_no_figure_after_the_origin_is_used(measure: str) -> None:
    origin, figures = 2021, published()
    numbers = [name for name, kind in figures.schema.items() if kind == pl.Float64()]
    spoiled = figures.with_columns(
        pl.when(pl.col("time_period") > origin).then(pl.col(name) * 7.0 + 100.0).otherwise(pl.col(name)).alias(name)
        for name in numbers
    )
    true, wrong = (panels(each)[LOCAL_AUTHORITY].until(origin) for each in (figures, spoiled))
    for name, values in naive_forecasts(true, measure).items():
        np.testing.assert_array_equal(values, naive_forecasts(wrong, measure)[name], err_msg=name)
    assert not np.array_equal(
        naive_forecasts(panels(figures)[LOCAL_AUTHORITY], measure)["no change"],
        naive_forecasts(panels(spoiled)[LOCAL_AUTHORITY], measure)["no change"],
        equal_nan=True,
    ), "the figures after the origin were not spoiled, so that the test shows nothing"
