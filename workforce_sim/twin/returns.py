"""The twin's annual return as a table: authorities, regions and England, in the columns of a run's."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.frames import frame
from workforce_sim.records.geography import areas_of
from workforce_sim.records.recorder import Place, ReplicationRecords
from workforce_sim.studies.areas import simulated_profiles, whole_areas
from workforce_sim.twin.events import lived_through

TABLE = "annual_return"


def expected(scenario: Scenario, profiles: Sequence[AuthorityProfile] | None = None) -> pl.DataFrame:
    """Solve a scenario in expected values; a row a census year and area, as ``annual_return`` of a run without replications.

    Measures that take individuals or a queue are null (``written.NOT_KNOWN``), as are the flows of the start census.
    ``profiles`` unless given are those that the scenario simulates. Raises ScenarioError as a run does.
    """
    places = tuple(profiles) if profiles is not None else simulated_profiles(scenario)
    written = lived_through(scenario, places)
    named = [Place(p.code, p.old_code, p.name, p.region_code, p.region_name) for p in places]
    areas = areas_of(named, whole_areas(places))
    record = ReplicationRecords(0, {TABLE: written.annual}, written.annual[..., :0], 0.0)
    return frame(TABLE, scenario.name, scenario.calendar(), areas, [record]).drop("replication")
