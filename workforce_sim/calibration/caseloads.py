"""What the published years say of cases, case holders and caseloads: how they move with staff, and how much of it lasts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workforce_sim.calibration.estimate import NO_ERROR, Estimate
from workforce_sim.calibration.estimators import (
    TAILS,
    regress,
    regress_on_what_lasts,
    relative_change,
    spread_with_prior,
    spread_with_tails,
    without_england,
)
from workforce_sim.calibration.panel import Panel, Series, england, ratio
from workforce_sim.calibration.simulated import LEAST_CASELOAD_SPREAD, SIMULATED_CASELOAD, SIMULATED_PASSING_CASELOAD

PRIOR_OF_CASES = 0.02
"""A guess of how far England's cases move in a year, used as a prior: on the wide side, for few years have been seen."""
LEAST_PERSISTENCE, MOST_PERSISTENCE = 0.5, 0.97


def estimates_of_cases(figures: Panel) -> dict[str, Estimate]:
    """Estimate how cases, holders and caseloads move from census to census; by dotted name."""
    staff = without_england(relative_change(figures.in_post + figures.agency))
    following = regress(without_england(relative_change(figures.cases)), staff)
    holding = regress(without_england(relative_change(figures.holders)), staff)
    yearly = np.diff(np.log(np.nansum(figures.cases, axis=0)))
    return {
        "counting.cases_follow_staff": Estimate(
            float(np.clip(following.estimate[0], 0.0, 1.0)),
            float(following.standard_error[0]),
            "regression of changes of cases on changes of in post and agency together, years' medians out",
        ),
        "counting.holders_follow_staff": Estimate(
            float(np.clip(holding.estimate[0], 0.0, 2.0)),
            float(holding.standard_error[0]),
            "regression of changes of case holders on changes of in post and agency together, years' medians out",
        ),
        **_together(figures, staff),
        **_caseload(figures),
        "counting.national_spread": Estimate(
            spread_with_prior(yearly, PRIOR_OF_CASES), NO_ERROR, f"yearly change of England's cases, prior {PRIOR_OF_CASES}"
        ),
    }


def _together(figures: Panel, staff: Series) -> dict[str, Estimate]:
    """Estimate how cases and holders move together; what one year's census miscounts, the next year's change undoes."""
    together = without_england(relative_change(np.sqrt(figures.cases * figures.holders)))
    together = together - float(regress(together, staff).estimate[0]) * staff
    moves = spread_with_tails(together, TAILS)
    pairs = np.column_stack([together[:, 1:].reshape(-1), together[:, :-1].reshape(-1)])
    pairs = np.clip(pairs[np.isfinite(pairs).all(axis=1)], -0.5, 0.5)
    passing_share = float(np.clip(-np.asarray(np.corrcoef(pairs.T))[0, 1], 0.05, 0.4))
    return {
        "counting.cases_lasting_spread": Estimate(
            moves * math.sqrt(1.0 - 2.0 * passing_share), NO_ERROR, "changes, less the part that the next year undoes"
        ),
        "counting.cases_passing_spread": Estimate(
            moves * math.sqrt(passing_share), NO_ERROR, "the part of changes that the next year undoes"
        ),
    }


def _caseload(figures: Panel) -> dict[str, Estimate]:
    own = _law(without_england(caseload_away(figures)))
    lasting, passing = own.lasting_variance - SIMULATED_CASELOAD**2, own.passing_variance - SIMULATED_PASSING_CASELOAD**2
    least = LEAST_CASELOAD_SPREAD**2
    return {
        "counting.caseload_lasting_spread": Estimate(
            math.sqrt(max(lasting, least)),
            NO_ERROR,
            f"what wears off slowly, less {SIMULATED_CASELOAD} that the simulation moves of itself",
        ),
        "counting.caseload_passing_spread": Estimate(
            math.sqrt(max(passing, least)),
            NO_ERROR,
            f"what is gone by the next census, less {SIMULATED_PASSING_CASELOAD} that the simulation moves of itself",
        ),
        "counting.caseload_persistence": Estimate(
            own.persistence, own.error, "slope on last year's caseload, that of the year before as its instrument"
        ),
    }


@dataclass(frozen=True, slots=True)
class _Law:
    """How an authority's caseload stands among others': an autoregression, seen with an error that is gone in a year."""

    persistence: float
    error: float
    lasting_variance: float
    passing_variance: float


def _law(own: Series) -> _Law:
    """Tell what lasts of a caseload's distance from England's from what one census alone shows.

    Last year's figure is partly error, which makes its slope too small; the one of two years before, its instrument, does
    not share that error. ``own`` of shape (authorities, censuses), logarithms.
    """
    one = regress(own[:, 1:], own[:, :-1])
    lasts = regress_on_what_lasts(own[:, 2:], own[:, 1:-1], own[:, :-2])
    last_year = float(np.clip(one.estimate[0], 0.2, 0.95))
    persistence = float(np.clip(lasts.estimate[0], max(LEAST_PERSISTENCE, last_year), MOST_PERSISTENCE))
    variance = spread_with_tails(one.left_over, TAILS) ** 2 / (1.0 - last_year**2)
    lasting_share = last_year / persistence
    return _Law(
        persistence,
        float(lasts.standard_error[0]),
        variance * lasting_share * (1.0 - persistence**2),
        variance * (1.0 - lasting_share),
    )


def caseloads_usually_away(figures: Panel) -> Series:
    """Estimate where each authority's caseload usually stands, from all its censuses: the Kalman filter of the law above.

    Logarithm of its caseload over England's as of the last census; 0 for one that never had a caseload; shape
    (authorities,). (Harvey, Forecasting, Structural Time Series Models and the Kalman Filter, 1989, section 3.2.)
    """
    away = caseload_away(figures)
    law = _law(without_england(caseload_away(figures)))
    standing = np.zeros(away.shape[0])
    unsure = np.full(away.shape[0], law.lasting_variance / (1.0 - law.persistence**2))
    for year, seen in enumerate(away.T):
        if year:
            standing = law.persistence * standing
            unsure = law.persistence**2 * unsure + law.lasting_variance
        known = np.isfinite(seen)
        gain = np.where(known, unsure / (unsure + law.passing_variance), 0.0)
        standing = standing + gain * (np.where(known, seen, 0.0) - standing)
        unsure = (1.0 - gain) * unsure
    return standing


def caseload_away(figures: Panel) -> Series:
    """Give the logarithm of each authority's caseload over England's; shape (authorities, censuses)."""
    return np.asarray(np.log(ratio(figures.cases, figures.holders)) - np.log(england(figures.cases, figures.holders)))
