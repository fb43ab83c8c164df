"""Who can hold cases: holders come, change capacity, hand their cases over and go; teams open and close around them."""

from __future__ import annotations

import numpy as np

from workforce_sim.caseload.allocation import place_case, score_again, take_away
from workforce_sim.caseload.columns import (
    ADD,
    CAPACITY,
    FIRST_CASE,
    HAND_OVER,
    HARD_CAP,
    HOURS,
    INSTRUCTIONS,
    INVERSE,
    KIND,
    LIMIT,
    LOAD,
    MEMBERS,
    NEXT_INSTRUCTION,
    NONE,
    ON_DAY,
    PLACE,
    ROOM,
    SET_CAPACITY,
    TEAM,
    TEAM_LOAD,
    TEAM_SIZE,
    TEAMS,
    WHOM,
    WITH_HOURS,
    Arrays,
    Given,
)
from workforce_sim.compiled import compiled


@compiled
def play_instructions(book: Arrays, given: Given, day: int) -> None:
    """Carry out what was asked about holders for today, in the order in which it was asked."""
    following = book.totals[NEXT_INSTRUCTION]
    while following < book.totals[INSTRUCTIONS] and book.instructions[following, ON_DAY] == day:
        kind = book.instructions[following, KIND]
        holder = book.instructions[following, WHOM]
        if kind == ADD:
            join_team(book, holder)
            book.holders[holder, HOURS] = book.instructions[following, WITH_HOURS]
            change_capacity(book, holder, book.values[following], given.ratios[HARD_CAP])
        elif kind == SET_CAPACITY:
            change_capacity(book, holder, book.values[following], given.ratios[HARD_CAP])
        else:
            change_capacity(book, holder, 0.0, given.ratios[HARD_CAP])
            move_cases(book, holder, day)
            if kind != HAND_OVER:
                leave_team(book, holder)
        following += 1
    book.totals[NEXT_INSTRUCTION] = following


@compiled
def join_team(book: Arrays, holder: int) -> None:
    """Put a new holder into the smallest team, or into a new one when all are full."""
    size = book.totals[TEAM_SIZE]
    count = book.totals[TEAMS]
    team = 0
    for candidate in range(1, count):
        if book.teams[candidate, MEMBERS] < book.teams[team, MEMBERS]:
            team = candidate
    if count == 0 or book.teams[team, MEMBERS] >= size:
        team = count
        book.totals[TEAMS] = count + 1
        book.teams[team, :] = 0
        book.team_capacities[team] = 0.0
        for place in range(team * size, (team + 1) * size):
            book.occupants[place] = NONE
            book.scores[place] = np.inf
    place = team * size
    while book.occupants[place] != NONE:
        place += 1
    book.occupants[place] = holder
    book.teams[team, MEMBERS] += 1
    book.holders[holder, PLACE] = place
    book.holders[holder, TEAM] = team
    book.holders[holder, LOAD] = 0
    book.holders[holder, FIRST_CASE] = NONE


@compiled
def change_capacity(book: Arrays, holder: int, capacity: float, hard_cap: float) -> None:
    """Let a holder carry more or fewer cases from now on; present cases stay; 0 takes no new ones."""
    book.capacities[holder, CAPACITY] = capacity
    book.capacities[holder, INVERSE] = 1.0 / capacity if capacity > 0.0 else np.inf
    book.capacities[holder, LIMIT] = capacity * hard_cap
    team = book.holders[holder, TEAM]
    size = book.totals[TEAM_SIZE]
    total = 0.0
    for place in range(team * size, (team + 1) * size):
        if book.occupants[place] != NONE:
            total += book.capacities[book.occupants[place], CAPACITY]
    book.team_capacities[team] = total
    score_again(book, holder)


@compiled
def move_cases(book: Arrays, holder: int, day: int) -> None:
    """Move every case of a holder without capacity to another, team mates first."""
    row = book.holders[holder, FIRST_CASE]
    while row != NONE:
        take_away(book, row)
        place_case(book, row, book.holders[holder, TEAM], day)
        row = book.holders[holder, FIRST_CASE]


@compiled
def leave_team(book: Arrays, holder: int) -> None:
    """Let a holder without cases go; a team without members closes and the last team takes its number."""
    size = book.totals[TEAM_SIZE]
    team = book.holders[holder, TEAM]
    book.occupants[book.holders[holder, PLACE]] = NONE
    book.holders[holder, PLACE] = NONE
    book.holders[holder, TEAM] = NONE
    book.teams[team, MEMBERS] -= 1
    if book.teams[team, MEMBERS] > 0:
        return
    last = book.totals[TEAMS] - 1
    book.totals[TEAMS] = last
    if team == last:
        return
    for column in (MEMBERS, ROOM, TEAM_LOAD):
        book.teams[team, column] = book.teams[last, column]
    book.team_capacities[team] = book.team_capacities[last]
    for place in range(size):
        moved = book.occupants[last * size + place]
        book.occupants[team * size + place] = moved
        book.scores[team * size + place] = book.scores[last * size + place]
        if moved != NONE:
            book.holders[moved, PLACE] = team * size + place
            book.holders[moved, TEAM] = team
