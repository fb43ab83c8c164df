"""Agency cover: a desk that keeps as many agency workers as the authority usually has, each for an assignment."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.errors import LedgerError
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, keys_into, mix
from workforce_sim.workforce.candidates import patience_days
from workforce_sim.workforce.capacity import USUAL_CASELOAD, usual_caseload_at
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, NOBODY, AgencyWorker, Candidate, Route

if TYPE_CHECKING:
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.workforce.authority import AgencyBook, Authority

Story = Generator[simpy.Event, object, None]

ASSIGNMENT_LENGTH = decision("agency.assignment_length")
CONVERTS = decision("agency.converts")
AGENCY_HOLDS_CASES = decision("agency.holds_cases")
CONVERTED = identity_key("converted from agency")
DAYS_A_MONTH = 30.44
MONTHS_A_YEAR = 12
USUAL_COVER_SHARE = 0.8
"""Of agency workers in England, those who cover a vacancy: 77 to 82% from 2021 to 2025 (DfE)."""
HALF_A_POST = FULL_TIME_HOURS / 2


def agency_desk(authority: Authority) -> Story:
    """End assignments and bring cover and surge to what the authority usually has, at the beginning of every month.

    What is usual wanders from census to census (``Conditions.agency_rate``). Cover follows the vacancies of the past
    months (``agency.follows_months``, their mean) as far as ``agency.follows_vacancies`` says; surge does not. Both are
    times the scenario's levels.
    """
    env, settings = authority.env, authority.scenario.agency
    share_covering = cover_share(authority.profile)
    vacant_at_start = authority.establishment.vacant_hours
    months = max(round(settings.follows_months), 1)
    vacant_hours = deque([vacant_at_start] * months, maxlen=months)
    for month, month_ends in enumerate((0, *authority.calendar.month_ends[:-1])):
        today = month_ends + 1
        yield env.timeout(at(today, Phase.STARTERS) - env.now)
        end_those_due(authority, today)
        vacant_hours.append(authority.establishment.vacant_hours)
        relative = sum(vacant_hours) / months / vacant_at_start if vacant_at_start else 1.0
        usual_hours = hours_usual(authority, month)
        cover = usual_hours * share_covering * (1.0 + settings.follows_vacancies * (relative - 1.0))
        surge = usual_hours * (1.0 - share_covering)
        adjust(authority, month, cover * authority.timetable.agency_cover_level[today], covers_vacancy=True)
        adjust(authority, month, surge * authority.timetable.agency_surge_level[today], covers_vacancy=False)


def hours_usual(authority: Authority, month: int) -> float:
    """Give the weekly hours of agency work that are usual this month for those in post at the start, as vacancies were.

    Between censuses the rate goes along a straight line.
    """
    year, months = divmod(month, MONTHS_A_YEAR)
    before, after = authority.conditions.agency_rate[year : year + 2].tolist()
    rate = before + (after - before) * months / MONTHS_A_YEAR
    return authority.profile.inpost_fte * FULL_TIME_HOURS * rate / (1.0 - rate)


def cover_share(profile: AuthorityProfile) -> float:
    """Give the share of an authority's agency workers who cover a vacancy; England's usual one where there are none."""
    return profile.agency_cover_fte / profile.agency_fte if profile.agency_fte > 0.0 else USUAL_COVER_SHARE


def adjust(authority: Authority, month: int, wanted_hours: float, *, covers_vacancy: bool) -> None:
    """Take on or release agency workers until their hours are within half a post of what is wanted."""
    book = authority.agency
    missing_hours = wanted_hours - hours_of(book, covers_vacancy=covers_vacancy)
    if missing_hours >= HALF_A_POST:
        heads = int((missing_hours + HALF_A_POST) // FULL_TIME_HOURS)
        take_on(authority, mix(mix(authority.key, month), int(covers_vacancy)), heads, covers_vacancy=covers_vacancy)
    elif missing_hours < -HALF_A_POST:
        released = []
        present = book.covering if covers_vacancy else book.surge
        for worker in sorted(present, key=lambda worker: (worker.ends_day, worker.key)):
            if missing_hours >= -HALF_A_POST:
                break
            released.append(worker)
            missing_hours += worker.hours
        end_assignments(authority, released)


def take_on(authority: Authority, stream: int, heads: int, *, covers_vacancy: bool) -> None:
    """Begin so many assignments today, full time; ``stream`` is the key that the workers' identities are made from."""
    now, rules, decisions = authority.env.now, authority.capacity, authority.decisions
    mean_days = authority.scenario.agency.assignment_months * DAYS_A_MONTH
    identities = np.empty(heads, dtype=np.int64)
    keys_into(stream, identities)
    for key, length, quantile, holds in zip(
        identities.tolist(),
        decisions.uniforms(ASSIGNMENT_LENGTH, identities).tolist(),
        decisions.uniforms(USUAL_CASELOAD, identities).tolist(),
        decisions.uniforms(AGENCY_HOLDS_CASES, identities).tolist(),
        strict=True,
    ):
        ends_day = int(now - mean_days * math.log(length)) + 1
        worker = AgencyWorker(key, FULL_TIME_HOURS, ends_day, covers_vacancy, usual_caseload_at(rules, quantile))
        enter_agency_worker(authority, worker)
        if holds < authority.agency_holding_share:
            capacity = rules.usual_cases * worker.usual_caseload
            worker.holder = authority.case_book.add_holder(int(now), capacity, FULL_TIME_HOURS)
    authority.agency.assignments_started += heads


def end_those_due(authority: Authority, today: int) -> None:
    """End the assignments that have run their time; some workers then look for a permanent post here."""
    book, scenario, decisions = authority.agency, authority.scenario, authority.decisions
    due = [worker for worker in book.covering if worker.ends_day <= today]
    due += [worker for worker in book.surge if worker.ends_day <= today]
    end_assignments(authority, due)
    identities = np.array([worker.key for worker in due], dtype=np.int64)
    for worker, luck in zip(due, decisions.uniforms(CONVERTS, identities).tolist(), strict=True):
        if luck < scenario.agency.converts_share:
            key = mix(worker.key, CONVERTED)
            delay = round(scenario.recruitment.start_days_newly_qualified)
            looks_until = today + patience_days(authority, key)
            authority.labour_market.arrive(Candidate(key, Route.AGENCY, authority.index, looks_until, delay))


def enter_agency_worker(authority: Authority, worker: AgencyWorker) -> None:
    """Enter an agency worker in the authority's agency book."""
    book = authority.agency
    if worker.covers_vacancy:
        book.covering.append(worker)
        book.cover_hours += worker.hours
    else:
        book.surge.append(worker)
        book.surge_hours += worker.hours


def end_assignments(authority: Authority, leaving: list[AgencyWorker]) -> None:
    """End assignments today: cases move to others."""
    book, case_book, today = authority.agency, authority.case_book, int(authority.env.now)
    for worker in leaving:
        if worker.holder != NOBODY:
            case_book.remove_holder(today, worker.holder)
            worker.holder = NOBODY
        if worker.covers_vacancy:
            book.cover_hours -= worker.hours
        else:
            book.surge_hours -= worker.hours
    gone = set(leaving)
    book.covering = [worker for worker in book.covering if worker not in gone]
    book.surge = [worker for worker in book.surge if worker not in gone]
    book.assignments_ended += len(leaving)


def hours_of(book: AgencyBook, *, covers_vacancy: bool) -> int:
    """Give the weekly hours of agency workers who cover vacancies, or of the others."""
    return book.cover_hours if covers_vacancy else book.surge_hours


def check_assignments(authority: Authority, *, in_full: bool = True) -> None:
    """Raise LedgerError unless start + started - ended assignments are the agency workers present, in full their hours too."""
    book = authority.agency
    if book.assignments_at_start + book.assignments_started - book.assignments_ended != book.headcount:
        raise LedgerError(f"agency in {authority.profile.name}: assignments begun and ended do not make those present")
    if in_full and sum(worker.hours for worker in (*book.covering, *book.surge)) != book.cover_hours + book.surge_hours:
        raise LedgerError(f"agency in {authority.profile.name}: hours of those present differ from the running totals")
