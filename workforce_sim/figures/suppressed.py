"""Complete an authority's children looked after by placement, provider or age, where small counts are suppressed.

A suppressed count (c) is 1 to 5, or a larger one suppressed lest a small one be worked out. The total is published, so
the suppressed counts of a year share what the published ones leave of it, in England's proportions. A year without a
published total is replaced by the latest one before, at most ``CARRY_YEARS`` old, and failing that by the region's or
England's counts of the year, for what they say about shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workforce_sim.errors import UserError
from workforce_sim.figures.gathering import CARRY_YEARS
from workforce_sim.figures.published_table import ENGLAND, Lookup, Place


@dataclass(frozen=True, slots=True)
class Completed:
    """Children by the breakdowns of a topic, and where the counts come from."""

    counts: dict[str, float]
    suppressed: tuple[str, ...]
    """Breakdowns that share what the others leave."""
    left: float
    """Children whom they share."""
    year: int
    whose: str
    """Code of the authority itself or of its region, or "England"."""


def measure(topic: str, breakdown: str) -> str:
    """Name a count of children looked after as a ``Lookup`` does."""
    return f"children|{topic}: {breakdown}"


def completed(lookup: Lookup, place: Place, topic: str, breakdowns: Sequence[str], year: int) -> Completed:
    """Complete the counts of an authority by the rules above; raises UserError when even England has none."""
    own = [(place.code, earlier) for earlier in range(year, year - CARRY_YEARS - 1, -1)]
    for whose, known in (*own, (place.region_code, year), (ENGLAND, year)):
        if lookup.value(whose, measure(topic, "Total"), known):
            return completed_for(lookup, whose, topic, breakdowns, known)
    raise UserError(f"no figures are published for children looked after by {topic.lower()} in {year}; choose another year")


def completed_for(lookup: Lookup, whose: str, topic: str, breakdowns: Sequence[str], year: int) -> Completed:
    """Complete the counts of one place in a year whose total is published."""
    published = {name: lookup.value(whose, measure(topic, name), year) for name in breakdowns}
    counts = {name: value or 0.0 for name, value in published.items()}
    suppressed = tuple(name for name, value in published.items() if value is None)
    left = max(0.0, (lookup.value(whose, measure(topic, "Total"), year) or 0.0) - sum(counts.values()))
    england = [lookup.value(ENGLAND, measure(topic, name), year) or 0.0 for name in suppressed]
    for name, weight in zip(suppressed, england, strict=True):
        counts[name] = left * weight / sum(england) if sum(england) > 0 else left / len(suppressed)
    return Completed(counts, suppressed, left, year, whose)
