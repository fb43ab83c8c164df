"""The care register finds exactly who is looked after, whoever came and went since the last walk."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.caseload.small_book import small_book
from workforce_sim.caseload.care_register import (
    AT_18,
    CAME,
    CHILD,
    ENTERED,
    IS_KNOWN,
    LEFT,
    LOOKED_AFTER,
    ROW,
    STAYED,
    UNACCOMPANIED,
    CareRegister,
    way_out,
)
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import CARE, KEY, LEAVER, MARKS, OUTSIDE, SINCE, STAGE, STEP, UASC
from workforce_sim.errors import LedgerError

BUSY = 12.0
"""Families a day: care begins every day or two, and lasts a month."""


def walked(register: CareRegister, book: CaseBook) -> dict[str, int]:
    """Walk, and give what was found and what the case book counts."""
    counts = book.counts()
    register.walk(book, int(counts["cla"]))
    found = register.found
    names = ("looked_after", "entered", "left")
    return dict(zip(names, found.tolist(), strict=True)) | {name: int(counts[name]) for name in ("cla_started", "cla_ceased")}


@pytest.mark.property
@given(st.lists(st.integers(1, 45), min_size=1, max_size=12), st.sampled_from([0.0, 0.3]))
def test_however_often_it_walks_the_register_is_who_is_in_care(steps: list[int], outside_share: float) -> None:
    book, _ = small_book(families_per_day=BUSY, outside_share=outside_share)
    register, before = CareRegister(), {"looked_after": 0, "cla_started": 0, "cla_ceased": 0}
    for day in itertools.accumulate(steps, initial=1):
        book.advance_to(day)
        now = walked(register, book)
        rows = book.arrays.rows[: book.rows_used]
        in_care = np.isin(rows[:, STAGE], (CARE, UASC)) & (rows[:, MARKS] & OUTSIDE == 0)
        listed = register.children[: now["looked_after"]]
        assert listed[:, ROW].tolist() == np.nonzero(in_care)[0].tolist()
        assert listed[:, CHILD].tolist() == rows[in_care, KEY].tolist()
        assert np.nonzero(register.facts[:, IS_KNOWN])[0].tolist() == listed[:, ROW].tolist()
        assert now["looked_after"] == before["looked_after"] + now["entered"] - now["left"]
        came_and_went = now["cla_started"] - before["cla_started"] - now["entered"]
        assert came_and_went >= 0
        assert came_and_went == now["cla_ceased"] - before["cla_ceased"] - now["left"]
        came = listed[listed[:, CAME] != STAYED]
        assert len(came) == now["entered"]
        assert (came[:, CAME] == rows[came[:, ROW], SINCE]).all()
        before = now


@pytest.mark.unit
def test_a_daily_walk_misses_nobody() -> None:
    book, _ = small_book(families_per_day=BUSY)
    register, entered = CareRegister(), 0
    for day in range(2, 200):
        book.advance_to(day)
        now = walked(register, book)
        entered += now["entered"]
        assert entered == now["cla_started"]
    assert entered > 100


@pytest.mark.unit
def test_who_is_foreseen_to_leave_at_18_does() -> None:
    book, _ = small_book(families_per_day=BUSY)
    register, foreseen, seen = CareRegister(), dict[int, tuple[int, int]](), {True: 0, False: 0}
    for day in range(2, 300):
        book.advance_to(day)
        walked(register, book)
        rows = book.arrays.rows
        for row in register.left[: register.found[LEFT]].tolist():
            child, status = foreseen.pop(row)
            if rows[row, KEY] == child and rows[row, SINCE] == day - 1 and status != UNACCOMPANIED:
                assert bool(rows[row, STAGE] == LEAVER) is (status == AT_18)
                seen[status == AT_18] += 1
        for place in range(int(register.found[LOOKED_AFTER])):
            row, child, came, status = register.children[place].tolist()
            if came != STAYED:
                foreseen[row] = (child, status)
                assert bool(rows[row, STAGE] == UASC) is (status == UNACCOMPANIED)
    assert min(seen.values()) > 20


@pytest.mark.unit
def test_the_way_out_hangs_on_the_steps_a_child_has_taken_and_not_on_marks_below_them() -> None:
    book, _ = small_book()
    rows = np.zeros((1, 8), dtype=np.int64)
    rows[0, [KEY, STAGE]] = 12345, CARE
    routes, destinations = book.given.routes, book.given.destinations
    ways = []
    for step in range(40):
        rows[0, MARKS] = step * STEP
        ways.append(way_out(rows, 0, routes, destinations))
        rows[0, MARKS] += STEP - 1
        assert way_out(rows, 0, routes, destinations) == ways[-1]
    assert len(set(ways)) == 2


@pytest.mark.unit
def test_a_child_who_came_back_between_two_walks_has_left_and_has_come() -> None:
    book, _ = small_book(families_per_day=BUSY)
    register = CareRegister()
    book.advance_to(60)
    before = walked(register, book)
    row = int(register.children[0, ROW])
    book.advance_to(61)
    walked(register, book)
    book.arrays.rows[row, SINCE] = 61
    book.arrays.rows[row, STAGE] = CARE
    register.walk(book, int(register.found[LOOKED_AFTER]))
    assert register.found[[ENTERED, LEFT]].tolist() == [1, 1]
    assert register.left[0] == row
    assert before["looked_after"] > 1


@pytest.mark.unit
@pytest.mark.parametrize("wrong_by", [-1, 1])
def test_a_case_book_that_has_lost_count_is_found_out(wrong_by: int) -> None:
    book, _ = small_book(families_per_day=BUSY)
    book.advance_to(90)
    in_care = int(book.counts()["cla"])
    with pytest.raises(LedgerError, match="the ledger of care does not balance"):
        CareRegister().walk(book, in_care + wrong_by)
