"""Turns of a child's way: what help averts, who leads a case in need, and what is counted as plans begin and end.

Each takes its luck from a key of its own, under the child and the step, never from a draw that something else uses:
without help every child fares as if nothing here existed, and with it those who are not helped do.
"""

from __future__ import annotations

from workforce_sim.caseload.allocation import place_case, take_away
from workforce_sim.caseload.columns import (
    CARE,
    CARE_AVERTED,
    CONFERENCE_IN_TIME,
    CONFERENCE_WITHOUT_PLAN,
    CONFERENCES_IN_TIME,
    CONFERENCES_WITHOUT_PLAN,
    HOLDER,
    IN_NEED,
    KEY,
    LED,
    LED_NOW,
    MARKS,
    NEED_TO_CARE,
    NEED_TO_PLAN,
    NEEDS_HOLDER,
    NONE,
    OUTSIDE,
    PLAN,
    PLAN_TO_CARE,
    PLANS_AVERTED,
    PRE_PROCEEDINGS,
    PRE_PROCEEDINGS_SEEN,
    STEP_BITS,
    WAITING,
    Arrays,
    Given,
    Real,
)
from workforce_sim.caseload.due_list import LUCK_BITS
from workforce_sim.compiled import compiled
from workforce_sim.randomness.draws import mix

LUCK_SCALE = float(1 << LUCK_BITS)
OF_HELP, OF_LEAD, OF_PRE_PROCEEDINGS, OF_CONFERENCE, OF_NO_PLAN = range(1 << 40, (1 << 40) + 5)
"""What the luck is of; far from the days and steps under which a child's other luck lies."""


@compiled
def on_day(values: Real, day: int) -> float:
    """Read a dated value; the last one holds after the days it gives."""
    return float(values[min(day, values.shape[0] - 1)])


@compiled
def luck_of(book: Arrays, row: int, what: int) -> int:
    """Draw the 31 bits of luck of a child at this step for one purpose."""
    return int(mix(mix(book.rows[row, KEY], what), book.rows[row, MARKS] >> STEP_BITS) >> (LUCK_BITS + 1))


@compiled
def after_help(book: Arrays, given: Given, day: int, row: int, stage: int, target: int) -> int:
    """Give where a child goes who would go to ``target`` today: to another spell in need if help averts a plan or care."""
    if stage == IN_NEED and target == PLAN:
        move = NEED_TO_PLAN
    elif stage == IN_NEED and target == CARE:
        move = NEED_TO_CARE
    elif stage == PLAN and target == CARE:
        move = PLAN_TO_CARE
    else:
        return target
    share = given.averted[min(day, given.averted.shape[0] - 1), move]
    if share <= 0.0 or luck_of(book, row, OF_HELP) >= share * LUCK_SCALE:
        return target
    counted = not book.rows[row, MARKS] & OUTSIDE
    if move == NEED_TO_PLAN:
        book.totals[PLANS_AVERTED] += counted
    else:
        book.totals[CARE_AVERTED] += counted
    return IN_NEED


@compiled
def count_pre_proceedings(book: Arrays, given: Given, row: int, target: int) -> None:
    """Count a child whose plan ends, to go to ``target`` unless help averts it, if there were pre-proceedings."""
    if target == CARE or luck_of(book, row, OF_PRE_PROCEEDINGS) < given.settings[PRE_PROCEEDINGS]:
        book.totals[PRE_PROCEEDINGS_SEEN] += not book.rows[row, MARKS] & OUTSIDE


@compiled
def count_conference(book: Arrays, given: Given, row: int) -> None:
    """Count whether a child's initial conference was held in time; not while the case waits for a holder."""
    in_time = luck_of(book, row, OF_CONFERENCE) < given.settings[CONFERENCE_IN_TIME]
    if in_time and book.rows[row, HOLDER] != WAITING:
        book.totals[CONFERENCES_IN_TIME] += not book.rows[row, MARKS] & OUTSIDE


@compiled
def count_conference_without_plan(book: Arrays, given: Given, row: int) -> None:
    """Count the conference that did not lead to a plan, if there was one, as a child's need ends and the case is closed."""
    if luck_of(book, row, OF_NO_PLAN) < given.settings[CONFERENCE_WITHOUT_PLAN]:
        book.totals[CONFERENCES_WITHOUT_PLAN] += not book.rows[row, MARKS] & OUTSIDE
        count_conference(book, given, row)


@compiled
def is_led(book: Arrays, given: Given, day: int, row: int, stage: int, target: int) -> bool:
    """Say whether a family support worker leads the case in its next stage: drawn as need begins, until it ends."""
    if target != IN_NEED:
        return False
    if stage == IN_NEED:
        return bool(book.rows[row, MARKS] & LED)
    share = on_day(given.led_share, day)
    return bool(share > 0.0 and luck_of(book, row, OF_LEAD) < share * LUCK_SCALE)


@compiled
def change_lead(book: Arrays, day: int, row: int, led: bool) -> None:
    """Pass a case to a family support worker, off whoever holds it or waited for, or back to a social worker."""
    marks = book.rows[row, MARKS]
    counted = not marks & OUTSIDE
    if led and not marks & LED:
        if book.rows[row, HOLDER] != NONE:
            take_away(book, row)
        book.rows[row, MARKS] = marks | LED
        book.totals[LED_NOW] += counted
    elif marks & LED and not led:
        book.rows[row, MARKS] = marks & ~LED
        book.totals[LED_NOW] -= counted
        if marks & NEEDS_HOLDER:
            place_case(book, row, NONE, day)
