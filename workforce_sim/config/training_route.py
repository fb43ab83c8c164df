"""A training route: when its cohorts start and qualify, and how many of them arrive."""

from __future__ import annotations

import datetime as dt

from workforce_sim.config.declaration import Section
from workforce_sim.config.units import (
    CalendarYear,
    DatedHeadsPerYear,
    MonthOfYear,
    Months,
    RelativeHazard,
    Share,
    WholeYears,
)


class TrainingRoute(Section):
    """One route into the profession; each route declares its own figures in ``training_routes.py``.

    A cohort qualifies in ``qualifies_month`` of ``first_qualifies_year`` and of every ``every_years``-th year before
    and after it, having started ``length_months`` earlier. ``intake`` is read on the day the cohort started, so that a
    dated change reaches the labour market one course later.
    """

    intake: DatedHeadsPerYear
    every_years: WholeYears
    length_months: Months
    qualifies_month: MonthOfYear
    first_qualifies_year: CalendarYear
    completion_share: Share
    share_reaching: Share
    first_two_years_leaving: RelativeHazard

    def cohorts(self, first: dt.date, last: dt.date) -> tuple[tuple[dt.date, dt.date], ...]:
        """List the cohorts that qualify between two dates, both included: the day each started, the day it qualifies.

        Both fall on the first of a month. The cohort's size, in England, is ``intake.on(started)``.
        """
        cohorts = []
        for year in range(first.year, last.year + 1):
            qualified = dt.date(year, self.qualifies_month, 1)
            if (year - self.first_qualifies_year) % self.every_years == 0 and first <= qualified <= last:
                cohorts.append((_months_before(qualified, self.length_months), qualified))
        return tuple(cohorts)

    def reaching(self, started: dt.date) -> float:
        """Give how many of the cohort that started on a date reach local authority children's work, England heads."""
        return self.intake.on(started) * self.completion_share * self.share_reaching


def _months_before(date: dt.date, months: int) -> dt.date:
    month = date.year * 12 + date.month - 1 - months
    return dt.date(month // 12, month % 12 + 1, 1)
