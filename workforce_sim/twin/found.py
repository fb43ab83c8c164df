"""What the twin starts from: the census of every authority, its laws and its supply, as arrays over authorities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import simpy
from numpy.typing import NDArray

from workforce_sim.clock import Calendar
from workforce_sim.twin.means import NO_LUCK, MeanConditions, mean_conditions
from workforce_sim.workforce.agency import cover_share
from workforce_sim.workforce.candidates import candidates_per_year, starters_from_elsewhere
from workforce_sim.workforce.labour_market import LabourMarket
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Role
from workforce_sim.workforce.staffing import Staffing, staffing_at_start, vacant_posts
from workforce_sim.workforce.timetable import Timetable, write_out
from workforce_sim.workforce.training_routes import year_of

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.workforce.authority import Authority

Array = NDArray[np.float64]

HEADS, FTE = 0, 1
"""People, and posts, are kept twice along the first axis of their arrays: counted, and in full-time equivalents."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one authority before anything happens, for functions of the simulation that ask for no more."""

    profile: AuthorityProfile
    scenario: Scenario
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Supply:
    """Who is expected to look for a post, in heads; arrays over authorities.

    ``experienced`` and ``movers`` (from authorities not simulated) a year, shape (authorities,); ``appointed`` already at
    the start, the experienced first, shape (2, authorities); ``newly_qualified`` on each day, by how readily they leave in
    the first two years (``early_leaving``), shape (days + 1, kinds, authorities); ``before_start`` those of them who looked
    before the start and begin so many days after it, shape (start days + 1, kinds, authorities).
    """

    experienced: Array
    movers: Array
    appointed: Array
    early_leaving: tuple[float, ...]
    newly_qualified: Array
    before_start: Array


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the twin starts from; arrays of shape (authorities,) unless said otherwise.

    ``vacant`` are the vacant posts by pool, a case holder's or another: counts and FTE, shape (2, 2, authorities);
    ``role_fte`` in post by role, shape (6, authorities); ``inside_share``, ``pull`` (shape (years, authorities)) and
    ``region`` as in the labour market; ``holding_share`` the share of case holders and of the others in post, shape
    (2, authorities), ``agency_holding_share`` of agency, who hold cases; ``cover_share`` the share of agency workers who
    cover a vacancy.
    """

    scenario: Scenario
    profiles: tuple[AuthorityProfile, ...]
    calendar: Calendar
    timetable: Timetable
    conditions: MeanConditions
    supply: Supply
    inpost: Array
    vacant: Array
    role_fte: Array
    inside_share: Array
    pull: Array
    region: NDArray[np.int64]
    holding_share: Array
    agency_holding_share: Array
    cover_share: Array

    def figure(self, name: str) -> Array:
        """Give one published figure of every authority; shape (authorities,)."""
        return np.array([float(getattr(profile, name)) for profile in self.profiles])


def found(scenario: Scenario, profiles: Sequence[AuthorityProfile]) -> Found:
    """Gather what the census found in every authority and what the scenario says will happen."""
    calendar = scenario.calendar()
    staffing = [staffing_at_start(profile) for profile in profiles]
    conditions = mean_conditions(scenario, profiles, [each.agency_holding_share for each in staffing])
    market = LabourMarket(cast(simpy.Environment, None), scenario, profiles, NO_LUCK)  # its shares need no clock
    inside = np.array(market.inside_share)
    regions = sorted({profile.region_code for profile in profiles})
    heads = np.array([sum(group.heads for groups in each.roles for group in groups) for each in staffing], dtype=np.float64)
    hours = np.array([sum(group.hours for groups in each.roles for group in groups) for each in staffing], dtype=np.float64)
    return Found(
        scenario=scenario,
        profiles=tuple(profiles),
        calendar=calendar,
        timetable=write_out(scenario, calendar),
        conditions=conditions,
        supply=supply_of(scenario, profiles, calendar, conditions, inside),
        inpost=np.array([heads, hours / FULL_TIME_HOURS]),
        vacant=np.array([vacant_by_pool(each) for each in staffing]).transpose(1, 2, 0),
        role_fte=np.array([[sum(group.hours for group in groups) for groups in each.roles] for each in staffing]).T
        / FULL_TIME_HOURS,
        inside_share=inside,
        pull=market.pull[:1] * conditions.candidates,
        region=np.array([regions.index(profile.region_code) for profile in profiles]),
        holding_share=np.array([holding_shares(each) for each in staffing]).T,
        agency_holding_share=np.array([each.agency_holding_share for each in staffing]),
        cover_share=np.array([cover_share(profile) for profile in profiles]),
    )


def vacant_by_pool(staffing: Staffing) -> Array:
    """Count the vacant posts of case holders and the others, and their FTE; shape (2, 2)."""
    pools = np.zeros((2, 2))
    for role, hours in vacant_posts(staffing):
        pool = int(role is not Role.CASE_HOLDER)
        pools[HEADS, pool] += 1.0
        pools[FTE, pool] += hours / FULL_TIME_HOURS
    return pools


def holding_shares(staffing: Staffing) -> tuple[float, float]:
    """Give the shares of case holders and of the others in post whose workers hold cases."""
    groups = [(role, *staffing.roles[role]) for role in Role]
    others = [(with_cases.hours, without.hours) for role, with_cases, without in groups if role is not Role.CASE_HOLDER]
    holding, all_others = sum(hours for hours, _ in others), sum(sum(pair) for pair in others)
    return staffing.holding_share(Role.CASE_HOLDER), holding / all_others if all_others else 0.0


def supply_of(
    scenario: Scenario,
    profiles: Sequence[AuthorityProfile],
    calendar: Calendar,
    conditions: MeanConditions,
    inside_share: Array,
) -> Supply:
    """Work out who is expected to look for a post, by the simulation's own functions."""
    known = [cast("Authority", Known(profile, scenario, calendar)) for profile in profiles]
    experienced = np.maximum([starters_from_elsewhere(each) for each in known], 0.0)
    everyone = np.array([candidates_per_year(each) for each in known])
    movers = everyone * scenario.labour_market.another_authority_share * (1.0 - inside_share)
    settings = scenario.recruitment
    notice_years = settings.notice_days_experienced / 365.2425
    appointed = np.array([experienced, movers]) * settings.offer_accepted_share * conditions.candidates[0] * notice_years
    kinds = tuple(sorted({route.first_two_years_leaving for route in scenario.training_routes.by_name.values()}))
    now, earlier = newly_qualified(scenario, profiles, calendar, conditions, kinds)
    return Supply(experienced, movers, appointed, kinds, now, earlier)


def newly_qualified(
    scenario: Scenario,
    profiles: Sequence[AuthorityProfile],
    calendar: Calendar,
    conditions: MeanConditions,
    kinds: Sequence[float],
) -> tuple[Array, Array]:
    """Spread every cohort over the days on which its members begin to look, as in ``training_routes.cohorts``.

    Gives ``newly_qualified`` and ``before_start`` of ``Supply``.
    """
    spread = scenario.labour_market.looking_spread_days
    start_days = round(scenario.recruitment.start_days_newly_qualified)
    share = np.array([profile.share_of_england_starters for profile in profiles])
    share = share / scenario.recruitment.offer_accepted_share
    now = np.zeros((calendar.days + 1, len(kinds), len(profiles)))
    earlier = np.zeros((start_days + 1, len(kinds), len(profiles)))
    first = calendar.date_of(-round(spread))
    for route in scenario.training_routes.by_name.values():
        kind = kinds.index(route.first_two_years_leaving)
        for began, qualifies in route.cohorts(first, calendar.end):
            day = calendar.day_of(qualifies)
            heads = route.reaching(began) * share * conditions.candidates[year_of(calendar, day)]
            for looks_from, part in whole_days(day, spread):
                if looks_from >= 0 and looks_from <= calendar.days:
                    now[looks_from, kind] += part * heads
                elif looks_from < 0 and start_days + looks_from >= 0:
                    earlier[start_days + looks_from, kind] += part * heads
    return now, earlier


def whole_days(first: int, spread: float) -> list[tuple[int, float]]:
    """Give each day from a first one over which something is spread evenly, with its part of the whole."""
    return [(first + day, min(1.0, spread - day) / spread) for day in range(math.ceil(spread))]
