"""The warm start: an authority is born on the census day with its published posts, people, agency workers and cases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from workforce_sim.caseload.care_register import CareRegister
from workforce_sim.children.help_given import NO_HELP, HelpGiven
from workforce_sim.clock import Calendar
from workforce_sim.randomness.decisions import Decisions, decision
from workforce_sim.randomness.draws import identity_key, keys_into, mix
from workforce_sim.workforce import turnover
from workforce_sim.workforce.agency import ASSIGNMENT_LENGTH, DAYS_A_MONTH
from workforce_sim.workforce.agency_book import ENDS_DAY, HOLDER, HOURS, KEY
from workforce_sim.workforce.appointment import AGES_OF_STARTERS, experience_on_arrival_days
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.capacity import (
    ASYE_DAYS,
    USUAL_CASELOAD,
    CapacityRules,
    asye_share_on,
    begin_first_year,
    capacity_cases,
    spread_of_caseloads,
)
from workforce_sim.workforce.conditions import EnglandConditions, conditions_of
from workforce_sim.workforce.establishment import Establishment
from workforce_sim.workforce.open_case_book import open_case_book
from workforce_sim.workforce.placements import open_placements
from workforce_sim.workforce.recruitment import fill_vacancy
from workforce_sim.workforce.roster import Roster
from workforce_sim.workforce.social_worker import (
    FULL_TIME_HOURS,
    LONG_AGO,
    NOBODY,
    AgencyWorker,
    Role,
    Route,
    SocialWorker,
)
from workforce_sim.workforce.staffing import Group, Staffing, individual_hours, staffing_at_start, vacant_posts

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.workforce.accounts import Accounts
    from workforce_sim.workforce.labour_market import LabourMarket
    from workforce_sim.workforce.timetable import Timetable

LENGTH_OF_SERVICE = decision("warm_start.length_of_service")
AGE = decision("warm_start.age")
SENIORITY = decision("warm_start.seniority")
OPEN_LONGEST = decision("warm_start.open_longest")
NEWLY_QUALIFIED = decision("warm_start.newly_qualified")

AGES_IN_POST = ((0.0, 22.0), (0.153, 30.0), (0.454, 40.0), (0.717, 50.0), (0.923, 60.0), (1.0, 69.0))
"""Share of those in post younger than an age (DfE, Children's social work workforce: characteristics, September 2024)."""

YOUNGEST_STARTER = float(AGES_OF_STARTERS[1, 0])
SENIOR_ROLES = (Role.SENIOR_PRACTITIONER, Role.FIRST_LINE_MANAGER, Role.MIDDLE_MANAGER, Role.SENIOR_MANAGER)


def open_authority(
    index: int,
    env: simpy.Environment,
    calendar: Calendar,
    profile: AuthorityProfile,
    scenario: Scenario,
    timetable: Timetable,
    decisions: Decisions,
    labour_market: LabourMarket,
    england: EnglandConditions,
    accounts: Accounts,
    help_given: HelpGiven = NO_HELP,
) -> Authority:
    """Bring one authority into being as the census found it: posts, people, agency workers, vacancies and cases."""
    key = authority_key(profile)
    staffing = staffing_at_start(profile)
    workers = people_in_post(profile, scenario, decisions, staffing)
    agency = agency_workers(profile, scenario, decisions, staffing)
    rules = capacity_rules(profile, scenario, workers, agency)
    holders = [(capacity_cases(rules, worker, 0), worker.hours) for worker in workers if worker.holder != NOBODY]
    holders += [(rules.usual_cases * a.usual_caseload * a.hours / FULL_TIME_HOURS, a.hours) for a in agency if a.holder != NOBODY]
    case_book, numbers = open_case_book(profile, scenario, calendar, decisions, holders, help_given)
    care_register = CareRegister()
    conditions = conditions_of(profile, scenario, decisions, key, england, staffing.agency_holding_share)
    law = turnover.leaving_law(
        calendar, scenario, base_rate(profile, scenario, workers), profile.turnover_per_year, conditions.leaving
    )
    authority = Authority(
        index=index,
        env=env,
        calendar=calendar,
        profile=profile,
        scenario=scenario,
        timetable=timetable,
        conditions=conditions,
        decisions=decisions,
        key=key,
        establishment=Establishment(lambda vacancy: env.process(fill_vacancy(authority, vacancy))),
        roster=Roster(),
        case_book=case_book,
        care_register=care_register,
        placements=open_placements(profile, scenario, calendar, decisions, case_book, care_register),
        labour_market=labour_market,
        leaving_law=law,
        capacity=rules,
        accounts=accounts,
        holding_share=tuple(staffing.holding_share(role) for role in Role),
        agency_holding_share=staffing.agency_holding_share,
        help_given=help_given,
    )
    enter_people(authority, workers, agency, numbers)
    list_vacancies(authority, staffing)
    return authority


def authority_key(profile: AuthorityProfile) -> int:
    """Give the identity of an authority in draws."""
    return identity_key("authority", profile.code)


def list_vacancies(authority: Authority, staffing: Staffing) -> None:
    """List the posts that are vacant at the start, in no order of role: which has been open longest is not published."""
    stem = identity_key("vacant at start", authority.profile.code)
    posts = [(mix(stem, place), role, hours) for place, (role, hours) in enumerate(vacant_posts(staffing))]
    for identity, role, hours in sorted(posts, key=lambda post: authority.decisions.uniform(OPEN_LONGEST, post[0])):
        authority.establishment.fund_vacant_post(identity, role, hours, 0)


def enter_people(
    authority: Authority, workers: Sequence[SocialWorker], agency: Sequence[AgencyWorker], numbers: Sequence[int]
) -> None:
    """Enter everybody in the books: roster, establishment, agency book and, for holders, their number in the case book."""
    free = iter(numbers)
    for worker in workers:
        authority.roster.admit_at_start(worker)
        authority.establishment.fund_filled_post(worker.role, worker.hours)
        if worker.holder != NOBODY:
            worker.holder = next(free)
            authority.holder_hours += worker.hours
        if worker.asye_from != LONG_AGO:
            begin_first_year(authority, worker)
    book = authority.agency
    for temporary in agency:
        holder = NOBODY if temporary.holder == NOBODY else next(free)
        assignments = book.covering if temporary.covers_vacancy else book.surge
        row = assignments.begin(1, temporary.hours)[0]
        row[[KEY, HOURS, ENDS_DAY, HOLDER]] = temporary.key, temporary.hours, temporary.ends_day, holder
    book.assignments_at_start += len(agency)


def people_in_post(
    profile: AuthorityProfile, scenario: Scenario, decisions: Decisions, staffing: Staffing
) -> list[SocialWorker]:
    """Describe everybody in post: role and hours as published, length of service and age from their stationary laws.

    Length of service follows the law that constant recruitment and the hazards imply, so that nothing jumps in the first
    months; senior roles go to people with the experience that promotion asks for.
    """
    posts = posts_filled(staffing, scenario.establishment.part_time_reduction_hours)
    if not posts.hours:
        return []
    keys = np.empty(len(posts.hours), dtype=np.int64)
    keys_into(identity_key("in post at start", profile.code), keys)
    settings = scenario.turnover
    days, share = stationary_service(
        round(profile.turnover_per_year, 4),
        (settings.service_under_two_years, settings.service_two_to_five_years, settings.service_over_five_years),
    )
    drawn = np.interp(decisions.uniforms(LENGTH_OF_SERVICE, keys), share, days)
    enough_days = scenario.promotion.minimum_experience_years * 365
    service = deal_out_service(posts.is_senior, drawn, decisions.uniforms(SENIORITY, keys), enough_days)
    ages = np.interp(decisions.uniforms(AGE, keys), *np.array(AGES_IN_POST).T)
    ages = np.maximum(ages, YOUNGEST_STARTER + service / turnover.DAYS_A_YEAR)
    usual = np.interp(decisions.uniforms(USUAL_CASELOAD, keys), *spread_of_caseloads(scenario))
    first_year = posts.is_case_holder & (service < ASYE_DAYS - 1)
    newly_qualified = first_year & (
        decisions.uniforms(NEWLY_QUALIFIED, keys) < newly_qualified_share(profile, scenario, int(first_year.sum()))
    )
    started = -service.astype(np.int64) - 1
    qualified = np.where(newly_qualified, started, started - experience_on_arrival_days(scenario))
    sixtieth_birthdays = ((60.0 - ages) * turnover.DAYS_A_YEAR).astype(np.int64)
    asye_from = np.where(newly_qualified, started, LONG_AGO)
    facts = (keys, started, qualified, sixtieth_birthdays, usual, asye_from)
    return [
        SocialWorker(
            key=key,
            route=Route.IN_POST_AT_START,
            role=role,
            hours=hours,
            started_day=started_day,
            qualified_day=qualified_day,
            sixtieth_birthday=sixtieth_birthday,
            usual_caseload=usual_caseload,
            readiness=key,
            asye_from=asye_day,
            holder=0 if holds_cases else NOBODY,
        )
        for role, hours, holds_cases, key, started_day, qualified_day, sixtieth_birthday, usual_caseload, asye_day in zip(
            posts.roles, posts.hours, posts.hold_cases, *(fact.tolist() for fact in facts), strict=True
        )
    ]


class Posts(NamedTuple):
    """Every filled post at the start, in order of role, column by column; all of shape (posts,)."""

    roles: list[Role]
    hours: list[int]
    hold_cases: list[bool]
    is_senior: NDArray[np.bool_]
    is_case_holder: NDArray[np.bool_]


@lru_cache(maxsize=512)
def posts_filled(staffing: Staffing, part_time_reduction_hours: int) -> Posts:
    """List the posts that are filled at the start, the same in every replication."""
    posts = [
        (role, hours, group.holds_cases)
        for role in Role
        for group in staffing.roles[role]
        for hours in individual_hours(group, part_time_reduction_hours)
    ]
    roles = [role for role, _, _ in posts]
    return Posts(
        roles,
        [hours for _, hours, _ in posts],
        [holds_cases for _, _, holds_cases in posts],
        np.isin(roles, SENIOR_ROLES),
        np.array([role is Role.CASE_HOLDER for role in roles], dtype=np.bool_),
    )


@lru_cache(maxsize=512)
def stationary_service(
    turnover_per_year: float, service: tuple[float, float, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Keep the stationary law of length of service for each level of turnover: it is the same in every replication."""
    return turnover.service_law(turnover_per_year, service)


def deal_out_service(
    is_senior: NDArray[np.bool_], service: NDArray[np.float64], luck: NDArray[np.float64], minimum_days: float
) -> NDArray[np.float64]:
    """Deal lengths of service out to posts so that senior roles have at least so many days, as far as there are enough.

    The distribution over everybody stays as drawn. Arrays of shape (people,).
    """
    order = np.argsort(luck, kind="stable")
    long_enough = service[order] >= minimum_days
    queue = np.concatenate((order[long_enough], order[~long_enough]))
    seniors = queue[: int(is_senior.sum())]
    others = np.ones(len(service), dtype=np.bool_)
    others[seniors] = False
    dealt = np.empty_like(service)
    dealt[is_senior] = service[seniors]
    dealt[~is_senior] = service[others]
    return dealt


def newly_qualified_share(profile: AuthorityProfile, scenario: Scenario, first_year_case_holders: int) -> float:
    """Give the share newly qualified of those who have been case holders here for less than a year.

    As many as came in a year and have stayed so far, for newly qualified workers start nowhere but as case holders.
    """
    came = scenario.labour_market.newly_qualified_per_year * profile.share_of_england_starters
    leaving = profile.turnover_per_year * scenario.turnover.service_under_two_years
    stayed = came * (1.0 - turnover.probability_over(ASYE_DAYS / 2, leaving))
    return min(1.0, stayed / max(first_year_case_holders, 1))


def base_rate(profile: AuthorityProfile, scenario: Scenario, workers: Sequence[SocialWorker]) -> float:
    """Find the yearly hazard of a worker whose multipliers are all 1, such that the authority leaves at its own level."""
    settings = scenario.turnover
    weighted = 0.0
    for worker in workers:
        service = -worker.started_day
        level = (
            settings.service_under_two_years
            if service < turnover.TWO_YEARS
            else settings.service_two_to_five_years
            if service < turnover.FIVE_YEARS
            else settings.service_over_five_years
        )
        weighted += worker.hours * level * (settings.age_60_and_over if worker.sixtieth_birthday <= 0 else 1.0)
    hours = sum(worker.hours for worker in workers)
    return profile.turnover_per_year * hours / weighted if weighted else profile.turnover_per_year


def agency_workers(
    profile: AuthorityProfile, scenario: Scenario, decisions: Decisions, staffing: Staffing
) -> list[AgencyWorker]:
    """Describe the agency workers present at the start, each somewhere in an assignment of constant ending hazard."""
    below, caseloads = spread_of_caseloads(scenario)
    mean_days = scenario.agency.assignment_months * DAYS_A_MONTH
    present: list[AgencyWorker] = []
    groups: list[tuple[bool, Group]] = [(True, group) for group in staffing.covering]
    groups += [(False, group) for group in staffing.surge]
    for covers_vacancy, group in groups:
        for hours in individual_hours(group, scenario.establishment.part_time_reduction_hours):
            key = identity_key("agency at start", profile.code, len(present))
            present.append(
                AgencyWorker(
                    key=key,
                    hours=hours,
                    ends_day=int(decisions.exponential(ASSIGNMENT_LENGTH, key, mean=mean_days)) + 1,
                    covers_vacancy=covers_vacancy,
                    usual_caseload=float(np.interp(decisions.uniform(USUAL_CASELOAD, key), below, caseloads)),
                    holder=0 if group.holds_cases else NOBODY,
                )
            )
    return present


def capacity_rules(
    profile: AuthorityProfile, scenario: Scenario, workers: Sequence[SocialWorker], agency: Sequence[AgencyWorker]
) -> CapacityRules:
    """Set the usual caseload so that capacities at the start add up to the cases that are held."""
    settings = scenario.apprenticeship
    below, caseloads = spread_of_caseloads(scenario)
    rules = CapacityRules(
        usual_cases=1.0,
        spread=np.array([below, caseloads]),
        asye_share=scenario.asye.capacity_by_quarter,
        apprentice_share=tuple(share * (1.0 - settings.off_the_job_share) for share in settings.capacity_by_year),
        educator_time_share=settings.educator_time_share,
    )
    relative = sum(
        worker.usual_caseload * worker.hours / FULL_TIME_HOURS * asye_share_on(rules, worker, 0)
        for worker in workers
        if worker.holder != NOBODY
    )
    relative += sum(a.usual_caseload * a.hours / FULL_TIME_HOURS for a in agency if a.holder != NOBODY)
    usual = profile.cases / relative if relative > 0.0 and profile.cases > 0 else 15.0
    return CapacityRules(
        usual, rules.spread, rules.asye_share, rules.apprentice_share, rules.educator_time_share
    )
