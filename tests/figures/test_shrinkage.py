"""Shrunk rates: the formula's limits, and what it must never do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.figures.shrinkage import Years, credibility, estimate_moments, shrink


@pytest.mark.unit
def test_credibility_follows_the_formula_and_its_limits() -> None:
    assert credibility(100.0, within=0.2, between=0.002) == pytest.approx(0.5)  # 100 / (100 + 100)
    assert credibility(0.0, 0.2, 0.002) == 0.0
    assert credibility(100.0, 0.2, 0.0) == 0.0
    assert credibility(100.0, 0.0, 0.002) == 1.0


@pytest.mark.unit
def test_authorities_that_are_all_alike_share_one_rate() -> None:
    years_of: dict[str, Years] = {name: [(10.0, 100.0), (12.0, 100.0), (11.0, 100.0)] for name in "abcdef"}
    rates = shrink(years_of, dict.fromkeys(years_of, "region"))
    assert {round(rate.rate, 12) for rate in rates.values()} == {0.11}


@pytest.mark.unit
def test_an_authority_with_nothing_known_gets_the_rate_of_its_region() -> None:
    years_of: dict[str, Years] = {"a": [(10.0, 100.0)] * 3, "b": [(30.0, 100.0)] * 3, "new": [(0.0, 0.0)] * 3}
    rates = shrink(years_of, dict.fromkeys(years_of, "region"))
    assert rates["new"].own_rate is None
    assert rates["new"].rate == rates["new"].region_rate == pytest.approx(0.2)


@pytest.mark.unit
def test_variances_are_recovered_from_authorities_made_with_known_ones() -> None:
    # Levels 0.15 with standard deviation 0.03; a year's rate varies with variance 0.3 / exposure.
    random = np.random.default_rng(20250930)
    exposure = random.uniform(50, 400, size=3000)
    levels = 0.15 + 0.03 * random.standard_normal(3000)
    rates = levels[:, None] + np.sqrt(0.3 / exposure)[:, None] * random.standard_normal((3000, 3))
    years_of: dict[str, Years] = {
        str(n): [(float(rate * exposure[n]), float(exposure[n])) for rate in rates[n]] for n in range(3000)
    }
    moments = estimate_moments(years_of, {name: str(int(name) % 10) for name in years_of})
    # Standard errors: within 0.3 sqrt(2 / 6000) = 0.0055; between about 0.0009 sqrt(2 / 3000) x 2 = 0.00005.
    assert moments.within == pytest.approx(0.3, abs=0.022)
    assert moments.between == pytest.approx(0.0009, abs=0.0002)


@pytest.mark.unit
def test_a_national_trend_is_not_mistaken_for_chance_within_authorities() -> None:
    years_of: dict[str, Years] = {
        name: [(level + change, 100.0) for change in (4.0, 2.0, 0.0)] for name, level in (("a", 8.0), ("b", 16.0))
    }
    assert estimate_moments(years_of, {"a": "r", "b": "r"}).within == pytest.approx(0.0, abs=1e-12)


@pytest.mark.property
@given(st.lists(st.tuples(st.floats(0, 40), st.floats(1, 200)), min_size=4, max_size=12))
def test_a_shrunk_rate_lies_between_the_authoritys_own_and_its_regions(years: list[tuple[float, float]]) -> None:
    years_of: dict[str, Years] = {str(n): [year, (year[0] / 2, year[1])] for n, year in enumerate(years)}
    rates = shrink(years_of, {name: "even" if int(name) % 2 else "odd" for name in years_of})
    for rate in rates.values():
        assert rate.own_rate is not None
        low, high = sorted((rate.own_rate, rate.region_rate))
        assert low - 1e-9 <= rate.rate <= high + 1e-9


@pytest.mark.property
@given(st.floats(1, 1000), st.floats(1.01, 50))
def test_the_more_a_rate_is_based_on_the_more_of_it_is_the_authoritys_own(based_on: float, times: float) -> None:
    assert credibility(based_on * times, 0.3, 0.001) > credibility(based_on, 0.3, 0.001)
