"""Durations keep the published bands and a mean of one, and what is left of them follows renewal theory."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from workforce_sim.randomness import distributions

pytestmark = pytest.mark.unit

BANDS = (0.475, 0.148, 0.157, 0.122, 0.098)
EDGES = (0.0, 91.0, 183.0, 365.0, 731.0, 2192.0)


def test_bands_come_back_from_the_curve_made_of_them() -> None:
    shape = distributions.from_bands(BANDS, EDGES)
    middles = [(low + high) / 2 for low, high in pairwise(EDGES)]
    mean = float(np.dot(BANDS, middles))
    below = distributions.share_below(shape, np.array(EDGES) / mean)
    assert np.diff(below) == pytest.approx(BANDS, abs=0.0015), "a band is off by a cell of 1/1024 at most"
    assert distributions.mean_of(shape) == pytest.approx(1.0)


def test_bands_need_one_edge_more_than_shares() -> None:
    with pytest.raises(ValueError, match="5 bands need 6 edges, not 5"):
        distributions.from_bands(BANDS, EDGES[:-1])


@pytest.mark.parametrize(
    "shape",
    [
        distributions.exponential(),
        distributions.fixed(),
        distributions.even(),
        distributions.mixture_of_exponentials((0.7, 0.3), (50.0, 700.0)),
    ],
)
def test_every_shape_rises_and_has_a_mean_of_one(shape: np.ndarray) -> None:
    assert shape.shape == (1025,)
    assert (np.diff(shape) >= 0.0).all()
    assert distributions.mean_of(shape) == pytest.approx(1.0)


def test_the_exponential_curve_has_the_quantiles_of_the_law() -> None:
    luck = np.array([0.1, 0.5, 0.9, 0.99])
    assert distributions.read(distributions.exponential(), luck) == pytest.approx(-np.log1p(-luck), rel=2e-3)


def test_a_mixture_has_the_quantiles_of_the_law() -> None:
    shape = distributions.mixture_of_exponentials((0.7, 0.3), (50.0, 700.0))
    durations = np.array([20.0, 100.0, 400.0, 1500.0])
    below = 1.0 - 0.7 * np.exp(-durations / 50.0) - 0.3 * np.exp(-durations / 700.0)
    assert distributions.share_below(shape, durations / 245.0) == pytest.approx(below, abs=2e-3)


def test_what_is_left_of_a_fixed_duration_is_anything_up_to_it() -> None:
    left = distributions.remainder(distributions.fixed())
    assert left == pytest.approx(np.linspace(0.0, 1.0, 1025), abs=2e-3)


def test_what_is_left_of_an_exponential_duration_is_a_whole_one() -> None:
    left = distributions.remainder(distributions.exponential())
    assert left[:1000] == pytest.approx(distributions.exponential()[:1000], rel=5e-3, abs=2e-3)


def test_the_mean_of_what_is_left_is_the_second_moment_over_twice_the_first() -> None:
    shape = distributions.from_bands(BANDS, EDGES)
    fine = distributions.read(shape, (np.arange(200_000) + 0.5) / 200_000)
    expected = float((fine**2).mean() / 2.0 / fine.mean())
    assert distributions.mean_of(distributions.remainder(shape)) == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize("shape", [distributions.exponential(), distributions.fixed(), distributions.from_bands(BANDS, EDGES)])
def test_reading_one_by_one_gives_the_same_bits_as_reading_all_at_once(shape: np.ndarray) -> None:
    luck = np.append(np.random.default_rng(5).random(500), [0.0, 0.5, 1.0])
    for law in (shape, distributions.remainder(shape)):
        durations = distributions.read(law, luck)
        assert [distributions.read_one(law, each) for each in luck] == durations.tolist()
        below = distributions.share_below(shape, durations)
        assert [distributions.share_below_one(shape, each) for each in durations] == below.tolist()
