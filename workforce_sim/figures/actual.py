"""Read one file of the workforce census as the department publishes it, such as the newest that is not packaged yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.errors import UserError
from workforce_sim.figures.completeness import check_members
from workforce_sim.figures.geography import LOCAL_AUTHORITY, REGIONAL, newest_code
from workforce_sim.figures.importer import joined
from workforce_sim.figures.reading import Reading, header_of, read_file
from workforce_sim.figures.sources import FILES

if TYPE_CHECKING:
    import polars as pl


def read_actual(path: Path, measures: Sequence[str]) -> pl.DataFrame:
    """Read some measures of a published file as one row a year and place, like ``history.published``.

    The file has the department's column names. It may hold any of its places, years and measures: a measure without a
    column, or with a symbol in its cell, is null. An authority is kept under its newest code, and the members of a
    joint return are added up. Raises UserError with file, row and column for anything that cannot be understood.
    """
    import polars as pl

    there = tuple(measure for measure in measures if measure in header_of(path))
    if not there:
        raise UserError(f"{path}: row 1: column {measures[0]} is missing, and so is every other figure of the workforce census")
    readings = read_file(path, dataclasses.replace(FILES[0], numbers=there))
    parts: dict[tuple[int, str, str], dict[str, list[Reading]]] = {}
    for reading in readings:
        code = reading.region_code if reading.level == REGIONAL else newest_code(reading.code)
        parts.setdefault((reading.year, reading.level, code), {}).setdefault(reading.measure, []).append(reading)
    rows = []
    for (year, level, code), of_measure in parts.items():
        if level == LOCAL_AUTHORITY:
            check_members(path, code, year, of_measure[there[0]])
        values = {name: joined(found, worst=False)[0] for name, found in of_measure.items()}
        first = of_measure[there[0]][0]
        own = code if level == LOCAL_AUTHORITY else ""
        rows.append((year, level, first.region_code, first.region_name, own, first.name, *map(values.get, measures)))
    places = ["geographic_level", "region_code", "region_name", "new_la_code", "la_name"]
    return pl.DataFrame(
        rows,
        schema={"time_period": pl.Int16(), **dict.fromkeys(places, pl.String()), **dict.fromkeys(measures, pl.Float64())},
        orient="row",
    )
