"""Who holds a case: a team first, then the least loaded holder in it relative to capacity; otherwise the case waits."""

from __future__ import annotations

import numpy as np

from workforce_sim.caseload.columns import (
    ALLOCATIONS,
    CHANGES,
    EARLIER,
    EVENTS,
    FIRST_CASE,
    HAD_HOLDER,
    HELD,
    HOLDER,
    IN_QUEUE,
    INVERSE,
    KEY,
    LATER,
    LIMIT,
    LOAD,
    MARKS,
    NONE,
    NOT_BEGUN,
    PLACE,
    QUEUE_FIRST,
    QUEUE_LAST,
    ROOM,
    STAGE,
    STEP_BITS,
    TEAM,
    TEAM_LOAD,
    TEAM_SIZE,
    TEAMS,
    WAITING,
    WITH_ROOM,
    Arrays,
    Given,
    Real,
    Whole,
)
from workforce_sim.caseload.due_list import LUCK_BITS, LUCK_MASK, begin_stage
from workforce_sim.compiled import compiled
from workforce_sim.randomness.draws import mix


@compiled
def score_again(book: Arrays, holder: int) -> None:
    """Work out how loaded a holder is relative to capacity, and whether there is room for another case."""
    place = book.holders[holder, PLACE]
    load = book.holders[holder, LOAD]
    had_room = book.scores[place] < np.inf
    if load < book.capacities[holder, LIMIT]:
        book.scores[place] = (load + 0.5) * book.capacities[holder, INVERSE]
        if not had_room:
            book.teams[book.holders[holder, TEAM], ROOM] += 1
            book.totals[WITH_ROOM] += 1
    elif had_room:
        book.scores[place] = np.inf
        book.teams[book.holders[holder, TEAM], ROOM] -= 1
        book.totals[WITH_ROOM] -= 1


@compiled
def least_loaded_in(scores: Real, occupants: Whole, team: int, size: int) -> int:
    """Name the holder of a team with the lowest load relative to capacity who has room; the team has one."""
    best = team * size
    lowest = scores[best]
    for place in range(best + 1, best + size):
        score = scores[place]
        best = place if score < lowest else best  # a choice, not a jump: nobody can foretell who is least loaded
        lowest = min(score, lowest)
    return int(occupants[best])


@compiled
def less_loaded_of(teams: Whole, team_capacities: Real, one: int, other: int) -> int:
    """Name the team with fewer cases for its capacity, among two; a team without capacity comes last."""
    if (teams[one, TEAM_LOAD] + 0.5) * team_capacities[other] < (teams[other, TEAM_LOAD] + 0.5) * team_capacities[one]:
        return one
    return other


@compiled
def team_for(book: Arrays, key: int, day: int) -> int:
    """Choose a team for a case: the less loaded of two drawn for the child and the day; at least one holder has room.

    Two drawn at random are nearly as even as the best of all (Mitzenmacher, IEEE TPDS 12(10), 2001). If neither has
    room, the least loaded team that has.
    """
    count = book.totals[TEAMS]
    luck = mix(key, NONE - day)
    one = ((luck >> (LUCK_BITS + 1)) * count) >> LUCK_BITS
    other = ((luck & LUCK_MASK) * count) >> LUCK_BITS
    if other == one:
        other = one + 1 if one + 1 < count else 0
    team = less_loaded_of(book.teams, book.team_capacities, one, other)
    if book.teams[team, ROOM] == 0:
        team = one + other - team
    if book.teams[team, ROOM] == 0:
        team = NONE
        for candidate in range(count):
            if book.teams[candidate, ROOM] > 0:
                first = team == NONE
                team = candidate if first else less_loaded_of(book.teams, book.team_capacities, candidate, team)
    return int(team)


@compiled
def give(book: Arrays, row: int, holder: int) -> None:
    """Put a case with a holder and count the allocation, as a change of social worker if the child had one before."""
    rows, holders = book.rows, book.holders
    first = holders[holder, FIRST_CASE]
    rows[row, HOLDER] = holder
    rows[row, LATER] = first
    rows[row, EARLIER] = NONE
    if first != NONE:
        rows[first, EARLIER] = row
    holders[holder, FIRST_CASE] = row
    holders[holder, LOAD] += 1
    book.teams[holders[holder, TEAM], TEAM_LOAD] += 1
    score_again(book, holder)
    book.totals[HELD] += 1
    book.totals[ALLOCATIONS] += 1
    book.totals[EVENTS] += 1
    if rows[row, MARKS] & HAD_HOLDER:
        book.totals[CHANGES] += 1
    rows[row, MARKS] |= HAD_HOLDER


@compiled
def take_away(book: Arrays, row: int) -> None:
    """Take a case from whoever holds it, or from the queue."""
    rows = book.rows
    holder = rows[row, HOLDER]
    later = rows[row, LATER]
    earlier = rows[row, EARLIER]
    if later != NONE:
        rows[later, EARLIER] = earlier
    elif holder == WAITING:
        book.totals[QUEUE_LAST] = earlier
    if earlier != NONE:
        rows[earlier, LATER] = later
    elif holder == WAITING:
        book.totals[QUEUE_FIRST] = later
    else:
        book.holders[holder, FIRST_CASE] = later
    rows[row, HOLDER] = NONE
    if holder == WAITING:
        book.totals[IN_QUEUE] -= 1
    else:
        book.totals[HELD] -= 1
        book.holders[holder, LOAD] -= 1
        book.teams[book.holders[holder, TEAM], TEAM_LOAD] -= 1
        score_again(book, holder)


@compiled
def join_queue(book: Arrays, row: int) -> None:
    """Let a case wait for a holder, behind those that wait already."""
    last = book.totals[QUEUE_LAST]
    book.rows[row, HOLDER] = WAITING
    book.rows[row, EARLIER] = last
    book.rows[row, LATER] = NONE
    if last == NONE:
        book.totals[QUEUE_FIRST] = row
    else:
        book.rows[last, LATER] = row
    book.totals[QUEUE_LAST] = row
    book.totals[IN_QUEUE] += 1


@compiled
def place_case(book: Arrays, row: int, team: int, day: int) -> None:
    """Give a case to a holder, of the team named if it has room; with nobody free or others waiting, it waits."""
    if book.totals[WITH_ROOM] == 0 or book.totals[IN_QUEUE] > 0:
        join_queue(book, row)
        return
    if team == NONE or book.teams[team, ROOM] == 0:
        team = team_for(book, book.rows[row, KEY], day)
    give(book, row, least_loaded_in(book.scores, book.occupants, team, book.totals[TEAM_SIZE]))


@compiled
def serve_queue(book: Arrays, given: Given, day: int) -> None:
    """Give the cases that wait longest to whoever has room; work on them begins, if it had to wait for that."""
    while book.totals[IN_QUEUE] > 0 and book.totals[WITH_ROOM] > 0:
        row = book.totals[QUEUE_FIRST]
        take_away(book, row)
        team = team_for(book, book.rows[row, KEY], day)
        give(book, row, least_loaded_in(book.scores, book.occupants, team, book.totals[TEAM_SIZE]))
        marks = book.rows[row, MARKS]
        if marks & NOT_BEGUN:
            book.rows[row, MARKS] = marks & ~NOT_BEGUN
            luck = mix(book.rows[row, KEY], (marks >> STEP_BITS) - 2)
            stage = book.rows[row, STAGE]
            begin_stage(book.rows, book.due, given.shapes, given.mean_days, row, stage, day, luck & LUCK_MASK)
