"""The areas that results are given for: authorities, and the regions and the nation that are simulated whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from workforce_sim.records import measures
from workforce_sim.records.recorder import Array, Place
from workforce_sim.records.tables import Table

ENGLAND = "E92000001"
LONDON = ("E12000007", "London")
LONDON_PARTS = ("E13000001", "E13000002")

NATIONAL = "National"
REGIONAL = "Regional"
LOCAL = "Local authority"
SIMULATED = "Simulated areas"
"""The one level that is not published: everything simulated, where that is neither a region nor England."""


@dataclass(frozen=True, slots=True)
class Area:
    """Name one row of results at one time: its level and codes as published, and which simulated places are in it.

    Codes and names that do not apply to the level are None, as they are blank in the published file.
    """

    geographic_level: str
    region_code: str | None
    region_name: str | None
    new_la_code: str | None
    la_name: str | None
    members: tuple[int, ...]

    @property
    def name(self) -> str:
        """What a person would call the area."""
        if self.geographic_level == NATIONAL:
            return "England"
        return self.la_name or self.region_name or f"The {len(self.members)} authorities simulated"


def areas_of(places: Sequence[Place], whole: Collection[str]) -> tuple[Area, ...]:
    """List the areas to give results for: England, regions, everything simulated, then the authorities in order.

    ``whole`` holds the codes of the regions, and of England, of which every authority is simulated: only those have a
    row, because half a region is no region. London is Inner and Outer London together.
    """
    everyone = tuple(range(len(places)))
    regions = {place.region_code: place.region_name for place in places if place.region_code in whole}
    members = {code: tuple(n for n in everyone if places[n].region_code == code) for code in regions}
    if all(code in regions for code in LONDON_PARTS):
        regions[LONDON[0]] = LONDON[1]
        members[LONDON[0]] = tuple(sorted(members[LONDON_PARTS[0]] + members[LONDON_PARTS[1]]))
    totals = [Area(REGIONAL, code, regions[code], None, None, members[code]) for code in sorted(regions)]
    if ENGLAND in whole:
        totals.insert(0, Area(NATIONAL, None, None, None, None, everyone))
    if len(everyone) > 1 and all(total.members != everyone for total in totals):
        totals.append(Area(SIMULATED, None, None, None, None, everyone))
    authorities = [
        Area(LOCAL, place.region_code, place.region_name, place.code, place.name, (number,))
        for number, place in enumerate(places)
    ]
    return (*totals, *authorities)


def headline_area(areas: Sequence[Area]) -> Area:
    """Choose the area that results are about: the authority if there is one, else all that is simulated together."""
    everyone = max(len(area.members) for area in areas)
    whole = [area for area in areas if len(area.members) == everyone]
    return whole[-1] if everyone == 1 else whole[0]


def by_area(table: Table, array: Array, areas: Sequence[Area]) -> Array:
    """Add up the places of each area and work its rates out afresh.

    Takes (periods, places, columns) and gives (periods, areas, columns). A count that is unknown for one
    place is unknown for the areas that hold it, never taken for nought.
    """
    given = np.empty((array.shape[0], len(areas), array.shape[2]))
    for position, area in enumerate(areas):
        if len(area.members) == 1:
            given[:, position] = array[:, area.members[0]]
        else:
            given[:, position] = array[:, list(area.members)].sum(axis=1)
            measures.recompute(table.index, given[:, position])
    return given
