"""Scores put together by hand, the skill against the best naive forecast, its error, and the bars."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from workforce_sim.backtest.bars import bars
from workforce_sim.backtest.naive import NAIVE
from workforce_sim.backtest.scoreboard import PIT_COLUMNS, scoreboard, skill_and_error
from workforce_sim.backtest.scores import BOUNDS, FORECASTS, SIMULATION
from workforce_sim.backtest.wording import sentences

pytestmark = pytest.mark.unit

METHODS = (SIMULATION, *(each.name for each in NAIVE))


def cell(
    code: str, origin: int, actual: float, median: float, crps: dict[str, float], pit: tuple[float, float]
) -> list[dict[str, object]]:
    """One figure forecast by every method alike but for its CRPS; intervals reach 1 to either side."""
    bounds = {name: median + np.sign(level - 0.5) for name, level in BOUNDS.items()}
    facts = {"origin": origin, "time_period": origin + 1, "horizon": 1, "geographic_level": "Local authority", "code": code}
    scores = {"pinball": 0.5, "pit": sum(pit) / 2.0, "pit_lower": pit[0], "pit_upper": pit[1]}
    return [
        {
            **facts,
            "name": code,
            "measure": "inpost_fte",
            "method": method,
            "actual": actual,
            **bounds,
            **scores,
            "crps": crps.get(method, 9.0),
        }
        for method in METHODS
    ]


FORECAST = pl.DataFrame(
    [
        *cell("A", 2021, 10.0, 10.5, {SIMULATION: 1.0, "no change": 2.0, "drift": 1.0}, (0.0, 0.2)),
        *cell("A", 2022, 0.0, 4.0, {SIMULATION: 2.0, "no change": 2.0, "drift": 6.0}, (0.8, 1.0)),
        *cell("B", 2021, 20.0, 18.0, {SIMULATION: 0.0, "no change": 2.0, "drift": 2.0}, (0.05, 0.15)),
    ],
    schema=FORECASTS,
)


def row_of(table: pl.DataFrame, method: str = SIMULATION, origin: int | None = None) -> dict[str, object]:
    found = table.filter(pl.col("origin").eq_missing(pl.lit(origin, pl.Int32)), horizon=1, method=method)
    assert found.height == 1
    return found.row(0, named=True)


def test_every_cell_counts_alike() -> None:
    row = row_of(scoreboard(FORECAST))
    assert (row["cells"], row["places"]) == (3, 2)
    assert row["bias"] == pytest.approx((0.5 + 4.0 - 2.0) / 3)
    assert row["mae"] == pytest.approx((0.5 + 4.0 + 2.0) / 3)
    assert row["crps"] == pytest.approx(1.0)
    assert row["coverage_80"] == pytest.approx(1 / 3)
    assert row["mape_cells"] == 2, "a figure of nought has no error in per cent of it"
    assert row["mape"] == pytest.approx((5.0 + 10.0) / 2)


def test_the_pit_is_spread_over_the_bins_it_reaches() -> None:
    row = row_of(scoreboard(FORECAST))
    assert [row[name] for name in PIT_COLUMNS] == pytest.approx([1 / 3, 1 / 3, 0, 0, 0, 0, 0, 0, 1 / 6, 1 / 6])


def test_the_best_naive_forecast_is_found_on_the_same_cells_for_each_origin_and_for_all() -> None:
    table = scoreboard(FORECAST)
    pooled, of_2021 = row_of(table), row_of(table, origin=2021)
    assert (pooled["best_naive"], pooled["skill"]) == ("no change", pytest.approx(3.0 / 6.0 - 1.0))
    assert (of_2021["best_naive"], of_2021["skill"]) == ("drift", pytest.approx(1.0 / 3.0 - 1.0))
    assert row_of(table, "no change")["skill"] == 0.0


def test_the_error_of_the_skill_is_missing_for_one_place_alone() -> None:
    assert row_of(scoreboard(FORECAST), origin=2022)["skill_standard_error"] is None


def test_the_error_of_the_skill_agrees_with_the_delta_method() -> None:
    luck = np.random.default_rng(1)
    crps = np.column_stack([luck.gamma(4.0, 1.0, 300), luck.gamma(4.0, 1.2, 300)])
    skill, error = skill_and_error(crps, np.arange(300), best=1)
    ratio = crps[:, 0].mean() / crps[:, 1].mean()
    # Variance of a ratio of means to first order: Cochran, Sampling techniques, section 6.3.
    delta = np.std(crps[:, 0] - ratio * crps[:, 1], ddof=1) / crps[:, 1].mean() / np.sqrt(300)
    assert skill[0] == pytest.approx(ratio - 1.0)
    assert error[0] == pytest.approx(delta, rel=0.1)


def test_years_of_one_place_are_drawn_together() -> None:
    luck = np.random.default_rng(2)
    once = np.column_stack([luck.gamma(4.0, 1.0, 100), luck.gamma(4.0, 1.2, 100)])
    _, alone = skill_and_error(once, np.arange(100), best=1)
    _, repeated = skill_and_error(np.tile(once, (5, 1)), np.tile(np.arange(100), 5), best=1)
    assert repeated[0] == pytest.approx(alone[0]), "five copies of the same year know no more than one"


def test_bars_say_what_is_met_missed_and_not_checked() -> None:
    found = bars(scoreboard(FORECAST))
    in_post = found.filter(measure="inpost_fte", geographic_level="Local authority")
    states = {(row["score"], row["horizon"]): row["state"] for row in in_post.iter_rows(named=True)}
    assert states["skill", 1] == "met"
    assert states["skill", 2] == "not checked"
    assert states["coverage_80", None] == "missed"
    assert found.height == 12 + 5 + 3 + 10, "turnover, vacancy, agency and caseload; in post; England; coverage"


def test_equal_to_the_best_naive_forecast_is_not_better_than_it() -> None:
    worse = FORECAST.with_columns(
        pl.when(pl.col("method") == SIMULATION).then(2.0).otherwise(pl.col("crps")).alias("crps"),
        pl.lit("turnover_rate_fte").alias("measure"),
    )
    found = bars(scoreboard(worse)).filter(measure="turnover_rate_fte", horizon=1)
    assert found["value"][0] == 0.0
    assert found["state"][0] == "missed"


def test_the_words_follow_the_scores() -> None:
    table = scoreboard(FORECAST)
    told = " ".join(sentences(table, bars(table)))
    assert "Too narrow, so that the model is surer than it may be: the 80% intervals of in post (hold 33%)." in told
    wide = FORECAST.with_columns((pl.col("lower_80") - 99.0), (pl.col("upper_80") + 99.0))
    table = scoreboard(wide)
    assert "Too wide: the 80% intervals of in post (hold 100%)." in " ".join(sentences(table, bars(table)))
