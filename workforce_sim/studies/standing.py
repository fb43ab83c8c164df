"""Where a scenario stands: whom it simulates, the area that is told about, and what was published of that area."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workforce_sim.records.geography import Area, headline_area
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.pieces import result_areas
from workforce_sim.studies.published_rows import Row, published_rows

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

FIRST_PUBLISHED = 2017
"""The first census that the department's table has."""


@dataclass(frozen=True)
class Standing:
    """A scenario and the area that is told about: the one that the scenario is about unless another is chosen."""

    scenario: Scenario
    chosen: Area | None = None

    @cached_property
    def profiles(self) -> tuple[AuthorityProfile, ...]:
        """The authorities simulated."""
        return simulated_profiles(self.scenario)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas that results have rows for."""
        return result_areas(self.profiles)

    @property
    def area(self) -> Area:
        """The area that is told about."""
        return self.chosen or headline_area(self.areas)

    @property
    def place(self) -> int:
        """The place of that area among those that results have rows for."""
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
        """The published figures of the area told about, by year, as far back as the department's table goes."""
        return published_rows(self, self.start - FIRST_PUBLISHED + 1, self.area)
