"""Long tidy tables from what the replications wrote down: a row an area, period and replication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import polars as pl

from workforce_sim.clock import Calendar
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

    ``name`` is a name in ``records.tables.TABLES``. ``time_period`` is the year of the census,
    or for monthly tables "2025-10" with the date ``month_end`` beside it. What is not known, or has nothing to
    divide by, is null.
    """
    table = TABLES[name]
    periods = _periods(table, calendar)
    counts, repeats = len(periods) * len(areas), len(records)
    columns: dict[str, pl.Series] = {
        "scenario": pl.repeat(scenario, counts * repeats, eager=True),
        **_times(table, periods, len(areas), repeats),
    }
    for label in LABELS:
        by_area_names = pl.Series(label, [getattr(area, label) for area in areas], dtype=pl.String)
        columns[label] = by_area_names.gather(np.tile(np.arange(len(areas)), len(periods) * repeats))
    columns["replication"] = pl.Series(np.repeat([record.replication for record in records], counts), dtype=pl.Int32)
    values = np.concatenate([by_area(table, _array(table, r), areas).reshape(counts, -1) for r in records])
    for position, column in enumerate(table.columns):
        columns[column.name] = pl.Series(column.name, values[:, position].copy()).fill_nan(None)
    return pl.DataFrame(columns)


def _array(table: Table, record: ReplicationRecords) -> Array:
    return record.caseload_bands if table is CASELOAD_BANDS else record.arrays[table.name]


def _periods(table: Table, calendar: Calendar) -> list[dt.date]:
    days = calendar.census_days if table.period == "year" else calendar.month_ends
    return [calendar.date_of(day) for day in days]


def _times(table: Table, periods: list[dt.date], areas: int, repeats: int) -> dict[str, pl.Series]:
    order = np.tile(np.repeat(np.arange(len(periods)), areas), repeats)
    if table.period == "year":
        return {"time_period": pl.Series([date.year for date in periods], dtype=pl.Int32).gather(order)}
    return {
        "time_period": pl.Series([f"{date:%Y-%m}" for date in periods]).gather(order),
        "month_end": pl.Series(periods, dtype=pl.Date).gather(order),
    }
