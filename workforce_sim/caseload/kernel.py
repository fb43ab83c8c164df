"""The loop that moves every child's case: holder changes, then stage ends, then referrals, then the queue, day by day.

It stops between days only, and keeps everything it needs in the arrays, so that any split of a period into calls
leaves the identical state. All luck of a child hangs on the day and place of the first referral and on how many steps
the child has taken, never on who holds the case: what happens to children is the same whoever is in post, unless
overload is asked to slow work.
"""

from __future__ import annotations

from workforce_sim.caseload.allocation import place_case, serve_queue, take_away
from workforce_sim.caseload.columns import (
    ASSESSED_IN,
    ASSESSED_OUT,
    CAPACITY,
    CLOSED,
    DAY,
    DAYS_AHEAD,
    DONE,
    DORMANT,
    EVENTS,
    FREE_ROW,
    GONE,
    HELD_SHARE,
    HOLDER,
    IN_NEED,
    IN_QUEUE,
    KEY,
    LED,
    LED_NOW,
    LIMIT_DAYS,
    LOAD,
    MARKS,
    NEEDS_HOLDER,
    NEEDS_ROOM,
    NEW_FAMILY_KEY,
    NEW_UASC_KEY,
    NEXT_DUE,
    NO_ACTION,
    NONE,
    NOT_BEGUN,
    NOT_IN_NEED,
    OPENED,
    OUTSIDE,
    OUTSIDE_SHARE,
    PLAN,
    POSTPONED,
    QUEUE_LIMIT,
    REFUSED,
    ROUTES,
    ROWS_USED,
    SINCE,
    SLOWED_BY_OVERLOAD,
    STAGE,
    STEP,
    STEP_BITS,
    UASC,
    WAITED_DAYS,
    WITH_ROOM,
    WITHIN_LIMIT,
    WORK_WAITS,
    Arrays,
    Given,
)
from workforce_sim.caseload.due_list import LUCK_BITS, LUCK_MASK, begin_stage, put_on_list, read_ahead
from workforce_sim.caseload.holders import play_instructions
from workforce_sim.caseload.turns import (
    LUCK_SCALE,
    after_help,
    change_lead,
    count_conference,
    count_conference_without_plan,
    count_pre_proceedings,
    is_led,
    on_day,
)
from workforce_sim.compiled import compiled
from workforce_sim.randomness.draws import mix, poisson_count, uniform


@compiled
def advance(book: Arrays, given: Given, until: int) -> int:
    """Play whole days from the one the book has reached up to the end of day ``until - 1``; say why it stopped."""
    first = book.totals[DAY]
    for day in range(first, until):
        if (day - first) % DAYS_AHEAD == 0:
            read_ahead(book.rows, book.due, book.ahead, day, until)
        family_key = mix(given.settings[NEW_FAMILY_KEY], day)
        families = poisson_count(on_day(given.families_per_day, day), uniform(family_key))
        uasc_key = mix(given.settings[NEW_UASC_KEY], day)
        uasc = poisson_count(on_day(given.uasc_per_day, day), uniform(uasc_key))
        if book.totals[ROWS_USED] + families + uasc > book.rows.shape[0]:
            return NEEDS_ROOM
        play_instructions(book, given, day)
        end_stages(book, given, day)
        for place in range(families):
            refer(book, given, day, NONE, mix(family_key, place), 0)
        for place in range(uasc):
            arrive_alone(book, given, day, mix(uasc_key, place))
        if book.totals[IN_QUEUE] > 0:
            serve_queue(book, given, day)
            book.totals[WAITED_DAYS] += book.totals[IN_QUEUE]
        book.totals[DAY] = day + 1
    return DONE


@compiled
def end_stages(book: Arrays, given: Given, day: int) -> None:
    """End every stage that is due today: the next stage begins, or the case is closed."""
    rows = book.rows
    place = day & (book.due.shape[0] - 1)
    row = book.due[place]
    book.due[place] = NONE
    slowed = given.ratios[SLOWED_BY_OVERLOAD]
    while row != NONE:
        following = rows[row, NEXT_DUE]
        stage = rows[row, STAGE]
        marks = rows[row, MARKS]
        if stage == DORMANT:
            refer(book, given, day, row, rows[row, KEY], marks)
        elif not (slowed > 0.0 and put_off(book, slowed, row, day)):
            luck = mix(rows[row, KEY], marks >> STEP_BITS)
            route_luck = luck >> (LUCK_BITS + 1)
            route = 0
            while route < ROUTES - 1 and route_luck >= given.routes[stage, route]:
                route += 1
            target = given.destinations[stage, route]
            if stage <= ASSESSED_IN and day - rows[row, SINCE] <= given.settings[LIMIT_DAYS] and not marks & OUTSIDE:
                book.totals[WITHIN_LIMIT] += 1
            if stage == PLAN:
                count_pre_proceedings(book, given, row, target)
            if stage == IN_NEED and target <= DORMANT:
                count_conference_without_plan(book, given, row)
            if target <= DORMANT:
                close(book, given, day, row, stage, target)
            else:
                move_on(book, given, day, row, stage, target, luck)
        row = following


@compiled
def move_on(book: Arrays, given: Given, day: int, row: int, stage: int, target: int, luck: int) -> None:
    """Begin the next stage of a case, another spell in need if help averts a plan or care, and change who leads it."""
    rows = book.rows
    marks = rows[row, MARKS]
    target = after_help(book, given, day, row, stage, target)
    if stage == IN_NEED and target == PLAN:
        count_conference(book, given, row)
    led = is_led(book, given, day, row, stage, target)
    book.totals[EVENTS] += 1
    book.moves[stage, target] += not marks & OUTSIDE
    rows[row, MARKS] = (marks & ~POSTPONED) + 2 * STEP
    begin_stage(rows, book.due, given.shapes, given.mean_days, row, target, day, luck & LUCK_MASK)
    if led or marks & LED:
        change_lead(book, day, row, led)


@compiled
def put_off(book: Arrays, slowed: float, row: int, day: int) -> bool:
    """Prolong a stage, once, in proportion to the overload of the holder; say whether it was."""
    holder = book.rows[row, HOLDER]
    if holder < 0 or book.rows[row, MARKS] & POSTPONED:
        return False
    capacity = book.capacities[holder, CAPACITY]
    excess = book.holders[holder, LOAD] - capacity
    if excess <= 0.0 or capacity <= 0.0:
        return False
    extra = int((day - book.rows[row, SINCE]) * slowed * excess / capacity + 0.5)
    if extra < 1:
        return False
    book.rows[row, MARKS] |= POSTPONED
    put_on_list(book.rows, book.due, row, day + min(extra, book.due.shape[0] - 1))
    return True


@compiled
def close(book: Arrays, given: Given, day: int, row: int, stage: int, target: int) -> None:
    """Close a case: the child leaves the book, or lies dormant until referred again, if that is to happen."""
    rows = book.rows
    marks = rows[row, MARKS]
    if rows[row, HOLDER] != NONE:
        take_away(book, row)
    if marks & LED:
        book.totals[LED_NOW] -= not marks & OUTSIDE
    luck = mix(rows[row, KEY], (marks >> STEP_BITS) + 1)
    if target == DORMANT and not returns(given, day, luck):
        target = GONE
    book.totals[EVENTS] += 1
    book.moves[stage, target] += not marks & OUTSIDE
    if target == GONE:
        rows[row, STAGE] = GONE
        rows[row, NEXT_DUE] = book.totals[FREE_ROW]
        book.totals[FREE_ROW] = row
        book.totals[CLOSED] += 1
    else:
        rows[row, MARKS] = ((marks >> STEP_BITS) + 2 << STEP_BITS) | (marks & OUTSIDE)
        begin_stage(rows, book.due, given.shapes, given.mean_days, row, DORMANT, day, luck & LUCK_MASK)


@compiled
def returns(given: Given, day: int, luck: int) -> bool:
    """Say whether a child whose case closes today will be referred again within a year."""
    return bool((luck >> (LUCK_BITS + 1)) < on_day(given.return_share, day) * LUCK_SCALE)


@compiled
def open_row(book: Arrays, key: int, marks: int) -> int:
    """Give a child a row of the book; the kernel has made sure that there is one."""
    row = book.totals[FREE_ROW]
    if row == NONE:
        row = book.totals[ROWS_USED]
        book.totals[ROWS_USED] = row + 1
    else:
        book.totals[FREE_ROW] = book.rows[row, NEXT_DUE]
    book.totals[OPENED] += 1
    book.rows[row, KEY] = key
    book.rows[row, MARKS] = marks
    book.rows[row, HOLDER] = NONE
    return int(row)


@compiled
def outside_mark(given: Given, key: int) -> int:
    """Draw, once for a child, whether the case is work for a holder without being counted among children."""
    if given.settings[OUTSIDE_SHARE] == 0:
        return 0
    return OUTSIDE if mix(key, NONE) >> (LUCK_BITS + 1) < given.settings[OUTSIDE_SHARE] else 0


@compiled
def refer(book: Arrays, given: Given, day: int, row: int, key: int, marks: int) -> None:
    """Refer a child, new (no row yet) or dormant: no further action, or an assessment that a holder may have to do."""
    origin = DORMANT
    if row == NONE:
        origin = GONE
        marks = outside_mark(given, key)
    step = marks >> STEP_BITS
    luck = mix(key, step)
    outcome = luck >> (LUCK_BITS + 1)
    if outcome < given.settings[NO_ACTION]:
        if row == NONE:
            if not returns(given, day, mix(key, step + 1)):
                book.totals[EVENTS] += 1
                book.moves[GONE, GONE] += not marks & OUTSIDE
                return
            row = open_row(book, key, marks)
        close(book, given, day, row, origin, DORMANT)
        return
    stage = ASSESSED_OUT if outcome < given.settings[NOT_IN_NEED] else ASSESSED_IN
    admit(book, given, day, row, key, marks, origin, stage, luck)


@compiled
def arrive_alone(book: Arrays, given: Given, day: int, key: int) -> None:
    """Take an unaccompanied asylum-seeking child into care."""
    admit(book, given, day, NONE, key, outside_mark(given, key), GONE, UASC, mix(key, 0))


@compiled
def admit(
    book: Arrays, given: Given, day: int, row: int, key: int, marks: int, origin: int, stage: int, luck: int
) -> None:
    """Begin an episode: a row, a stage, and a holder if the work needs one; turned away if too many wait already."""
    step = marks >> STEP_BITS
    held = (mix(key, step + 1) >> (LUCK_BITS + 1)) < given.settings[HELD_SHARE]
    book.totals[EVENTS] += 1
    book.moves[origin, stage] += not marks & OUTSIDE
    if held and book.totals[WITH_ROOM] == 0 and book.totals[IN_QUEUE] >= given.settings[QUEUE_LIMIT]:
        turn_away(book, row, marks, stage)
        return
    marks = (step + 2 << STEP_BITS) | (marks & OUTSIDE)
    if held:
        marks |= NEEDS_HOLDER
    if row == NONE:
        row = open_row(book, key, marks)
    else:
        book.rows[row, MARKS] = marks
    if held and given.settings[WORK_WAITS] == 1 and (book.totals[WITH_ROOM] == 0 or book.totals[IN_QUEUE] > 0):
        book.rows[row, STAGE] = stage
        book.rows[row, SINCE] = day
        book.rows[row, MARKS] = marks | NOT_BEGUN
    else:
        begin_stage(book.rows, book.due, given.shapes, given.mean_days, row, stage, day, luck & LUCK_MASK)
    if held:
        place_case(book, row, NONE, day)


@compiled
def turn_away(book: Arrays, row: int, marks: int, stage: int) -> None:
    """Count a case that nobody can take and that may not wait, and forget it."""
    book.totals[REFUSED] += 1
    book.moves[stage, GONE] += not marks & OUTSIDE
    if row != NONE:
        book.rows[row, STAGE] = GONE
        book.rows[row, NEXT_DUE] = book.totals[FREE_ROW]
        book.totals[FREE_ROW] = row
        book.totals[CLOSED] += 1
