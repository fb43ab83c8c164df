"""The few estimators that the calibration needs, robust against the odd figures of a published table."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Series = NDArray[np.float64]

TAILS_OF_RECLASSIFICATION, TAILS = 3, 4
"""Degrees of freedom of the moves with large steps: chosen once, from the shape of the published changes."""
TRIMMED_BEYOND = 5.0
"""Robust standard deviations from a regression line beyond which a figure is left out."""
WINSORISED_AT = 0.995
PRIOR_YEARS = 3
"""How many years of data the prior of a national spread is worth."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """Regression slopes, their standard errors, and what the second fit leaves over; shapes (k,), (k,), (figures near,)."""

    estimate: Series
    standard_error: Series
    left_over: Series


def without_england(values: Series) -> Series:
    """Take the median authority's value of each year out, so that what moved England is not taken for authorities' own."""
    return np.asarray(values - np.nanmedian(values, axis=0), dtype=np.float64)


def regress(outcome: Series, *regressors: Series) -> Slopes:
    """Regress through the origin by least squares, after leaving out figures far from a first line.

    All of shape (authorities, years); missing figures are left out (Rousseeuw and Leroy, Robust Regression and Outlier
    Detection, 1987, chapter 1: reweighted least squares). The standard errors are those of the second fit with every
    authority's years taken together, for one authority's years are alike and small authorities vary more than large
    ones (Liang and Zeger, Biometrika 73, 1986).
    """
    return _fit(outcome, regressors, regressors)


def regress_on_what_lasts(outcome: Series, regressor: Series, instrument: Series) -> Slopes:
    """Regress on a figure that is partly error, with an instrument that shares what is true of it and not its error.

    As ``regress`` otherwise (two-stage least squares: Fuller, Measurement Error Models, 1987, section 1.4).
    """
    return _fit(outcome, (regressor,), (instrument,))


def _fit(outcome: Series, regressors: tuple[Series, ...], instruments: tuple[Series, ...]) -> Slopes:
    y = outcome.reshape(-1)
    x = np.column_stack([regressor.reshape(-1) for regressor in regressors])
    z = np.column_stack([instrument.reshape(-1) for instrument in instruments])
    whose = np.repeat(np.arange(outcome.shape[0]), outcome.shape[1])
    known = np.isfinite(y) & np.isfinite(x).all(axis=1) & np.isfinite(z).all(axis=1)
    y, x, z, whose = y[known], x[known], z[known], whose[known]
    left = y - x @ np.linalg.solve(z.T @ x, z.T @ y)
    near = np.abs(left - np.median(left)) <= TRIMMED_BEYOND * robust_spread(left)
    y, x, z, whose = y[near], x[near], z[near], whose[near]
    slopes = np.asarray(np.linalg.solve(z.T @ x, z.T @ y), dtype=np.float64)
    rest = y - x @ slopes
    pulls = np.zeros((outcome.shape[0], z.shape[1]))
    np.add.at(pulls, whose, z * rest[:, None])
    bread, authorities = np.linalg.inv(z.T @ x), len(np.unique(whose))
    errors = np.sqrt(np.diag(bread @ (pulls.T @ pulls) @ bread.T) * authorities / max(authorities - 1, 1))
    return Slopes(slopes, errors, rest)


def relative_change(stock: Series) -> Series:
    """Give the logarithm of each year's stock over that of the year before; shape (authorities, years - 1)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.log(stock[:, 1:]) - np.log(stock[:, :-1])
    change[~np.isfinite(change)] = np.nan
    return np.asarray(change)


def within_authorities(values: Series) -> Series:
    """Take each authority's own mean out; shape (authorities, years)."""
    known = np.isfinite(values)
    mean = np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.asarray(values - mean[:, None])


def robust_spread(values: Series) -> float:
    """Give the standard deviation that the median distance from the median implies for a normal law."""
    known = values[np.isfinite(values)]
    return 1.4826 * float(np.median(np.abs(known - np.median(known))))


def spread_with_tails(values: Series, freedom: int) -> float:
    """Give the standard deviation of a Student's t that has the middle four fifths of the values.

    A plain standard deviation would be ruled by a few authorities that recoded their return.
    """
    known = values[np.isfinite(values)]
    low, high = np.quantile(known, (0.1, 0.9))
    scale = float(high - low) / (2.0 * float(stdtrit(freedom, 0.9)))
    return scale * math.sqrt(freedom / (freedom - 2.0))


def spread_with_prior(values: Series, prior: float) -> float:
    """Give the standard deviation of a few yearly values, a prior guess counting as three years more.

    The mean of an inverse-gamma posterior, near enough (Gelman and others, Bayesian Data Analysis, 2013, section 2.6).
    """
    known = values[np.isfinite(values)]
    squares = float(np.sum((known - known.mean()) ** 2)) if len(known) else 0.0
    return math.sqrt((PRIOR_YEARS * prior**2 + squares) / (PRIOR_YEARS + max(len(known) - 1, 0)))


def swing_beyond_chance(events: Series, exposure: Series, size_of_event: float) -> float:
    """Give how far yearly rates of one authority swing around its own mean, beyond events coming one by one.

    Standard deviation over mean, by the method of moments, England's changes taken out; the part that a Poisson count of
    events of ``size_of_event`` explains is subtracted. Arrays of shape (authorities, years).
    """
    known = np.isfinite(events) & np.isfinite(exposure) & (exposure > 0.0)
    happened, at_risk = np.where(known, events, 0.0), np.where(known, exposure, 0.0)
    usual = happened.sum(axis=0) / np.maximum(at_risk.sum(axis=0), 1e-9)
    relative = np.where(known, happened / np.maximum(at_risk * usual, 1e-9), np.nan)
    years = known.sum(axis=1)
    several = years >= 2
    relative, years = relative[several], years[several, None]
    own = np.nansum(relative, axis=1, keepdims=True) / years
    squares = (relative - own) ** 2 * years / (years - 1)
    squares = np.minimum(squares, np.nanquantile(squares, WINSORISED_AT))
    expected = size_of_event * own / np.where(known, at_risk * usual, np.nan)[several]
    return math.sqrt(max(float(np.nanmean(squares - expected)), 0.05**2))
