"""What the case book keeps: the columns of its arrays, the stages of work with a child, and the arrays themselves.

One child is one row of eight whole numbers, 64 bytes: a line of the processor's cache, so that whatever happens to a
child touches memory once. Lists (who is due on a day, who is with a holder, who waits) run through the rows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Small = NDArray[np.int8]

NONE = -1
"""No row, no holder, no place."""
WAITING = -2
"""In the column of the holder: the case waits for one."""

ROW_COLUMNS = 8
KEY, NEXT_DUE, SINCE, STAGE, MARKS, HOLDER, LATER, EARLIER = range(ROW_COLUMNS)
"""Identity (63 bits); next row due the same day, or next free row; day the stage began; stage; marks; who holds it;
neighbours in the list of the holder or of those who wait."""

NEEDS_HOLDER, OUTSIDE, HAD_HOLDER, POSTPONED, NOT_BEGUN, LED = 1, 2, 4, 8, 16, 32
"""Marks: is work for a holder; is not counted among children; was held before in this episode; its end was put off;
nobody has begun work on it; a family support worker leads it, so that it is no work for a holder now."""
STEP_BITS = 6
STEP = 1 << STEP_BITS
"""Above the marks: how many draws the child has used, in steps of ``STEP``."""

STAGES = 9
GONE, DORMANT, ASSESSED_OUT, ASSESSED_IN, IN_NEED, PLAN, CARE, UASC, LEAVER = range(STAGES)
"""Not in the book; closed and to be referred again; in assessment, to be found not in need, or in need; in need; with a
child protection plan; looked after; looked after as an unaccompanied asylum-seeking child; with care leaver support."""
AVERTABLE = 3
NEED_TO_PLAN, NEED_TO_CARE, PLAN_TO_CARE = range(AVERTABLE)
"""Moves that help can avert, in the order of ``Given.averted``."""
ROUTES = 3
"""Ways out of a stage. A way to ``DORMANT`` is a closing after which the child may be referred again."""

HOLDER_COLUMNS = 8
PLACE, TEAM, LOAD, FIRST_CASE, HOURS = range(5)
CAPACITY_COLUMNS = 4
CAPACITY, INVERSE, LIMIT = range(3)
TEAM_COLUMNS = 4
MEMBERS, ROOM, TEAM_LOAD = range(3)

INSTRUCTION_COLUMNS = 4
ON_DAY, KIND, WHOM, WITH_HOURS = range(INSTRUCTION_COLUMNS)
ADD, SET_CAPACITY, HAND_OVER, REMOVE = range(4)

TOTALS = 26
(
    DAY,
    ROWS_USED,
    FREE_ROW,
    OPENED,
    CLOSED,
    HELD,
    IN_QUEUE,
    QUEUE_FIRST,
    QUEUE_LAST,
    TEAMS,
    WITH_ROOM,
    ALLOCATIONS,
    CHANGES,
    WAITED_DAYS,
    WITHIN_LIMIT,
    REFUSED,
    INSTRUCTIONS,
    NEXT_INSTRUCTION,
    EVENTS,
    TEAM_SIZE,
    PRE_PROCEEDINGS_SEEN,
    CONFERENCES_IN_TIME,
    CONFERENCES_WITHOUT_PLAN,
    PLANS_AVERTED,
    CARE_AVERTED,
    LED_NOW,
) = range(TOTALS)

DAYS_AHEAD = 32
"""How far the book reads ahead, days: a month, which is how often people are counted."""

DONE, NEEDS_ROOM = 0, 1
"""Why the kernel stopped: it reached the day, or the next day may not fit the rows."""


class Arrays(NamedTuple):
    """The state of one case book; whole numbers are int64, real ones float64."""

    rows: Whole
    """Shape (rows, 8)."""
    due: Whole
    """First row due on each day, by day modulo its length, a power of two."""
    holders: Whole
    """Shape (holders, 8): place, team, load, first case, weekly hours."""
    capacities: Real
    """Shape (holders, 4): capacity in cases, one over it, load at which the holder takes no more."""
    scores: Real
    """Shape (teams * team size,): (load + 1/2) / capacity of the holder in each place, infinite without room."""
    occupants: Whole
    """Shape (teams * team size,): holder in each place."""
    teams: Whole
    """Shape (teams, 4): members, members with room, cases held."""
    team_capacities: Real
    """Shape (teams,): sum of the members' capacities."""
    moves: Whole
    """Shape (9, 9): children who went from one stage to another; those outside the count left out."""
    opening: Whole
    """Shape (9,): children in each stage when the book was opened."""
    totals: Whole
    """Shape (26,): single numbers, named above."""
    instructions: Whole
    """Shape (instructions, 4): day, kind, holder, weekly hours."""
    values: Real
    """Shape (instructions,): capacity in cases that goes with each instruction."""
    ahead: Whole
    """Shape (33,): where reading ahead has got to on each of 32 days; no part of the state."""


class Given(NamedTuple):
    """What one authority's case book is told and never changes."""

    families_per_day: Real
    """Shape (days,): expected new families referred on each day; the last value holds afterwards."""
    uasc_per_day: Real
    """Shape (days,): the same for unaccompanied asylum-seeking children."""
    return_share: Real
    """Shape (days,): share of children closed on each day who are referred again within a year."""
    averted: Real
    """Shape (days, 3): share of the moves from need to plan, need to care and plan to care that do not happen on each day."""
    led_share: Real
    """Shape (days,): share of children in whom need begins on each day whose case a family support worker leads."""
    shapes: Real
    """Shape (9, 1025): duration at each 1024th of its distribution, in means."""
    mean_days: Real
    """Shape (9,): mean duration of each stage, days."""
    routes: Whole
    """Shape (9, 3): cumulative share of each way out of a stage, in 2^-31."""
    destinations: Whole
    """Shape (9, 3): the stage each way leads to."""
    settings: Whole
    """Shape (12,): whole settings, named below."""
    ratios: Real
    """Shape (2,): hard cap over capacity; how much overload prolongs a stage."""


SETTINGS = 12
NEW_FAMILY_KEY, NEW_UASC_KEY, NO_ACTION, NOT_IN_NEED, HELD_SHARE, OUTSIDE_SHARE = range(6)
QUEUE_LIMIT, LIMIT_DAYS, WORK_WAITS, PRE_PROCEEDINGS, CONFERENCE_IN_TIME, CONFERENCE_WITHOUT_PLAN = range(6, SETTINGS)
"""Keys of the day's arrivals; referrals without action, and those or not in need, in 2^-31; children who need a holder
and children outside the count, in 2^-31. Most cases that may wait; days within which an assessment is in time; 1 if
work begins only when somebody holds the case. Plans ended other than in care after pre-proceedings, conferences held
in time, and needs that are closed after a conference without a plan, in 2^-31."""
HARD_CAP, SLOWED_BY_OVERLOAD = range(2)


def lined_up(rows: int) -> Whole:
    """Make room for children so that each begins a line of the cache; zeros of shape (rows, 8)."""
    spare = np.zeros(rows * ROW_COLUMNS + ROW_COLUMNS, dtype=np.int64)
    skip = (-spare.ctypes.data % (8 * ROW_COLUMNS)) // 8
    return spare[skip : skip + rows * ROW_COLUMNS].reshape(rows, ROW_COLUMNS)


def longer(array: NDArray[np.generic], length: int, fill: float) -> NDArray[np.generic]:
    """Copy an array into a longer one, the new places holding ``fill``."""
    grown = np.full((length, *array.shape[1:]), fill, dtype=array.dtype)
    grown[: array.shape[0]] = array
    return grown
