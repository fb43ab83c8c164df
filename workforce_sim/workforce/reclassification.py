"""Reclassification: people come into the count of social workers, or fall out of it, without starting or leaving.

The census does not balance: in post at one census, plus starters, less leavers, is not in post at the next. Hours
change, posts are recoded, returns come late. Whoever comes into the count is in a post that was counted vacant, as long
as there is one; whoever falls out of it leaves one behind.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, mix
from workforce_sim.workforce.appointment import begin_holding_cases, describe
from workforce_sim.workforce.career import begin_career, hand_over
from workforce_sim.workforce.funding import withdrawable
from workforce_sim.workforce.social_worker import Candidate, Role, Route, SocialWorker
from workforce_sim.workforce.staffing import VACANT_POST_HOURS

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

WHO_FALLS_OUT = decision("reclassification.who_falls_out")
CAME_INTO_COUNT = identity_key("came into the count")
FELL_OUT_OF_COUNT = identity_key("fell out of the count")
MONTHS_A_YEAR = 12


def reclassification(authority: Authority) -> Story:
    """Bring people into the count or take them out of it, at the beginning of every month.

    Hours that do not make up a person are carried over to the next month.
    """
    env, establishment = authority.env, authority.establishment
    settings, usual = authority.scenario.reclassification, authority.profile.usual_vacancy_rate
    shares = authority.conditions.reclassified.tolist()
    due_hours, moves = 0.0, 0
    for month, today in enumerate(authority.calendar.month_begins):
        yield env.timeout(at(today, Phase.STARTERS) - env.now)
        vacancy_rate = establishment.vacant_hours / max(establishment.total_funded, 1)
        share = shares[month // MONTHS_A_YEAR] + settings.response_to_vacancies * (vacancy_rate - usual)
        due_hours += establishment.total_in_post * share / MONTHS_A_YEAR
        while due_hours >= VACANT_POST_HOURS:
            due_hours -= come_into_count(authority, mix(mix(authority.key, CAME_INTO_COUNT), moves))
            moves += 1
        while due_hours <= -VACANT_POST_HOURS:
            worker = who_falls_out(authority, moves)
            if worker is None:
                break
            due_hours += worker.hours
            fall_out_of_count(authority, worker)
            moves += 1


def come_into_count(authority: Authority, key: int) -> int:
    """Count somebody who has worked here uncounted, in a post that was counted vacant if there is one; gives the hours."""
    establishment = authority.establishment
    vacancy = withdrawable(authority)
    role, hours = (Role.CASE_HOLDER, VACANT_POST_HOURS) if vacancy is None else (vacancy.role, vacancy.hours)
    if vacancy is not None:
        if vacancy.is_open:
            authority.labour_market.withdraw(authority, vacancy)
        establishment.withdraw(vacancy)
    establishment.fund_filled_post(role, hours)
    worker = describe(authority, role, hours, Candidate(key, Route.EXPERIENCED, authority.index, 0, 0))
    worker.started_day = worker.qualified_day
    authority.roster.count_in(worker)
    authority.flows.reclassified_hours += hours
    begin_holding_cases(authority, worker)
    begin_career(authority, worker)
    return hours


def who_falls_out(authority: Authority, ordinal: int) -> SocialWorker | None:
    """Draw who falls out of the count, of all who have not given notice; None when there is nobody."""
    staying = [worker for worker in authority.roster.people.values() if not worker.has_given_notice]
    if not staying:
        return None
    return staying[int(authority.decisions.uniform(WHO_FALLS_OUT, authority.key, ordinal) * len(staying))]


def fall_out_of_count(authority: Authority, worker: SocialWorker) -> None:
    """Take somebody out of the count today: cases move, the post is counted vacant and recruited to."""
    establishment = authority.establishment
    hand_over(authority, worker)
    key = mix(worker.key, FELL_OUT_OF_COUNT)
    vacancy = establishment.expect_vacancy(key, worker.role, worker.hours, int(authority.env.now))
    establishment.vacate(vacancy)
    authority.roster.count_out(worker)
    authority.flows.reclassified_hours -= worker.hours
    establishment.recruit(vacancy)
