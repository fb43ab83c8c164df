"""Time: days since the start, the months and censuses that fall in them, and the order of events within a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache

FINANCIAL_YEAR_BEGINS = 4
"""On 1 April."""
MONTHS_A_YEAR = 12


class Phase:
    """Order the events of one day: what changes the world, who goes, who comes, what the cases do, what is written down.

    The number is the fraction of a day at which the phase falls, so that the simulation clock itself keeps the order and
    nothing depends on which process was created first. Plain numbers, for an enumeration takes five times as long to read.
    """

    SHOCKS = 0.0
    LEAVERS = 0.1
    STARTERS = 0.2
    LABOUR_MARKET = 0.3
    RECORDS = 0.9


def at(day: int, phase: float) -> float:
    """Give the clock time, in days since the start, of a phase of a day."""
    return day + phase


@dataclass(frozen=True)
class Calendar:
    """Turn dates into days since the start of a scenario and back.

    ``start`` is the census day the authorities are born on; ``horizon_years`` whole years follow it.
    """

    start: dt.date
    horizon_years: int

    @cached_property
    def end(self) -> dt.date:
        """The last day simulated: the census day ``horizon_years`` after the start."""
        return _years_after(self.start, self.horizon_years)

    @cached_property
    def days(self) -> int:
        """How many days are simulated after the start day."""
        return (self.end - self.start).days

    def day_of(self, date: dt.date) -> int:
        """Count the days from the start to a date; negative before it."""
        return (date - self.start).days

    def date_of(self, day: float) -> dt.date:
        """Give the date of a day since the start."""
        return self.start + dt.timedelta(days=int(day))

    @cached_property
    def month_ends(self) -> tuple[int, ...]:
        """The last day of every calendar month after the start month, as days since the start.

        A start on 30 September gives 31 October first; the start day itself is not a month end of the simulation.
        """
        ends: list[int] = []
        year, month = self.start.year, self.start.month
        while True:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            following = dt.date(year + 1, 1, 1) if month == 12 else dt.date(year, month + 1, 1)
            day = self.day_of(following) - 1
            if day > self.days:
                return tuple(ends)
            ends.append(day)

    @cached_property
    def month_begins(self) -> tuple[int, ...]:
        """The first day of each of these months, as days since the start: 1, the day after the start, first."""
        return (1, *(day + 1 for day in self.month_ends[:-1]))

    @cached_property
    def financial_years(self) -> tuple[int, ...]:
        """For every month end the year in whose April its financial year began."""
        return tuple(financial_year_of(self.date_of(day)) for day in self.month_ends)

    @cached_property
    def whole_financial_years(self) -> tuple[str, ...]:
        """The names of the financial years of which all twelve months are simulated."""
        months = self.financial_years
        return tuple(financial_year(began) for began in dict.fromkeys(months) if months.count(began) == MONTHS_A_YEAR)

    @cached_property
    def census_days(self) -> tuple[int, ...]:
        """The start day and its anniversaries, as days since the start; shape (horizon_years + 1,)."""
        return tuple(self.day_of(_years_after(self.start, n)) for n in range(self.horizon_years + 1))


def financial_year_of(date: dt.date) -> int:
    """Give the year on whose 1 April the financial year of a date began."""
    return date.year if date.month >= FINANCIAL_YEAR_BEGINS else date.year - 1


def financial_year(began: int) -> str:
    """Name the financial year that began on 1 April of a year: ``2025-26``."""
    return f"{began}-{(began + 1) % 100:02d}"


@lru_cache(maxsize=16)
def calendar_of(start: dt.date, horizon_years: int) -> Calendar:
    """Give the calendar of a start and a horizon, the same one to all who ask: its months are worked out once."""
    return Calendar(start, horizon_years)


def _years_after(date: dt.date, years: int) -> dt.date:
    try:
        return date.replace(year=date.year + years)
    except ValueError:  # 29 February in a common year
        return dt.date(date.year + years, 2, 28)
