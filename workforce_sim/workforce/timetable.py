"""The dated parameters of a scenario, written out day by day once for all the processes of a replication."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from workforce_sim.clock import Calendar

if TYPE_CHECKING:
    from workforce_sim.config.dated import Dated
    from workforce_sim.config.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Timetable:
    """Give the value in force on each day since the start; every list has ``calendar.days + 1`` numbers.

    Shares are of leavers, levels are relative to the authority's own published figures, growth is per year.
    """

    share_to_agency: list[float]
    share_to_another_authority: list[float]
    growth_per_year: list[float]
    is_frozen: list[bool]
    candidates_level: list[float]
    agency_cover_level: list[float]
    agency_surge_level: list[float]
    absence_level: list[float]
    apprenticeship_intake: list[float]

    def thaws_on(self, day: int) -> int | None:
        """Give the first day from ``day`` on which adverts are not frozen; None when that is past the end."""
        while day < len(self.is_frozen):
            if not self.is_frozen[day]:
                return day
            day += 1
        return None


def write_out(scenario: Scenario, calendar: Calendar) -> Timetable:
    """Write out the dated parameters that the processes look up by day."""
    return Timetable(
        share_to_agency=day_by_day(scenario.turnover.share_to_agency, calendar),
        share_to_another_authority=day_by_day(scenario.turnover.share_to_another_authority, calendar),
        growth_per_year=day_by_day(scenario.establishment.growth_per_year, calendar),
        is_frozen=[frozen > 0.5 for frozen in day_by_day(scenario.recruitment.freeze, calendar)],
        candidates_level=day_by_day(scenario.labour_market.candidates_level, calendar),
        agency_cover_level=day_by_day(scenario.agency.cover_level, calendar),
        agency_surge_level=day_by_day(scenario.agency.surge_level, calendar),
        absence_level=day_by_day(scenario.absence.level, calendar),
        apprenticeship_intake=day_by_day(scenario.apprenticeship.intake, calendar),
    )


@lru_cache(maxsize=64)
def day_by_day(dated: Dated, calendar: Calendar) -> list[float]:
    """Write out one dated parameter, to be read only: it is the same in every replication of a scenario."""
    if dated.is_constant:
        return [dated.before] * (calendar.days + 1)
    return cast(list[float], dated.daily(calendar).tolist())
