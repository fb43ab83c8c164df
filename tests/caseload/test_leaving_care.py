"""Children who leave care before their time: they alone leave, as others do, and every ledger balances."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.caseload.small_book import helped, small_book, state_of
from workforce_sim.caseload import leaving_care
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import CARE, DORMANT, GONE, KEY, NEXT_DUE, NONE, SINCE, STAGE, Whole

DAY, LAST_DAY = 100, 220


def grown(holders: int = 200, **different: Any) -> CaseBook:
    """A book on its hundredth day, with some forty children looked after."""
    book, _ = small_book(holders=holders, families_per_day=20.0, **different)
    book.advance_to(DAY)
    return book


def in_care(book: CaseBook) -> Whole:
    return np.flatnonzero(book.arrays.rows[: book.rows_used, STAGE] == CARE)


def by_identity(book: CaseBook) -> dict[int, tuple[int, int]]:
    """Where every child in the book is and since when, dormant ones included."""
    rows = book.arrays.rows[: book.rows_used]
    return {int(row[KEY]): (int(row[STAGE]), int(row[SINCE])) for row in rows[rows[:, STAGE] != GONE]}


@pytest.mark.unit
@pytest.mark.parametrize("holders", [200, 2], ids=["held", "most wait"])
def test_children_who_leave_are_counted_and_let_go_by_whoever_held_or_waited(holders: int) -> None:
    book = grown(holders, held_share=1.0)
    before, leaving = book.counts(), in_care(book)[::2]
    assert len(leaving) > 5
    book.leave_care(leaving)
    book.check_ledger()
    after = book.counts()
    assert after["cla"] == before["cla"] - len(leaving)
    assert after["cla_ceased"] == before["cla_ceased"] + len(leaving)
    assert after["cases"] + after["unallocated"] == before["cases"] + before["unallocated"] - len(leaving)
    assert after["care_leavers_started"] == before["care_leavers_started"]
    assert np.isin(book.arrays.rows[leaving, STAGE], (DORMANT, GONE)).all()
    book.advance_to(LAST_DAY)
    book.check_ledger()


@pytest.mark.unit
def test_nobody_who_leaves_changes_nothing_at_all() -> None:
    usual, other = grown(), grown()
    other.leave_care(np.zeros(0, dtype=np.int64))
    for book in (usual, other):
        book.advance_to(LAST_DAY)
    assert state_of(other) == state_of(usual)


@pytest.mark.unit
def test_all_others_fare_as_if_nobody_had_left() -> None:
    usual, other = grown(), grown()
    leaving = in_care(other)[1::2]
    left = set(other.arrays.rows[leaving, KEY].tolist())
    other.leave_care(leaving)
    for day in (DAY + 1, DAY + 30, LAST_DAY):
        usual.advance_to(day)
        other.advance_to(day)
        one, two = by_identity(usual), by_identity(other)
        assert {key: is_where for key, is_where in one.items() if key not in left} == {
            key: is_where for key, is_where in two.items() if key not in left
        }


@pytest.mark.unit
def test_a_child_comes_back_after_leaving_early_if_and_only_if_it_would_have_after_leaving_late() -> None:
    """All leave for home, none at 18: the luck of coming back is that of the spell, whenever it ends."""
    ways = ((), (), ((DORMANT, 1.0),), ((4, 1.0),), ((DORMANT, 0.5), (CARE, 0.5)), (), ((DORMANT, 1.0),), (), ((GONE, 1.0),))
    usual, other = (grown(ways_out=ways, return_share=np.full(1, 0.5), uasc_per_day=np.zeros(1)) for _ in range(2))
    leaving = in_care(other)
    keys = other.arrays.rows[leaving, KEY].tolist()
    assert len(keys) > 20
    other.leave_care(leaving)
    back_early = {key for key in keys if key in by_identity(other)}
    back_late, still = set[int](), set(keys)
    while still:
        usual.advance_to(usual.day + 1)
        now = by_identity(usual)
        ended = {key for key in still if now.get(key, (GONE, 0))[0] != CARE}
        back_late |= {key for key in ended if key in now}
        still -= ended
    assert 0 < len(back_early) < len(keys)
    assert back_early == back_late


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(
    cuts=st.lists(st.integers(1, LAST_DAY), max_size=8),
    which=st.lists(st.integers(0, 200), max_size=6),
    is_helped=st.booleans(),
)
def test_any_split_of_the_time_before_and_after_leaves_the_identical_state(
    cuts: list[int], which: list[int], is_helped: bool
) -> None:
    different = helped() if is_helped else {}
    whole, split = (small_book(families_per_day=4.0, **different)[0] for _ in range(2))
    whole.advance_to(DAY)
    for day in sorted(cut for cut in cuts if cut < DAY):
        split.advance_to(day)
    split.advance_to(DAY)
    for book in (whole, split):
        listed = in_care(book)
        book.leave_care(np.unique(listed[np.array(which, dtype=np.int64) % len(listed)]) if which else listed[:0])
    whole.advance_to(LAST_DAY)
    for day in sorted(cut for cut in cuts if cut > DAY):
        split.advance_to(day)
    split.advance_to(LAST_DAY)
    assert state_of(split) == state_of(whole)
    whole.check_ledger()


@pytest.mark.unit
def test_plain_python_and_compiled_code_take_the_same_rows_off_the_lists() -> None:
    """Five rows on two days; rows 0, 2 and 4 leave, the first, the middle and the last of a list among them."""
    if not hasattr(leaving_care.take_off_lists, "py_func"):
        pytest.skip("everything runs plain")
    for play in (leaving_care.take_off_lists, leaving_care.take_off_lists.py_func):
        rows, due = np.zeros((5, 8), dtype=np.int64), np.array([0, 3], dtype=np.int64)
        rows[:, NEXT_DUE] = 1, 2, NONE, 4, NONE
        play(rows, due, np.array([1, 0, 1, 0, 1], dtype=np.int8))
        assert due.tolist() == [1, 3]
        assert rows[[1, 3], NEXT_DUE].tolist() == [NONE, NONE]
