"""Funding of posts: the establishment grows or shrinks at a rate, or follows demand to a target caseload."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy
from numpy.typing import NDArray

from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, mix
from workforce_sim.workforce.establishment import Vacancy
from workforce_sim.workforce.social_worker import Role
from workforce_sim.workforce.staffing import VACANT_POST_HOURS

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

ROLE_OF_NEW_POST = decision("funding.role_of_new_post")
NEW_POST = identity_key("newly funded post")
MONTHS_A_YEAR = 12


def funding(authority: Authority) -> Story:
    """Fund new posts, or stop funding vacant ones, at the beginning of every month.

    Hours that do not make up a post are carried over to the next month.
    """
    env, establishment = authority.env, authority.establishment
    role_mix = np.array(establishment.funded_hours, dtype=np.float64)
    wander = authority.conditions.growth.tolist()
    stream = mix(authority.key, NEW_POST)
    due_hours, funded = 0.0, 0
    for month, today in enumerate(authority.calendar.month_begins):
        yield env.timeout(today - env.now)
        due_hours = hours_due(authority, role_mix, wander[month // MONTHS_A_YEAR], carried_over=due_hours)
        while due_hours >= VACANT_POST_HOURS:
            key = mix(stream, funded)
            role = choose_role(authority, role_mix, key)
            establishment.recruit(establishment.fund_vacant_post(key, role, VACANT_POST_HOURS, today))
            due_hours -= VACANT_POST_HOURS
            funded += 1
        while due_hours <= -VACANT_POST_HOURS:
            vacancy = withdrawable(authority)
            if vacancy is None:
                break
            due_hours += vacancy.hours
            if vacancy.is_open:
                authority.labour_market.withdraw(authority, vacancy)
            establishment.withdraw(vacancy)


def hours_due(authority: Authority, role_mix: NDArray[np.float64], wander: float, carried_over: float) -> float:
    """Work out the weekly hours to fund this month: at the growth rate, or to bring caseloads to their target.

    ``wander`` is what this year adds to the rate (``Conditions.growth``). Where more posts are vacant than usual, fewer
    are funded.
    """
    today = int(authority.env.now)
    target = authority.scenario.establishment.target_caseload
    if target is None:
        settings, establishment = authority.scenario.establishment, authority.establishment
        vacancy_rate = establishment.vacant_hours / max(establishment.total_funded, 1)
        response = settings.growth_response_to_vacancies * (vacancy_rate - authority.profile.usual_vacancy_rate)
        growth: float = authority.timetable.growth_per_year[today] + response + wander
        monthly: float = (1.0 + growth) ** (1.0 / MONTHS_A_YEAR) - 1.0
        return carried_over + establishment.total_funded * monthly
    profile = authority.profile
    caseload_at_start = profile.cases / profile.case_holders_fte
    demand = authority.case_book.held / profile.cases
    wanted = float(role_mix[Role.CASE_HOLDER]) * demand * caseload_at_start / target
    return wanted - authority.establishment.funded_hours[Role.CASE_HOLDER]


def choose_role(authority: Authority, role_mix: NDArray[np.float64], key: int) -> Role:
    """Choose the role of a new post: case holder when posts follow demand, else in proportion to posts at the start."""
    if authority.scenario.establishment.target_caseload is not None:
        return Role.CASE_HOLDER
    return Role(authority.decisions.choose(ROLE_OF_NEW_POST, key, role_mix))


def withdrawable(authority: Authority) -> Vacancy | None:
    """Find the post that has been vacant longest and is promised to nobody; a case holder's when posts follow demand."""
    case_holders_only = authority.scenario.establishment.target_caseload is not None
    for vacancy in authority.establishment.vacancies.values():
        if vacancy.is_vacant and not vacancy.is_promised:
            if case_holders_only and vacancy.role is not Role.CASE_HOLDER:
                continue
            return vacancy
    return None
