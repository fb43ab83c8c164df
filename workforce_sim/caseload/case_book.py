"""The case book of one authority: say who can hold cases, let days pass, ask who holds what and how children fare.

Whoever changes who can hold cases says on which day; the book keeps the instruction and plays it on that day, before
the day's cases, so that one call of ``advance_to`` a month is enough and any other split of the time gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import cast

import numpy as np

from workforce_sim.caseload import counting
from workforce_sim.caseload.columns import (
    ADD,
    CAPACITY,
    CAPACITY_COLUMNS,
    DAY,
    DAYS_AHEAD,
    DONE,
    EVENTS,
    FREE_ROW,
    HAND_OVER,
    HELD,
    HOLDER_COLUMNS,
    HOURS,
    INSTRUCTION_COLUMNS,
    INSTRUCTIONS,
    KIND,
    LOAD,
    NEXT_INSTRUCTION,
    NONE,
    ON_DAY,
    QUEUE_FIRST,
    QUEUE_LAST,
    REFUSED,
    REMOVE,
    ROWS_USED,
    SET_CAPACITY,
    STAGES,
    TEAM_COLUMNS,
    TEAM_SIZE,
    TEAMS,
    TOTALS,
    Arrays,
    Given,
    Real,
    Whole,
    lined_up,
    longer,
)
from workforce_sim.caseload.kernel import advance
from workforce_sim.caseload.leaving_care import end_spells
from workforce_sim.caseload.opening import open_rows, share_among
from workforce_sim.caseload.rates import CaseRates

ROOM_AT_FIRST = 64


class CaseBook:
    """Children as rows, shared among holders with a capacity; time is whole days since the start of the scenario.

    A holder has a number that is never used again. The book knows no social workers: capacity is in cases, hours are
    only kept for whoever asks who holds what.
    """

    def __init__(self, rates: CaseRates, first_day: int = 1, rows: int = 1024) -> None:
        """Open an empty book whose first day is ``first_day``, with room for ``rows`` children before it grows."""
        self._given = rates.given()
        size = rates.team_size
        totals = np.zeros(TOTALS, dtype=np.int64)
        totals[DAY] = first_day
        totals[TEAM_SIZE] = size
        totals[[FREE_ROW, QUEUE_FIRST, QUEUE_LAST]] = NONE
        self._book = Arrays(
            rows=lined_up(rows),
            due=np.full(1 << rates.longest_days().bit_length(), NONE, dtype=np.int64),
            holders=np.full((ROOM_AT_FIRST, HOLDER_COLUMNS), NONE, dtype=np.int64),
            capacities=np.zeros((ROOM_AT_FIRST, CAPACITY_COLUMNS)),
            scores=np.full(0, np.inf),
            occupants=np.full(0, NONE, dtype=np.int64),
            teams=np.zeros((0, TEAM_COLUMNS), dtype=np.int64),
            team_capacities=np.zeros(0),
            moves=np.zeros((STAGES, STAGES), dtype=np.int64),
            opening=np.zeros(STAGES, dtype=np.int64),
            totals=totals,
            instructions=np.zeros((ROOM_AT_FIRST, INSTRUCTION_COLUMNS), dtype=np.int64),
            values=np.zeros(ROOM_AT_FIRST),
            ahead=np.zeros(DAYS_AHEAD + 1, dtype=np.int64),
        )
        self._book.holders[:, LOAD] = 0
        self._present: set[int] = set()
        self._holders = 0
        self._asked: list[int] = []
        self._asked_capacities: list[float] = []
        self._latest_asked = first_day
        self._out_of_order = False
        self._joining = 0
        self._day = first_day

    @property
    def day(self) -> int:
        """The first day that has not been played."""
        return self._day

    @property
    def case_events(self) -> int:
        """Arrivals, stage ends, closings and allocations played so far, each counted once."""
        return int(self._book.totals[EVENTS])

    @property
    def held(self) -> int:
        """Cases held by somebody, as of the last day played."""
        return int(self._book.totals[HELD])

    @property
    def refused(self) -> int:
        """Cases turned away because too many waited already; 0 unless the rates limit the queue."""
        return int(self._book.totals[REFUSED])

    @property
    def arrays(self) -> Arrays:
        """The state of the book as of the last day played, for whoever walks through its rows; to be read only."""
        return self._book

    @property
    def given(self) -> Given:
        """What the book was told when it was opened; to be read only."""
        return self._given

    @property
    def rows_used(self) -> int:
        """How many rows have ever been in use: the first so many of ``arrays.rows``."""
        return int(self._book.totals[ROWS_USED])

    def add_holder(self, day: int, capacity_cases: float, hours: int) -> int:
        """Let someone hold cases from a day on, and give the holder's number; the book chooses the team."""
        holder = self._holders
        self._holders += 1
        self._joining += 1
        self._present.add(holder)
        self._ask(day, ADD, holder, capacity_cases, hours)
        return holder

    @property
    def next_holder(self) -> int:
        """The number that whoever is added next will have."""
        return self._holders

    def add_holders(self, day: int, capacities_cases: Sequence[float], hours: int) -> None:
        """Let several people of the same weekly hours hold cases from a day on, numbered from ``next_holder`` in turn."""
        holders = range(self._holders, self._holders + len(capacities_cases))
        self._holders = holders.stop
        self._joining += len(holders)
        self._present.update(holders)
        self._ask_all(day, ADD, holders, capacities_cases, hours)

    def remove_holders(self, day: int, holders: Sequence[int]) -> None:
        """Let several holders go, one after another, as ``remove_holder`` does."""
        known = len(self._present)
        self._present.difference_update(holders)
        if known - len(self._present) != len(holders):
            raise ValueError(f"not every one of the holders {list(holders)} is in the case book once: never added, or removed")
        self._ask_all(day, REMOVE, holders, [0.0] * len(holders), 0)

    def set_capacity(self, day: int, holder: int, capacity_cases: float) -> None:
        """Let a holder carry more or fewer cases from a day on; with 0 they keep present cases and take no new."""
        self._ask(day, SET_CAPACITY, holder, capacity_cases, 0)

    def hand_over(self, day: int, holder: int) -> None:
        """Move every case of someone long absent to others; they stay, with no capacity until it is set again."""
        self._ask(day, HAND_OVER, holder, 0.0, 0)

    def remove_holder(self, day: int, holder: int) -> None:
        """Let a holder go: every case moves to another, team mates first, or waits when nobody has room."""
        self._ask(day, REMOVE, holder, 0.0, 0)
        self._present.remove(holder)

    def change_help(self, averted: Real, led_share: Real) -> None:
        """Change what help averts and how many are led, as in ``CaseRates``, from the first day that has not been played."""
        averted, led_share = (np.ascontiguousarray(values, dtype=np.float64) for values in (averted, led_share))
        self._given = self._given._replace(averted=averted, led_share=led_share)

    def leave_care(self, rows: Whole) -> None:
        """Let children cease to be looked after before their time, first thing on the first day that has not been played.

        ``rows`` of ``arrays.rows``, int64, shape (children,): looked after, and not as unaccompanied children.
        """
        end_spells(self._book, self._given, rows, np.zeros(self.rows_used, dtype=np.int8), self._day)

    def advance_to(self, day: int) -> None:
        """Play referrals, stage ends, holder changes and allocation, day by day, up to the end of day ``day - 1``."""
        if day <= self.day:
            return
        self._make_room_for_holders()
        while advance(self._book, self._given, day) != DONE:
            rows = lined_up(max(2 * self._book.rows.shape[0], 1024))
            rows[: self._book.rows.shape[0]] = self._book.rows
            self._book = self._book._replace(rows=rows)
        self._forget_played()

    def caseload_of(self, holder: int) -> int:
        """Count the cases of a holder as of the last day played; 0 for one who has not yet come or has gone."""
        return int(self._book.holders[holder, LOAD]) if holder < self._book.holders.shape[0] else 0

    def holder_loads(self) -> tuple[Whole, Whole]:
        """Give the cases and the weekly hours of everyone who can hold cases; two int64 arrays of shape (holders,)."""
        holders = self.holder_numbers()
        return self._book.holders[holders, LOAD], self._book.holders[holders, HOURS]

    def hours_holding(self) -> int:
        """Add up the weekly hours of everyone who holds at least one case."""
        totals = self._book.totals
        places = int(totals[TEAMS]) * int(totals[TEAM_SIZE])
        return int(counting.hours_with_cases(self._book.occupants, self._book.holders, places))

    def holder_numbers(self) -> Whole:
        """Give the number of everyone who can hold cases, in the order of ``holder_loads``; int64, shape (holders,)."""
        totals = self._book.totals
        places = self._book.occupants[: int(totals[TEAMS]) * int(totals[TEAM_SIZE])]
        return places[places >= 0]

    def capacity_of(self, holder: int) -> float:
        """Give the capacity of a holder, in cases, as of the last day played."""
        return float(self._book.capacities[holder, CAPACITY]) if holder < self._book.capacities.shape[0] else 0.0

    def counts_array(self) -> Real:
        """Count flows since the opening and stocks now, in the order of ``counting.COUNTS``; float64, shape (34,)."""
        out = np.empty(len(counting.COUNTS))
        stocks, left = np.empty((2, STAGES), dtype=np.int64)
        counting.count_into(self._book.moves, self._book.opening, self._book.totals, stocks, left, out)
        return out

    def counts(self) -> dict[str, float]:
        """Count the same by name: flows since the book was opened, stocks as of the last day played."""
        return dict(zip(counting.COUNTS, self.counts_array().tolist(), strict=True))

    def check_ledger(self) -> None:
        """Count every row again and compare; raises LedgerError naming the ledger that does not balance."""
        counting.check_rows(self._book)

    def check_totals(self) -> None:
        """Compare the running totals among themselves, cheap enough for every month; raises LedgerError."""
        counting.check_totals(self._book)

    def open_children(self, stages: Whole, keys: Whole, began: Whole, due: Whole, marks: Whole) -> None:
        """Write the children already known on the first day; five int64 arrays of shape (children,).

        Stages and marks are numbered as in ``columns``; ``began`` and ``due`` are days. Holders come with
        ``open_holders``.
        """
        rows = lined_up(max(1024, int(stages.shape[0] * 1.1) + 256))
        self._book = self._book._replace(rows=rows)
        open_rows(self._book, stages, keys, began, due, marks)

    def open_holders(self, capacities: Real, hours: Whole, order: Whole) -> list[int]:
        """Share the cases that need a holder among those present on the first day, and give the holders' numbers.

        In proportion to capacity, to the nearest case, at least one each, nobody waiting; ``capacities`` in cases and
        weekly ``hours`` of shape (holders,), ``order`` the rows that need a holder in the order they are dealt out.
        """
        numbers = [
            self.add_holder(self.day, capacity, worked)
            for capacity, worked in zip(capacities.tolist(), hours.tolist(), strict=True)
        ]
        self._make_room_for_holders()
        share_among(self._book, self._given, order, capacities)
        self._forget_played()
        return numbers

    def _ask(self, day: int, kind: int, holder: int, capacity_cases: float, hours: int) -> None:
        if holder not in self._present:
            raise ValueError(f"holder {holder} is not in the case book: never added, or removed before")
        if not 0.0 <= capacity_cases < inf:
            raise ValueError(f"a holder's capacity is {capacity_cases}; it must be 0 or more cases")
        self._note_day(day)
        self._asked.extend((day, kind, holder, hours))  # one flat list: numpy reads it three times as fast as rows
        self._asked_capacities.append(capacity_cases)

    def _ask_all(self, day: int, kind: int, holders: Sequence[int], capacities_cases: Sequence[float], hours: int) -> None:
        """Do as ``_ask`` for several holders, at a third of the time for each."""
        wrong = [capacity for capacity in capacities_cases if not 0.0 <= capacity < inf]
        if wrong:
            raise ValueError(f"a holder's capacity is {wrong[0]}; it must be 0 or more cases")
        if holders:
            self._note_day(day)
        asked = self._asked
        for holder in holders:
            asked += (day, kind, holder, hours)
        self._asked_capacities += capacities_cases

    def _note_day(self, day: int) -> None:
        if day < self._day:
            raise ValueError(f"day {day} has been played already; the case book has reached day {self._day}")
        if day < self._latest_asked:
            self._out_of_order = True
        else:
            self._latest_asked = day

    def _make_room_for_holders(self) -> None:
        """Give the kernel the instructions in order of day, and room for everyone they may bring."""
        book = self._book
        asked = len(self._asked_capacities)
        if asked > book.values.shape[0]:
            instructions = np.zeros((2 * asked, INSTRUCTION_COLUMNS), dtype=np.int64)
            book = book._replace(instructions=instructions, values=np.zeros(2 * asked))
        book.instructions.ravel()[: asked * INSTRUCTION_COLUMNS] = self._asked
        book.values[:asked] = self._asked_capacities
        if self._out_of_order:
            order = np.argsort(book.instructions[:asked, ON_DAY], kind="stable")
            book.instructions[:asked] = book.instructions[order]
            book.values[:asked] = book.values[order]
        if self._holders > book.holders.shape[0]:
            length = max(self._holders, 2 * book.holders.shape[0])
            holders = cast(Whole, longer(book.holders, length, NONE))
            holders[book.holders.shape[0] :, LOAD] = 0
            book = book._replace(holders=holders, capacities=cast(Real, longer(book.capacities, length, 0.0)))
        teams = int(book.totals[TEAMS]) + self._joining
        if teams > book.teams.shape[0]:
            length = teams + 8
            places = length * int(book.totals[TEAM_SIZE])
            book = book._replace(
                teams=cast(Whole, longer(book.teams, length, 0)),
                team_capacities=cast(Real, longer(book.team_capacities, length, 0.0)),
                scores=cast(Real, longer(book.scores, places, np.inf)),
                occupants=cast(Whole, longer(book.occupants, places, NONE)),
            )
        book.totals[INSTRUCTIONS] = asked
        book.totals[NEXT_INSTRUCTION] = 0
        self._book = book

    def _forget_played(self) -> None:
        """Keep only the instructions for days still to come."""
        book = self._book
        self._day = int(book.totals[DAY])
        played, asked = int(book.totals[NEXT_INSTRUCTION]), len(self._asked_capacities)
        self._out_of_order = False
        if played == asked:
            self._asked, self._asked_capacities, self._joining = [], [], 0
            return
        to_come = book.instructions[played:asked]
        self._asked = to_come.ravel().tolist()
        self._asked_capacities = book.values[played:asked].tolist()
        self._joining = int(np.count_nonzero(to_come[:, KIND] == ADD))
