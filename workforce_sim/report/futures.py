"""Published history of a measure and the fan of its futures, as charts and tables of results show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from workforce_sim.records.ranges import REPLICATIONS_FOR
from workforce_sim.studies.estimates import quantile_over_replications

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

RANGES = (50, 80, 95)
"""Shares of the replications that the bands hold, in per cent."""
LEAST_FOR = {50: REPLICATIONS_FOR["80"], 80: REPLICATIONS_FOR["80"], 95: REPLICATIONS_FOR["95"]}


@dataclass(frozen=True, slots=True)
class Futures:
    """What was published of one measure and what the replications say.

    ``published`` has the columns year and value; ``simulated`` year, median and ``lower_50`` to ``upper_95`` for as many
    ranges as there are replications for, in the unit of the measure, from the start census on.
    """

    measure: str
    published: pl.DataFrame
    simulated: pl.DataFrame
    ranges: tuple[int, ...]

    def at(self, year: int) -> dict[str, float]:
        """Give the simulated row of a year; raises KeyError where it is not simulated."""
        rows = self.simulated.filter(year=year)
        if rows.is_empty():
            raise KeyError(year)
        return rows.row(0, named=True)

    @property
    def first_year(self) -> int:
        """The first year that is known, published or simulated."""
        return int(min([*self.published["year"].to_list(), *self.simulated["year"].to_list()]))


def futures(results: Reported, measure: str) -> Futures:
    """Gather one annual measure of the area told about, of a run.

    Where the start census has no value of its own, as for flows of the year before, the fan opens at the published one.
    """
    history = results.published
    known = {year: row[measure] for year, row in history.items() if row.get(measure) is not None}
    rows = results.here(results.table("annual_return")).select("time_period", "replication", measure)
    simulated = {int(str(year)): group[measure].to_numpy().astype(float) for (year,), group in rows.group_by("time_period")}
    return gathered(measure, known, simulated, results.start)


def gathered(
    measure: str,
    known: Mapping[int, float | None],
    simulated: Mapping[int, np.ndarray[tuple[int, ...], np.dtype[np.float64]]],
    start: int,
) -> Futures:
    """Gather one annual measure from its published value by year and the values of the replications by year."""
    published = pl.DataFrame({"year": list(known), "value": list(known.values())}, schema={"year": pl.Int64, "value": pl.Float64})
    replications = max((len(values) for values in simulated.values()), default=0)
    ranges = tuple(share for share in RANGES if replications >= LEAST_FOR[share])
    lines = []
    for year, values in sorted(simulated.items()):
        if np.isnan(values).all():
            if year != start or known.get(start) is None:
                continue
            values = np.full_like(values, known[start])
        lines.append({"year": year, **_line(values, ranges)})
    schema = {"year": pl.Int64, **dict.fromkeys(_line(np.zeros(1), ranges), pl.Float64)}
    return Futures(measure, published, pl.DataFrame(lines, schema=schema), ranges)


def _line(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], ranges: tuple[int, ...]) -> dict[str, float]:
    line = {"median": quantile_over_replications(values, 0.5)}
    for share in ranges:
        outside = (1.0 - share / 100.0) / 2.0
        line[f"lower_{share}"] = quantile_over_replications(values, outside)
        line[f"upper_{share}"] = quantile_over_replications(values, 1.0 - outside)
    return line
