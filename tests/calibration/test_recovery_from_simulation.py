"""Rates that the simulation was told are recovered from the censuses that it writes.

The calibration is put on the annual returns of a simulated region as it is on the published ones. What the whole model
adds to the law of ``invented_years`` (posts that must be vacant, service and age, part-timers, months) stays in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binomtest

from tests.conftest import Statistical
from workforce_sim.calibration.england import estimates_of
from workforce_sim.calibration.estimate import Estimate
from workforce_sim.calibration.levels import Levels, levels_of
from workforce_sim.calibration.panel import FIRST_CENSUS, Panel
from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.areas import profiles
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.replication import replicate

pytestmark = pytest.mark.statistical

YEARS, REPLICATIONS, AUTHORITIES = 8, 3, 20
SWING = 0.2
TOLD = {
    "horizon_years": YEARS,
    "turnover.authority_year_spread": SWING,
    "turnover.latest_year_level": 1.0,
    "turnover.national_spread": 0.0,
    "turnover.caseload_effect_points": 0.0,
    "labour_market.latest_year_level": 1.0,
    "labour_market.national_spread": 0.0,
}
"""England stays as usual, so that an authority's rate is its own alone."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """One replication calibrated: what was made of it for all and for each authority."""

    panel: Panel
    estimates: dict[str, Estimate]
    levels: dict[str, Levels]


@cache
def region() -> tuple[AuthorityProfile, ...]:
    """Small and middling authorities of all England, as if they were one region."""
    by_size = sorted(profiles(), key=lambda profile: profile.inpost_fte)[30 : 30 + AUTHORITIES]
    return tuple(replace(profile, region_code="E12000004", region_name="one region") for profile in by_size)


@cache
def simulated() -> tuple[Simulated, ...]:
    scenario = Scenario().with_values(TOLD)
    made = []
    for number in range(1, REPLICATIONS + 1):
        panel = panel_of(replicate(scenario, region(), 1, number))
        made.append(Simulated(panel, estimates_of(panel), levels_of(panel)))
    return tuple(made)


def panel_of(records: ReplicationRecords) -> Panel:
    """The annual returns of a replication in the shape of the published ones, as if they were those of 2017 to 2025."""
    annual = records.arrays["annual_return"]

    def of(measure: str) -> NDArray[np.float64]:
        return np.array(annual[:, :, ANNUAL_RETURN.index[measure]].T)

    starters, leavers = of("starters_fte"), of("leavers_fte")
    starters[:, 0] = leavers[:, 0] = np.nan  # the year before the start was not simulated
    names = ("vacancy_fte", "agency_fte", "agency_cover_fte", "cases", "case_holders_fte")
    codes, regions = zip(*((profile.code, profile.region_code) for profile in region()), strict=True)
    return Panel(FIRST_CENSUS + YEARS, codes, regions, of("inpost_fte"), starters, leavers, *map(of, names))


def of_each(which: str, what: str) -> NDArray[np.float64]:
    """One fact of every authority's level; shape (replications, authorities)."""
    return np.array([[getattr(getattr(level, which), what) for level in made.levels.values()] for made in simulated()])


def told(which: str) -> NDArray[np.float64]:
    """The rates that the simulation was told; shape (authorities,)."""
    if which == "leaving":
        return np.array([profile.turnover_per_year for profile in region()])
    return np.array([profile.starters_fte_per_year / profile.establishment_fte for profile in region()])


def test_the_mean_leaving_rate_is_recovered_within_its_interval(statistical: Statistical) -> None:
    away, errors = of_each("leaving", "rate") - told("leaving"), of_each("leaving", "standard_error")
    claim = statistical("mean leaving rate is that which was told", REPLICATIONS * AUTHORITIES, 1e-4)
    claim.holds_within(float(away.mean()), 0.0, float(np.sqrt((errors**2).sum()) / errors.size))


def test_authorities_leaving_rates_lie_in_their_intervals(statistical: Statistical) -> None:
    """At least 85 in 100: whom an authority employs changes over the years, and with them its rate of leaving."""
    inside = np.abs(of_each("leaving", "rate") - told("leaving")) <= 1.96 * of_each("leaving", "standard_error")
    claim = statistical("at least 85% of leaving rates lie in their intervals", inside.size, 1e-4)
    claim.holds_at(binomtest(int(inside.sum()), inside.size, 0.85, alternative="less").pvalue)


def test_another_leaving_rate_would_be_noticed(statistical: Statistical) -> None:
    away, errors = of_each("leaving", "rate") - 1.25 * told("leaving"), of_each("leaving", "standard_error")
    claim = statistical("the mean leaving rate is a quarter higher than told", REPLICATIONS * AUTHORITIES, 1e-4)
    with pytest.raises(AssertionError, match="a quarter higher"):
        claim.holds_within(float(away.mean()), 0.0, float(np.sqrt((errors**2).sum()) / errors.size))


def test_the_swing_of_leaving_is_recovered(statistical: Statistical) -> None:
    swings = np.array([made.estimates["turnover.authority_year_spread"].value for made in simulated()])
    # 20 authorities x 7 spare years: a standard deviation is known to a tenth, to 0.15 with the chance taken out
    claim = statistical("the swing of leaving is that which was told, less 5% for swings that last", REPLICATIONS, 1e-3)
    claim.holds_within(float(swings.mean()), 0.95 * SWING, 0.15 * SWING / np.sqrt(REPLICATIONS))


def test_starters_per_post_are_recovered_but_for_posts_that_are_not_vacant(statistical: Statistical) -> None:
    """Candidates are told, starters are counted: 5 to 15 in 100 find no vacancy in time, in simulations of England."""
    ratio = of_each("starting", "rate").mean() / told("starting").mean()
    error = float(np.sqrt((of_each("starting", "standard_error") ** 2).sum()) / (REPLICATIONS * AUTHORITIES))
    claim = statistical("starters per post are 85 to 100% of those told", REPLICATIONS * AUTHORITIES, 1e-4)
    beyond = max(0.85 - ratio, ratio - 1.0, 0.0) * told("starting").mean()
    claim.holds_within(float(beyond), 0.0, error)
