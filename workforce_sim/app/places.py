"""The places that can be asked about, and what is published of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.areas import profiles, region_names
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.geography import Area, headline_area
from workforce_sim.report.reported import FIRST_PUBLISHED
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.pieces import result_areas
from workforce_sim.studies.published_rows import Row, published_rows

ENGLAND = "England"
OWN_FIGURES = {
    "inpost_fte": "In post, FTE",
    "vacancy_fte": "Vacancies, FTE",
    "agency_fte": "Agency workers, FTE",
    "cases": "Cases held",
    "case_holders_fte": "Case holders, FTE",
}
"""What a planner may put in the place of a published figure."""


@cache
def choices() -> tuple[str, ...]:
    """List England, the regions, and the authorities by name."""
    return (ENGLAND, *region_names(), *sorted(profile.name for profile in profiles()))


@cache
def named(choice: str) -> str:
    """Say a choice as the list shows it: a region as one."""
    return f"{choice} (region)" if choice in region_names() else choice


def authority(choice: str) -> AuthorityProfile | None:
    """Give the profile of an authority; None for a region and for England."""
    return next((profile for profile in profiles() if profile.name == choice), None)


@dataclass(frozen=True)
class Standing:
    """Where a scenario stands: whom it simulates, the area that it is about, and what was published of that area."""

    scenario: Scenario

    @cached_property
    def profiles(self) -> tuple[AuthorityProfile, ...]:
        """The authorities simulated."""
        return simulated_profiles(self.scenario)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas that results have rows for."""
        return result_areas(self.profiles)

    @cached_property
    def area(self) -> Area:
        """The area that is told about."""
        return headline_area(self.areas)

    @property
    def place(self) -> int:
        """The place of that area among those of the results."""
        return self.areas.index(self.area)

    @property
    def start(self) -> int:
        """The year of the census that the simulation starts from."""
        return self.scenario.start.year

    @property
    def last(self) -> int:
        """The year of the last census simulated."""
        return int(self.scenario.calendar().end.year)

    @cached_property
    def published(self) -> dict[int, Row]:
        """The published figures of the area by year."""
        return published_rows(self, self.start - FIRST_PUBLISHED + 1, self.area)
