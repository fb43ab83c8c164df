"""Each authority's own levels, pooled with its region and England the more, the less they are based on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from workforce_sim.calibration.panel import Panel, Series, england, panel, ratio
from workforce_sim.figures.shrinkage import Shrunk, shrink

LEVEL_WEIGHTS = (1 / 3, 1 / 2, 2 / 3, 5 / 6, 1.0)
"""What the years of an authority's level weigh, oldest first. Five years, because a level that is pooled over three
forecasts turnover one to three years ahead less well; the latest counts whole, so that exposures keep their unit."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What the published years say of one authority; rates with their standard errors.

    ``leaving`` is leavers a year over the mean of opening and closing stock, ``starting`` starters a year over funded
    posts. ``caseload_away`` is the logarithm of its caseload over England's in the latest census, not a number when it
    has none, ``caseload_away_before`` that of the census before.
    """

    leaving: Shrunk
    starting: Shrunk
    caseload_away: float
    caseload_away_before: float


@lru_cache(maxsize=8)
def authority_levels(census_year: int) -> Mapping[str, Levels]:
    """Give the levels of every authority of the published table, from the censuses up to a year; by code."""
    return levels_of(panel(census_year))


def levels_of(figures: Panel) -> dict[str, Levels]:
    """Do the same from a panel of any origin, such as one that has been simulated."""
    leaving = pooled_rates(figures, figures.leavers[:, 1:], figures.mean_stock[:, 1:])
    opened = np.where(figures.opened, figures.posts, np.nan)[:, 1:]
    starting = pooled_rates(figures, figures.starters[:, 1:], opened)
    with np.errstate(divide="ignore"):
        away = np.log(ratio(figures.cases, figures.holders)) - np.log(england(figures.cases, figures.holders))
    return {
        code: Levels(leaving[code], starting[code], float(away[place, -1]), float(away[place, -2]))
        for place, code in enumerate(figures.codes)
    }


def pooled_rates(figures: Panel, events: Series, exposure: Series) -> dict[str, Shrunk]:
    """Pool yearly rates of authorities over the latest years; arrays of shape (authorities, transitions)."""
    weights = level_weights(figures.transitions)
    events, exposure = events[:, -len(weights) :], exposure[:, -len(weights) :]
    known = np.isfinite(events) & np.isfinite(exposure)
    happened = np.where(known, events, 0.0) * weights
    at_risk = np.where(known, exposure, 0.0) * weights
    years_of = {
        code: list(zip(happened[place].tolist(), at_risk[place].tolist(), strict=True))
        for place, code in enumerate(figures.codes)
    }
    return shrink(years_of, dict(zip(figures.codes, figures.region_codes, strict=True)))


def level_weights(transitions: int) -> tuple[float, ...]:
    """Give the weights of the years there are, oldest first."""
    return LEVEL_WEIGHTS[-min(transitions, len(LEVEL_WEIGHTS)) :]
