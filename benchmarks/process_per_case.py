"""The same children as one SimPy process each, to see what the case book saves.

The twin is what one would write first, without the case book: a process per child that waits out each stage, draws the
way out and chooses a holder. It takes stages, durations, shares, holders, opening cases and rules of allocation from
the case book of the same authority, and draws from Python's own generator. Both are timed in the same process.
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field

import numpy as np
import simpy

from benchmarks.case_book import DAYS_A_YEAR, open_book, play
from benchmarks.measurement import Measurement
from workforce_sim.caseload import columns
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import Arrays

Story = Generator[simpy.Event, object, None]

TO_SHARE = 2.0**-31
QUANTILES = 1024
MOST_DIFFERENCE = 0.05
"""Relative difference in case events beyond which the two do not do the same work."""


@dataclass(slots=True)
class Holder:
    """A social worker who holds cases: how many, and how many she can."""

    capacity: float
    load: int = 0


@dataclass(slots=True)
class Child:
    """A child in the book: who holds the case, and what would be told apart when counting."""

    is_held: bool = False
    holder: Holder | None = None


@dataclass(slots=True)
class Service:
    """One authority's children's service: the same rates as the case book, plain numbers instead of arrays."""

    env: simpy.Environment
    rng: random.Random
    families_per_day: list[float]
    uasc_per_day: list[float]
    return_share: list[float]
    shapes: list[list[float]]
    mean_days: list[float]
    routes: list[list[float]]
    destinations: list[list[int]]
    no_action: float
    not_in_need: float
    held_share: float
    hard_cap: float
    teams: list[list[Holder]]
    waiting: deque[Child] = field(default_factory=deque)
    events: int = 0
    referrals: int = 0


def measure_against_process_per_case(years: int) -> Measurement:
    """Time the case book and its twin on the same flow of cases, and give how many times faster the case book is.

    The ratio is of time per case event, so that a few events more or less in one of them do not matter.
    """
    days = round(years * DAYS_A_YEAR)
    play(open_book(replication=0), days)  # compiles, or loads what was compiled before
    book = open_book(replication=0)
    service = service_like(book, seed=0)
    opened = book.case_events
    seconds_of_book = play(book, days)
    events_of_book = book.case_events - opened
    begun = time.perf_counter()
    service.env.run(until=days)
    seconds_of_twin = time.perf_counter() - begun
    if abs(service.events / events_of_book - 1.0) > MOST_DIFFERENCE:
        raise RuntimeError(f"{service.events:,} events against {events_of_book:,}: the twin has another flow of cases")
    times = (seconds_of_twin / service.events) / (seconds_of_book / events_of_book)
    return Measurement(
        job="case book against one SimPy process per case, same flow",
        measured=times,
        target=40.0,
        reach=80.0,
        unit="times",
        detail=f"{years} years: {events_of_book:,} events in {seconds_of_book:.3f} s against "
        f"{service.events:,} in {seconds_of_twin:.1f} s",
        more_is_better=True,
    )


def service_like(opened: CaseBook, seed: int) -> Service:
    """Build the twin of a case book that has just been opened: same rates, holders and cases in hand."""
    book, given = opened._book, opened._given  # nobody but its twin needs to see inside a case book
    settings = given.settings
    service = Service(
        env=simpy.Environment(),
        rng=random.Random(seed),
        families_per_day=given.families_per_day.tolist(),
        uasc_per_day=given.uasc_per_day.tolist(),
        return_share=given.return_share.tolist(),
        shapes=given.shapes.tolist(),
        mean_days=given.mean_days.tolist(),
        routes=(given.routes * TO_SHARE).tolist(),
        destinations=given.destinations.tolist(),
        no_action=float(settings[columns.NO_ACTION]) * TO_SHARE,
        not_in_need=float(settings[columns.NOT_IN_NEED]) * TO_SHARE,
        held_share=float(settings[columns.HELD_SHARE]) * TO_SHARE,
        hard_cap=float(given.ratios[columns.HARD_CAP]),
        teams=[],
    )
    holders: dict[int, Holder] = {}
    for team in range(int(book.totals[columns.TEAMS])):
        places = range(team * int(book.totals[columns.TEAM_SIZE]), (team + 1) * int(book.totals[columns.TEAM_SIZE]))
        members = [int(book.occupants[place]) for place in places if book.occupants[place] != columns.NONE]
        holders |= {number: Holder(float(book.capacities[number, columns.CAPACITY])) for number in members}
        service.teams.append([holders[number] for number in members])
    for day, row in due(book):
        holder = holders.get(int(book.rows[row, columns.HOLDER]))
        if holder is not None:
            holder.load += 1
        child = Child(is_held=holder is not None, holder=holder)
        service.env.process(life(service, child, int(book.rows[row, columns.STAGE]), float(day)))
    service.env.process(referrals(service))
    return service


def due(book: Arrays) -> list[tuple[int, int]]:
    """List (day, row) of every child in an opened book by the day on which the present stage ends."""
    found = []
    for day in range(len(book.due)):
        row = int(book.due[day])
        while row != columns.NONE:
            found.append((day, row))
            row = int(book.rows[row, columns.NEXT_DUE])
    return found


def referrals(service: Service) -> Story:
    """Bring each day's new families and unaccompanied children."""
    counts = np.random.default_rng(service.rng.randrange(2**32))
    last = len(service.families_per_day) - 1
    while True:
        today = min(int(service.env.now), last)  # the last value holds afterwards
        for _ in range(counts.poisson(service.families_per_day[today])):
            service.env.process(life(service, Child(), columns.DORMANT, 0.0))
        for _ in range(counts.poisson(service.uasc_per_day[today])):
            child = Child()
            take_in(service, child)
            service.events += 1
            service.env.process(life(service, child, columns.UASC, draw_days(service, columns.UASC)))
        yield service.env.timeout(1.0)


def life(service: Service, child: Child, stage: int, days: float) -> Story:
    """Follow one child from a stage that lasts so many more days until nothing more is to happen."""
    while stage != columns.GONE:
        yield service.env.timeout(days)
        service.events += 1
        stage = refer(service, child) if stage == columns.DORMANT else leave_stage(service, child, stage)
        days = draw_days(service, stage)


def refer(service: Service, child: Child) -> int:
    """Refer a child: no further action, or an assessment that somebody may have to do; give the stage it leads to."""
    service.referrals += 1
    luck = service.rng.random()
    if luck < service.no_action:
        return close(service)
    take_in(service, child)
    return columns.ASSESSED_OUT if luck < service.not_in_need else columns.ASSESSED_IN


def leave_stage(service: Service, child: Child, stage: int) -> int:
    """Draw the way out of a stage; a child whose case closes has no holder any more."""
    luck = service.rng.random()
    routes = service.routes[stage]
    route = 0
    while route < len(routes) - 1 and luck >= routes[route]:
        route += 1
    destination = service.destinations[stage][route]
    if destination > columns.DORMANT:
        return destination
    let_go(service, child)
    return close(service) if destination == columns.DORMANT else columns.GONE


def close(service: Service) -> int:
    """Draw whether a closed child is referred again within a year."""
    today = min(int(service.env.now), len(service.return_share) - 1)
    return columns.DORMANT if service.rng.random() < service.return_share[today] else columns.GONE


def draw_days(service: Service, stage: int) -> float:
    """Draw how long a stage lasts: whole days, at least one."""
    place = service.rng.random() * QUANTILES
    below = int(place)
    low, high = service.shapes[stage][below], service.shapes[stage][below + 1]
    return float(max(1, round(service.mean_days[stage] * (low + (place - below) * (high - low)))))


def take_in(service: Service, child: Child) -> None:
    """Give a new case to somebody, if it needs a holder; it waits if everyone is at the hard cap."""
    child.is_held = service.rng.random() < service.held_share
    if child.is_held and not allocate(service, child):
        service.waiting.append(child)


def allocate(service: Service, child: Child) -> bool:
    """Give a case to the least loaded holder of the less loaded of two teams, or of any team with room."""
    two = service.rng.sample(service.teams, 2)
    two.sort(key=lambda team: sum(holder.load for holder in team) / sum(holder.capacity for holder in team))
    for team in (*two, *service.teams):
        with_room = [holder for holder in team if holder.load < service.hard_cap * holder.capacity]
        if with_room:
            child.holder = min(with_room, key=lambda holder: (holder.load + 0.5) / holder.capacity)
            child.holder.load += 1
            service.events += 1
            return True
    return False


def let_go(service: Service, child: Child) -> None:
    """Free the place of a closed case for whoever waits longest."""
    child.is_held = False
    if child.holder is None:
        return
    child.holder.load -= 1
    child.holder = None
    while service.waiting:
        following = service.waiting.popleft()
        if following.is_held:
            allocate(service, following)
            return
