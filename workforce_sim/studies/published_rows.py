"""The published rows that a run is shown beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from workforce_sim.records import geography
from workforce_sim.records.geography import headline_area

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.figures.published_table import Lookup
    from workforce_sim.records.geography import Area

Row = dict[str, float | None]

FOLLOWS = {
    "inpost_fte": ("inpost_fte", "vacancy_rate_fte", "agency_rate_fte"),
    "vacancy_fte": ("vacancy_rate_fte",),
    "agency_fte": ("agency_rate_fte",),
    "cases": ("caseload_fte",),
    "case_holders_fte": ("caseload_fte",),
}
"""The measures of the start census that are no longer the published ones when a planner gives an own figure."""


class Simulated(Protocol):
    """Whatever knows a scenario, whom it simulates and the areas it has results for: a run, or a results folder."""

    @property
    def scenario(self) -> Scenario:
        """The scenario that was simulated."""

    @property
    def profiles(self) -> Sequence[AuthorityProfile]:
        """The authorities simulated."""

    @property
    def areas(self) -> Sequence[Area]:
        """The areas that results have rows for."""


def published_rows(result: Simulated, years: int, area: Area | None = None) -> dict[int, Row]:
    """Give the published figures of an area, the one that a run is about unless given, for the last years up to its start.

    Where that area is no published one, its authorities are added up and the rates worked out as the department does; a
    year in which a figure of one of them is missing is shown without it.
    """
    from workforce_sim.figures.published_table import ENGLAND
    from workforce_sim.records.tables import ANNUAL_RETURN

    start = result.scenario.start.year
    area = area or headline_area(result.areas)
    if area.geographic_level == geography.NATIONAL:
        codes = [ENGLAND]
    elif area.geographic_level == geography.REGIONAL:
        codes = [str(area.region_code)]
    else:
        codes = [result.profiles[number].code for number in area.members]
    names = ANNUAL_RETURN.names
    published = _looked_up(start - years + 1)
    rows: dict[int, Row] = {}
    for year in range(start - years + 1, start + 1):
        parts = [{name: published.value(code, name, year) for name in names} for code in codes]
        row = parts[0] if len(parts) == 1 else added_up(parts)
        if any(value is not None for value in row.values()):
            rows[year] = row
    return rows


@lru_cache(maxsize=1)
def _looked_up(first_year: int) -> Lookup:
    """Gather the figures once, because a workbook of England asks for those of every area."""
    from workforce_sim.figures.published_table import look_up
    from workforce_sim.records.tables import ANNUAL_RETURN

    return look_up(ANNUAL_RETURN.names, first_year)


def own_measures(result: Simulated) -> frozenset[str]:
    """Say which measures of the start census a planner's own figures have changed."""
    from workforce_sim.figures.areas import select

    if result.scenario.figures is None:
        return frozenset()
    published = {profile.code: profile for profile in select(result.scenario.areas, result.scenario.start.year)}
    return frozenset(
        measure
        for profile in result.profiles
        for figure, measures in FOLLOWS.items()
        if getattr(profile, figure) != getattr(published[profile.code], figure)
        for measure in measures
    )


def added_up(parts: list[Row]) -> Row:
    """Add up the counts of several areas and work the rates out afresh; unknown where one of them is."""
    import numpy as np

    from workforce_sim.records import measures
    from workforce_sim.records.tables import ANNUAL_RETURN

    values = np.array([[np.nan if part[name] is None else part[name] for name in part] for part in parts], dtype=float)
    total = values.sum(axis=0)
    columns: Mapping[str, int] = {name: place for place, name in enumerate(parts[0])}
    absent = columns["absent_fte"]
    total[absent] = (values[:, columns["absence_rate_fte"]] * values[:, columns["inpost_fte"]] / 100.0).sum()
    measures.recompute({name: columns[name] for name in ANNUAL_RETURN.names}, total)
    return {name: None if np.isnan(total[place]) else float(total[place]) for name, place in columns.items()}
