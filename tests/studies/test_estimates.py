"""What replications say together."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies.invented import invent
from workforce_sim.config.scenario import Scenario
from workforce_sim.studies.estimates import QUANTILES, estimates
from workforce_sim.studies.replicate import replicate_many


@pytest.mark.property
@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6) | st.just(float("nan"))] * 3), min_size=1, max_size=12))
def test_estimates_are_those_of_numpy_over_the_replications_that_have_the_value(rows: list[tuple[float, ...]]) -> None:
    values = np.array(rows)
    given_by_us = estimates(values)
    for place in range(values.shape[1]):
        known = values[~np.isnan(values[:, place]), place]
        if len(known) == 0:
            assert all(np.isnan(given_by_us[name][place]) for name in given_by_us)
            continue
        assert given_by_us["mean"][place] == pytest.approx(known.mean(), abs=1e-6)
        for name, share in QUANTILES.items():
            assert given_by_us[name][place] == pytest.approx(np.quantile(known, share), abs=1e-6)
        if len(known) > 1:
            error = known.std(ddof=1) / np.sqrt(len(known))
            assert given_by_us["standard_error"][place] == pytest.approx(error, abs=1e-6)
        else:
            assert np.isnan(given_by_us["standard_error"][place])


@pytest.mark.unit
def test_the_summary_has_a_row_a_year_area_and_measure_and_starts_at_the_published_census() -> None:
    scenario = Scenario(areas="Nottinghamshire", horizon_years=2)
    result = replicate_many(scenario, 5, 1, 1, replicate=invent)
    summary = result.summary
    assert summary["time_period"].unique().sort().to_list() == [2025, 2026, 2027]
    start = summary.filter((summary["time_period"] == 2025) & (summary["measure"] == "inpost_fte"))
    assert start["median"].to_list() == [457.6]  # published for Nottinghamshire on 30 September 2025
    assert start["standard_error"].to_list() == [0.0]
    assert not any(summary[name].is_nan().any() for name in summary.columns[-7:])


@pytest.mark.unit
def test_intervals_lie_inside_one_another() -> None:
    given_by_us = estimates(np.random.default_rng(1).normal(size=(50, 4)))
    order = ("lower_95", "lower_80", "median", "upper_80", "upper_95")
    for inner, outer in itertools.pairwise(order):
        assert np.all(given_by_us[inner] <= given_by_us[outer])
