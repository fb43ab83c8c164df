"""However time is cut into calls, and whether compiled or not, the case book ends in the identical state."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.caseload.small_book import helped, small_book, small_rates, state_of
from workforce_sim.caseload.case_book import CaseBook

LAST_DAY = 120


def told(book: CaseBook, numbers: list[int], changes: list[tuple[int, int, float]]) -> None:
    """Give a book a list of changes: (day, which change and to whom, capacity)."""
    present = list(numbers)
    for day, which, capacity in sorted(changes):
        kind, place = which % 4, which // 4
        if kind == 0 or not present:
            present.append(book.add_holder(day, capacity, 30))
            continue
        holder = present[place % len(present)]
        if kind == 1:
            book.set_capacity(day, holder, capacity)
        elif kind == 2:
            book.hand_over(day, holder)
        else:
            book.remove_holder(day, holder)
            present.remove(holder)


CHANGES = st.lists(
    st.tuples(st.integers(1, LAST_DAY - 1), st.integers(0, 200), st.floats(0.0, 12.0, allow_nan=False)), max_size=25
)


@pytest.mark.property
@settings(max_examples=60)
@given(
    cuts=st.lists(st.integers(1, LAST_DAY), max_size=12),
    changes=CHANGES,
    overload=st.sampled_from([0.0, 0.4]),
    holders=st.integers(0, 9),
    is_helped=st.booleans(),
)
def test_any_split_of_a_period_leaves_the_identical_state(
    cuts: list[int], changes: list[tuple[int, int, float]], overload: float, holders: int, is_helped: bool
) -> None:
    different = {"overload_slows_closure": overload, **(helped() if is_helped else {})}
    whole, numbers = small_book(holders=holders, **different)
    told(whole, numbers, changes)
    whole.advance_to(LAST_DAY)
    split, numbers = small_book(holders=holders, **different)
    told(split, numbers, changes)
    for day in [*sorted(cuts), LAST_DAY]:
        split.advance_to(day)
    assert state_of(split) == state_of(whole)
    whole.check_ledger()


@pytest.mark.property
@settings(max_examples=25)
@given(changes=CHANGES)
def test_it_does_not_matter_whether_changes_are_told_early_or_on_the_day(changes: list[tuple[int, int, float]]) -> None:
    early, numbers = small_book()
    told(early, numbers, changes)
    early.advance_to(LAST_DAY)
    daily, numbers = small_book()
    present = list(numbers)
    for change in sorted(changes):
        daily.advance_to(change[0])
        day, which, capacity = change
        kind, place = which % 4, which // 4
        if kind == 0 or not present:
            present.append(daily.add_holder(day, capacity, 30))
        elif kind == 1:
            daily.set_capacity(day, present[place % len(present)], capacity)
        elif kind == 2:
            daily.hand_over(day, present[place % len(present)])
        else:
            daily.remove_holder(day, present.pop(place % len(present)))
    daily.advance_to(LAST_DAY)
    assert state_of(daily) == state_of(early)


@pytest.mark.unit
def test_a_book_that_had_to_grow_is_the_same_as_one_that_had_room() -> None:
    grown, _ = small_book(families_per_day=30.0)
    grown.advance_to(200)
    roomy, _ = small_book(families_per_day=30.0)
    roomy._book = roomy._book._replace(rows=CaseBook(small_rates(families_per_day=30.0), rows=50_000)._book.rows)
    roomy.advance_to(200)
    assert grown._book.rows.shape[0] < 50_000
    assert state_of(grown) == state_of(roomy)


STORY = """
import json
from tests.caseload.small_book import helped, small_book, state_of
book, numbers = small_book(holders=6, capacity_cases=5.0, overload_slows_closure=0.3, outside_share=0.1, **helped(40))
book.advance_to(20)
book.remove_holder(25, numbers[0]); book.hand_over(30, numbers[1]); book.set_capacity(40, numbers[1], 7.0)
book.add_holder(45, 9.0, 20)
book.advance_to(150)
book.check_ledger()
print(json.dumps(state_of(book)))
"""


TURNS = (
    "pre_proceedings",
    "pre_proceedings_to_care",
    "conferences_within_15_days",
    "plans_averted",
    "care_entries_averted",
    "led_by_family_support",
)


@pytest.mark.system
def test_plain_python_plays_the_same_five_months_as_machine_code() -> None:
    told_by = {}
    for plain in ("0", "1"):
        asked = subprocess.run(
            [sys.executable, "-W", "error::RuntimeWarning", "-c", STORY],
            env=os.environ | {"WORKFORCE_SIM_PLAIN": plain, "PYTHONPATH": os.pathsep.join(["."])},
            capture_output=True,
            text=True,
            check=False,
        )
        assert asked.returncode == 0, asked.stderr
        told_by[plain] = json.loads(asked.stdout)
    assert told_by["0"]["allocations"] > 50
    assert min(told_by["0"][name] for name in TURNS) > 0
    assert told_by["1"] == told_by["0"]
