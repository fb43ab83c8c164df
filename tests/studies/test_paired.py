"""Paired differences against Student's t as scipy has it, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t, ttest_rel

from workforce_sim.studies.paired import judged, pair_means, replications_to_settle, variance_ratio
from workforce_sim.studies.wording import Told, settling, two_figures

unit = pytest.mark.unit


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64).reshape(-1, 1)


@unit
def test_mean_interval_and_standard_error_are_those_of_the_paired_t_test() -> None:
    luck = np.random.default_rng(1)
    one, other = luck.normal(10, 3, (30, 4)), luck.normal(11, 3, (30, 4))
    found, known = judged(other - one), ttest_rel(other, one, axis=0)
    bounds = known.confidence_interval(0.95)
    np.testing.assert_allclose(found.lower, bounds.low)
    np.testing.assert_allclose(found.upper, bounds.high)
    np.testing.assert_allclose(found.mean / found.standard_error, known.statistic)
    assert [verdict in ("lower", "higher") for verdict in found.verdict] == (known.pvalue < 0.05).tolist()


@unit
def test_replications_without_a_value_are_left_out_of_both_sides() -> None:
    one, other = column(1.0, 2.0, np.nan, 4.0, 5.0), column(2.0, 4.0, 9.0, np.nan, 5.0)
    found = judged(other - one)
    assert found.replications[0] == 3
    assert found.mean[0] == 1.0
    assert [mean[0] for mean in pair_means(one, other)] == pytest.approx([8 / 3, 11 / 3])
    kept = [0, 1, 4]
    assert variance_ratio(one, other) == pytest.approx(variance_ratio(one[kept], other[kept]))


@unit
def test_no_difference_anywhere_is_exactly_none_and_one_that_averages_out_is_not() -> None:
    found = judged(np.array([[0.0, -1.0], [0.0, 1.0]]))
    assert found.verdict.tolist() == ["exactly no difference", "no difference distinguishable"]
    assert (found.lower[0], found.upper[0], found.standard_error[0]) == (0.0, 0.0, 0.0)
    assert found.replications_to_settle.tolist() == [0, 0]


@unit
def test_a_difference_that_never_varies_is_sure_whatever_the_rounding() -> None:
    one = column(0.3, 0.7, 1.1)
    found = judged(np.full((3, 1), 0.1))
    assert found.verdict[0] == "higher"
    assert found.lower[0] == found.upper[0] == 0.1
    assert found.replications_to_settle[0] == 2
    assert np.isinf(variance_ratio(one, one + 1.0))[0]


@unit
def test_one_replication_settles_nothing_and_none_is_not_known() -> None:
    found = judged(np.array([[3.0, np.nan], [np.nan, np.nan]]))
    assert found.verdict.tolist() == ["too few replications", "not known"]
    assert np.isnan(found.lower).all()
    assert found.replications_to_settle.tolist() == [0, 0]


@unit
def test_independent_worlds_gain_nothing_from_pairing_and_common_luck_does() -> None:
    # With equal variances the factor is 1 / (1 - correlation): for other = one / 2, (1 + 1/4) / (1/4) = 5.
    one = column(1.0, 2.0, 4.0, 9.0)
    assert variance_ratio(one, one / 2)[0] == pytest.approx(5.0)
    apart = np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.array([[1.0], [-1.0], [1.0], [-1.0]])
    assert variance_ratio(*apart)[0] == pytest.approx(1.0)


@unit
@pytest.mark.parametrize(
    ("mean", "spread", "number"),
    [
        (1.0, 0.1, 2),  # t with 1 degree of freedom is 12.71: 12.71 x 0.1 / sqrt(2) = 0.90, below 1
        (1.0, 0.2, 3),  # 12.71 x 0.2 / sqrt(2) = 1.80; 4.30 x 0.2 / sqrt(3) = 0.50
        (1.0, 1.0, 7),  # 2.571 / sqrt(6) = 1.05; 2.447 / sqrt(7) = 0.92
        (-0.1, 1.0, 387),  # the normal alone gives 1.96^2 x 100 = 384.1
        (0.0, 1.0, 0),
        (1.0, 0.0, 2),
        (1e-9, 1.0, 0),  # more than anyone would go
    ],
)
def test_replications_to_settle_are_as_worked_out_by_hand(mean: float, spread: float, number: int) -> None:
    assert replications_to_settle(np.array([mean]), np.array([spread]))[0] == number


@pytest.mark.property
@given(st.floats(0.003, 5.0), st.floats(0.01, 5.0))
def test_the_interval_leaves_zero_out_at_that_number_and_not_at_one_fewer(mean: float, spread: float) -> None:
    number = int(replications_to_settle(np.array([mean]), np.array([spread]))[0])
    reach = lambda count: t.ppf(0.975, count - 1) * spread / np.sqrt(count)  # noqa: E731
    assert reach(number) < mean
    assert number == 2 or reach(number - 1) >= mean


@unit
@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told("lower", "per cent", -2.1, -3.0, -1.2), "2.1 points lower (1.2 to 3.0)"),
        (Told("higher", "FTE", 1250.4, 1100.0, 1400.8), "1,250 FTE more (1,100 to 1,401)"),
        (Told("lower", "cases per FTE", -0.012, -0.02, -0.004), "0.012 cases per FTE lower (0.004 to 0.020)"),
        (Told("no difference distinguishable", "FTE", 0.2, -0.4, 0.9), "no difference distinguishable (−0.4 to +0.9)"),
        (Told("exactly no difference", "FTE", 0.0, 0.0, 0.0), "exactly no difference"),
        (Told("not known", "FTE", None, None, None), "not known"),
    ],
)
def test_a_difference_is_said_with_as_many_decimals_as_its_interval_supports(told: Told, said: str) -> None:
    assert str(told) == said


@unit
def test_an_estimate_of_replications_is_said_as_one() -> None:
    assert [two_figures(number) for number in (7, 99, 337, 18_001)] == [7, 99, 340, 19_000]
    assert settling(337, 50) == "about 340 replications would settle it"
    assert settling(None, 50) == settling(2_000_000, 50) == "more than 100,000 replications would be needed to settle it"
    assert settling(3, 2) == "2 replications are too few to say how many would settle it"
