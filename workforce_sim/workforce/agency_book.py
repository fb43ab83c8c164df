"""The agency book of one authority: a row for every agency worker present, and the count of every assignment.

Agency workers come and go a dozen a month and nothing else ever happens to one of them, so that they are rows moved by
compiled loops, as children are, and not stories.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workforce_sim.compiled import compiled
from workforce_sim.randomness.distributions import read_between
from workforce_sim.randomness.draws import keyed_uniform, mix
from workforce_sim.workforce.social_worker import NOBODY

Rows = NDArray[np.int64]

ROW_COLUMNS = 4
KEY, HOURS, ENDS_DAY, HOLDER = range(ROW_COLUMNS)
"""Identity (63 bits); weekly hours; the day on which the assignment ends; number in the case book, or ``NOBODY``."""

ROOM_AT_FIRST = 64


class Assignments:
    """Keep the agency workers who are here for one purpose, in the order in which they came, and their weekly hours."""

    __slots__ = ("_ended", "_rows", "headcount", "hours")

    def __init__(self) -> None:
        self._rows = np.empty((ROOM_AT_FIRST, ROW_COLUMNS), dtype=np.int64)
        self._ended = np.empty_like(self._rows)
        self.headcount = 0
        self.hours = 0

    @property
    def present(self) -> Rows:
        """The rows of those present; a view of shape (workers, 4)."""
        return self._rows[: self.headcount]

    def begin(self, heads: int, hours_each: int) -> Rows:
        """Enter so many more workers and give their rows, which the caller fills in; a view of shape (heads, 4)."""
        first = self.headcount
        self.headcount += heads
        self.hours += heads * hours_each
        if self.headcount > self._rows.shape[0]:
            rows = np.empty((2 * self.headcount, ROW_COLUMNS), dtype=np.int64)
            rows[:first] = self._rows[:first]
            self._rows, self._ended = rows, np.empty_like(rows)
        return self._rows[first : self.headcount]

    def end_due(self, today: int) -> list[list[int]]:
        """Strike off those whose assignment has run its time and give their rows, in the order in which they came."""
        count = strike_off_due(self._rows, self.headcount, today, self._ended)
        ended: list[list[int]] = self._ended[:count].tolist()
        self._count_off(ended)
        return ended

    def release(self, hours_too_many: float, tolerated: float) -> list[list[int]]:
        """Strike off those whose assignments end soonest until the hours too many are tolerated; give their rows in turn."""
        present = self.present.tolist()
        released: list[list[int]] = []
        for place in sorted(range(len(present)), key=lambda place: (present[place][ENDS_DAY], present[place][KEY])):
            if hours_too_many <= tolerated:
                break
            released.append(present[place])
            hours_too_many -= present[place][HOURS]
        gone = {row[KEY] for row in released}
        kept = [row for row in present if row[KEY] not in gone]
        if kept:
            self._rows[: len(kept)] = kept
        self._count_off(released)
        return released

    def _count_off(self, ended: list[list[int]]) -> None:
        self.headcount -= len(ended)
        for row in ended:
            self.hours -= row[HOURS]


@dataclass(slots=True, eq=False)
class AgencyBook:
    """Keep the agency workers of one authority, by what they are there for, and count every assignment."""

    covering: Assignments = field(default_factory=Assignments)
    surge: Assignments = field(default_factory=Assignments)
    assignments_at_start: int = 0
    assignments_started: int = 0
    assignments_ended: int = 0

    @property
    def headcount(self) -> int:
        """How many agency workers are here."""
        return self.covering.headcount + self.surge.headcount

    @property
    def hours(self) -> int:
        """The weekly hours of all of them."""
        return self.covering.hours + self.surge.hours


@compiled
def strike_off_due(rows: Rows, present: int, today: int, ended: Rows) -> int:
    """Move the rows of those whose assignment has run its time to ``ended``, close the gaps, and count those moved.

    ``rows`` and ``ended`` of shape (room, 4), the first ``present`` of ``rows`` in use; nobody changes places.
    """
    count = 0
    for place in range(present):
        if rows[place, ENDS_DAY] <= today:
            for column in range(ROW_COLUMNS):
                ended[count, column] = rows[place, column]
            count += 1
        elif count > 0:
            for column in range(ROW_COLUMNS):
                rows[place - count, column] = rows[place, column]
    return count


@compiled
def draw_assignments(
    stream: int,
    length_luck: int,
    caseload_luck: int,
    holds_luck: int,
    now: float,
    mean_days: float,
    hours: int,
    holding_share: float,
    usual_cases: float,
    spread: NDArray[np.float64],
    first_holder: int,
    rows: Rows,
    capacities: NDArray[np.float64],
) -> int:
    """Draw who comes today, how long each stays, who holds cases and how many; give the number of those who do.

    ``stream`` is the key that the identities are made from, the next three the keys of what luck decides; ``mean_days``
    is the mean length of an assignment, ``usual_cases`` and ``spread`` as in ``CapacityRules``. Fills ``rows`` of shape
    (heads, 4), holders numbered from ``first_holder``, and ``capacities``, in cases, of the holders first; shape (heads,).
    """
    holders = 0
    for place in range(rows.shape[0]):
        key = mix(stream, place)
        rows[place, KEY] = key
        rows[place, HOURS] = hours
        rows[place, ENDS_DAY] = int(now - mean_days * math.log(keyed_uniform(length_luck, key, 0))) + 1
        rows[place, HOLDER] = NOBODY
        if keyed_uniform(holds_luck, key, 0) < holding_share:
            rows[place, HOLDER] = first_holder + holders
            capacities[holders] = usual_cases * read_between(spread, keyed_uniform(caseload_luck, key, 0))
            holders += 1
    return holders
