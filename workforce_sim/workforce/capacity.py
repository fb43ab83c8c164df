"""How many cases a worker can hold: the authority's usual caseload, the person, hours, first year, learners and absence."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np
import simpy
from numpy.typing import NDArray

from workforce_sim.clock import Phase, at
from workforce_sim.config.cases import CASELOAD_EDGES_CASES
from workforce_sim.randomness.decisions import decision
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, LONG_AGO, NOBODY, SocialWorker

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

USUAL_CASELOAD = decision("capacity.usual_caseload")
HOLDS_CASES = decision("capacity.holds_cases")

FIRST_YEAR_SHARES = np.array([0.033, 0.039, 0.046, 0.013, 0.0, 0.0])
"""Where workers in their supported year are among the published bands: 13% of holders (almost 3,000 of 21,100), a quarter
each with 25, 50, 70 and 90% of an average caseload."""

QUARTER_DAYS = 91.25
ASYE_DAYS = 365


@dataclass(frozen=True, slots=True)
class CapacityRules:
    """How capacity is worked out in one authority.

    ``usual_cases`` is cases per FTE of a fully experienced holder; ``asye_share`` the share of that in each quarter of
    the assessed and supported year; ``apprentice_share`` what an apprentice adds in each year of training under the
    educator's name, and ``educator_time_share`` what teaching one takes away; ``spread`` is the distribution of usual
    caseloads over workers, relative to the mean, as (share below, caseload); shape (2, n).
    """

    usual_cases: float
    spread: NDArray[np.float64]
    asye_share: tuple[float, ...]
    apprentice_share: tuple[float, ...]
    educator_time_share: float


def spread_of_caseloads(scenario: Scenario) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the distribution of usual caseloads over workers, relative to its mean, as (share below, caseload).

    The published bands (DfE, caseload groups, September 2021), even within each band; the open top band, 25 to 50, falls
    off so that its mean is 29 cases (an assumption: the publisher gives no split). What the simulation adds by itself is
    taken out: workers in their first year (``FIRST_YEAR_SHARES``), and the differences between authorities, for which the
    spread is narrowed by ``cases.spread_within_authority``. Both arrays of shape (n,).
    """
    shares = np.asarray(scenario.cases.caseload_bands, dtype=np.float64)
    shares = np.maximum(shares - FIRST_YEAR_SHARES, 0.0)
    below = np.concatenate(([0.0], np.cumsum(shares) / shares.sum()))
    top = below[-2]
    tail = np.array([0.45, 0.75, 0.92])
    below = np.concatenate((below[:-1], top + (1.0 - top) * tail, [1.0]))
    cases = np.concatenate((CASELOAD_EDGES_CASES[:-1], [27.5, 30.5, 36.0], CASELOAD_EDGES_CASES[-1:]))
    mean = float(np.sum(np.diff(below) * 0.5 * (cases[1:] + cases[:-1])))
    return below, 1.0 + (cases / mean - 1.0) * scenario.cases.spread_within_authority


def asye_share_on(rules: CapacityRules, worker: SocialWorker, day: float) -> float:
    """Give the share of a full caseload that a worker takes on a day: below 1 in the assessed and supported year."""
    quarter = int((day - worker.asye_from) / QUARTER_DAYS)
    return rules.asye_share[quarter] if quarter < len(rules.asye_share) else 1.0


def capacity_cases(rules: CapacityRules, worker: SocialWorker, day: float) -> float:
    """Work out how many cases a worker can hold on a day; never below a twentieth of a case for a holder at work."""
    if worker.is_absent:
        return 0.0
    capacity = rules.usual_cases * worker.usual_caseload * (worker.hours / FULL_TIME_HOURS)
    if worker.asye_from != LONG_AGO:
        capacity *= asye_share_on(rules, worker, day)
    for apprentice in worker.apprentices:
        capacity -= capacity * rules.educator_time_share
        capacity += rules.usual_cases * rules.apprentice_share[min(apprentice.year, len(rules.apprentice_share) - 1)]
    return max(capacity, 0.05)


def book_day(authority: Authority) -> int:
    """Give the day on which the case book takes up a change made now; the start day itself is past, as the census saw it."""
    return int(authority.env.now) or 1


def refresh_capacity(authority: Authority, worker: SocialWorker) -> None:
    """Tell the case book how many cases a worker can hold from today."""
    if worker.holder != NOBODY:
        now = authority.env.now
        authority.case_book.set_capacity(int(now) or 1, worker.holder, capacity_cases(authority.capacity, worker, now))


def supported_first_years(authority: Authority) -> Story:
    """Raise the capacity of those in their assessed and supported year, quarter by quarter, at the start of each month."""
    env = authority.env
    for today in authority.calendar.month_begins[1:]:
        yield env.timeout(at(today, Phase.STARTERS) - env.now)
        due = authority.first_year_steps
        while due and due[0][0] <= today:
            refresh_capacity(authority, heappop(due)[-1])
        since = today - ASYE_DAYS
        authority.first_years = [w for w in authority.first_years if w.asye_from > since and not w.has_left]


def begin_first_year(authority: Authority, worker: SocialWorker) -> None:
    """Enter a newly qualified worker among those in their supported year, with the days on which capacity goes up."""
    authority.first_years.append(worker)
    for quarter in range(1, len(authority.capacity.asye_share) + 1):
        step = worker.asye_from + math.ceil(quarter * QUARTER_DAYS)
        if step > authority.env.now:
            heappush(authority.first_year_steps, (step, worker.key, worker))


def take_up_cases(authority: Authority, worker: SocialWorker) -> None:
    """Enter a worker in the case book as somebody whom cases can be allocated to."""
    today = authority.env.now
    capacity = capacity_cases(authority.capacity, worker, today)
    worker.holder = authority.case_book.add_holder(book_day(authority), capacity, worker.hours)
    authority.holder_hours += worker.hours


def give_up_cases(authority: Authority, worker: SocialWorker) -> None:
    """Take a worker out of the case book: every case moves to somebody else."""
    authority.case_book.remove_holder(book_day(authority), worker.holder)
    authority.holder_hours -= worker.hours
    worker.holder = NOBODY


def draws_cases(authority: Authority, worker: SocialWorker) -> bool:
    """Draw whether somebody in this role holds cases here, at the share that the census implies."""
    share = authority.holding_share[worker.role]
    return share > 0.0 and authority.decisions.uniform(HOLDS_CASES, worker.key, int(worker.role)) < share
