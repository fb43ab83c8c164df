"""Which area each row of a table is about, in columns that can be read aloud, and what fits on a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.records.geography import ENGLAND, LOCAL, NATIONAL, REGIONAL, SIMULATED
from workforce_sim.records.headlines import HEADLINES, ON_REQUEST
from workforce_sim.records.tables import MEASURE_OF_LINE
from workforce_sim.report.reported import PLACE
from workforce_sim.report.workbook.sheet import MOST_ROWS, NOT_APPLICABLE

if TYPE_CHECKING:
    from workforce_sim.records.geography import Area
    from workforce_sim.report.reported import Reported

LEVEL = {NATIONAL: "Country", REGIONAL: "Region", LOCAL: "Authority", SIMULATED: "All simulated together"}
WORDS = {REGIONAL: ("region", "regions"), SIMULATED: ("total", "totals"), LOCAL: ("authority", "authorities")}
HEADS = ("Area", "Kind of area", "Region", "Area code")
"""The columns that say which area a row is about; its kind and region only where there are several areas."""
FIRST_ASKED = (*(headline.measure for headline in (*HEADLINES, *ON_REQUEST)), MEASURE_OF_LINE["total_gbp"], "total_gbp")
"""What authorities have where every measure of every area is too much for a sheet."""
EVERY_YEARS = 5


def has_places(table: pl.DataFrame) -> bool:
    """Say whether the rows of a table are about areas."""
    return {*PLACE, "la_name", "region_name"} <= set(table.columns)


def of_area(area: Area) -> dict[str, str]:
    """Say of one area what the columns for areas say."""
    country = ENGLAND if area.geographic_level == NATIONAL else NOT_APPLICABLE
    return {
        "Area": area.name,
        "Kind of area": LEVEL[area.geographic_level],
        "Region": area.region_name or NOT_APPLICABLE,
        "Area code": area.new_la_code or area.region_code or country,
    }


def with_places(results: Reported, table: pl.DataFrame) -> pl.DataFrame:
    """Put the columns for areas in the place of those for levels, codes and names."""
    told = [
        {**{name: getattr(area, name) for name in PLACE}, **of_area(area), "_area": place}
        for place, area in enumerate(results.areas)
    ]
    known = pl.DataFrame(told, schema_overrides=dict.fromkeys(PLACE, pl.String), infer_schema_length=None)
    given = table.with_columns(pl.col(PLACE).cast(pl.String))
    return given.join(known, on=list(PLACE), how="left", nulls_equal=True, maintain_order="left").drop(
        *PLACE, "region_name", "la_name"
    )


def heads(results: Reported) -> tuple[str, ...]:
    """Name the columns for areas that the tables of some results need."""
    return HEADS if results.chosen is None and len(results.areas) > 1 else ("Area", "Area code")


def where(results: Reported, table: pl.DataFrame) -> str:
    """Say in a title which areas a table is about."""
    keys = {tuple(row) for row in table.select(PLACE).unique().iter_rows()}
    return in_a_title([area for area in results.areas if tuple(getattr(area, name) for name in PLACE) in keys])


def in_a_title(areas: Sequence[Area]) -> str:
    """Name one area; of several say how many there are of each kind."""
    if len(areas) == 1:
        return areas[0].name
    kinds = Counter(area.geographic_level for area in areas)
    told = ["England"] if kinds[NATIONAL] else []
    told += [f"{kinds[level]} {one if kinds[level] == 1 else several}" for level, (one, several) in WORDS.items() if kinds[level]]
    return " and ".join(part for part in (", ".join(told[:-1]), told[-1]) if part)


def chosen(results: Reported, table: pl.DataFrame) -> pl.DataFrame:
    """Keep the area that was chosen, or all where none was."""
    if results.chosen is None or not has_places(table):
        return table
    return results.here(table.with_columns(pl.col(PLACE).cast(pl.String)))


def parts(results: Reported, table: pl.DataFrame, file: str) -> list[tuple[str, pl.DataFrame, str]]:
    """Give a table in the parts that sheets can hold: what to add to the name, the rows, and what is left out.

    One part where everything fits. Else England, regions and totals have every measure, and authorities those that are
    asked for first, in every fifth year where that is still too much; then the area told about alone.
    """
    table = chosen(results, table)
    if table.height <= MOST_ROWS:
        return [("", table, "")]
    if not has_places(table):
        return [("", table.head(MOST_ROWS), f"The other {table.height - MOST_ROWS:,} rows are in {file} of the results folder.")]
    authorities = table.filter(pl.col("geographic_level") == LOCAL)
    others = table.filter(pl.col("geographic_level") != LOCAL)
    where = f"Every measure of one area: export with --area; of all areas: {file} of the results folder."
    said = f"Authorities have the measures that are asked for first. {where}"
    first = authorities.filter(pl.col("measure").is_in(FIRST_ASKED)) if "measure" in table.columns else authorities
    if first.height > MOST_ROWS and table["time_period"].dtype.is_integer():
        last = first["time_period"].max()
        first = first.filter((last - pl.col("time_period")) % EVERY_YEARS == 0)
        said = f"Authorities have the measures that are asked for first, every fifth year. {where}"
    if max(first.height, others.height) > MOST_ROWS:
        here = results.here(table.with_columns(pl.col(PLACE).cast(pl.String))).head(MOST_ROWS)
        return [("", here, f"{table.height - here.height:,} rows, of other areas, are in {file} of the results folder.")]
    found = [("", others, f"Authorities are on the next sheet. {where}"), (", authorities", first, said)]
    return [each for each in found if each[1].height]
