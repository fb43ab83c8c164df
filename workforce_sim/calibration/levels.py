"""Each authority's own levels, pooled with its region and England the more, the less they are based on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from workforce_sim.calibration.caseloads import caseload_away, caseloads_usually_away
from workforce_sim.calibration.estimators import swing_beyond_chance
from workforce_sim.calibration.panel import Panel, Series, panel
from workforce_sim.figures.shrinkage import Moments, Shrunk, estimate_moments, shrink

LEVEL_WEIGHTS = (1 / 3, 1 / 2, 2 / 3, 5 / 6, 1.0)
"""What the years of an authority's level weigh, oldest first. Five years, because a level that is pooled over three
forecasts turnover one to three years ahead less well; the latest counts whole, so that exposures keep their unit."""
FTE_PER_PERSON = 0.9
"""Full-time equivalents of one starter or leaver: 0.93 to 0.945 in post in England, fewer among those who come and go."""
LEAVING_LASTS, STARTING_LASTS = 0.35, 0.3
"""``authority_year_persistence`` of ``turnover`` and ``labour_market``: swings that last make five years tell less."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What the published years say of one authority; rates with their standard errors.

    ``leaving`` is leavers a year over the mean of opening and closing stock, ``starting`` starters a year over funded
    posts. ``caseload_away`` is the logarithm of its caseload over England's in the latest census, not a number when it
    has none, ``caseload_usually_away`` the same of where it usually stands.
    """

    leaving: Shrunk
    starting: Shrunk
    caseload_away: float
    caseload_usually_away: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled rate: of authorities by code, the standard error of regions' by code, and England's."""

    authorities: Mapping[str, Shrunk]
    error_of_region: Mapping[str, float]
    england: float


@lru_cache(maxsize=8)
def authority_levels(census_year: int) -> Mapping[str, Levels]:
    """Give the levels of every authority of the published table, from the censuses up to a year; by code."""
    return levels_of(panel(census_year))


def levels_of(figures: Panel) -> dict[str, Levels]:
    """Do the same from a panel of any origin, such as one that has been simulated."""
    leaving, starting = leaving_rates(figures).authorities, starting_rates(figures).authorities
    away, usually_away = caseload_away(figures)[:, -1], caseloads_usually_away(figures)
    return {
        code: Levels(leaving[code], starting[code], float(away[place]), float(usually_away[place]))
        for place, code in enumerate(figures.codes)
    }


def leaving_rates(figures: Panel) -> Pooled:
    """Pool leavers a year over the mean of opening and closing stock."""
    return _with_errors(figures, figures.leavers[:, 1:], figures.mean_stock[:, 1:], LEAVING_LASTS)


def starting_rates(figures: Panel) -> Pooled:
    """Pool starters a year over funded posts, of those that also returned the census before."""
    opened = np.where(figures.opened, figures.posts, np.nan)[:, 1:]
    return _with_errors(figures, figures.starters[:, 1:], opened, STARTING_LASTS)


def pooled_rates(figures: Panel, events: Series, exposure: Series) -> dict[str, Shrunk]:
    """Pool yearly rates of authorities over the latest years; arrays of shape (authorities, transitions)."""
    return shrink(_years_of(figures, events, exposure), _region_of(figures))


def _years_of(figures: Panel, events: Series, exposure: Series) -> dict[str, list[tuple[float, float]]]:
    happened, at_risk = _weighted(figures, events, exposure)
    return {
        code: list(zip(happened[place].tolist(), at_risk[place].tolist(), strict=True))
        for place, code in enumerate(figures.codes)
    }


def _weighted(figures: Panel, events: Series, exposure: Series) -> tuple[Series, Series]:
    weights = level_weights(figures.transitions)
    events, exposure = events[:, -len(weights) :], exposure[:, -len(weights) :]
    known = np.isfinite(events) & np.isfinite(exposure)
    return np.where(known, events, 0.0) * weights, np.where(known, exposure, 0.0) * weights


def _region_of(figures: Panel) -> dict[str, str]:
    return dict(zip(figures.codes, figures.region_codes, strict=True))


def _with_errors(figures: Panel, events: Series, exposure: Series, lasts: float) -> Pooled:
    """Pool rates, and say how far they lie from the true levels where yearly rates swing beyond chance.

    The swings of a large authority are no smaller than those of a small one, and last: the error that credibility alone
    implies is too small. ``lasts`` is the part of a swing that is still there a year later.
    """
    pooled = pooled_rates(figures, events, exposure)
    moments = estimate_moments(_years_of(figures, events, exposure), _region_of(figures))
    happened, at_risk = _weighted(figures, events, exposure)
    total = at_risk.sum(axis=1)
    share = np.divide(at_risk, total[:, None], out=np.zeros_like(at_risk), where=total[:, None] > 0.0)
    swing = swing_beyond_chance(events, exposure, FTE_PER_PERSON) ** 2 / (1.0 - _mean_likeness(events.shape[1], lasts))
    of_swings = swing * np.einsum("ai,ij,aj->a", share, _likeness(share.shape[1], lasts), share)
    # persons are counted once, but a year's weight counts twice in a variance
    chance_per_rate = FTE_PER_PERSON * (share**2 / np.where(at_risk > 0.0, at_risk, 1.0) * _weights(figures)).sum(axis=1)
    rate = np.array([pooled[code].rate for code in figures.codes])
    own = rate**2 * of_swings + rate * chance_per_rate
    of_region = _errors_of_regions(figures, total, own, moments)
    region = np.array([of_region[code] for code in figures.region_codes])
    ours = np.array([pooled[code].credibility for code in figures.codes])
    error = np.sqrt(ours**2 * own + (1.0 - ours) ** 2 * (moments.between + region**2))
    levels = {code: replace(pooled[code], standard_error=float(error[place])) for place, code in enumerate(figures.codes)}
    return Pooled(levels, of_region, float(happened.sum() / at_risk.sum()))


def _errors_of_regions(figures: Panel, total: Series, own: Series, moments: Moments) -> dict[str, float]:
    """Give the standard error of each region's pooled rate; ``total`` and ``own`` of shape (authorities,)."""
    errors, regions = {}, np.array(figures.region_codes)
    for region in sorted(set(figures.region_codes)):
        weight = np.where(regions == region, total, 0.0)
        if not weight.sum() or not moments.between_regions:
            errors[region] = math.sqrt(moments.between_regions)
            continue
        variance = float((weight**2 * (moments.between + own)).sum() / weight.sum() ** 2)
        errors[region] = math.sqrt(moments.between_regions * variance / (moments.between_regions + variance))
    return errors


def _weights(figures: Panel) -> Series:
    return np.array(level_weights(figures.transitions))


def _likeness(years: int, lasts: float) -> Series:
    """Give the correlation of swings of any two years; shape (years, years)."""
    year = np.arange(years)
    return np.asarray(lasts ** np.abs(year[:, None] - year[None, :]), dtype=np.float64)


def _mean_likeness(years: int, lasts: float) -> float:
    """Give the mean correlation of two different years, which a spread around an authority's own mean does not see."""
    return float((_likeness(years, lasts).sum() - years) / (years * (years - 1))) if years > 1 else 0.0


def level_weights(transitions: int) -> tuple[float, ...]:
    """Give the weights of the years there are, oldest first."""
    return LEVEL_WEIGHTS[-min(transitions, len(LEVEL_WEIGHTS)) :]
