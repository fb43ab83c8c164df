"""Recruitment: the story of one vacant post, from approval to the day somebody starts in it."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, mix
from workforce_sim.workforce.appointment import change_role, start_in_post
from workforce_sim.workforce.establishment import Vacancy
from workforce_sim.workforce.social_worker import Candidate, Role, SocialWorker

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

FROM_WITHIN = decision("recruitment.from_within")
OFFER_ACCEPTED = decision("recruitment.offer_accepted")
PROMOTED_FROM = identity_key("post of someone promoted")

FEEDER_ROLES: dict[Role, tuple[Role, ...]] = {
    Role.CASE_HOLDER: (),
    Role.SENIOR_PRACTITIONER: (Role.CASE_HOLDER,),
    Role.QUALIFIED_WITHOUT_CASES: (Role.CASE_HOLDER, Role.SENIOR_PRACTITIONER),
    Role.FIRST_LINE_MANAGER: (Role.SENIOR_PRACTITIONER, Role.CASE_HOLDER),
    Role.MIDDLE_MANAGER: (Role.FIRST_LINE_MANAGER,),
    Role.SENIOR_MANAGER: (Role.MIDDLE_MANAGER,),
}
"""Where each role is filled from within, nearest first."""


def fill_vacancy(authority: Authority, vacancy: Vacancy, already_advertised: bool = False) -> Story:
    """Follow one vacant post until somebody starts in it or its funding is withdrawn.

    ``already_advertised`` for a post that has been vacant since before the start: approval and advert are behind it.
    """
    env, settings = authority.env, authority.scenario.recruitment
    if not already_advertised and is_filled_from_within(authority, vacancy):
        yield env.timeout(settings.approval_days)
        if is_frozen(authority) and not (yield from thaw(authority)):
            return
        if vacancy.is_withdrawn:
            return
        if (yield from promote_insider(authority, vacancy)):
            return
        yield env.timeout(settings.advert_days)
    elif not already_advertised:
        yield env.timeout(settings.approval_days + settings.advert_days)
    while True:
        if is_frozen(authority) and not (yield from thaw(authority)):
            return
        if vacancy.is_withdrawn:
            return
        candidate = yield authority.labour_market.advertise(authority, vacancy)
        if not isinstance(candidate, Candidate):  # withdrawn while it was advertised
            return
        if candidate.has_accepted or accepts(authority, candidate):
            break
        vacancy.is_promised = False
        yield env.timeout(settings.advert_days)
    yield from see_in(authority, vacancy, candidate)


def see_in(authority: Authority, vacancy: Vacancy, candidate: Candidate) -> Story:
    """Wait out the notice of somebody who has accepted a post and let the first day come."""
    env = authority.env
    starts_on = max(int(env.now) + max(candidate.start_delay_days, 0), vacancy.free_from)
    if starts_on > authority.calendar.days:
        return
    yield env.timeout(max(at(starts_on, Phase.STARTERS) - env.now, 0.0))
    start_in_post(authority, vacancy, candidate)


def is_frozen(authority: Authority) -> bool:
    """Tell whether recruitment is frozen today."""
    return authority.timetable.is_frozen[int(authority.env.now)]


def thaw(authority: Authority) -> Generator[simpy.Event, object, bool]:
    """Wait out a freeze on recruitment; false when it lasts past the end."""
    today = int(authority.env.now)
    opens = authority.timetable.thaws_on(today)
    if opens is None:
        return False
    if opens > today:
        yield authority.env.timeout(at(opens, Phase.LABOUR_MARKET) - authority.env.now)
    return True


def accepts(authority: Authority, candidate: Candidate) -> bool:
    """Draw whether a candidate accepts the offer of a post."""
    share = authority.scenario.recruitment.offer_accepted_share
    return authority.decisions.uniform(OFFER_ACCEPTED, candidate.key) < share


def is_filled_from_within(authority: Authority, vacancy: Vacancy) -> bool:
    """Draw whether a senior post is to be filled by promotion, where there are roles below to promote from."""
    if not FEEDER_ROLES[vacancy.role] or vacancy.is_withdrawn:
        return False
    share = authority.scenario.promotion.internal_share
    return authority.decisions.uniform(FROM_WITHIN, vacancy.key, int(vacancy.role)) < share


def promote_insider(authority: Authority, vacancy: Vacancy) -> Generator[simpy.Event, object, bool]:
    """Move whoever is next in line into a senior post once it is free; false when nobody is.

    The post left behind is recruited to in turn.
    """
    env, establishment = authority.env, authority.establishment
    vacancy.is_promised = True
    if at(vacancy.free_from, Phase.STARTERS) > env.now:
        yield env.timeout(at(vacancy.free_from, Phase.STARTERS) - env.now)
    worker = next_in_line(authority, vacancy.role)
    if worker is None:
        vacancy.is_promised = False
        return False
    identity, role, hours = mix(worker.key, PROMOTED_FROM), worker.role, worker.hours
    left_behind = establishment.expect_vacancy(identity, role, hours, int(env.now))
    establishment.vacate(left_behind)
    establishment.fill(vacancy)
    change_role(authority, worker, vacancy.role, vacancy.hours)
    authority.flows.promotions += 1
    establishment.recruit(left_behind)
    return True


def next_in_line(authority: Authority, role: Role) -> SocialWorker | None:
    """Name who would be promoted to a role today: qualified long enough, from the nearest role that has someone."""
    qualified_before = int(authority.env.now) - round(authority.scenario.promotion.minimum_experience_years * 365)
    for feeder in FEEDER_ROLES[role]:
        worker = authority.roster.next_in_line(feeder, qualified_before)
        if worker is not None:
            return worker
    return None
