"""Long absence: sickness and leave take a case holder away for weeks, the cases move, and the capacity comes back.

Short absence is part of what anybody's usual caseload already allows for; only the long spells are followed one by one.
"""

from __future__ import annotations

from collections.abc import Generator
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np
import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.randomness.decisions import decision
from workforce_sim.workforce.capacity import book_day, refresh_capacity
from workforce_sim.workforce.social_worker import SocialWorker

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

ABSENT_AT_START = decision("absence.absent_at_start")
NEXT_SPELL = decision("absence.next_spell")
SPELL_LENGTH = decision("absence.spell_length")


def absences(authority: Authority) -> Story:
    """Begin, month by month, the long absences that fall in it; some people are away already at the start."""
    env, share = authority.env, share_long_absent(authority)
    holders = [worker for worker in authority.roster.people.values() if worker.holds_cases]
    identities = np.array([worker.key for worker in holders], dtype=np.int64)
    for worker, luck in zip(holders, authority.decisions.uniforms(ABSENT_AT_START, identities).tolist(), strict=True):
        if luck < share:
            env.process(long_absence(authority, worker, begins_day=0))
        else:
            expect_absence(authority, worker)
    for month_ends in authority.calendar.month_ends:
        while authority.spells and authority.spells[0][0] <= month_ends:
            begins_day, _, holder, worker = heappop(authority.spells)
            if worker.holder == holder:
                env.process(long_absence(authority, worker, max(begins_day, int(env.now))))
        yield env.timeout(max(at(month_ends + 1, Phase.SHOCKS) - env.now, 0.0))


def expect_absence(authority: Authority, worker: SocialWorker) -> None:
    """Draw when a case holder's next long absence begins, such that their share of time is the authority's own."""
    share = share_long_absent(authority)
    if share <= 0.0:
        return
    today = int(authority.env.now)
    gap_days = authority.scenario.absence.spell_days * (1.0 - share) / share
    begins = today + 1 + int(authority.decisions.exponential(NEXT_SPELL, worker.key, worker.absences, gap_days))
    if begins <= authority.calendar.days:
        heappush(authority.spells, (begins, worker.key, worker.holder, worker))


def long_absence(authority: Authority, worker: SocialWorker, begins_day: int) -> Story:
    """Follow one long absence: every case moves to somebody else, and in the end the worker comes back to take new ones."""
    env, holder, mean_days = authority.env, worker.holder, authority.scenario.absence.spell_days
    if begins_day > env.now:
        yield env.timeout(at(begins_day, Phase.LEAVERS) - env.now)
    if worker.holder != holder:
        return
    length = authority.decisions.exponential(SPELL_LENGTH, worker.key, worker.absences, mean_days)
    worker.absences += 1
    worker.is_absent = True
    count_absence(authority, worker.hours)
    authority.case_book.hand_over(book_day(authority), holder)
    yield env.timeout(at(int(env.now + length) + 1, Phase.STARTERS) - env.now)
    if worker.holder == holder:
        worker.is_absent = False
        count_absence(authority, -worker.hours)
        refresh_capacity(authority, worker)
        expect_absence(authority, worker)


def count_absence(authority: Authority, hours: int) -> None:
    """Count someone's weekly hours as away (or back, if negative) from this moment."""
    now = authority.env.now
    authority.absent_hour_days += authority.absent_hours * (now - authority.absent_counted_to)
    authority.absent_counted_to = now
    authority.absent_hours += hours


def absence_rate_today(authority: Authority) -> float:
    """Give the share of working time lost to absence of any length today: the published rate at the scenario's level."""
    level = authority.timetable.absence_level[int(authority.env.now)]
    return min(authority.profile.absence_rate * level, 0.5)


def share_long_absent(authority: Authority) -> float:
    """Give the share of working time lost to long absence today."""
    return absence_rate_today(authority) * authority.scenario.absence.long_share
