"""The verbs of the case book: who comes, goes, carries more or less, and what happens to their cases."""

from __future__ import annotations

import numpy as np
import pytest

from tests.caseload.small_book import small_book, small_rates, state_of
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import TEAMS

pytestmark = pytest.mark.unit


def test_an_authority_without_staff_leaves_every_case_waiting() -> None:
    book = CaseBook(small_rates())
    book.advance_to(60)
    counts = book.counts()
    assert counts["cases"] == 0.0
    assert counts["unallocated"] > 20.0
    assert counts["waited_days"] > counts["unallocated"]
    book.check_ledger()


def test_the_first_to_come_takes_those_who_waited_up_to_the_hard_cap() -> None:
    book = CaseBook(small_rates())
    holder = book.add_holder(60, 5.0, 37)
    book.advance_to(60)
    waiting = book.counts()["unallocated"]
    book.advance_to(61)
    assert book.caseload_of(holder) == 8, "a capacity of 5 and a hard cap of 1.6 hold 8 cases"
    assert book.counts()["unallocated"] >= waiting - 8 - 5
    book.check_ledger()


def test_cases_of_someone_who_leaves_go_to_team_mates_and_count_as_changes() -> None:
    book, (first, second, third) = small_book(holders=3, capacity_cases=30.0)
    book.advance_to(60)
    held, mine = book.held, book.caseload_of(first)
    assert mine > 5
    before = book.counts()
    quiet = CaseBook(small_rates(), rows=16)
    for _ in range(3):
        quiet.add_holder(1, 30.0, 37)
    quiet.advance_to(61)
    book.remove_holder(60, first)
    book.advance_to(61)
    after = book.counts()
    assert after["changes_of_social_worker"] - before["changes_of_social_worker"] == mine
    assert book.caseload_of(first) == 0
    assert book.caseload_of(second) + book.caseload_of(third) == book.held == quiet.held
    assert abs(book.held - held) < 10
    assert after["unallocated"] == 0
    book.check_ledger()


def test_when_nobody_has_room_the_cases_of_a_leaver_wait_and_change_hands_later() -> None:
    book, (only,) = small_book(holders=1, capacity_cases=4.0)
    book.advance_to(60)
    mine, waiting = book.caseload_of(only), book.counts()["unallocated"]
    book.remove_holder(60, only)
    book.advance_to(61)
    counts = book.counts()
    assert counts["cases"] == 0
    assert counts["changes_of_social_worker"] == 0
    assert counts["unallocated"] >= waiting + mine - 6
    book.add_holder(61, 500.0, 37)
    book.advance_to(62)
    counts = book.counts()
    assert counts["unallocated"] == 0
    assert 0 < counts["changes_of_social_worker"] <= mine


def test_a_long_absence_hands_cases_over_and_a_return_takes_new_ones() -> None:
    book, numbers = small_book(holders=6, capacity_cases=12.0)
    book.advance_to(60)
    book.hand_over(60, numbers[0])
    book.advance_to(100)
    assert book.caseload_of(numbers[0]) == 0
    assert len(book.holder_numbers()) == 6
    book.set_capacity(100, numbers[0], 12.0)
    book.advance_to(160)
    assert book.caseload_of(numbers[0]) > 0
    book.check_ledger()


def test_no_capacity_keeps_present_cases_and_takes_no_new() -> None:
    book, numbers = small_book(holders=6, capacity_cases=12.0)
    book.advance_to(60)
    before = book.caseload_of(numbers[2])
    book.set_capacity(60, numbers[2], 0.0)
    loads = []
    for day in range(61, 90):
        book.advance_to(day)
        loads.append(book.caseload_of(numbers[2]))
    assert loads == sorted(loads, reverse=True)
    assert 0 < loads[0] <= before


def test_a_rise_in_capacity_is_used_the_same_day() -> None:
    book, (only,) = small_book(holders=1, capacity_cases=2.0)
    book.advance_to(50)
    assert book.counts()["unallocated"] > 10
    book.set_capacity(50, only, 5.0)
    book.advance_to(51)
    assert book.caseload_of(only) == 8


def test_loads_are_in_proportion_to_capacity_and_nobody_is_idle() -> None:
    book = CaseBook(small_rates(families_per_day=25.0, team_size=7))
    capacities = np.tile([4.0, 10.0, 16.0, 22.0, 30.0], 10)
    for capacity in capacities.tolist():
        book.add_holder(1, capacity, 37)
    ratios = []
    for day in range(200, 900, 50):
        book.advance_to(day)
        loads, hours = book.holder_loads()
        assert (hours == 37).all()
        assert (loads > 0).all()
        ratios.append(loads / capacities[book.holder_numbers()])
    ratios_by_holder = np.mean(ratios, axis=0)
    assert ratios_by_holder == pytest.approx(ratios_by_holder.mean(), rel=0.12)
    assert np.std(ratios, axis=1).max() < 0.12 * np.mean(ratios) + 0.05


def test_teams_open_and_close_with_their_members() -> None:
    book, numbers = small_book(holders=7)
    book.advance_to(30)
    assert book._book.totals[TEAMS] == 3, "seven in teams of three"
    for number in numbers[:5]:
        book.remove_holder(30, number)
    book.advance_to(40)
    assert book._book.totals[TEAMS] <= 2
    assert sorted(book.holder_numbers().tolist()) == numbers[5:]
    book.check_ledger()


def test_numbers_are_never_used_again() -> None:
    book, numbers = small_book(holders=3)
    book.remove_holder(5, numbers[1])
    assert book.add_holder(5, 4.0, 20) == 3


def test_several_who_come_or_go_at_once_are_as_if_they_came_or_went_one_by_one() -> None:
    together, numbers = small_book(holders=6)
    one_by_one, _ = small_book(holders=6)
    together.advance_to(30)
    one_by_one.advance_to(30)
    assert together.next_holder == 6
    together.add_holders(31, [4.0, 5.0], 30)
    together.remove_holders(30, numbers[1:3])
    for capacity in (4.0, 5.0):
        one_by_one.add_holder(31, capacity, 30)
    for holder in numbers[1:3]:
        one_by_one.remove_holder(30, holder)
    together.advance_to(60)
    one_by_one.advance_to(60)
    assert state_of(together) == state_of(one_by_one)


@pytest.mark.parametrize("leaving", [[0, 0], [1, 99]])
def test_several_who_go_must_each_be_in_the_book_once(leaving: list[int]) -> None:
    book, _ = small_book(holders=2)
    with pytest.raises(ValueError, match="not every one of the holders"):
        book.remove_holders(4, leaving)


@pytest.mark.parametrize("verb", ["set_capacity", "hand_over", "remove_holder"])
def test_someone_unknown_or_gone_is_refused(verb: str) -> None:
    book, numbers = small_book(holders=2)
    book.remove_holder(3, numbers[0])
    more = (4.0,) if verb == "set_capacity" else ()
    for stranger in (numbers[0], 99):
        with pytest.raises(ValueError, match=f"holder {stranger} is not in the case book"):
            getattr(book, verb)(4, stranger, *more)


def test_a_day_that_has_been_played_cannot_be_changed() -> None:
    book, numbers = small_book(holders=2)
    book.advance_to(10)
    with pytest.raises(ValueError, match="day 9 has been played already; the case book has reached day 10"):
        book.set_capacity(9, numbers[0], 5.0)


@pytest.mark.parametrize("capacity", [-1.0, float("nan"), float("inf")])
def test_a_capacity_that_is_no_number_of_cases_is_refused(capacity: float) -> None:
    book, _ = small_book(holders=1)
    with pytest.raises(ValueError, match="must be 0 or more cases"):
        book.add_holder(1, capacity, 37)


def test_instructions_given_out_of_order_are_played_in_order() -> None:
    one, numbers = small_book(holders=4)
    other, _ = small_book(holders=4)
    one.set_capacity(40, numbers[1], 9.0)
    one.remove_holder(20, numbers[0])
    other.remove_holder(20, numbers[0])
    other.set_capacity(40, numbers[1], 9.0)
    one.advance_to(60)
    other.advance_to(60)
    assert one.counts() == other.counts()
    assert one.holder_loads()[0].tolist() == other.holder_loads()[0].tolist()


def test_children_fare_the_same_whoever_is_in_post() -> None:
    few, _ = small_book(holders=1)
    many, _ = small_book(holders=20)
    few.advance_to(400)
    many.advance_to(400)
    who_holds = {"allocations", "changes_of_social_worker", "waited_days", "cases", "unallocated"}
    assert {k: v for k, v in few.counts().items() if k not in who_holds} == {
        k: v for k, v in many.counts().items() if k not in who_holds
    }


def test_overload_prolongs_work_when_asked_to() -> None:
    usual, _ = small_book(holders=3, capacity_cases=8.0, hard_cap_ratio=9.0)
    slowed, _ = small_book(holders=3, capacity_cases=8.0, hard_cap_ratio=9.0, overload_slows_closure=0.5)
    usual.advance_to(500)
    slowed.advance_to(500)
    assert slowed.counts()["cin"] > 1.15 * usual.counts()["cin"]
    slowed.check_ledger()


def test_more_referrals_keep_the_families_who_came_anyway() -> None:
    usual, _ = small_book(holders=8)
    surge, _ = small_book(holders=8, families_per_day=2.4)
    usual.advance_to(60)
    surge.advance_to(60)
    known = set(usual._book.rows[: usual._book.totals[1], 0].tolist())
    more = set(surge._book.rows[: surge._book.totals[1], 0].tolist())
    assert surge.counts()["referrals"] > usual.counts()["referrals"]
    assert len(known & more) > 0.8 * len(known), "rows in use differ only where a freed row was taken by somebody new"


def test_cases_outside_the_count_are_held_but_are_no_children() -> None:
    book, _ = small_book(holders=30, held_share=1.0, outside_share=0.25)
    book.advance_to(400)
    counts = book.counts()
    counted = counts["cin"] + counts["in_assessment"]
    assert counts["cases"] + counts["unallocated"] > counted * 1.05
    book.check_ledger()
