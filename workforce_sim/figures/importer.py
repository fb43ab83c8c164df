"""Turn the files as the departments publish them into the one compact table the program ships.

Rules for places are in ``geography``; files and columns in ``sources``; what a cell may say in ``reading``. In the
table every figure stands beside its source and year. ``low`` is 0; ``x``, ``z``, ``c`` and ``u`` are missing, symbol
kept. Of two Ofsted judgements of a joint return the less good one is kept, because judgements cannot be summed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.errors import UserError
from workforce_sim.figures.completeness import check_members, check_years
from workforce_sim.figures.gazetteer import Gazetteer
from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL, REGIONAL, newest_code
from workforce_sim.figures.published_files import files_read, list_beside, write_list
from workforce_sim.figures.reading import Reading, find_file, read_file
from workforce_sim.figures.sources import FILES, SourceFile
from workforce_sim.whole_file import named_once_whole

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    "source",
    "year",
    "geographic_level",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "published_la_code",
    "measure",
    "breakdown",
    "value",
    "symbol",
)
"""Columns of the packaged table; ``value`` is null where ``symbol`` says why."""


def import_figures(folder: Path, out: Path) -> int:
    """Read all published files in a folder and write the compact table, whole or not at all, and the list of files.

    Returns the number of figures written. Raises UserError, and writes nothing, when a file is missing, malformed or
    cut short, or the table cannot be written.
    """
    if not folder.is_dir():
        raise UserError(f"{folder} is not a folder; give the folder that holds the published files")
    frame = build_table(folder)
    write_table(frame, out)
    write_list(files_read(folder, out), list_beside(out))
    return frame.height


def build_table(folder: Path) -> pl.DataFrame:
    """Build the compact table from the published files of a folder."""
    import polars as pl

    gazetteer = Gazetteer()
    rows: list[tuple[object, ...]] = []
    for source in FILES:
        path = find_file(folder, source)
        readings = read_file(path, source)
        if source.region_columns:
            gazetteer.learn(readings)
        rows += _rows_of_file(path, source, readings, gazetteer)
    types = {column: pl.String() for column in COLUMNS} | {"year": pl.Int16(), "value": pl.Float64()}
    return pl.DataFrame(rows, schema=types, orient="row")


def write_table(frame: pl.DataFrame, out: Path) -> None:
    """Write the table under a temporary name and rename it, so that a reader sees the old or the new one."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with named_once_whole(out) as unnamed:
            frame.write_parquet(unnamed, compression="zstd", compression_level=19, statistics=False, row_group_size=1 << 20)
    except OSError as error:
        raise UserError(f"{out}: cannot be written: {error.strerror or error}") from None


def _rows_of_file(
    path: Path, source: SourceFile, readings: list[Reading], gazetteer: Gazetteer
) -> list[tuple[object, ...]]:
    title = source.source(max(reading.year for reading in readings))
    merged: dict[tuple[str, str, int, str, str], list[Reading]] = {}
    for reading in readings:
        area = newest_code(reading.code) if reading.level == LOCAL_AUTHORITY else reading.region_name
        merged.setdefault((reading.level, area, reading.year, reading.measure, reading.breakdown), []).append(reading)
    check_years(path, source, merged.keys(), gazetteer)
    rows: list[tuple[object, ...]] = []
    for (level, area, year, measure, breakdown), parts in sorted(merged.items(), key=lambda item: item[0]):
        place = _place_columns(path, level, area, parts[0], gazetteer)
        if level == LOCAL_AUTHORITY:
            check_members(path, area, year, parts)
        value, symbol = joined(parts, worst=bool(source.words))
        published = " / ".join(sorted(part.code for part in parts))
        rows.append((title, year, level, *place, published, measure, breakdown, value, symbol))
    return rows


def _place_columns(
    path: Path, level: str, area: str, reading: Reading, gazetteer: Gazetteer
) -> tuple[str, str, str, str, str]:
    """Give region code, region name, old code, new code and name of a place."""
    if level == NATIONAL:
        return "", "", "", "", "England"
    if level == REGIONAL:
        if area not in gazetteer.regions:
            raise UserError(
                f"{path}: row {reading.row}: column area_name is {area!r}; it is no region of the other files"
            )
        return gazetteer.regions[area], area, "", "", ""
    place = gazetteer.authorities.get(area)
    if place is None:
        raise UserError(
            f"{path}: row {reading.row}: column new_la_code is {reading.code!r}; it is no authority of the other files"
        )
    return place.region_code, place.region_name, place.old_code, area, place.name


def joined(parts: list[Reading], worst: bool) -> tuple[float | None, str]:
    """Add the members of a joint return; a member that did not exist (z) adds nothing, any other symbol stays."""
    if len(parts) == 1:
        return parts[0].value, parts[0].symbol
    existing = [part for part in parts if part.symbol != "z"]
    if not existing:
        return None, "z"
    missing = sorted(part.symbol for part in existing if part.value is None)
    if missing:
        return None, missing[0]
    values = [part.value for part in existing if part.value is not None]
    return (max(values) if worst else round(sum(values), 6)), ""
