"""Absence: sickness and leave take a case holder away for a while, and give the capacity back."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from workforce_sim.randomness.decisions import decision
from workforce_sim.workforce.capacity import refresh_capacity
from workforce_sim.workforce.social_worker import SocialWorker

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

ABSENT_AT_START = decision("absence.absent_at_start")
NEXT_SPELL = decision("absence.next_spell")
SPELL_LENGTH = decision("absence.spell_length")


def absences(authority: Authority, worker: SocialWorker, *, from_start: bool = False) -> Story:
    """Follow the spells of absence of one case holder until she stops holding cases here.

    Spells come so that the share of time away is the authority's published absence rate; lengths are exponential about
    ``absence.spell_days``. A spell expected to outlast ``absence.cases_move_after_days`` hands the cases over.
    """
    env, decisions, spell_days = authority.env, authority.decisions, authority.scenario.absence.spell_days
    holder, ordinal = worker.holder, 0
    is_away = from_start and decisions.uniform(ABSENT_AT_START, worker.key) < share_away(authority)
    while True:
        if not is_away:
            share = share_away(authority)
            if share <= 0.0:
                return
            gap = decisions.exponential(NEXT_SPELL, worker.key, ordinal, spell_days * (1.0 - share) / share)
            if env.now + gap > authority.calendar.days:
                return
            yield env.timeout(gap)
        if worker.holder != holder:
            return
        yield from be_away(authority, worker, decisions.exponential(SPELL_LENGTH, worker.key, ordinal, spell_days))
        if worker.holder != holder:
            return
        is_away, ordinal = False, ordinal + 1


def be_away(authority: Authority, worker: SocialWorker, length_days: float) -> Story:
    """Follow one spell of absence: no new cases, a long one moves the present cases too, then back to work."""
    env, holder = authority.env, worker.holder
    count_absence(authority, worker.hours)
    worker.is_absent = True
    if length_days > authority.scenario.absence.cases_move_after_days:
        authority.case_book.hand_over(int(env.now), holder)
    else:
        refresh_capacity(authority, worker)
    yield env.timeout(length_days)
    if worker.holder == holder:
        count_absence(authority, -worker.hours)
        worker.is_absent = False
        refresh_capacity(authority, worker)


def count_absence(authority: Authority, hours: int) -> None:
    """Count someone's weekly hours as away (or back, if negative) from this moment."""
    now = authority.env.now
    authority.absent_hour_days += authority.absent_hours * (now - authority.absent_counted_to)
    authority.absent_counted_to = now
    authority.absent_hours += hours


def share_away(authority: Authority) -> float:
    """Give the share of working time that is absence today: the published rate times the scenario's level."""
    level = authority.timetable.absence_level[min(int(authority.env.now), authority.calendar.days)]
    return min(authority.profile.absence_rate * level, 0.5)
