"""Open a case book on its first day: the children already known, and their cases shared among those in post."""

from __future__ import annotations

import numpy as np

from workforce_sim.caseload.allocation import give, join_queue
from workforce_sim.caseload.columns import (
    ALLOCATIONS,
    EVENTS,
    HARD_CAP,
    HOLDER,
    HOURS,
    INSTRUCTIONS,
    KEY,
    MARKS,
    NEXT_INSTRUCTION,
    NONE,
    OPENED,
    OUTSIDE,
    ROWS_USED,
    SINCE,
    STAGE,
    WHOM,
    WITH_HOURS,
    Arrays,
    Given,
    Real,
    Whole,
)
from workforce_sim.caseload.due_list import put_on_list
from workforce_sim.caseload.holders import change_capacity, join_team
from workforce_sim.compiled import compiled


@compiled
def open_rows(book: Arrays, stages: Whole, keys: Whole, began: Whole, due: Whole, marks: Whole) -> None:
    """Write children into an empty book and on the lists of the days on which their stages end."""
    for row in range(stages.shape[0]):
        book.rows[row, KEY] = keys[row]
        book.rows[row, STAGE] = stages[row]
        book.rows[row, SINCE] = began[row]
        book.rows[row, MARKS] = marks[row]
        book.rows[row, HOLDER] = NONE
        book.opening[stages[row]] += not marks[row] & OUTSIDE
        put_on_list(book.rows, book.due, row, due[row])
    book.totals[ROWS_USED] = stages.shape[0]
    book.totals[OPENED] = stages.shape[0]


def share_among(book: Arrays, given: Given, order: Whole, capacities: Real) -> None:
    """Give the rows named in ``order`` to the holders that the waiting instructions add, in proportion to capacity.

    With nobody who has capacity, all of them wait.
    """
    shares = fair_shares(order.shape[0], capacities)
    receivers = np.full(order.shape[0], NONE, dtype=np.int64)
    receivers[: int(shares.sum())] = np.repeat(np.arange(shares.shape[0]), shares)
    seat(book, given)
    deal(book, order, receivers)


@compiled
def seat(book: Arrays, given: Given) -> None:
    """Give every holder that the waiting instructions add a place in a team."""
    for place in range(book.totals[INSTRUCTIONS]):
        holder = book.instructions[place, WHOM]
        join_team(book, holder)
        book.holders[holder, HOURS] = book.instructions[place, WITH_HOURS]
        change_capacity(book, holder, book.values[place], given.ratios[HARD_CAP])
    book.totals[NEXT_INSTRUCTION] = book.totals[INSTRUCTIONS]


@compiled
def deal(book: Arrays, order: Whole, receivers: Whole) -> None:
    """Give each row to its receiver, as work they hold already and not as an allocation to be counted."""
    for place in range(order.shape[0]):
        if receivers[place] == NONE:
            join_queue(book, order[place])
        else:
            give(book, order[place], receivers[place])
    book.totals[ALLOCATIONS] = 0
    book.totals[EVENTS] = 0


def fair_shares(cases: int, capacities: Real) -> Whole:
    """Share cases in proportion to capacity by the largest remainder, at least one for anyone with capacity.

    With fewer cases than holders the largest capacities get one each. Gives int64 of shape (holders,) that sums to
    ``cases``, or to 0 when nobody has capacity.
    """
    shares = np.zeros(capacities.shape[0], dtype=np.int64)
    able = np.nonzero(capacities > 0.0)[0]
    if cases == 0 or able.shape[0] == 0:
        return shares
    by_capacity = able[np.argsort(-capacities[able], kind="stable")]
    first = by_capacity[:cases]
    shares[first] = 1
    left = cases - first.shape[0]
    if left:
        wanted = cases * capacities[able] / capacities[able].sum()
        above_one = np.maximum(wanted - 1.0, 0.0)
        if above_one.sum() == 0.0:
            above_one = np.ones(able.shape[0])
        exact = left * above_one / above_one.sum()
        whole = np.floor(exact).astype(np.int64)
        remainder = np.argsort(whole - exact, kind="stable")[: left - int(whole.sum())]
        whole[remainder] += 1
        shares[able] += whole
    return shares
