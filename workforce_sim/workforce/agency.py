"""Agency cover: a desk that keeps as many agency workers as the authority usually has, each for an assignment."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.errors import LedgerError
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, mix
from workforce_sim.workforce.candidates import patience_days
from workforce_sim.workforce.capacity import USUAL_CASELOAD, book_day, usual_caseload_at
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, NOBODY, AgencyWorker, Candidate, Route

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import AgencyBook, Authority

Story = Generator[simpy.Event, object, None]

ASSIGNMENT_LENGTH = decision("agency.assignment_length")
CONVERTS = decision("agency.converts")
AGENCY_HOLDS_CASES = decision("agency.holds_cases")
CONVERTED = identity_key("converted from agency")
DAYS_A_MONTH = 30.44


def agency_desk(authority: Authority) -> Story:
    """End assignments and bring cover and surge to what the authority usually has, at the beginning of every month.

    Cover follows the vacancies of the past months (``agency.follows_months``, their mean) at the published share; surge
    stays at the published number; both times the scenario's levels.
    """
    env, profile, book = authority.env, authority.profile, authority.agency
    share_covered = profile.agency_cover_fte / profile.vacancy_fte if profile.vacancy_fte > 0.0 else 0.0
    surge_hours = max(profile.agency_fte - profile.agency_cover_fte, 0.0) * FULL_TIME_HOURS
    months = max(round(authority.scenario.agency.follows_months), 1)
    vacant_hours = deque([authority.establishment.vacant_hours] * months, maxlen=months)
    for month, month_ends in enumerate((0, *authority.calendar.month_ends[:-1])):
        if at(month_ends + 1, Phase.STARTERS) > env.now:
            yield env.timeout(at(month_ends + 1, Phase.STARTERS) - env.now)
        today = int(env.now)
        end_those_due(authority, today)
        vacant_hours.append(authority.establishment.vacant_hours)
        usually_vacant = sum(vacant_hours) / months
        cover_level = authority.timetable.agency_cover_level[today]
        surge_level = authority.timetable.agency_surge_level[today]
        adjust(authority, month, book.covering, share_covered * usually_vacant * cover_level, covers_vacancy=True)
        adjust(authority, month, book.surge, surge_hours * surge_level, covers_vacancy=False)


def adjust(
    authority: Authority, month: int, present: list[AgencyWorker], wanted_hours: float, *, covers_vacancy: bool
) -> None:
    """Take on or release agency workers until their hours are within half a post of what is wanted."""
    book = authority.agency
    stream = mix(mix(authority.key, month), int(covers_vacancy))
    taken_on = 0
    while wanted_hours - hours_of(book, covers_vacancy=covers_vacancy) >= FULL_TIME_HOURS / 2:
        take_on(authority, mix(stream, taken_on), covers_vacancy=covers_vacancy)
        taken_on += 1
    while present and hours_of(book, covers_vacancy=covers_vacancy) - wanted_hours > FULL_TIME_HOURS / 2:
        end_assignment(authority, min(present, key=lambda worker: (worker.ends_day, worker.key)))


def take_on(authority: Authority, key: int, *, covers_vacancy: bool) -> None:
    """Begin an assignment today, full time."""
    decisions = authority.decisions
    days = decisions.exponential(ASSIGNMENT_LENGTH, key, mean=authority.scenario.agency.assignment_months * DAYS_A_MONTH)
    worker = AgencyWorker(
        key=key,
        hours=FULL_TIME_HOURS,
        ends_day=int(authority.env.now + days) + 1,
        covers_vacancy=covers_vacancy,
        usual_caseload=usual_caseload_at(authority.capacity, decisions.uniform(USUAL_CASELOAD, key)),
    )
    enter_agency_worker(authority, worker)
    authority.agency.assignments_started += 1
    if decisions.uniform(AGENCY_HOLDS_CASES, key) < authority.agency_holding_share:
        capacity = authority.capacity.usual_cases * worker.usual_caseload * worker.hours / FULL_TIME_HOURS
        worker.holder = authority.case_book.add_holder(book_day(authority), capacity, worker.hours)


def end_those_due(authority: Authority, today: int) -> None:
    """End the assignments that have run their time; some workers then look for a permanent post here."""
    book, scenario, decisions = authority.agency, authority.scenario, authority.decisions
    for worker in [worker for worker in (*book.covering, *book.surge) if worker.ends_day <= today]:
        end_assignment(authority, worker)
        if decisions.uniform(CONVERTS, worker.key) < scenario.agency.converts_share:
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


def end_assignment(authority: Authority, worker: AgencyWorker) -> None:
    """End an assignment today: cases move to others."""
    book = authority.agency
    if worker.holder != NOBODY:
        authority.case_book.remove_holder(book_day(authority), worker.holder)
        worker.holder = NOBODY
    if worker.covers_vacancy:
        book.covering.remove(worker)
        book.cover_hours -= worker.hours
    else:
        book.surge.remove(worker)
        book.surge_hours -= worker.hours
    book.assignments_ended += 1


def hours_of(book: AgencyBook, *, covers_vacancy: bool) -> int:
    """Give the weekly hours of agency workers who cover vacancies, or of the others."""
    return book.cover_hours if covers_vacancy else book.surge_hours


def check_assignments(authority: Authority) -> None:
    """Raise LedgerError unless start + started - ended assignments are the agency workers present, with their hours."""
    book = authority.agency
    present = [*book.covering, *book.surge]
    if book.assignments_at_start + book.assignments_started - book.assignments_ended != len(present):
        raise LedgerError(f"agency in {authority.profile.name}: assignments begun and ended do not make those present")
    if sum(worker.hours for worker in present) != book.cover_hours + book.surge_hours:
        raise LedgerError(f"agency in {authority.profile.name}: hours of those present differ from the running totals")
