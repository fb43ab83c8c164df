"""Long tidy tables from what the replications wrote down: a row an area, period and replication."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from workforce_sim.clock import Calendar, financial_year
from workforce_sim.records.geography import Area, by_area
from workforce_sim.records.recorder import Array, ReplicationRecords
from workforce_sim.records.tables import CASELOAD_BANDS, TABLES, Table

LABELS = ("geographic_level", "region_code", "region_name", "new_la_code", "la_name")


def stacked(table: Table, records: Sequence[ReplicationRecords], areas: Sequence[Area]) -> Array:
    """Put the replications of one table together by area; shape (replications, periods, areas, columns)."""
    return np.stack([by_area(table, _array(table, record), areas) for record in records])


def frame(
    name: str, scenario: str, calendar: Calendar, areas: Sequence[Area], records: Sequence[ReplicationRecords]
) -> pl.DataFrame:
    """Give one table of results as a data frame, ordered by replication, then time, then area.

    ``name`` is a name in ``records.tables.TABLES``. ``time_period`` is the year of the census, for monthly tables "2025-10"
    with the date ``month_end`` beside it, for financial years "2025-26" with the ``months`` of it that are simulated. What is
    not known, or has nothing to divide by, is null.
    """
    table = TABLES[name]
    times = _times(table, calendar)
    periods = len(times["time_period"])
    counts, repeats = periods * len(areas), len(records)
    order = np.tile(np.repeat(np.arange(periods), len(areas)), repeats)
    columns: dict[str, pl.Series] = {
        "scenario": pl.repeat(scenario, counts * repeats, eager=True),
        **{name: values.gather(order) for name, values in times.items()},
    }
    for label in LABELS:
        by_area_names = pl.Series(label, [getattr(area, label) for area in areas], dtype=pl.String)
        columns[label] = by_area_names.gather(np.tile(np.arange(len(areas)), periods * repeats))
    columns["replication"] = pl.Series(np.repeat([record.replication for record in records], counts), dtype=pl.Int32)
    values = np.concatenate([by_area(table, _array(table, r), areas).reshape(counts, -1) for r in records])
    for position, column in enumerate(table.columns):
        columns[column.name] = pl.Series(column.name, values[:, position].copy()).fill_nan(None)
    return pl.DataFrame(columns)


def _array(table: Table, record: ReplicationRecords) -> Array:
    return record.caseload_bands if table is CASELOAD_BANDS else record.arrays[table.name]


def _times(table: Table, calendar: Calendar) -> dict[str, pl.Series]:
    """Name the periods of a table in order: a series for each column about time."""
    if table.period == "year":
        years = [calendar.date_of(day).year for day in calendar.census_days]
        return {"time_period": pl.Series(years, dtype=pl.Int32)}
    if table.period == "financial year":
        began, months = np.unique(calendar.financial_years, return_counts=True)
        names = [financial_year(int(year)) for year in began]
        return {"time_period": pl.Series(names), "months": pl.Series(months, dtype=pl.Int32)}
    ends = [calendar.date_of(day) for day in calendar.month_ends]
    return {
        "time_period": pl.Series([f"{date:%Y-%m}" for date in ends]),
        "month_end": pl.Series(ends, dtype=pl.Date),
    }
