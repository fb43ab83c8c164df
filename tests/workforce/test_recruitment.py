"""Recruitment: delays, refusals, a freeze, promotion, and posts funded or withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from dataclasses import replace

import numpy as np
import pytest
import simpy

from tests.steady import STEADY
from tests.workforce.small_authority import CONSTANT_HAZARD, NOBODY_COMES_OR_CHANGES, authority_of, played, published, world_of
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.funding import hours_due
from workforce_sim.workforce.recruitment import next_in_line
from workforce_sim.workforce.social_worker import Candidate, Role, Route

pytestmark = pytest.mark.unit

STILL = NOBODY_COMES_OR_CHANGES | CONSTANT_HAZARD


def test_a_new_post_is_approved_advertised_taken_and_started_after_the_stated_days() -> None:
    values = STILL | {"recruitment.approval_days": 20, "recruitment.advert_days": 30}
    authority = world_of([authority_of(5, turnover=1e-9)], values)[0]
    authority.env.run(until=100)
    vacancy = authority.establishment.fund_vacant_post(1, Role.CASE_HOLDER, 36, 100)
    authority.establishment.recruit(vacancy)
    authority.env.run(until=149.9)
    assert not vacancy.is_open
    authority.env.run(until=150.1)
    assert vacancy.is_open
    authority.labour_market.arrive(Candidate(7, Route.EXPERIENCED, 0, 300, start_delay_days=70, has_accepted=True))
    authority.env.run(until=220.0)
    assert authority.establishment.vacant_hours == 36
    authority.env.run(until=221.0)
    assert (authority.establishment.vacant_hours, authority.roster.headcount) == (0, 6)
    assert authority.flows.started_hours[Route.EXPERIENCED] == 36


def test_an_offer_that_is_refused_is_advertised_again() -> None:
    values = STILL | {"recruitment.offer_accepted_share": 1e-9, "recruitment.advert_days": 28}
    authority = world_of([authority_of(5, vacancies=36 / 37, turnover=1e-9)], values)[0]
    authority.env.run(until=10)
    (vacancy,) = authority.establishment.vacancies.values()
    authority.labour_market.arrive(Candidate(7, Route.EXPERIENCED, 0, 300, start_delay_days=10))
    authority.env.run(until=10.5)
    assert not vacancy.is_open
    authority.env.run(until=37.9)
    assert not vacancy.is_open
    authority.env.run(until=38.1)
    assert vacancy.is_open
    assert authority.roster.headcount == 5


def test_a_freeze_from_the_first_day_ends_new_starts_once_those_already_appointed_have_come() -> None:
    authority = world_of(published("Nottinghamshire"), {"recruitment.freeze": 1, "apprenticeship.existing": 0}, years=2)[0]
    notice = authority.scenario.recruitment.notice_days_experienced
    played(authority, notice + 2)
    started = authority.roster.started
    assert started > 0, "some had been appointed before the freeze"
    played(authority, authority.calendar.days)
    assert authority.roster.started == started
    assert authority.flows.promotions == 0
    assert authority.roster.left > 20


def test_in_a_later_freeze_only_posts_already_open_or_promised_are_filled() -> None:
    values = {"recruitment.freeze": {dt.date(2026, 4, 1): 1}, "apprenticeship.existing": 0}
    authority = world_of(published("Nottinghamshire"), values, years=4)[0]
    frozen_from = authority.calendar.day_of(dt.date(2026, 4, 1))
    played(authority, frozen_from)
    in_the_pipeline = [v for v in authority.establishment.vacancies.values() if v.is_open or v.is_promised]
    before = authority.roster.started + authority.flows.promotions
    played(authority, authority.calendar.days)
    assert authority.roster.started + authority.flows.promotions - before <= len(in_the_pipeline)
    assert not any(v.is_open for v in authority.establishment.vacancies.values() if v not in in_the_pipeline)


def test_recruitment_goes_on_when_a_freeze_ends() -> None:
    values = {"recruitment.freeze": {dt.date(2025, 9, 30): 1, dt.date(2026, 10, 1): 0}}
    authority = world_of(published("Nottinghamshire"), values, years=2)[0]
    played(authority, 364)
    started = authority.roster.started
    played(authority, authority.calendar.days)
    assert authority.roster.started > started + 10


def test_nobody_is_promoted_when_all_posts_go_to_outsiders_and_many_are_when_none_do() -> None:
    # posts vacant at the start are past promotion: somebody from outside may take them
    every_post_filled = replace(published("Nottinghamshire")[0], vacancy_fte=0.0)
    none, all_within = (
        played(world_of([every_post_filled], {"promotion.internal_share": share}, years=2)[0], 730) for share in (0.0, 1.0)
    )
    assert none.flows.promotions == 0
    assert all_within.flows.promotions > 10
    assert not any(w.started_day > 0 for w in all_within.roster.people.values() if w.role is Role.SENIOR_MANAGER)


def test_promotion_comes_from_the_nearest_role_below_with_someone_two_years_qualified() -> None:
    authority = world_of(published("Nottinghamshire"))[0]
    assert next_in_line(authority, Role.CASE_HOLDER) is None
    nearest = {
        Role.SENIOR_PRACTITIONER: Role.CASE_HOLDER,
        Role.FIRST_LINE_MANAGER: Role.SENIOR_PRACTITIONER,
        Role.MIDDLE_MANAGER: Role.FIRST_LINE_MANAGER,
        Role.SENIOR_MANAGER: Role.MIDDLE_MANAGER,
    }
    for role, feeder in nearest.items():
        worker = next_in_line(authority, role)
        assert worker is not None
        assert worker.role is feeder
        assert worker.qualified_day <= -730


@pytest.mark.parametrize("growth", [0.1, -0.05])
def test_posts_grow_or_shrink_at_the_stated_rate_to_within_one_post(growth: float) -> None:
    values = STEADY | {
        "establishment.growth_per_year": growth,
        "establishment.growth_response_to_vacancies": 0.0,
    }
    authority = world_of(published("Nottinghamshire"), values, years=2)[0]
    at_start = authority.establishment.total_funded
    played(authority, authority.calendar.days)
    assert authority.establishment.total_funded == pytest.approx(at_start * (1.0 + growth) ** 2, abs=37)


def test_a_year_of_unusual_growth_adds_to_the_rate_of_that_year_alone() -> None:
    values = STEADY | {"establishment.growth_per_year": 0.02, "establishment.growth_response_to_vacancies": 0.0}
    authority = world_of(published("Nottinghamshire"), values, years=3)[0]
    authority.conditions.growth[:] = [0.08, -0.12, 0.0]
    posts = authority.establishment.total_funded
    for census_day, growth in zip(authority.calendar.census_days[1:], (0.1, -0.1, 0.02), strict=True):
        played(authority, census_day + 1)
        posts *= 1.0 + growth
        assert authority.establishment.total_funded == pytest.approx(posts, abs=37)


def test_posts_grow_less_where_more_are_vacant_than_is_usual_there_and_more_where_fewer_are() -> None:
    """A response of -0.4 to ten points of vacancy rate above the usual is four points less growth."""
    values = STILL | {"establishment.growth_per_year": 0.02, "establishment.growth_response_to_vacancies": -0.4}
    for usual, growth in ((0.2, 0.02), (0.1, -0.02), (0.3, 0.06)):
        profile = replace(authority_of(800, vacancies=200.0, turnover=1e-9), usual_vacancy_rate=usual)
        authority = world_of([profile], values)[0]
        monthly = hours_due(authority, np.ones(6), 0.0, carried_over=0.0) / authority.establishment.total_funded
        assert (1.0 + monthly) ** 12 == pytest.approx(1.0 + growth)


def test_posts_that_follow_demand_bring_the_target_caseload_of_case_holders_posts() -> None:
    profile = published("Nottinghamshire")[0]
    present = profile.cases / profile.case_holders_fte
    authority = world_of([profile], {"establishment.target_caseload": 0.8 * present}, years=1)[0]
    at_start = list(authority.establishment.funded_hours)
    played(authority, 40)
    funded = authority.establishment.funded_hours
    assert funded[Role.CASE_HOLDER] == pytest.approx(at_start[Role.CASE_HOLDER] / 0.8, rel=0.03)
    assert funded[1:] == at_start[1:]


def test_a_successor_is_looked_for_from_notice_and_starts_only_after_the_last_day() -> None:
    authority = world_of(published("Nottinghamshire"), {"recruitment.start_days_newly_qualified": 0}, years=2)[0]
    overlaps: list[int] = []

    def watch(authority: Authority) -> Generator[simpy.Event, object, None]:
        while True:
            yield authority.env.timeout(1)
            overlaps.extend(v.number for v in authority.establishment.vacancies.values() if v.is_promised and not v.is_vacant)

    authority.env.process(watch(authority))
    played(authority, authority.calendar.days)
    assert overlaps, "some posts are promised while their holder works out the notice"
    authority.establishment.check("Nottinghamshire")
