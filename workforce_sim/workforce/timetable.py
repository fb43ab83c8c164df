"""The dated parameters of a scenario, written out day by day once for all the processes of a replication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_sim.clock import Calendar

if TYPE_CHECKING:
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
        share_to_agency=scenario.turnover.share_to_agency.daily(calendar).tolist(),
        share_to_another_authority=scenario.turnover.share_to_another_authority.daily(calendar).tolist(),
        growth_per_year=scenario.establishment.growth_per_year.daily(calendar).tolist(),
        is_frozen=(scenario.recruitment.freeze.daily(calendar) > 0.5).tolist(),
        candidates_level=scenario.labour_market.candidates_level.daily(calendar).tolist(),
        agency_cover_level=scenario.agency.cover_level.daily(calendar).tolist(),
        agency_surge_level=scenario.agency.surge_level.daily(calendar).tolist(),
        absence_level=scenario.absence.level.daily(calendar).tolist(),
        apprenticeship_intake=scenario.apprenticeship.intake.daily(calendar).tolist(),
    )
