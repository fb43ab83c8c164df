"""A run small enough to add up by hand: Rutland, two years, four replications, with only the tables that a chart reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import polars as pl

from workforce_sim.records.geography import LOCAL
from workforce_sim.report.reported import Reported
from workforce_sim.studies.stored import Stored, scenario_of

REPLICATIONS = 4
RUTLAND = {
    "geographic_level": LOCAL,
    "region_code": "E12000004",
    "region_name": "East Midlands",
    "new_la_code": "E06000017",
    "la_name": "Rutland",
}
ROUTES_FTE = {
    "starters_newly_qualified_fte": 3.0,
    "starters_apprenticeship_fte": 0.0,
    "starters_another_authority_fte": 2.0,
    "starters_experienced_fte": 1.0,
    "starters_agency_fte": 0.5,
}
EXITS_FTE = {"leavers_left_fte": 4.0, "leavers_to_agency_fte": 1.0, "leavers_another_authority_fte": 1.5}
OPENING_FTE, RECLASSIFIED_FTE = 25.0, 0.5


@dataclass(frozen=True, kw_only=True)
class SmallRun(Reported):
    """A run whose tables are given instead of read."""

    given: Mapping[str, pl.DataFrame] | None = None

    def has(self, table: str) -> bool:
        """Say whether a table is given."""
        return table in (self.given or {})

    def table(self, name: str) -> pl.DataFrame:
        """Give a table."""
        return (self.given or {})[name]


def small_run(
    tables: Mapping[str, pl.DataFrame],
    *,
    areas: str | list[str] = "Rutland",
    horizon_years: int = 2,
    replications: int = REPLICATIONS,
) -> SmallRun:
    """Make a run of the tables given."""
    numbers = list(range(1, replications + 1))
    manifest: dict[str, Any] = {
        "scenario": {"name": "small", "areas": areas, "horizon_years": horizon_years},
        "replications_finished": numbers,
        "replications_asked": numbers,
        "price_base": "2025-26 prices",
    }
    stored = Stored(Path("results/small"), manifest, manifest)
    return SmallRun(scenario_of(manifest["scenario"]), stored=stored, given=tables)


def annual_return(promoted_hours_fte: float = 0.0, **columns: float) -> pl.DataFrame:
    """Make the annual return of two years: the flows of each year, replications that differ by who starts experienced.

    ``promoted_hours_fte`` is what the hours of a year change without anybody coming or going; ``columns`` are further
    measures, the same in every row.
    """
    rows = []
    for replication in range(1, REPLICATIONS + 1):
        in_post = OPENING_FTE
        none = dict.fromkeys((*ROUTES_FTE, *EXITS_FTE, "reclassified_fte"))
        rows.append({**RUTLAND, "time_period": 2025, "replication": replication, "inpost_fte": in_post, **none, **columns})
        for year in (2026, 2027):
            routes = ROUTES_FTE | {"starters_experienced_fte": float(replication)}
            in_post += sum(routes.values()) - sum(EXITS_FTE.values()) + RECLASSIFIED_FTE + promoted_hours_fte
            flows = {**routes, **EXITS_FTE, "reclassified_fte": RECLASSIFIED_FTE}
            rows.append({**RUTLAND, "time_period": year, "replication": replication, "inpost_fte": in_post, **flows, **columns})
    return pl.DataFrame(cast(Any, rows), infer_schema_length=None)
