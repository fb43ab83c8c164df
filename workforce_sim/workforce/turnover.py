"""Leaving: when a social worker goes, and where to, by competing risks.

The hazard of leaving is the authority's own level x length of service x age x commitment x an authority-year multiplier
x an effect of the worker's own caseload. All but the last are known ahead, so the next day on which somebody might leave
is found by inverting the cumulative hazard once (inversion for a non-homogeneous Poisson process; Devroye, Non-Uniform
Random Variate Generation, 1986, section VI.1), and the caseload then decides whether she does (thinning; Lewis and
Shedler, Naval Research Logistics Quarterly 26, 1979).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.clock import Calendar
from workforce_sim.compiled import compiled
from workforce_sim.randomness.decisions import Decisions, decision
from workforce_sim.randomness.draws import keyed_uniform
from workforce_sim.workforce.social_worker import Destination

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario

DAYS_A_YEAR = 365.2425
TWO_YEARS, FIVE_YEARS = 730, 1826
LEAVING_TIME = decision("turnover.leaving_time")
LEAVES_FOR_CASELOAD = decision("turnover.leaves_for_caseload")
DESTINATION = decision("turnover.destination")


@dataclass(frozen=True, slots=True)
class LeavingLaw:
    """How leaving works in one authority.

    ``force`` is the cumulative authority-wide hazard by day since the start, shape (days + 1,), before the
    ``multipliers``: of service under two, two to five and over five years, of age and of commitment, shape (5,).
    ``caseload_effect`` is the change in log hazard per case per FTE, up to ``caseload_limit`` cases above or below the
    usual; ``largest_caseload_factor`` the most that it can raise the hazard: the bound that thinning needs.
    """

    force: NDArray[np.float64]
    multipliers: NDArray[np.float64]
    caseload_effect: float
    caseload_limit: float
    largest_caseload_factor: float

    def caseload_factor(self, cases_above_usual: float) -> float:
        """Give the factor on the hazard for a worker with so many cases per FTE above the usual load."""
        bounded = max(-self.caseload_limit, min(self.caseload_limit, cases_above_usual))
        return math.exp(self.caseload_effect * bounded)


def probability_over(days: float, rate_per_year: float) -> float:
    """Turn a yearly rate into the probability of at least one event in a number of days."""
    return -math.expm1(-rate_per_year * days / DAYS_A_YEAR)


def leaving_law(
    calendar: Calendar,
    scenario: Scenario,
    base_rate_per_year: float,
    turnover_per_year: float,
    multipliers: NDArray[np.float64],
) -> LeavingLaw:
    """Gather what decides leaving in one authority: level, retention effects and authority-years, day by day.

    ``base_rate_per_year`` is the hazard of a worker whose multipliers are all 1, ``multipliers`` what each year makes of it
    (``Conditions.leaving``, shape (horizon_years,)); ``turnover_per_year`` the authority's
    published level, to which the caseload effect (points of turnover a case) is relative.
    """
    settings = scenario.turnover
    year_of_day = np.searchsorted(np.array(calendar.census_days[1:]), np.arange(calendar.days + 1), side="right")
    daily = base_rate_per_year / DAYS_A_YEAR * multipliers[np.minimum(year_of_day, len(multipliers) - 1)]
    daily = daily * settings.level.daily(calendar) * (1.0 + settings.retention_effect.daily(calendar))
    force = np.concatenate(([0.0], np.cumsum(daily[:-1])))
    effect = settings.caseload_effect_points / 100.0 / max(turnover_per_year, 0.02)
    multiplier_of = (
        settings.service_under_two_years,
        settings.service_two_to_five_years,
        settings.service_over_five_years,
        settings.age_60_and_over,
        scenario.apprenticeship.stay_on_leaving,
    )
    return LeavingLaw(
        force=force,
        multipliers=np.array(multiplier_of),
        caseload_effect=effect,
        caseload_limit=settings.caseload_effect_limit,
        largest_caseload_factor=math.exp(abs(effect) * settings.caseload_effect_limit),
    )


@compiled
def leaving_day(
    force: NDArray[np.float64],
    from_day: float,
    exponential: float,
    started_day: float,
    sixtieth_birthday: float,
    committed_until: float,
    under_two: float,
    two_to_five: float,
    over_five: float,
    sixty_and_over: float,
    committed: float,
) -> float:
    """Find the day on which the hazard gathered since ``from_day`` reaches a unit exponential draw.

    ``force`` is the cumulative authority-wide hazard, shape (days + 1,). Returns infinity when that day lies past the end.
    """
    last = len(force) - 1
    day = from_day
    remaining = exponential
    while day < last:
        boundary = float(last)
        service = day - started_day
        if service < TWO_YEARS:
            level = under_two
            boundary = min(boundary, started_day + TWO_YEARS)
        elif service < FIVE_YEARS:
            level = two_to_five
            boundary = min(boundary, started_day + FIVE_YEARS)
        else:
            level = over_five
        if day >= sixtieth_birthday:
            level *= sixty_and_over
        else:
            boundary = min(boundary, sixtieth_birthday)
        if day < committed_until:
            level *= committed
            boundary = min(boundary, committed_until)
        whole = int(day)
        gathered = force[whole] + (day - whole) * (force[whole + 1] - force[whole])
        reached = int(boundary)
        at_boundary = force[reached]
        if reached < last:
            at_boundary += (boundary - reached) * (force[reached + 1] - force[reached])
        available = level * (at_boundary - gathered)
        if remaining < available:
            target = gathered + remaining / level
            upper = np.searchsorted(force, target, side="right")
            lower = max(upper - 1, 0)
            width = force[upper] - force[lower]
            return lower + (target - force[lower]) / width if width > 0.0 else float(upper)
        remaining -= available
        day = boundary
    return np.inf


@compiled
def possible_departure(
    luck: int,
    identity: int,
    ordinal: int,
    from_day: float,
    force: NDArray[np.float64],
    multipliers: NDArray[np.float64],
    caseload_factor: float,
    started_day: float,
    sixtieth_birthday: float,
    committed_until: float,
    early_leaving: float,
) -> float:
    """Draw the next day on which somebody might leave, in one call from Python; infinity when it is past the end.

    ``luck`` is the key of the decision in this replication, ``multipliers`` as in ``LeavingLaw``, ``caseload_factor`` the
    most that a caseload can raise the hazard, ``early_leaving`` the relative hazard of the first two years by route.
    """
    exponential = -math.log(keyed_uniform(luck, identity, ordinal)) / caseload_factor
    return leaving_day(
        force,
        from_day,
        exponential,
        started_day,
        sixtieth_birthday,
        committed_until,
        multipliers[0] * early_leaving,
        multipliers[1],
        multipliers[2],
        multipliers[3],
        multipliers[4],
    )


@compiled
def possible_departures_into(
    luck: int,
    identities: NDArray[np.int64],
    force: NDArray[np.float64],
    multipliers: NDArray[np.float64],
    facts: NDArray[np.float64],
    out: NDArray[np.float64],
) -> None:
    """Fill ``out`` with the first day on which each of many people might leave, from day 0; shape (people,).

    ``facts`` has the last five arguments of ``possible_departure`` of each, shape (people, 5).
    """
    for place in range(identities.shape[0]):
        out[place] = possible_departure(
            luck,
            identities[place],
            0,
            0.0,
            force,
            multipliers,
            facts[place, 0],
            facts[place, 1],
            facts[place, 2],
            facts[place, 3],
            facts[place, 4],
        )


def draw_destination(decisions: Decisions, key: int, to_agency: float, to_another: float) -> Destination:
    """Draw where a leaver goes: to agency work, to another authority, or out of local authority children's work."""
    u = decisions.uniform(DESTINATION, key)
    if u < to_another:
        return Destination.ANOTHER_AUTHORITY
    if u < to_another + to_agency:
        return Destination.TO_AGENCY
    return Destination.LEFT


def service_law(
    turnover_per_year: float, service: tuple[float, float, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the stationary distribution of length of service that constant recruitment and these hazards imply.

    Returns (days, share with less service), both shape (n,): the renewal-theory law whose density is proportional to the
    survival curve (Cox, Renewal Theory, 1962, section 5.2), with the base rate set so that yearly leavers are
    ``turnover_per_year`` of the stock.
    """
    days = np.concatenate((np.arange(0.0, 3653.0, 7.0), np.arange(3653.0, 45 * DAYS_A_YEAR, 91.0)))
    level = np.where(days < TWO_YEARS, service[0], np.where(days < FIVE_YEARS, service[1], service[2]))
    gathered = np.concatenate(([0.0], np.cumsum(level[:-1] * np.diff(days)))) / DAYS_A_YEAR
    low, high = 0.0, 5.0
    for _ in range(60):
        base = 0.5 * (low + high)
        mean_years = float(np.trapezoid(np.exp(-base * gathered), days)) / DAYS_A_YEAR
        low, high = (base, high) if mean_years * turnover_per_year > 1.0 else (low, base)
    survival = np.exp(-0.5 * (low + high) * gathered)
    share = np.concatenate(([0.0], np.cumsum(0.5 * (survival[1:] + survival[:-1]) * np.diff(days))))
    return days, share / share[-1]
