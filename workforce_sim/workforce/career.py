"""Careers: the story of one social worker in one authority, from the first day in post to the last."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.randomness.draws import identity_key, mix
from workforce_sim.workforce import turnover
from workforce_sim.workforce.capacity import (
    capacity_cases,
    give_up_cases,
)
from workforce_sim.workforce.establishment import Vacancy
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Candidate, Destination, Route, SocialWorker

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority
    from workforce_sim.workforce.turnover import LeavingLaw

Story = Generator[simpy.Event, object, None]

MOVED = identity_key("moved to another authority")
"""Mixed into a mover's identity to make the identity in the next post."""


def begin_career(authority: Authority, worker: SocialWorker) -> None:
    """Begin the story of somebody who starts today, unless she stays past the end: then there is nothing to tell."""
    day = next_possible_departure(authority, worker, authority.env.now, 0)
    if day < math.inf:
        authority.env.process(career(authority, worker, day))


def begin_careers_at_start(authority: Authority) -> None:
    """Begin the stories of those in post at the start who might leave before the end, all drawn in one call."""
    people = list(authority.roster.people.values())
    law = authority.leaving_law
    identities = np.array([worker.key for worker in people], dtype=np.int64)
    facts = np.array([facts_for_leaving(law, worker) for worker in people], dtype=np.float64).reshape(-1, 5)
    days = np.empty(len(people))
    luck = authority.decisions.key(turnover.LEAVING_TIME)
    turnover.possible_departures_into(luck, identities, law.force, law.multipliers, facts, days)
    for worker, day in zip(people, days.tolist(), strict=True):
        if day < math.inf:
            authority.env.process(career(authority, worker, day))


def career(authority: Authority, worker: SocialWorker, day: float) -> Story:
    """Follow one social worker of an authority to the last day in post, from ``day`` to day on which she might leave."""
    env = authority.env
    notice_days = round(authority.scenario.turnover.notice_days)
    ordinal = 0
    while day < math.inf:
        caseload_counts = worker.holds_cases
        leaves_on = max(int(day), int(env.now) + 1)
        notice_on = at(max(leaves_on - notice_days, 0), Phase.LEAVERS)
        if notice_on > env.now:
            yield env.timeout(notice_on - env.now)
            if worker.has_left:  # fell out of the count meanwhile
                return
        ordinal += 1
        destination = departs(authority, worker, leaves_on, ordinal, caseload_counts=caseload_counts)
        if destination is not None:
            yield from work_notice(authority, worker, leaves_on, destination)
            return
        day = next_possible_departure(authority, worker, day, ordinal)


def next_possible_departure(authority: Authority, worker: SocialWorker, counted_from: float, ordinal: int) -> float:
    """Draw the next day on which this worker might leave; infinity when it is past the end."""
    law = authority.leaving_law
    return turnover.possible_departure(
        authority.decisions.key(turnover.LEAVING_TIME),
        worker.key,
        ordinal,
        float(counted_from),
        law.force,
        law.multipliers,
        *facts_for_leaving(law, worker),
    )


def facts_for_leaving(law: LeavingLaw, worker: SocialWorker) -> tuple[float, float, float, float, float]:
    """Gather what decides when somebody leaves, in the order in which ``possible_departure`` takes it."""
    return (
        law.largest_caseload_factor if worker.holds_cases else 1.0,
        float(worker.started_day),
        float(worker.sixtieth_birthday),
        float(worker.committed_until),
        worker.early_leaving,
    )


def departs(
    authority: Authority, worker: SocialWorker, leaves_on: int, ordinal: int, *, caseload_counts: bool
) -> Destination | None:
    """Decide whether a worker who might leave does, and where to; None for one who stays.

    The caseload weighs in as it stood at the last month end (``caseload_counts`` when the day was drawn for it). Someone
    who would move to another authority of the simulation goes only if a post is found there.
    """
    decisions = authority.decisions
    if caseload_counts and decisions.uniform(turnover.LEAVES_FOR_CASELOAD, worker.key, ordinal) >= likelihood(
        authority, worker
    ):
        return None
    today = min(leaves_on, authority.calendar.days)
    to_agency = authority.timetable.share_to_agency[today]
    to_another = authority.timetable.share_to_another_authority[today]
    destination = turnover.draw_destination(decisions, mix(worker.key, ordinal), to_agency, to_another)
    if destination is Destination.ANOTHER_AUTHORITY and authority.labour_market.looks_inside(authority, worker.key):
        mover = Candidate(
            key=mix(worker.key, MOVED),
            route=Route.ANOTHER_AUTHORITY,
            home=authority.index,
            looks_until=int(authority.env.now),
            start_delay_days=leaves_on - int(authority.env.now),
            has_accepted=True,
        )
        if not authority.labour_market.find_post_elsewhere(authority, mover):
            return None
    return destination


def likelihood(authority: Authority, worker: SocialWorker) -> float:
    """Give the probability that someone who might leave does, from her caseload beside what she usually holds."""
    law = authority.leaving_law
    above_usual = 0.0
    if worker.holds_cases:
        usual = capacity_cases(authority.capacity, worker, authority.env.now)
        held = authority.case_book.caseload_of(worker.holder)
        above_usual = 0.0 if worker.is_absent else (held - usual) * FULL_TIME_HOURS / worker.hours
    return law.caseload_factor(above_usual) / law.largest_caseload_factor


def work_notice(authority: Authority, worker: SocialWorker, leaves_on: int, destination: Destination) -> Story:
    """Work out the notice; recruitment to the post can begin meanwhile."""
    env = authority.env
    worker.has_given_notice = True
    vacancy = authority.establishment.expect_vacancy(worker.key, worker.role, worker.hours, leaves_on)
    if authority.scenario.recruitment.begins_at_notice:
        authority.establishment.recruit(vacancy)
    yield env.timeout(max(at(leaves_on, Phase.LEAVERS) - env.now, 0.0))
    leave(authority, worker, vacancy, destination)
    if not authority.scenario.recruitment.begins_at_notice:
        authority.establishment.recruit(vacancy)


def leave(authority: Authority, worker: SocialWorker, vacancy: Vacancy, destination: Destination) -> None:
    """Let a worker go today: cases move, the post falls vacant, the month counts a leaver."""
    hand_over(authority, worker)
    authority.establishment.vacate(vacancy)
    authority.roster.dismiss(worker)
    authority.flows.left_hours[destination] += worker.hours


def hand_over(authority: Authority, worker: SocialWorker) -> None:
    """Let go of the cases and apprentices of somebody who goes today."""
    if worker.holds_cases:
        if worker.is_absent:
            authority.absent_hours -= worker.hours
        give_up_cases(authority, worker)
    for apprentice in worker.apprentices:
        apprentice.educator = None
    worker.apprentices.clear()
