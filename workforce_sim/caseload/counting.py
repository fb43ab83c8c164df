"""Count the children and cases of a book, and count them again another way to see that nothing was lost."""

from __future__ import annotations

import numpy as np

from workforce_sim.caseload.columns import (
    ALLOCATIONS,
    ASSESSED_IN,
    ASSESSED_OUT,
    CARE,
    CARE_AVERTED,
    CHANGES,
    CLOSED,
    CONFERENCES_IN_TIME,
    CONFERENCES_WITHOUT_PLAN,
    DORMANT,
    FIRST_CASE,
    GONE,
    HELD,
    HOLDER,
    HOURS,
    IN_NEED,
    IN_QUEUE,
    LATER,
    LEAVER,
    LED,
    LED_NOW,
    LOAD,
    MARKS,
    NEEDS_HOLDER,
    NONE,
    OPENED,
    OUTSIDE,
    PLAN,
    PLANS_AVERTED,
    PRE_PROCEEDINGS_SEEN,
    QUEUE_FIRST,
    ROWS_USED,
    STAGE,
    STAGES,
    TEAM_LOAD,
    TEAM_SIZE,
    TEAMS,
    UASC,
    WAITED_DAYS,
    WAITING,
    WITHIN_LIMIT,
    Arrays,
    Real,
    Whole,
)
from workforce_sim.compiled import compiled
from workforce_sim.errors import LedgerError

FLOWS = (
    "referrals",
    "rereferrals",
    "no_further_action",
    "assessments_completed",
    "assessments_within_45_days",
    "not_in_need",
    "cin_started",
    "cin_ended",
    "cpp_started",
    "cpp_ended",
    "cla_started",
    "uasc_started",
    "cla_ceased",
    "care_leavers_started",
    "care_leavers_ended",
    "allocations",
    "changes_of_social_worker",
    "waited_days",
    "pre_proceedings",
    "pre_proceedings_to_care",
    "conferences",
    "conferences_within_15_days",
    "plans_averted",
    "care_entries_averted",
    "cla_started_from_need",
)
STOCKS = (
    "in_assessment",
    "cin",
    "cpp",
    "cla",
    "uasc",
    "care_leavers",
    "cases",
    "unallocated",
    "led_by_family_support",
)
COUNTS = FLOWS + STOCKS
"""In the order of the table children_month: flows since the book was opened, then stocks now."""

FOUND = 5
OPEN_ROWS, ROWS_NEEDING, ROWS_WAITING, ROWS_LED, WALKED_QUEUE = range(FOUND)


@compiled
def stage_stocks(moves: Whole, opening: Whole, stocks: Whole) -> None:
    """Work out how many children are in each stage from those it opened with and who came and went; shape (9,)."""
    for stage in range(STAGES):
        stocks[stage] = opening[stage]
        for other in range(STAGES):
            stocks[stage] += moves[other, stage] - moves[stage, other]
    stocks[GONE] = 0


@compiled
def count_into(moves: Whole, opening: Whole, totals: Whole, stocks: Whole, left: Whole, out: Real) -> None:
    """Write every count, in the order of ``COUNTS``, into ``out`` of shape (34,).

    ``stocks`` and ``left``, of shape (9,), receive the children in each stage and those who have left it.
    """
    stage_stocks(moves, opening, stocks)
    for stage in range(STAGES):
        left[stage] = 0
        for target in range(STAGES):
            left[stage] += moves[stage, target]
    out[0] = left[GONE] + left[DORMANT]
    out[1] = left[DORMANT]
    out[2] = moves[GONE, GONE] + moves[GONE, DORMANT] + moves[DORMANT, GONE] + moves[DORMANT, DORMANT]
    out[3] = left[ASSESSED_OUT] + left[ASSESSED_IN]
    out[4] = totals[WITHIN_LIMIT]
    out[5] = left[ASSESSED_OUT]
    out[6] = moves[GONE, ASSESSED_IN] + moves[DORMANT, ASSESSED_IN] + moves[GONE, UASC]
    out[7] = 0
    for stage in range(ASSESSED_IN, STAGES):
        out[7] += moves[stage, GONE] + moves[stage, DORMANT]
    out[8] = moves[IN_NEED, PLAN]
    out[9] = left[PLAN]
    out[10] = moves[IN_NEED, CARE] + moves[PLAN, CARE] + moves[GONE, UASC]
    out[11] = moves[GONE, UASC]
    out[12] = left[CARE] + left[UASC]
    out[13] = moves[CARE, LEAVER] + moves[UASC, LEAVER]
    out[14] = left[LEAVER]
    out[15] = totals[ALLOCATIONS]
    out[16] = totals[CHANGES]
    out[17] = totals[WAITED_DAYS]
    out[18] = totals[PRE_PROCEEDINGS_SEEN]
    out[19] = moves[PLAN, CARE]
    out[20] = moves[IN_NEED, PLAN] + totals[CONFERENCES_WITHOUT_PLAN]
    out[21] = totals[CONFERENCES_IN_TIME]
    out[22] = totals[PLANS_AVERTED]
    out[23] = totals[CARE_AVERTED]
    out[24] = moves[IN_NEED, CARE]
    out[25] = stocks[ASSESSED_OUT] + stocks[ASSESSED_IN]
    in_need = 0
    for stage in range(ASSESSED_IN, STAGES):
        in_need += stocks[stage]
    out[26] = in_need
    out[27] = stocks[PLAN]
    out[28] = stocks[CARE] + stocks[UASC]
    out[29] = stocks[UASC]
    out[30] = stocks[LEAVER]
    out[31] = totals[HELD]
    out[32] = totals[IN_QUEUE]
    out[33] = totals[LED_NOW]


@compiled
def hours_with_cases(occupants: Whole, holders: Whole, places: int) -> int:
    """Add up the weekly hours of the holders at the first ``places`` places of the teams who hold a case."""
    total = 0
    for place in range(places):
        holder = occupants[place]
        if holder >= 0 and holders[holder, LOAD] > 0:
            total += holders[holder, HOURS]
    return total


def check_totals(book: Arrays) -> None:
    """Compare the running totals of the book among themselves, which costs next to nothing; raise LedgerError."""
    totals = book.totals
    teams = int(totals[TEAMS])
    _balance("cases held by teams", int(book.teams[:teams, TEAM_LOAD].sum()), "cases held", int(totals[HELD]))
    places = book.occupants[: teams * int(totals[TEAM_SIZE])]
    holders = places[places >= 0]
    _balance("cases of holders", int(book.holders[holders, LOAD].sum()), "cases held", int(totals[HELD]))


def check_rows(book: Arrays) -> None:
    """Count every row of the book and compare with the running totals; raise LedgerError naming what is off."""
    check_totals(book)
    totals = book.totals
    by_stage, stocks = np.zeros((2, STAGES), dtype=np.int64)
    found = np.zeros(FOUND, dtype=np.int64)
    loads, walked = np.zeros((2, book.holders.shape[0]), dtype=np.int64)
    recount(book.rows, book.holders, int(totals[ROWS_USED]), int(totals[QUEUE_FIRST]), by_stage, found, loads, walked)
    _balance("opened less closed", int(totals[OPENED] - totals[CLOSED]), "open rows", int(found[OPEN_ROWS]))
    stage_stocks(book.moves, book.opening, stocks)
    for stage in range(DORMANT, STAGES):
        _balance(f"opening plus moves, stage {stage}", int(stocks[stage]), "rows in it", int(by_stage[stage]))
    _balance("cases held", int(totals[HELD]), "rows with a holder", int(loads.sum()))
    _balance("cases waiting", int(totals[IN_QUEUE]), "rows that wait", int(found[ROWS_WAITING]))
    _balance("cases waiting", int(totals[IN_QUEUE]), "in the queue", int(found[WALKED_QUEUE]))
    _balance("children led by family support", int(totals[LED_NOW]), "rows so marked", int(found[ROWS_LED]))
    with_somebody = int(loads.sum() + found[ROWS_WAITING])
    _balance("rows that need a holder", int(found[ROWS_NEEDING]), "held and waiting", with_somebody)
    for number in np.nonzero((loads != book.holders[:, LOAD]) | (loads != walked))[0]:
        load = int(loads[number])
        _balance(f"load of holder {number}", int(book.holders[number, LOAD]), "rows with the holder", load)
        _balance(f"load of holder {number}", load, "in the holder's list", int(walked[number]))


@compiled
def recount(
    rows: Whole,
    holders: Whole,
    used: int,
    queue_first: int,
    by_stage: Whole,
    found: Whole,
    loads: Whole,
    walked: Whole,
) -> None:
    """Count rows by stage, by what they need and by holder, and walk every list; the last four arrays receive counts.

    ``by_stage`` of shape (9,) leaves out children outside the count; ``loads`` and ``walked`` are of shape (holders,).
    """
    for row in range(used):
        is_open = rows[row, STAGE] != GONE
        marks = rows[row, MARKS]
        found[OPEN_ROWS] += is_open
        by_stage[rows[row, STAGE]] += is_open & (marks & OUTSIDE == 0)
        found[ROWS_NEEDING] += is_open & (marks & (NEEDS_HOLDER | LED) == NEEDS_HOLDER)
        found[ROWS_LED] += is_open & (marks & (LED | OUTSIDE) == LED)
        holder = rows[row, HOLDER]
        found[ROWS_WAITING] += is_open & (holder == WAITING)
        loads[max(holder, 0)] += is_open & (holder >= 0)
    found[WALKED_QUEUE] = along(rows, queue_first, used)
    for holder in range(holders.shape[0]):
        walked[holder] = along(rows, holders[holder, FIRST_CASE], used)


@compiled
def along(rows: Whole, row: int, used: int) -> int:
    """Count the rows of a list, stopping where it would run in circles."""
    count = 0
    while row != NONE and count <= used:
        count += 1
        row = rows[row, LATER]
    return count


def _balance(one: str, first: int, other: str, second: int) -> None:
    if first != second:
        raise LedgerError(f"the ledger of cases does not balance: {one} {first}, {other} {second}")
