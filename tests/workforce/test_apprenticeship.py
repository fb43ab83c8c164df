"""Apprenticeships: places shared and supervised, the calendar of a cohort, educators, and what follows."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.small_authority import (
    NOBODY_COMES_OR_CHANGES,
    authority_of,
    england_on_census_day,
    published,
    world_of,
)
from workforce_sim.errors import LedgerError
from workforce_sim.workforce.apprenticeship import (
    admit,
    check_training,
    educators_free,
    largest_remainder,
    length_days,
    share_places,
    take_on_cohort,
    withdrawal_day,
)
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.social_worker import Apprentice

CERTAIN = NOBODY_COMES_OR_CHANGES | {"apprenticeship.withdrawal_per_year": 0.0}


def staying(holders: int, **values: float) -> Authority:
    """An authority whose people all stay, on the census day."""
    named = {f"apprenticeship.{name}": value for name, value in values.items()}
    return world_of([authority_of(holders, turnover=1e-9)], CERTAIN | named, years=4)[0]


@pytest.mark.property
@given(total=st.integers(0, 2000), weights=st.lists(st.floats(0.0, 1e5), min_size=1, max_size=30))
def test_places_shared_add_up_and_stay_within_one_of_proportion(total: int, weights: list[float]) -> None:
    shares = largest_remainder(total, np.array(weights))
    weight = sum(weights)
    assert sum(shares) == (total if weight > 0.0 else 0)
    if weight > 0.0:
        assert all(abs(share - total * each / weight) < 1.0 + 1e-6 for share, each in zip(shares, weights, strict=True))


@pytest.mark.unit
def test_places_go_by_funded_posts_by_vacancies_or_in_proportion_to_the_list() -> None:
    profiles = [
        dataclasses.replace(authority_of(30, vacancies=0.0), code="E01", name="Here"),
        dataclasses.replace(authority_of(10, vacancies=20.0), code="E02", name="There"),
    ]
    for shared_by, places, expected in (
        ("posts", {}, [6, 6]),
        ("vacancies", {}, [0, 12]),
        ("list", {"Here": 1.0, "E02": 3.0}, [3, 9]),
        ("list", {"There": 5.0}, [0, 12]),
    ):
        world = world_of(profiles, {"apprenticeship.shared_by": shared_by, "apprenticeship.places": places})
        assert share_places(world, 12.0) == expected, shared_by


@pytest.mark.unit
def test_five_hundred_places_over_england_leave_nobody_more_than_a_place_from_its_share_of_posts() -> None:
    world = england_on_census_day()
    places = share_places(world, 500.0)
    posts = [authority.profile.establishment_fte for authority in world]
    assert sum(places) == 500
    assert all(abs(place - 500 * each / sum(posts)) <= 1.01 for place, each in zip(places, posts, strict=True))


@pytest.mark.unit
def test_a_fifth_of_experienced_staff_can_teach_one_each_and_other_places_go_unused() -> None:
    authority = staying(10)
    assert educators_free(authority) == 2
    take_on_cohort(authority, 2026, 50)
    assert (authority.training.in_training, authority.flows.places_unused, educators_free(authority)) == (2, 48, 0)
    assert educators_free(staying(10, educators_share=0.5, apprentices_per_educator=2)) == 10
    assert educators_free(staying(4)) == 0


@pytest.mark.unit
def test_nobody_with_less_than_two_years_or_on_the_way_out_can_teach() -> None:
    authority = staying(10)
    for worker in list(authority.roster.people.values())[:5]:
        worker.qualified_day = -729
    assert educators_free(authority) == 1
    next(w for w in authority.roster.people.values() if w.qualified_day < -730).has_given_notice = True
    assert educators_free(authority) == 0


@pytest.mark.unit
def test_each_apprentice_has_an_educator_of_their_own_while_there_are_enough() -> None:
    authority = staying(10, educators_share=1.0)
    take_on_cohort(authority, 2026, 10)
    educators = [w for w in authority.roster.people.values() if w.apprentices]
    assert len(educators) == 10
    assert all(len(educator.apprentices) == 1 for educator in educators)
    authority.case_book.advance_to(2)
    usual = authority.capacity.usual_cases
    for educator in educators:
        own = usual * educator.usual_caseload
        assert authority.case_book.capacity_of(educator.holder) == pytest.approx(0.9 * own, rel=1e-9)


@pytest.mark.unit
def test_three_years_after_the_first_of_september_an_apprentice_starts_in_a_vacant_post() -> None:
    world = world_of([authority_of(10, vacancies=3.0, turnover=1e-9)], CERTAIN | {"apprenticeship.intake": 2}, years=5)
    authority = world[0]
    began, calendar = authority.calendar.day_of(dt.date(2026, 9, 1)), authority.calendar
    authority.env.run(until=began + 1)
    assert authority.training.in_training == 2
    authority.env.run(until=calendar.day_of(dt.date(2029, 8, 31)) + 1)
    assert (authority.training.qualified, authority.roster.headcount) == (0, 10)
    authority.env.run(until=calendar.day_of(dt.date(2029, 9, 30)))
    assert (authority.training.qualified, authority.roster.headcount) == (2, 12)
    new = [worker for worker in authority.roster.people.values() if worker.asye_from > 0]
    assert len(new) == 2
    assert all(w.committed_until - w.started_day == pytest.approx(730, abs=2) for w in new), "committed to stay two years"


@pytest.mark.unit
def test_who_qualifies_where_no_post_is_vacant_takes_nobodys_post() -> None:
    authority = world_of([authority_of(10, turnover=1e-9)], CERTAIN | {"apprenticeship.intake": 2}, years=4)[0]
    authority.env.run(until=authority.calendar.days)
    assert authority.training.qualified == 2
    assert authority.roster.headcount == 10


@pytest.mark.unit
def test_without_withdrawal_everyone_qualifies_and_with_it_the_day_lies_ahead() -> None:
    authority = staying(10)
    apprentice = Apprentice(1, began_day=100)
    assert withdrawal_day(authority, apprentice) > 100 + length_days(authority)
    assert length_days(authority) == pytest.approx(3 * 365.2425, abs=1)
    withdrawing = world_of([authority_of(3)], {"apprenticeship.withdrawal_per_year": 0.99})[0]
    days = [withdrawal_day(withdrawing, Apprentice(key, began_day=100)) for key in range(50)]
    assert min(days) > 100
    assert max(days) < 100 + 3 * 365


def days_of_withdrawal(withdrawal: object) -> list[int]:
    """The days on which 400 apprentices would withdraw, of whom half began before the start."""
    values = CERTAIN | {"apprenticeship.withdrawal_per_year": withdrawal}
    authority = world_of([authority_of(3)], values, years=10)[0]
    return [withdrawal_day(authority, Apprentice(key, began_day=-600 if key % 2 else 300)) for key in range(400)]


@pytest.mark.unit
def test_dated_withdrawal_is_the_constant_one_until_it_changes_and_nobody_withdraws_while_it_is_nought() -> None:
    start, first, last = dt.date(2025, 9, 30), 1000, 1365
    dates = [start + dt.timedelta(days=day) for day in (0, first, last)]
    constant = days_of_withdrawal(0.2)
    paused = days_of_withdrawal(dict(zip(dates, (0.2, 0.0, 0.2), strict=True)))
    hurried = days_of_withdrawal(dict(zip(dates, (0.2, 0.9, 0.2), strict=True)))
    assert max(constant) > last
    for usual, in_pause, in_hurry in zip(constant, paused, hurried, strict=True):
        if usual <= first:
            assert in_pause == in_hurry == usual
        elif usual + last - first <= 3652:
            assert in_pause == usual + last - first, "a year without hazard puts every later withdrawal off by that year"
        if usual > first:
            assert first < in_hurry <= (usual if usual <= 3652 else 3652 + 100_000)


@pytest.mark.unit
def test_an_educator_who_leaves_or_a_learner_who_withdraws_frees_the_other() -> None:
    values = NOBODY_COMES_OR_CHANGES | {"apprenticeship.withdrawal_per_year": 0.5, "apprenticeship.intake": 12}
    world = world_of(published("Nottinghamshire"), values, years=6)
    authority = world[0]
    for month_ends in authority.calendar.month_ends:
        authority.env.run(until=month_ends)
        authority.case_book.advance_to(month_ends)
        taught = [apprentice for w in authority.roster.people.values() for apprentice in w.apprentices]
        assert len(taught) == len(set(map(id, taught)))
        assert len(taught) <= authority.training.in_training
        assert all(apprentice.educator in authority.roster.people.values() for apprentice in taught)
        check_training(authority)
    assert authority.training.withdrawn > 10


@pytest.mark.unit
def test_an_apprentice_who_disappears_is_found() -> None:
    authority = staying(10)
    admit(authority, Apprentice(1, 0))
    with pytest.raises(LedgerError, match="apprentices in Rutland: 0 expected, 1 in training"):
        check_training(authority)


@pytest.mark.unit
def test_apprentices_are_not_counted_in_post() -> None:
    authority = staying(10)
    take_on_cohort(authority, 2026, 2)
    assert authority.roster.headcount == 10
    assert authority.establishment.total_in_post == 370
