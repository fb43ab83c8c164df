"""Reclassification: people come into the count or fall out of it at the stated share, and every ledger knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from tests.conftest import Statistical
from tests.workforce.small_authority import CONSTANT_HAZARD, NOBODY_COMES_OR_CHANGES, authority_of, played, world_of
from workforce_sim.census import check_ledgers
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.capacity import refresh_capacity
from workforce_sim.workforce.reclassification import come_into_count, fall_out_of_count, who_falls_out
from workforce_sim.workforce.social_worker import Apprentice, Role, Route
from workforce_sim.workforce.staffing import VACANT_POST_HOURS

STILL = NOBODY_COMES_OR_CHANGES | CONSTANT_HAZARD | {"agency.cover_level": 0.0, "recruitment.freeze": 1}


def recoding(
    share: float, holders: int = 100, vacancies: float = 0.0, years: int = 2, values: dict[str, Any] | None = None
) -> Authority:
    """An authority whose people all stay, and of whose people such a share a year comes into the count or falls out."""
    profile = authority_of(holders, vacancies=vacancies, turnover=1e-9)
    authority = world_of([profile], STILL | (values or {}), years)[0]
    authority.conditions.reclassified[:] = share
    return authority


@pytest.mark.unit
@pytest.mark.parametrize("share", [0.3, 0.07, -0.07, -0.3])
def test_the_count_grows_or_shrinks_by_the_stated_share_a_year_to_within_one_person(share: float) -> None:
    authority = recoding(share)
    played(authority, authority.calendar.days)
    still_due = 37 * (1.0 + abs(share)) ** 2  # a person, and what those hours would have brought since
    assert authority.establishment.total_in_post == pytest.approx(3700 * (1.0 + share / 12) ** 24, abs=still_due)
    assert authority.roster.started == authority.roster.left == 0, "nobody started or left"
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_hours_that_do_not_make_up_a_person_wait_for_the_next_month() -> None:
    """A tenth of 111 weekly hours a year is 0.925 a month: a post of 36 hours is due after 39 months."""
    authority = recoding(0.1, holders=3, years=4)
    counted = []
    for month_ends in authority.calendar.month_ends:
        played(authority, month_ends + 0.99)
        counted.append(authority.roster.counted_in)
    assert counted == [0] * 38 + [1] * 10


@pytest.mark.unit
def test_who_comes_into_the_count_is_in_a_post_counted_vacant_as_long_as_there_is_one() -> None:
    authority = recoding(0.3, vacancies=10.0)
    posts = authority.establishment.total_funded
    played(authority, 120)
    came = authority.roster.counted_in
    assert came > 5
    assert authority.establishment.total_funded == posts, "those counted now were taken for vacant"
    assert authority.establishment.vacant_hours == posts - authority.establishment.total_in_post
    played(authority, authority.calendar.days)
    assert authority.establishment.vacant_hours == 0
    assert authority.establishment.total_funded == authority.establishment.total_in_post > posts
    assert {w.route for w in authority.roster.people.values()} == {Route.IN_POST_AT_START, Route.EXPERIENCED}
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_who_falls_out_leaves_a_vacant_post_that_is_recruited_to_and_hands_over_the_cases() -> None:
    authority = recoding(0.0)
    played(authority, 31)
    posts, held = authority.establishment.total_funded, authority.case_book.held
    leaver = next(w for w in authority.roster.people.values() if w.holds_cases and authority.case_book.caseload_of(w.holder) > 0)
    apprentice = Apprentice(1, 0, educator=leaver)
    leaver.apprentices.append(apprentice)
    refresh_capacity(authority, leaver)
    fall_out_of_count(authority, leaver)
    assert leaver.has_left
    assert not leaver.holds_cases
    assert (apprentice.educator, leaver.apprentices) == (None, [])
    assert authority.establishment.total_funded == posts
    assert [v.hours for v in authority.establishment.vacancies.values()] == [37]
    assert authority.flows.reclassified_hours == -37
    assert sum(authority.flows.left_hours) == 0
    assert authority.case_book.held + authority.case_book.counts()["unallocated"] == held
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_who_comes_into_the_count_is_no_starter_and_has_served_as_long_as_she_is_qualified() -> None:
    authority = recoding(0.0, vacancies=36 / 37)
    authority.env.run(until=40)
    before = set(authority.roster.people)
    come_into_count(authority, 12345)
    (worker,) = (w for key, w in authority.roster.people.items() if key not in before)
    assert (worker.role, worker.hours) == (Role.CASE_HOLDER, 36)
    assert worker.started_day == worker.qualified_day == 40 - 3 * 365
    assert worker.holds_cases
    assert authority.flows.reclassified_hours == 36
    assert sum(authority.flows.started_hours) == 0
    assert authority.establishment.vacant_hours == 0
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_nobody_who_fell_out_leaves_once_more() -> None:
    """At six leavers a year from each post, everybody who fell out would have been due to leave."""
    authority = world_of([authority_of(40, turnover=6.0)], STILL, years=2)[0]
    authority.conditions.reclassified[:] = -0.4
    played(authority, authority.calendar.days)
    assert authority.roster.counted_out > 0
    assert authority.roster.left + authority.roster.counted_out == 40
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_more_come_into_the_count_where_more_posts_are_vacant_than_usual() -> None:
    """A response of 0.5 to 20 posts vacant of 120 where none usually is: a twelfth of those in post a year."""
    authority = recoding(0.0, vacancies=20.0, years=1, values={"reclassification.response_to_vacancies": 0.5})
    authority.profile = replace(authority.profile, usual_vacancy_rate=0.0)
    in_post, vacant, due = 3700.0, 740.0, 0.0
    for _ in range(12):
        due += in_post * 0.5 * (vacant / 4440.0) / 12
        while due >= VACANT_POST_HOURS:
            due, in_post, vacant = due - 37.0, in_post + 37.0, vacant - 37.0
    played(authority, authority.calendar.days)
    assert authority.establishment.total_in_post == pytest.approx(in_post, abs=37)
    assert in_post > 3700 + 5 * 37


@pytest.mark.statistical
def test_everybody_is_as_likely_to_fall_out_but_those_who_have_given_notice(statistical: Statistical) -> None:
    authority, draws = recoding(0.0, holders=12), 3000
    people = list(authority.roster.people.values())
    people[0].has_given_notice = people[5].has_given_notice = True
    drawn = [who_falls_out(authority, ordinal) for ordinal in range(draws)]
    counts = np.array([sum(one is worker for one in drawn) for worker in people])
    assert counts[[0, 5]].tolist() == [0, 0]
    claim = statistical("each of ten falls out with the same probability (chi-square)", draws, 1e-4)
    claim.holds_at(chisquare(np.delete(counts, [0, 5])).pvalue)


@pytest.mark.unit
def test_where_everybody_has_given_notice_nobody_falls_out() -> None:
    authority = recoding(-0.4, holders=2)
    for worker in authority.roster.people.values():
        worker.has_given_notice = True
    assert who_falls_out(authority, 0) is None
    played(authority, authority.calendar.days)
    assert authority.roster.headcount == 2


@pytest.mark.property
@given(
    shares=st.lists(st.floats(-0.4, 0.4), min_size=3, max_size=3),
    holders=st.integers(1, 12),
    vacancies=st.integers(0, 4),
    turnover=st.floats(0.01, 2.0),
    begins_at_notice=st.booleans(),
)
def test_people_posts_and_cases_balance_whatever_comes_and_goes(
    shares: list[float], holders: int, vacancies: int, turnover: float, begins_at_notice: bool
) -> None:
    profile = authority_of(holders, vacancies=float(vacancies), turnover=turnover, starters=2.0)
    values = {"recruitment.begins_at_notice": begins_at_notice, "absence.level": 3.0, "apprenticeship.intake": 40}
    authority = world_of([profile], values, years=3)[0]
    authority.conditions.reclassified[:] = shares
    for year_ends in authority.calendar.census_days[1:]:
        played(authority, year_ends + 0.99)
        authority.case_book.advance_to(int(year_ends) + 1)
        check_ledgers(authority, in_full=True)
