"""Percentiles and verdicts of published figures, by hand and by what chance must do."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import kstest

from tests.conftest import Statistical
from workforce_sim.studies.tracking import ON_COURSE, TRACKED, luck_outside, percentile, track, verdict

BOUNDS = {"lower_95": 1.0, "lower_80": 2.0, "upper_80": 8.0, "upper_95": 9.0}


def projection(values: dict[str, np.ndarray], level: str = "National", code: str | None = None) -> pl.DataFrame:
    """One area, the start census and the one after it; measures not given are unknown."""
    count = len(next(iter(values.values())))
    labels = {"geographic_level": level, "region_code": None, "region_name": None, "new_la_code": code, "la_name": code}
    frames = [
        pl.DataFrame(
            {
                "time_period": pl.repeat(year, count, dtype=pl.Int32(), eager=True),
                **{name: pl.repeat(label, count, dtype=pl.String(), eager=True) for name, label in labels.items()},
                "replication": range(1, count + 1),
                **{name: values.get(name, np.full(count, np.nan)) for name in TRACKED},
            }
        )
        for year in (2022, 2023)
    ]
    return pl.concat(frames).with_columns(pl.col(TRACKED).fill_nan(None))


def census(year: int = 2023, level: str = "National", code: str = "", **figures: float | None) -> pl.DataFrame:
    """One published row."""
    given = {"time_period": year, "geographic_level": level, "region_code": "", "new_la_code": code}
    types = dict.fromkeys(TRACKED, pl.Float64())
    return pl.DataFrame({**given, **{name: figures.get(name) for name in TRACKED}}, schema_overrides=types)


@pytest.mark.unit
@pytest.mark.parametrize(("value", "expected"), [(0.5, 0.0), (1.0, 12.5), (2.0, 50.0), (2.5, 75.0), (3.0, 87.5), (4.0, 100.0)])
def test_the_percentile_counts_those_below_and_half_of_those_equal(value: float, expected: float) -> None:
    assert percentile(value, np.array([1.0, 2.0, 2.0, 3.0])) == expected


@pytest.mark.unit
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.9, "outside the 95% range, low"),
        (1.0, "outside the 80% range, low"),
        (2.0, ON_COURSE),
        (8.0, ON_COURSE),
        (8.1, "outside the 80% range, high"),
        (9.0, "outside the 80% range, high"),
        (9.1, "outside the 95% range, high"),
    ],
)
def test_a_value_on_the_edge_of_a_range_lies_within_it(value: float, expected: str) -> None:
    assert verdict(value, BOUNDS) == expected


@pytest.mark.unit
def test_a_figure_is_compared_with_the_replications_of_its_census() -> None:
    tracked = track(projection({"inpost_fte": np.arange(101.0)}), census(inpost_fte=95.0))
    (row,) = tracked.to_dicts()
    assert (row["time_period"], row["measure"], row["published"], row["replications"]) == (2023, "inpost_fte", 95.0, 101)
    assert (row["median"], row["lower_80"], row["upper_80"]) == (50.0, 10.0, 90.0)
    assert (row["lower_95"], row["upper_95"]) == (2.5, 97.5)
    assert row["percentile"] == round(100 * 95.5 / 101, 2)
    assert row["verdict"] == "outside the 80% range, high"


@pytest.mark.unit
def test_replications_are_rounded_as_the_figures_are_published() -> None:
    tracked = track(projection({"inpost_fte": np.full(20, 10.04)}), census(inpost_fte=10.0))
    assert (tracked["percentile"][0], tracked["verdict"][0]) == (50.0, ON_COURSE)


@pytest.mark.unit
def test_the_start_census_and_figures_that_were_not_published_are_not_compared() -> None:
    given = projection({"inpost_fte": np.arange(20.0), "cases": np.arange(20.0)})
    assert track(given, census(2022, inpost_fte=5.0)).is_empty()
    assert track(given, census(inpost_fte=5.0, cases=None))["measure"].to_list() == ["inpost_fte"]


@pytest.mark.unit
def test_authorities_simulated_together_are_held_against_their_figures_added_up() -> None:
    drawn = {"vacancy_rate_fte": np.arange(100.0), "vacancy_fte": np.arange(100.0), "inpost_fte": np.arange(100.0)}
    places = [projection(drawn, "Local authority", code) for code in ("E1", "E2")]
    given = pl.concat([projection(drawn, "Simulated areas"), *places])
    one = census(level="Local authority", code="E1", inpost_fte=30.0, vacancy_fte=10.0, vacancy_rate_fte=25.0)
    other = census(level="Local authority", code="E2", inpost_fte=50.0, vacancy_fte=10.0, vacancy_rate_fte=16.7)
    both = track(given, pl.concat([one, other])).filter(pl.col("geographic_level") == "Simulated areas")
    assert dict(both.select("measure", "published").iter_rows()) == {
        "inpost_fte": 80.0,
        "vacancy_fte": 20.0,
        "vacancy_rate_fte": 20.0,  # 20 of 100 posts, not the mean of two rates
    }
    assert track(given, one).filter(pl.col("geographic_level") == "Simulated areas").is_empty()


@pytest.mark.statistical
def test_the_percentile_of_a_figure_of_the_same_law_is_spread_evenly(statistical: Statistical) -> None:
    times, count = 4_000, 999
    claim = statistical("percentiles of the replications' own law are uniform", times, 1e-4)
    luck = np.random.default_rng(20)
    found = [percentile(values[0], values[1:]) / 100 for values in luck.gamma(3.0, size=(times, count + 1))]
    claim.holds_at(float(kstest(found, "uniform").pvalue))


@pytest.mark.statistical
@pytest.mark.parametrize("count", [20, 100])
def test_luck_puts_as_many_figures_outside_the_95_range_as_is_said(statistical: Statistical, count: int) -> None:
    times = 20_000
    claim = statistical(f"the share outside the 95% range of {count} replications is as said", times, 1e-4)
    drawn = np.random.default_rng(21).random((times, count + 1))  # uniform: the range between replications is linear
    low, high = np.quantile(drawn[:, 1:], [0.025, 0.975], axis=1)
    outside = float(np.mean((drawn[:, 0] < low) | (drawn[:, 0] > high)))
    expected = luck_outside(0.95, count)
    claim.holds_within(outside, expected, float(np.sqrt(expected * (1 - expected) / times)))
