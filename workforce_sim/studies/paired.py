"""Paired replications: what is different between two scenarios, replication by replication, and how sure that is.

Replication n of every scenario has the same chance events, so their difference is steadier than either: the method of
common random numbers (Law, Simulation Modeling and Analysis, chapter 11). Intervals are Student's t at 95%.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CONFIDENCE = 0.95
LOWER, HIGHER = "lower", "higher"
INDISTINGUISHABLE = "no difference distinguishable"
EXACTLY_NONE = "exactly no difference"
TOO_FEW = "too few replications"
NOT_KNOWN = "not known"

FEWEST = 2
"""One difference alone says nothing about chance."""

MOST = 1_000_000_000
"""Replications beyond which nobody would go: a difference that needs more is not worth a number."""

ROUNDING = 1e-11
"""Relative size below which numbers differ because they were added up in another order, and for no other reason."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Say how much differs on average and how sure that is; arrays of the shape of one replication.

    What cannot be known is not a number: the mean without any replication, the interval with fewer than two.
    ``replications_to_settle`` is 0 where no number of replications would.
    """

    replications: NDArray[np.int64]
    mean: Array
    lower: Array
    upper: Array
    standard_error: Array
    verdict: NDArray[np.str_]
    replications_to_settle: NDArray[np.int64]


def judged(differences: Array) -> Judged:
    """Judge differences between replications, the first axis; those that are not a number are left out."""
    from scipy.stats import t

    known = np.count_nonzero(~np.isnan(differences), axis=0).astype(np.int64)
    mean, spread = _moments(differences)
    standard_error = spread / np.sqrt(np.where(known >= FEWEST, known, np.nan))
    reach = t.ppf(0.5 + CONFIDENCE / 2, np.maximum(known - 1, 1)) * standard_error
    lower, upper = mean - reach, mean + reach
    verdict = np.select(
        [known == 0, known < FEWEST, (mean == 0.0) & (spread == 0.0), upper < 0.0, lower > 0.0],
        [NOT_KNOWN, TOO_FEW, EXACTLY_NONE, LOWER, HIGHER],
        INDISTINGUISHABLE,
    )
    return Judged(known, mean, lower, upper, standard_error, verdict, replications_to_settle(mean, spread))


def pair_means(one: Array, other: Array) -> tuple[Array, Array]:
    """Give the mean of either over the replications in which both have a value."""
    missing = np.isnan(one) | np.isnan(other)
    return _moments(np.where(missing, np.nan, one))[0], _moments(np.where(missing, np.nan, other))[0]


def variance_ratio(one: Array, other: Array) -> Array:
    """Say by what factor pairing cut the variance of the difference: without it the two variances would add up.

    Infinite where the two vary and their difference never does; not a number where nothing varies.
    """
    missing = np.isnan(one) | np.isnan(other)
    variances = [_moments(np.where(missing, np.nan, each))[1] ** 2 for each in (one, other, other - one)]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio: Array = (variances[0] + variances[1]) / variances[2]
    return ratio


def replications_to_settle(mean: Array, spread: Array) -> NDArray[np.int64]:
    """Say how many replications would settle it, were the mean and standard deviation of the differences as given.

    The fewest for which the interval would exclude zero; 0 where none would, because the mean is zero or not known, or
    where it would take more than ``MOST``.
    """
    from scipy.stats import norm, t

    share = 0.5 + CONFIDENCE / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = np.asarray(spread, dtype=np.float64) / np.abs(np.asarray(mean, dtype=np.float64))
        at_least = (norm.ppf(share) * relative) ** 2  # Student's t is wider than the normal, by no more than a few replications
    is_possible = at_least <= MOST
    number = np.where(is_possible, np.maximum(np.ceil(at_least), FEWEST), 0).astype(np.int64)
    while True:
        reach = t.ppf(share, np.maximum(number - 1, 1)) * relative / np.sqrt(np.maximum(number, 1))
        is_short = is_possible & (reach >= 1.0)
        if not is_short.any():
            return number
        number = number + is_short


def _moments(values: Array) -> tuple[Array, Array]:
    """Give mean and sample standard deviation over the first axis, of what is known; nought where only rounding varies."""
    known = np.count_nonzero(~np.isnan(values), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(values, axis=0) / known
        squares = np.nansum((values - mean) ** 2, axis=0)
        spread = np.sqrt(squares / np.where(known >= FEWEST, known - 1, np.nan))
    lowest, highest = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    is_constant = highest - lowest <= ROUNDING * np.maximum(np.abs(lowest), np.abs(highest))
    return np.where(is_constant, lowest, mean), np.where(is_constant & (known >= FEWEST), 0.0, spread)
