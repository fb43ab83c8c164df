"""What is usual for one authority by the calibration: the part of a profile that is estimated over several years."""

from __future__ import annotations

import math
from typing import Any

from workforce_sim.calibration.england import england_estimates
from workforce_sim.calibration.levels import authority_levels

LEAST_VACANCY_RATE, MOST_VACANCY_RATE = 0.02, 0.5
MOST_RECLASSIFIED = 0.25
"""Bounds that only a handful of very small or newly formed authorities meet."""


def usual_for(
    code: str,
    census_year: int,
    inpost_fte: float,
    agency_fte: float,
    starters_fte_per_year: float,
    turnover_per_year: float,
) -> dict[str, Any]:
    """Give the calibrated fields of a profile, by their names there.

    The census closes for an authority when what comes into the count makes past starters and leavers agree with
    England's growth of posts: flows of single authorities say nothing of where their numbers go next (the backtest's
    last-flows forecast is the worst of all), and people in post cannot outgrow posts for long. England's posts have also
    grown far more evenly than its people in post (yearly standard deviation 1.0 against 2.6 points, 2017 to 2025).
    """
    england, levels = england_estimates(census_year), authority_levels(census_year)[code]
    starting = starters_fte_per_year / max(inpost_fte, 1.0)
    reclassified = england["establishment.growth_per_year"].value - (starting - turnover_per_year)
    agency_rate = agency_fte / max(agency_fte + inpost_fte, 1.0)
    vacancy_rate = england["vacancy rate"].value + england["vacancy rate per agency rate"].value * (
        agency_rate - england["agency rate"].value
    )
    return {
        "turnover_standard_error": levels.leaving.standard_error / levels.leaving.rate,
        "starters_standard_error": levels.starting.standard_error / levels.starting.rate,
        "reclassified_per_year": min(max(reclassified, -MOST_RECLASSIFIED), MOST_RECLASSIFIED),
        "usual_vacancy_rate": min(max(vacancy_rate, LEAST_VACANCY_RATE), MOST_VACANCY_RATE),
        "caseload_away": 0.0 if math.isnan(levels.caseload_away) else levels.caseload_away,
        "caseload_usually_away": levels.caseload_usually_away,
    }
