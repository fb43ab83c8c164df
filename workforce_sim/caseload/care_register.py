"""The care register: who is looked after now, found by one walk through the rows of a case book at each month end.

Whoever places children keeps a few small numbers about each of them beside the row. A spell is known by the day on which
it began: a child who came back between two walks has left and has come. Who came and went between two walks was never
seen and never gets a placement (``came_and_went``): about one spell in fourteen, of a few days each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from workforce_sim.caseload.columns import (
    CARE,
    KEY,
    LEAVER,
    MARKS,
    OUTSIDE,
    ROUTES,
    SINCE,
    STAGE,
    STEP_BITS,
    UASC,
    Whole,
    longer,
)
from workforce_sim.caseload.due_list import LUCK_BITS
from workforce_sim.compiled import compiled
from workforce_sim.errors import LedgerError
from workforce_sim.randomness.draws import mix

if TYPE_CHECKING:
    from workforce_sim.caseload.case_book import CaseBook

Small = NDArray[np.int8]

FACTS = 5
IS_KNOWN = 0
"""What is kept beside each row: 1 if the child in it was looked after at the last walk; the rest is for who places."""

LISTED = 4
ROW, CHILD, CAME, STATUS = range(LISTED)
"""Of each child looked after: row; identity; day the spell began if it began since the last walk, or ``STAYED``; whether
unaccompanied or to leave at 18."""
STAYED = -(2**40)
ORDINARY, AT_18, UNACCOMPANIED = range(3)
"""An unaccompanied child, whenever care ends; else one whose care will end at 18; else one who goes before."""

FOUND = 3
LOOKED_AFTER, ENTERED, LEFT = range(FOUND)
BEFORE_ALL = -(2**40)


class CareRegister:
    """Keep who is looked after: ``children`` lists them, ``facts`` holds what is known about the child in each row.

    ``children`` of shape (room, 4) and ``left``, rows whose child ceased to be looked after, of shape (room,): the first
    ``found[LOOKED_AFTER]`` and ``found[LEFT]`` count. ``facts`` is of shape (rows of the case book, 5).
    """

    __slots__ = ("children", "facts", "found", "left", "walked_to")

    def __init__(self) -> None:
        self.facts: Small = np.zeros((0, FACTS), dtype=np.int8)
        self.children: Whole = np.zeros((0, LISTED), dtype=np.int64)
        self.left: Whole = np.zeros(0, dtype=np.int64)
        self.found: Whole = np.zeros(FOUND, dtype=np.int64)
        self.walked_to = BEFORE_ALL

    def walk(self, book: CaseBook, looked_after: int) -> None:
        """Find who is looked after as of the last day played; ``looked_after`` is how many the case book counts.

        Raises LedgerError where there are more: the case book has lost count.
        """
        arrays, given = book.arrays, book.given
        if arrays.rows.shape[0] != self.facts.shape[0]:
            self.facts = cast(Small, longer(self.facts, arrays.rows.shape[0], 0))
        if looked_after > self.children.shape[0]:
            room = looked_after + looked_after // 8 + 64
            self.children = np.zeros((room, LISTED), dtype=np.int64)
        known = int(self.found[LOOKED_AFTER])
        if known > self.left.shape[0]:
            self.left = np.zeros(self.children.shape[0], dtype=np.int64)
        fits = walk_rows(
            arrays.rows,
            book.rows_used,
            given.routes,
            given.destinations,
            self.walked_to,
            self.facts,
            self.children,
            self.left,
            self.found,
        )
        if not fits or self.found[LOOKED_AFTER] != looked_after:
            found = int(self.found[LOOKED_AFTER]) if fits else f"more than {self.children.shape[0]}"
            raise LedgerError(f"the ledger of care does not balance: case book {looked_after}, rows looked after {found}")
        self.walked_to = book.day - 1


@compiled
def walk_rows(
    rows: Whole,
    used: int,
    routes: Whole,
    destinations: Whole,
    walked_to: int,
    facts: Small,
    children: Whole,
    left: Whole,
    found: Whole,
) -> bool:
    """List who is looked after and which rows' children have ceased to be; say whether there was room for the list.

    ``walked_to`` is the last day of the walk before this one.
    """
    found[LOOKED_AFTER] = found[ENTERED] = found[LEFT] = 0
    for row in range(used):
        stage = rows[row, STAGE]
        if stage in (CARE, UASC) and rows[row, MARKS] & OUTSIDE == 0:
            if found[LOOKED_AFTER] >= children.shape[0]:
                return False
            list_child(rows, row, routes, destinations, walked_to, facts, children, left, found)
        elif facts[row, IS_KNOWN]:
            facts[row, IS_KNOWN] = 0
            left[found[LEFT]] = row
            found[LEFT] += 1
    return True


@compiled
def list_child(
    rows: Whole,
    row: int,
    routes: Whole,
    destinations: Whole,
    walked_to: int,
    facts: Small,
    children: Whole,
    left: Whole,
    found: Whole,
) -> None:
    """Put the child of a row on the list, and say whether the spell is new and how it will end."""
    place = found[LOOKED_AFTER]
    since = rows[row, SINCE]
    children[place, ROW] = row
    children[place, CHILD] = rows[row, KEY]
    children[place, CAME] = STAYED
    if since > walked_to:
        if facts[row, IS_KNOWN]:
            left[found[LEFT]] = row
            found[LEFT] += 1
        facts[row, IS_KNOWN] = 1
        children[place, CAME] = since
        children[place, STATUS] = ORDINARY
        if rows[row, STAGE] == UASC:
            children[place, STATUS] = UNACCOMPANIED
        elif way_out(rows, row, routes, destinations) == LEAVER:
            children[place, STATUS] = AT_18
        found[ENTERED] += 1
    found[LOOKED_AFTER] = place + 1


@compiled
def way_out(rows: Whole, row: int, routes: Whole, destinations: Whole) -> int:
    """Say to which stage the child of a row will go next, by the luck that will decide it when the stage ends."""
    stage = rows[row, STAGE]
    luck = mix(rows[row, KEY], rows[row, MARKS] >> STEP_BITS) >> (LUCK_BITS + 1)
    route = 0
    while route < ROUTES - 1 and luck >= routes[stage, route]:
        route += 1
    return int(destinations[stage, route])
