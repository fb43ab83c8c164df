"""Find an authority's figure for a year, or a stated substitute for it, and keep a note of every substitute.

In this order: the figure as published; ``low`` is 0; a count of children suppressed as ``c`` stands for 1 to 5 and is
taken as 3; the latest earlier figure, at most ``CARRY_YEARS`` old; the region's (or England's) rate times the
authority's size. A later figure is never used: whoever started a projection in that year could not have known it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workforce_sim.errors import UserError
from workforce_sim.figures.published_table import ENGLAND, Lookup, Place
from workforce_sim.figures.sources import SYMBOLS

CARRY_YEARS = 4
"""A figure older than this says less about an authority than its region does."""

SUPPRESSED_COUNT = 3.0
"""Middle of the counts 1 to 5 that the department suppresses with c."""


@dataclass
class Gatherer:
    """Collects one authority's figures and notes which are not as published."""

    lookup: Lookup
    place: Place
    notes: list[str] = field(default_factory=list)

    def note(self, name: str, what: str, year: int, symbol: str) -> None:
        """Write down that a profile's figure is not the published one, and why."""
        reason = f"is {symbol} ({SYMBOLS[symbol]})" if symbol in SYMBOLS else "is not given"
        self.notes.append(f"{name}: {what} because {year} {reason}")

    def count(self, name: str, measure: str, year: int, size: str, size_year: int, suppressed: bool = False) -> float:
        """Give a count for a year by the rules above.

        ``size`` is the measure that the region's rate is multiplied by, read in ``size_year``; for an authority that
        did not exist then, in the first year up to ``year`` in which it has a size. ``suppressed`` allows a c to be
        read as 1 to 5. Raises UserError when even England has no figure.
        """
        figure = self.lookup.get(self.place.code, measure, year)
        if figure.value is not None:
            return figure.value
        if suppressed and figure.symbol == "c":
            self.note(name, f"taken as {SUPPRESSED_COUNT:g}, the middle of 1 to 5,", year, "c")
            return SUPPRESSED_COUNT
        carried = self.carried(measure, year)
        if carried is not None:
            self.note(name, f"carried forward from {carried[0]}", year, figure.symbol)
            return carried[1]
        own_size, size_year = self._own_size(size, size_year, year)
        rate, whose = self._rate_of_others(measure, year, size, size_year)
        self.note(name, f"estimated from the rate of {whose}", year, figure.symbol)
        return rate * own_size

    def carried(self, measure: str, year: int) -> tuple[int, float] | None:
        """Give year and value of the latest earlier figure that is not too old."""
        for earlier in range(year - 1, year - CARRY_YEARS - 1, -1):
            value = self.lookup.value(self.place.code, measure, earlier)
            if value is not None:
                return earlier, value
        return None

    def _own_size(self, size: str, size_year: int, year: int) -> tuple[float, int]:
        """Give the authority's size and the year it was read in; 0 where it has none up to a year."""
        for known in range(size_year, year + 1):
            value = self.lookup.value(self.place.code, size, known)
            if value is not None:
                return value, known
        return 0.0, size_year

    def _rate_of_others(self, measure: str, year: int, size: str, size_year: int) -> tuple[float, str]:
        for code, whose in ((self.place.region_code, self.place.region_name), (ENGLAND, ENGLAND)):
            count = self.lookup.value(code, measure, year)
            total = self.lookup.value(code, size, size_year)
            if count is not None and total:
                return count / total, whose
        raise UserError(f"no figures are published for {measure} in {year}; choose another year")
