"""The case book alone: how many case events it plays in a second, holders fixed, without anybody's career."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.measurement import Measurement
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.config import load_scenario
from workforce_sim.figures.areas import select
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.workforce.open_case_book import open_case_book
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS

CONFIGS = Path(__file__).resolve().parent.parent / "configs"
DAYS_A_YEAR = 365.25
DAYS_A_CALL = 30
"""Once a month, as the census does."""


def measure_case_book(replications: int) -> Measurement:
    """Count the case events of Nottinghamshire over ten years, several times, and divide by the time they took."""
    seconds, events = 0.0, 0
    play(open_book(replication=0), days=DAYS_A_CALL)  # compiles, or loads what was compiled before
    for replication in range(1, replications + 1):
        book = open_book(replication)
        opened = book.case_events
        seconds += play(book, days=round(10 * DAYS_A_YEAR))
        events += book.case_events - opened
    return Measurement(
        job="case book alone, one core",
        measured=events / seconds / 1e6,
        target=15.0,
        reach=21.0,
        unit="M events/s",
        detail=f"{events:,} arrivals, stage ends and allocations in {seconds:.3f} s, draws included",
        more_is_better=True,
    )


def open_book(replication: int) -> CaseBook:
    """Open the case book of Nottinghamshire for as many full-time holders as the census counts, all alike."""
    scenario = load_scenario(CONFIGS / "authorities" / "nottinghamshire.yaml")
    (profile,) = select(scenario.areas)
    holders = round(profile.case_holders_fte)
    capacity = profile.cases / holders
    decisions = Decisions(1, replication)
    book, _ = open_case_book(profile, scenario, scenario.calendar(), decisions, [(capacity, FULL_TIME_HOURS)] * holders)
    return book


def play(book: CaseBook, days: int) -> float:
    """Play days of an opened book month by month; give the seconds it took."""
    begun = time.perf_counter()
    for day in range(DAYS_A_CALL, days + DAYS_A_CALL, DAYS_A_CALL):
        book.advance_to(min(day, days))
    return time.perf_counter() - begun
