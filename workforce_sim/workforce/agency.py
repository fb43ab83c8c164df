"""Agency cover: a desk that keeps as many agency workers as the authority usually has, each for an assignment."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.errors import LedgerError
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, mix
from workforce_sim.workforce.agency_book import HOLDER, HOURS, KEY, Assignments, draw_assignments
from workforce_sim.workforce.candidates import patience_days
from workforce_sim.workforce.capacity import USUAL_CASELOAD
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, NOBODY, Candidate, Route

if TYPE_CHECKING:
    from workforce_sim.config.agency import Agency
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.workforce.authority import Authority

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

    What is usual wanders from census to census (``Conditions.agency_rate``). When there have been more vacancies in the
    past months (``agency.follows_months``, their mean) than were to be expected from the start, ``agency.follows_vacancies``
    of them are covered besides, and so with fewer. Both are times the scenario's levels.
    """
    env, settings = authority.env, authority.scenario.agency
    share_covering = cover_share(authority.profile)
    months = max(round(settings.follows_months), 1)
    unexpected_hours = deque([0.0] * months, maxlen=months)
    for month, today in enumerate(authority.calendar.month_begins):
        yield env.timeout(at(today, Phase.STARTERS) - env.now)
        end_those_due(authority, today)
        expected_hours = authority.establishment.total_funded * expected_vacancy_rate(authority.profile, settings, month)
        unexpected_hours.append(authority.establishment.vacant_hours - expected_hours)
        usual_hours = hours_usual(authority, month)
        cover = max(usual_hours * share_covering + settings.follows_vacancies * sum(unexpected_hours) / months, 0.0)
        surge = usual_hours * (1.0 - share_covering)
        adjust(authority, month, cover * authority.timetable.agency_cover_level[today], covers_vacancy=True)
        adjust(authority, month, surge * authority.timetable.agency_surge_level[today], covers_vacancy=False)


def hours_usual(authority: Authority, month: int) -> float:
    """Give the weekly hours of agency work that are usual this month for those in post at the start, as vacancies were.

    Between censuses the rate goes along a straight line.
    """
    year, months = divmod(month, MONTHS_A_YEAR)
    before, after = (float(rate) for rate in authority.conditions.agency_rate[year : year + 2])
    rate = before + (after - before) * months / MONTHS_A_YEAR
    in_post_hours: float = authority.profile.inpost_fte * FULL_TIME_HOURS
    return in_post_hours * rate / (1.0 - rate)


def expected_vacancy_rate(profile: AuthorityProfile, settings: Agency, month: int) -> float:
    """Give the vacancy rate that was to be expected from the start: on its way from the published to the usual one.

    Agency use leads vacancies and does not follow their way back to the usual: where agency workers are many, many
    vacancies are usual (``AuthorityProfile.usual_vacancy_rate``).
    """
    usual = profile.usual_vacancy_rate
    away = profile.vacancy_fte / profile.establishment_fte - usual if profile.establishment_fte > 0.0 else 0.0
    return float(usual + away * settings.vacancies_persist ** (month / MONTHS_A_YEAR))


def cover_share(profile: AuthorityProfile) -> float:
    """Give the share of an authority's agency workers who cover a vacancy; England's usual one where there are none."""
    return profile.agency_cover_fte / profile.agency_fte if profile.agency_fte > 0.0 else USUAL_COVER_SHARE


def adjust(authority: Authority, month: int, wanted_hours: float, *, covers_vacancy: bool) -> None:
    """Take on or release agency workers until their hours are within half a post of what is wanted."""
    assignments = assignments_of(authority, covers_vacancy=covers_vacancy)
    missing_hours = wanted_hours - assignments.hours
    if missing_hours >= HALF_A_POST:
        heads = int((missing_hours + HALF_A_POST) // FULL_TIME_HOURS)
        take_on(authority, mix(mix(authority.key, month), int(covers_vacancy)), heads, assignments)
    elif missing_hours < -HALF_A_POST:
        end_assignments(authority, assignments.release(-missing_hours, HALF_A_POST))


def take_on(authority: Authority, stream: int, heads: int, assignments: Assignments) -> None:
    """Begin so many assignments today, full time; ``stream`` is the key that the workers' identities are made from."""
    now, rules, decisions, case_book = authority.env.now, authority.capacity, authority.decisions, authority.case_book
    capacities = np.empty(heads)
    holders = draw_assignments(
        stream,
        decisions.key(ASSIGNMENT_LENGTH),
        decisions.key(USUAL_CASELOAD),
        decisions.key(AGENCY_HOLDS_CASES),
        float(now),
        authority.scenario.agency.assignment_months * DAYS_A_MONTH,
        FULL_TIME_HOURS,
        authority.agency_holding_share,
        rules.usual_cases,
        rules.spread,
        case_book.next_holder,
        assignments.begin(heads, FULL_TIME_HOURS),
        capacities,
    )
    case_book.add_holders(int(now), capacities[:holders].tolist(), FULL_TIME_HOURS)
    authority.agency.assignments_started += heads


def end_those_due(authority: Authority, today: int) -> None:
    """End the assignments that have run their time; some workers then look for a permanent post here."""
    book, scenario, decisions = authority.agency, authority.scenario, authority.decisions
    due = book.covering.end_due(today) + book.surge.end_due(today)
    end_assignments(authority, due)
    identities = np.array([row[KEY] for row in due], dtype=np.int64)
    for row, luck in zip(due, decisions.uniforms(CONVERTS, identities).tolist(), strict=True):
        if luck < scenario.agency.converts_share:
            key = mix(row[KEY], CONVERTED)
            delay = round(scenario.recruitment.start_days_newly_qualified)
            looks_until = today + patience_days(authority, key)
            authority.labour_market.arrive(Candidate(key, Route.AGENCY, authority.index, looks_until, delay))


def end_assignments(authority: Authority, ended: list[list[int]]) -> None:
    """End assignments today, given as rows of the book that were struck off: cases move to others."""
    holders = [row[HOLDER] for row in ended if row[HOLDER] != NOBODY]
    authority.case_book.remove_holders(int(authority.env.now), holders)
    authority.agency.assignments_ended += len(ended)


def assignments_of(authority: Authority, *, covers_vacancy: bool) -> Assignments:
    """Give the assignments of those who cover vacancies, or of the others."""
    return authority.agency.covering if covers_vacancy else authority.agency.surge


def check_assignments(authority: Authority, *, in_full: bool = True) -> None:
    """Raise LedgerError unless start + started - ended assignments are the agency workers present, in full their hours too."""
    book = authority.agency
    if book.assignments_at_start + book.assignments_started - book.assignments_ended != book.headcount:
        raise LedgerError(f"agency in {authority.profile.name}: assignments begun and ended do not make those present")
    if in_full and any(int(each.present[:, HOURS].sum()) != each.hours for each in (book.covering, book.surge)):
        raise LedgerError(f"agency in {authority.profile.name}: hours of those present differ from the running totals")
