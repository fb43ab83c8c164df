"""The ledger of posts balances after any events, and refuses what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.errors import LedgerError
from workforce_sim.workforce.establishment import Establishment, Vacancy
from workforce_sim.workforce.social_worker import Role

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["fund filled", "fund vacant", "give notice", "leave", "start", "withdraw"]),
        st.sampled_from(list(Role)),
        st.integers(1, 37),
    ),
    max_size=60,
)


def ignore(_vacancy: Vacancy) -> None:
    """Recruit to nothing."""


def first(establishment: Establishment, *, vacant: bool) -> Vacancy | None:
    return next((v for v in establishment.vacancies.values() if v.is_vacant is vacant), None)


@pytest.mark.property
@given(EVENTS)
def test_funded_posts_are_those_filled_and_those_vacant_after_any_events(events: list[tuple[str, Role, int]]) -> None:
    establishment, in_post, vacant = Establishment(ignore), [], 0
    for event, role, hours in events:
        if event == "fund filled":
            establishment.fund_filled_post(role, hours)
            in_post.append((role, hours))
        elif event == "fund vacant":
            establishment.fund_vacant_post(1, role, hours, 0)
            vacant += hours
        elif event == "give notice" and in_post:
            establishment.expect_vacancy(1, *in_post.pop(), 0)
        elif event == "leave" and (vacancy := first(establishment, vacant=False)):
            establishment.vacate(vacancy)
            vacant += vacancy.hours
        elif event == "start" and (vacancy := first(establishment, vacant=True)):
            establishment.fill(vacancy)
            in_post.append((vacancy.role, vacancy.hours))
            vacant -= vacancy.hours
        elif event == "withdraw" and (vacancy := first(establishment, vacant=True)):
            establishment.withdraw(vacancy)
            vacant -= vacancy.hours
        establishment.check("anywhere")
        assert establishment.vacant_hours == vacant
        assert sum(establishment.funded_hours) == establishment.total_funded == establishment.total_in_post + vacant


@pytest.mark.unit
def test_notice_alone_makes_no_vacancy() -> None:
    establishment = Establishment(ignore)
    establishment.fund_filled_post(Role.CASE_HOLDER, 37)
    vacancy = establishment.expect_vacancy(1, Role.CASE_HOLDER, 37, 56)
    assert establishment.vacant_hours == 0
    establishment.vacate(vacancy)
    assert establishment.vacant_hours == 37


@pytest.mark.unit
def test_nobody_can_start_in_a_post_before_its_holder_has_gone() -> None:
    establishment = Establishment(ignore)
    establishment.fund_filled_post(Role.CASE_HOLDER, 37)
    with pytest.raises(LedgerError, match="has not left yet"):
        establishment.fill(establishment.expect_vacancy(1, Role.CASE_HOLDER, 37, 56))


@pytest.mark.unit
def test_hours_in_post_that_nobody_funded_are_found_by_role() -> None:
    establishment = Establishment(ignore)
    establishment.fund_filled_post(Role.CASE_HOLDER, 37)
    establishment.in_post_hours[Role.CASE_HOLDER] += 1
    establishment.in_post_hours[Role.SENIOR_MANAGER] -= 1
    with pytest.raises(LedgerError, match="posts in Rutland: case_holder"):
        establishment.check("Rutland")


@pytest.mark.unit
def test_running_totals_that_drift_from_the_roles_are_found() -> None:
    establishment = Establishment(ignore)
    establishment.total_funded += 37
    with pytest.raises(LedgerError, match="running totals"):
        establishment.check("Rutland")
