"""Scores against cases worked out by hand and against closed forms, and what a right forecast must get."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules as rules
from scipy.stats import norm

from tests.conftest import Statistical
from workforce_sim.backtest.naive import SPREAD_LEVELS
from workforce_sim.backtest.scores import BOUNDS, cell_scores

ENOUGH_FOR_95 = 39


def scored(members: list[float], actual: float, *, is_sample: bool = True) -> dict[str, float]:
    found = cell_scores(np.array([members]), np.array([actual]), is_sample=is_sample)
    return {name: float(value[0]) for name, value in found.items()}


@pytest.mark.unit
def test_the_crps_of_two_replications_and_of_two_quantiles_by_hand() -> None:
    # Mean distance to 2 is 1. Half the mean distance of two members: over pairs of different ones 1, over all pairs 1/2.
    assert scored([1.0, 3.0], 2.0)["crps"] == pytest.approx(0.0)
    assert scored([1.0, 3.0], 2.0, is_sample=False)["crps"] == pytest.approx(0.5)


@pytest.mark.unit
def test_without_spread_the_crps_is_the_absolute_error() -> None:
    assert scored([5.0] * 4, 8.5)["crps"] == pytest.approx(3.5)


@pytest.mark.unit
@pytest.mark.parametrize("actual", [-2.0, 0.0, 0.7, 3.0])
def test_the_quantiles_of_a_normal_law_score_as_its_closed_form(actual: float) -> None:
    found = scored(norm.ppf(SPREAD_LEVELS).tolist(), actual, is_sample=False)
    assert found["crps"] == pytest.approx(float(rules.crps_normal(actual, 0.0, 1.0)), rel=0.01)


@pytest.mark.statistical
@pytest.mark.parametrize("replications", [4, 40])
def test_replications_of_a_normal_law_score_on_average_as_its_closed_form(replications: int, statistical: Statistical) -> None:
    cells = 4000
    luck = np.random.default_rng(replications)
    crps = cell_scores(luck.normal(size=(cells, replications)), np.full(cells, 0.7), is_sample=True)["crps"]
    claim = statistical(f"the CRPS of {replications} replications is unbiased", cells, 1e-4)
    closed = float(rules.crps_normal(0.7, 0.0, 1.0))
    claim.holds_within(float(crps.mean()), closed, float(crps.std(ddof=1)) / np.sqrt(cells))


@pytest.mark.unit
def test_the_pinball_loss_is_the_mean_over_the_levels_by_hand() -> None:
    members = list(np.linspace(0.0, 40.0, 41)[1:-1])  # 1 to 39: the quantile at a level is 40 times the level
    levels = np.array(list(BOUNDS.values()))
    by_hand = np.where(40.0 * levels < 50.0, levels * (50.0 - 40.0 * levels), 0.0).mean()
    assert scored(members, 50.0)["pinball"] == pytest.approx(by_hand)


@pytest.mark.unit
def test_an_interval_reaches_from_one_replication_to_another_and_is_missing_where_they_are_too_few() -> None:
    of_39, of_38, of_9 = (scored([float(n) for n in range(1, count + 1)], 5.0) for count in (39, 38, 9))
    assert (of_39["lower_95"], of_39["upper_95"]) == (1.0, 39.0)
    assert (of_9["lower_80"], of_9["median"], of_9["upper_80"]) == (1.0, 5.0, 9.0)
    assert np.isnan([of_38["lower_95"], of_38["upper_95"], of_9["lower_95"]]).all()


@pytest.mark.unit
@pytest.mark.parametrize(("actual", "lower", "upper"), [(0.0, 0.0, 0.2), (1.5, 0.2, 0.4), (2.0, 0.2, 0.8), (9.0, 0.8, 1.0)])
def test_the_pit_stretches_over_the_ranks_that_a_figure_may_have(actual: float, lower: float, upper: float) -> None:
    found = scored([1.0, 2.0, 2.0, 3.0], actual)
    assert (found["pit_lower"], found["pit_upper"]) == pytest.approx((lower, upper))
    assert found["pit"] == pytest.approx((lower + upper) / 2.0)


@pytest.mark.statistical
@pytest.mark.parametrize("share", [50, 80, 95])
def test_the_intervals_of_a_right_forecast_hold_their_share_however_few_replications(
    share: int, statistical: Statistical
) -> None:
    cells = 4000
    luck = np.random.default_rng(share)
    actual = luck.normal(size=cells)
    found = cell_scores(luck.normal(size=(cells, ENOUGH_FOR_95)), actual, is_sample=True)
    held = np.mean((found[f"lower_{share}"] <= actual) & (actual <= found[f"upper_{share}"]))
    expected = share / 100.0
    claim = statistical(f"the {share}% interval of 39 replications holds {share}% of figures", cells, 1e-4)
    claim.holds_within(float(held), expected, float(np.sqrt(expected * (1.0 - expected) / cells)))
