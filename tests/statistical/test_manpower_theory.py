"""Whole replications of degenerate scenarios against Markov manpower planning and Little's law.

Bartholomew, Forbes and McClean, Statistical Techniques for Manpower Planning (1991), chapters 2 and 4: at a constant hazard
and without recruitment stocks decay geometrically; with Poisson recruitment as well, whoever came at whatever time leaves
independently of the others, so that the stock is what is left of the first people (binomial) plus a Poisson number, and
settles at inflow times mean stay (Little's law).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binomtest, chi2

from tests.conftest import Statistical
from tests.workforce.small_authority import CONSTANT_HAZARD, NOBODY_COMES_OR_CHANGES, authority_of, scenario_with
from workforce_sim.calibration.newly_qualified import FTE_PER_STARTER
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.tables import WORKFORCE_MONTH
from workforce_sim.replication import replicate

pytestmark = pytest.mark.statistical

DAYS_A_YEAR = 365.2425
STILL = NOBODY_COMES_OR_CHANGES | CONSTANT_HAZARD


def stocks(profile: AuthorityProfile, values: dict[str, object], years: int, replications: int) -> NDArray[np.float64]:
    """People in post at every month end; shape (replications, months)."""
    scenario, headcount = scenario_with(STILL | values, years), WORKFORCE_MONTH.index["inpost_headcount"]
    return np.array(
        [
            replicate(scenario, [profile], 1, number).arrays["workforce_month"][:, 0, headcount]
            for number in range(replications)
        ]
    )


def days_elapsed(years: int) -> NDArray[np.float64]:
    """Days played by the end of each month: the last day itself included, for who leaves during a day is gone that day."""
    return np.array(scenario_with(years=years).calendar().month_ends, dtype=np.float64) + 1.0


@pytest.mark.parametrize("notice_days", [0, 56])
def test_without_recruitment_a_stock_decays_geometrically(notice_days: int, statistical: Statistical) -> None:
    rate, years, people = 0.25, 4, 300
    values: dict[str, object] = {"turnover.notice_days": notice_days}
    left = stocks(authority_of(people, turnover=rate), values, years, 6)
    days = days_elapsed(years)
    for month in (0, 11, 23, 46):
        size, staying = int(people * len(left)), float(np.exp(-rate * days[month] / DAYS_A_YEAR))
        claim = statistical(f"people left after {month + 1} months are binomial with exp(-0.25 t)", size, 1e-4)
        claim.holds_at(binomtest(int(left[:, month].sum()), size, staying).pvalue)


def test_leavers_of_each_year_are_a_constant_share_of_those_there_when_it_began(statistical: Statistical) -> None:
    rate, years = 0.4, 4
    left = stocks(authority_of(400, turnover=rate), {}, years, 5)
    for year in range(1, years - 1):
        opening, closing = int(left[:, 12 * year - 1].sum()), int(left[:, 12 * year + 11].sum())
        days = np.diff(days_elapsed(years))[12 * year - 1 : 12 * year + 11].sum()
        claim = statistical("leavers of a year are a binomial share 1 - exp(-0.4)", opening, 1e-4)
        claim.holds_at(binomtest(closing, opening, float(np.exp(-rate * days / DAYS_A_YEAR))).pvalue)


def experienced_only(people: int, rate: float, inflow: float) -> AuthorityProfile:
    """An authority with posts without end, where so many experienced people a year come and take one at once."""
    profile = authority_of(people, vacancies=400.0, turnover=rate, starters=inflow * FTE_PER_STARTER, cases=people)
    return replace(profile, share_of_england_starters=0.0)


IMMEDIATELY: dict[str, object] = {
    "recruitment.offer_accepted_share": 1.0,
    "recruitment.notice_days_experienced": 0,
    "labour_market.another_authority_share": 0.0,
    "labour_market.candidates_level": 1.0,
    "agency.cover_level": 0.0,
    "agency.surge_level": 0.0,
}


def test_a_stock_fed_at_a_constant_rate_stays_at_inflow_times_mean_stay(statistical: Statistical) -> None:
    rate, inflow, years, replications = 0.5, 60.0, 4, 25
    people = 120  # Little's law: 60 a year staying two years each
    measured = stocks(experienced_only(people, rate, inflow), IMMEDIATELY, years, replications)
    for month in (11, 35, 46):
        staying = np.exp(-rate * days_elapsed(years)[month] / DAYS_A_YEAR)
        variance = people * staying * (1.0 - staying) + inflow / rate * (1.0 - staying)
        claim = statistical("mean stock is 60 a year times two years", replications, 1e-4)
        claim.holds_within(float(measured[:, month].mean()), 120.0, float(np.sqrt(variance / replications)))


def test_a_stock_below_its_level_approaches_it_at_the_rate_of_leaving(statistical: Statistical) -> None:
    rate, inflow, years, replications = 0.5, 60.0, 4, 25
    measured = stocks(experienced_only(20, rate, inflow), IMMEDIATELY, years, replications)
    for month in (11, 23, 46):
        staying = np.exp(-rate * days_elapsed(years)[month] / DAYS_A_YEAR)
        expected = 20.0 * staying + inflow / rate * (1.0 - staying)
        variance = 20.0 * staying * (1.0 - staying) + inflow / rate * (1.0 - staying)
        claim = statistical("mean stock is 20 exp(-t/2) + 120 (1 - exp(-t/2))", replications, 1e-4)
        claim.holds_within(float(measured[:, month].mean()), expected, float(np.sqrt(variance / replications)))


def test_the_stationary_stock_varies_as_a_poisson_number(statistical: Statistical) -> None:
    rate, inflow, years, replications = 2.0, 60.0, 3, 60
    measured = stocks(experienced_only(30, rate, inflow), IMMEDIATELY, years, replications)[:, 34]
    dispersion = float(((measured - measured.mean()) ** 2).sum() / 30.0)
    claim = statistical("the stock of an M/M/infinity system is Poisson: variance 30", replications, 1e-4)
    claim.holds_at(float(2 * min(chi2.cdf(dispersion, replications - 1), chi2.sf(dispersion, replications - 1))))
