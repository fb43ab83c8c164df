"""Published FTE and headcounts become people in whole weekly hours, exactly, in every authority."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.small_authority import authority_of, published
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Role
from workforce_sim.workforce.staffing import (
    VACANT_POST_HOURS,
    Group,
    individual_hours,
    split,
    staffing_at_start,
    vacant_posts,
    whole_shares,
)


@pytest.mark.unit
def test_every_authority_has_its_published_hours_with_nobody_below_one_or_above_a_full_week() -> None:
    for profile in published("England"):
        staffing = staffing_at_start(profile)
        employed = [hours for groups in staffing.roles for group in groups for hours in individual_hours(group, 15)]
        agency = [hours for group in (*staffing.covering, *staffing.surge) for hours in individual_hours(group, 15)]
        assert sum(employed) == round(profile.inpost_fte * FULL_TIME_HOURS), profile.name
        assert sum(agency) == round(profile.agency_fte * FULL_TIME_HOURS), profile.name
        assert all(1 <= hours <= FULL_TIME_HOURS for hours in (*employed, *agency)), profile.name
        holding = sum(g.hours for groups in (*staffing.roles, staffing.covering, staffing.surge) for g in groups if g.holds_cases)
        assert holding == round(profile.case_holders_fte * FULL_TIME_HOURS), profile.name


@pytest.mark.unit
def test_headcounts_are_kept_wherever_they_can_work_the_published_hours() -> None:
    for profile in published("England"):
        staffing = staffing_at_start(profile)
        for role in Role:
            heads, hours = profile.roles_headcount[role], sum(group.hours for group in staffing.roles[role])
            fewest = sum(math.ceil(group.hours / FULL_TIME_HOURS) for group in staffing.roles[role])
            assert sum(group.heads for group in staffing.roles[role]) == min(max(heads, fewest), hours), (profile.name, role)


@pytest.mark.unit
def test_vacant_posts_add_up_to_the_published_vacancies_in_posts_of_the_usual_hours() -> None:
    for profile in published("England"):
        hours = [hours for _, hours in vacant_posts(staffing_at_start(profile))]
        assert sum(hours) == round(profile.vacancy_fte * FULL_TIME_HOURS), profile.name
        assert sum(each != VACANT_POST_HOURS for each in hours) <= 1
        assert all(hours)


@pytest.mark.unit
def test_agency_workers_hold_cases_first_then_case_holders_then_others() -> None:
    staffing = staffing_at_start(authority_of(holders=3, agency=2, vacancies=1.0))
    assert staffing.covering == (Group(1, 37, True), Group(0, 0, False))
    assert staffing.surge == (Group(1, 37, True), Group(0, 0, False))
    assert staffing.roles[Role.CASE_HOLDER] == (Group(3, 111, True), Group(0, 0, False))
    assert staffing.holding_share(Role.CASE_HOLDER) == staffing.agency_holding_share == 1.0
    assert staffing.holding_share(Role.SENIOR_MANAGER) == 0.0


@pytest.mark.property
@given(heads=st.integers(0, 60), data=st.data())
def test_splitting_any_group_keeps_hours_and_gives_everybody_a_possible_week(heads: int, data: st.DataObject) -> None:
    hours = data.draw(st.integers(heads, heads * FULL_TIME_HOURS))
    holding = data.draw(st.integers(0, hours))
    with_cases, without = split(heads, hours, holding)
    assert (with_cases.hours, without.hours) == (holding, hours - holding)
    for group in (with_cases, without):
        weeks = individual_hours(group, 15)
        assert len(weeks) == group.heads
        assert sum(weeks) == group.hours
        assert all(1 <= week <= FULL_TIME_HOURS for week in weeks)


@pytest.mark.property
@given(total=st.integers(0, 10_000), weights=st.lists(st.floats(0.0, 1e6), min_size=1, max_size=20))
def test_whole_shares_add_up_and_stay_within_one_of_proportion(total: int, weights: list[float]) -> None:
    shares = whole_shares(total, weights)
    weight = sum(weights)
    assert sum(shares) == (total if weight > 0.0 else 0)
    if weight > 0.0:
        assert all(abs(share - total * each / weight) < 1.0 + 1e-6 for share, each in zip(shares, weights, strict=True))


@pytest.mark.unit
def test_hamiltons_method_gives_the_last_seats_to_the_largest_remainders() -> None:
    # The textbook example: 10 seats for 1,560, 1,470 and 970 votes (quotas 3.9, 3.675 and 2.425).
    assert whole_shares(10, [1560, 1470, 970]) == [4, 4, 2]
