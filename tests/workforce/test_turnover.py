"""Leaving: hazards against integration by hand, survival against theory, service and authority-years as stated."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from scipy.stats import binomtest

from tests.conftest import Statistical
from tests.workforce.small_authority import (
    CONSTANT_HAZARD,
    NOBODY_COMES_OR_CHANGES,
    authority_of,
    played,
    scenario_with,
    world_of,
)
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.randomness.draws import identity_key
from workforce_sim.workforce.career import next_possible_departure
from workforce_sim.workforce.social_worker import Destination
from workforce_sim.workforce.turnover import (
    DAYS_A_YEAR,
    FIVE_YEARS,
    TWO_YEARS,
    draw_destination,
    leaving_day,
    leaving_law,
    probability_over,
    service_law,
)

SERVICE = (1.35, 1.6, 0.6)
"""The defaults of turnover.service_*."""


def by_hand(
    daily: NDArray[np.float64], from_day: float, exponential: float, started: int, sixty: int, committed_until: int
) -> float:
    """Add up the hazard day by day until it reaches the draw; every boundary lies on a whole day."""
    gathered, day = 0.0, from_day
    while day < len(daily):
        service = math.floor(day) - started
        hazard = daily[math.floor(day)] * (1.35 if service < TWO_YEARS else 1.6 if service < FIVE_YEARS else 0.6)
        hazard *= 1.45 if math.floor(day) >= sixty else 1.0
        hazard *= 0.5 if math.floor(day) < committed_until else 1.0
        step = math.floor(day) + 1 - day
        if gathered + hazard * step > exponential:
            return day + (exponential - gathered) / hazard
        gathered, day = gathered + hazard * step, day + step
    return math.inf


@pytest.mark.unit
def test_the_leaving_day_is_where_the_hazard_added_up_by_hand_reaches_the_draw() -> None:
    luck = np.random.default_rng(7)
    found = 0
    for _ in range(200):
        daily = np.repeat(luck.gamma(12.0, 1 / 12.0, 10), 365) * 0.5 / DAYS_A_YEAR
        force = np.concatenate(([0.0], np.cumsum(daily)))
        start = float(luck.uniform(0, 1500))
        draw, started, sixty, until = luck.exponential(), *(int(luck.integers(-2500, 3000)) for _ in range(3))
        started = min(started, int(start))
        day = leaving_day(force, start, draw, started, sixty, until, *SERVICE, 1.45, 0.5)
        assert day == pytest.approx(by_hand(daily, start, draw, started, sixty, until), abs=1e-6)
        found += math.isfinite(day)
    assert 20 < found < 200, "both kinds of answer should occur"


@pytest.mark.unit
def test_nobody_leaves_while_the_hazard_is_zero() -> None:
    force = np.concatenate((np.zeros(101), np.cumsum(np.full(100, 0.1))))
    assert leaving_day(force, 0.0, 1e-9, 0, 10_000, -1, 1.0, 1.0, 1.0, 1.0, 1.0) == pytest.approx(100.0, abs=1e-6)
    assert leaving_day(np.zeros(200), 0.0, 1e-9, 0, 10_000, -1, 1.0, 1.0, 1.0, 1.0, 1.0) == math.inf


@pytest.mark.unit
def test_a_rate_becomes_a_probability_by_the_exponential_law() -> None:
    assert probability_over(DAYS_A_YEAR, 0.131) == pytest.approx(1.0 - math.exp(-0.131))
    assert probability_over(0.0, 5.0) == 0.0


def days_of_leaving(service: tuple[float, float, float], started: int) -> NDArray[np.float64]:
    """When 1,500 case holders would leave at once a year, times the multipliers of their service."""
    names = ("service_under_two_years", "service_two_to_five_years", "service_over_five_years")
    values = CONSTANT_HAZARD | {f"turnover.{name}": level for name, level in zip(names, service, strict=True)}
    authority = world_of([authority_of(1500, turnover=1.0, cases=1500)], values | NOBODY_COMES_OR_CHANGES, years=14)[0]
    authority.leaving_law.force[:] *= 365.2425 / (authority.leaving_law.force[-1] / authority.calendar.days) / DAYS_A_YEAR**2
    for worker in authority.roster.people.values():
        worker.started_day = started
    return np.array([next_possible_departure(authority, w, 0, 0) for w in authority.roster.people.values()])


@pytest.mark.statistical
def test_survival_at_a_constant_hazard_is_exponential(statistical: Statistical) -> None:
    claim = statistical("time to leaving at 1 a year is exponential with mean a year", 1500, 1e-4)
    days = days_of_leaving((1.0, 1.0, 1.0), started=0)
    claim.holds_at(stats.kstest(days / DAYS_A_YEAR, "expon").pvalue)


@pytest.mark.statistical
def test_survival_under_hazards_by_length_of_service_follows_their_integral(statistical: Statistical) -> None:
    claim = statistical("the hazard 1.35, 1.6, 0.6 a year gathered to the day of leaving is a unit exponential", 1500, 1e-4)
    days = days_of_leaving(SERVICE, started=0)
    gathered = np.interp(days, [0, TWO_YEARS, FIVE_YEARS, 40_000], np.cumsum([0, *_gathered_between()])) / DAYS_A_YEAR
    claim.holds_at(stats.kstest(gathered, "expon").pvalue)


def _gathered_between() -> list[float]:
    edges = np.array([0, TWO_YEARS, FIVE_YEARS, 40_000])
    return [float(level * days) for level, days in zip(SERVICE, np.diff(edges), strict=True)]


@pytest.mark.unit
def test_the_law_of_service_reproduces_the_turnover_it_is_given() -> None:
    for turnover in (0.05, 0.131, 0.3):
        days, share = service_law(turnover, SERVICE)
        density = np.diff(share) / np.diff(days)
        assert share[0] == 0.0
        assert share[-1] == pytest.approx(1.0)
        # In a stationary stock everybody who leaves is replaced: leavers a year are the density of service at nought.
        assert density[0] * DAYS_A_YEAR == pytest.approx(turnover, rel=0.02)


@pytest.mark.unit
def test_the_law_of_service_at_constant_hazard_is_exponential() -> None:
    days, share = service_law(0.2, (1.0, 1.0, 1.0))
    below = days < 10_000  # 45 years are kept
    assert share[below] == pytest.approx(1.0 - np.exp(-0.2 * days[below] / DAYS_A_YEAR), abs=2e-3)


@pytest.mark.unit
@pytest.mark.parametrize(("turnover", "published_share"), [(0.134, 0.629), (0.172, 0.704)])
def test_leavers_with_under_five_years_are_as_many_as_published_at_the_turnover_of_the_year(
    turnover: float, published_share: float
) -> None:
    """DfE: 62.9% of leavers in 2016-17 and 70.4% in 2021-22, when turnover was 13.4% and 17.2%."""
    days, share = service_law(turnover, SERVICE)
    middle = 0.5 * (days[1:] + days[:-1])
    level = np.where(middle < TWO_YEARS, SERVICE[0], np.where(middle < FIVE_YEARS, SERVICE[1], SERVICE[2]))
    leavers = level * np.diff(share)
    assert leavers[middle < FIVE_YEARS].sum() / leavers.sum() == pytest.approx(published_share, abs=0.025)


@pytest.mark.unit
def test_each_year_leaves_at_the_rate_that_its_conditions_make_of_the_usual_one() -> None:
    scenario = scenario_with({"turnover.level": 1.0}, years=3)
    calendar, years = scenario.calendar(), np.array([0.5, 2.0, 1.0])
    law = leaving_law(calendar, scenario, 0.2, 0.2, years)
    gathered = np.diff(law.force[list(calendar.census_days)])
    assert gathered == pytest.approx(0.2 * years, rel=0.01)
    assert law.force[-1] == pytest.approx(0.2 * years.sum(), rel=1e-3)


@pytest.mark.statistical
def test_leavers_of_a_year_are_those_of_its_conditions(statistical: Statistical) -> None:
    """An authority's luck of the year, drawn with the default spread, against the binomial law of those it leaves."""
    values = NOBODY_COMES_OR_CHANGES | CONSTANT_HAZARD | {"turnover.authority_year_spread": 0.205}
    for replication in range(4):
        authority = world_of([authority_of(1200, turnover=0.3, cases=1200)], values, replication=replication)[0]
        factor = float(authority.conditions.leaving[0])
        assert factor != 1.0
        played(authority, authority.calendar.days + 1)
        claim = statistical("those left after a year are binomial with exp(-0.3 x the year's factor)", 1200, 1e-4)
        claim.holds_at(binomtest(authority.roster.headcount, 1200, math.exp(-0.3 * factor)).pvalue)


@pytest.mark.unit
def test_the_force_of_leaving_adds_up_to_rate_times_years_and_a_retention_effect_takes_its_share() -> None:
    usual, kept = (
        leaving_law(scenario.calendar(), scenario, 0.2, 0.2, np.ones(4)).force[-1]
        for scenario in (
            scenario_with({"turnover.level": 1.0, "turnover.retention_effect": effect}, years=4) for effect in (0.0, -0.1)
        )
    )
    assert usual == pytest.approx(0.2 * 4, rel=1e-3)
    assert kept == pytest.approx(0.9 * usual)


@pytest.mark.unit
def test_a_heavy_caseload_adds_the_stated_points_of_turnover_and_no_more_beyond_the_bound() -> None:
    scenario = scenario_with({"turnover.caseload_effect_points": 0.2})
    law = leaving_law(scenario.calendar(), scenario, 0.1, 0.1, np.ones(1))
    assert 0.1 * (law.caseload_factor(1.0) - 1.0) == pytest.approx(0.002, rel=0.02)
    assert law.caseload_factor(0.0) == 1.0
    assert law.caseload_factor(15.0) == law.caseload_factor(90.0) == law.largest_caseload_factor
    assert law.caseload_factor(-90.0) == pytest.approx(1.0 / law.largest_caseload_factor)


@pytest.mark.statistical
def test_leavers_go_where_the_published_shares_say(statistical: Statistical) -> None:
    claim = statistical("6.6% of leavers go to agency, 29.1% to another authority (attrition, 2025)", 5000, 1e-3)
    decisions = Decisions(1, 0)
    chosen = [draw_destination(decisions, identity_key("leaver", n), 0.066, 0.291) for n in range(5000)]
    counts = [chosen.count(destination) for destination in Destination]
    claim.holds_at(stats.chisquare(counts, 5000 * np.array([0.643, 0.066, 0.291])).pvalue)
