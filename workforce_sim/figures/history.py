"""The published yearly series of the workforce census, for the years before those that are simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL, REGIONAL, newest_code
from workforce_sim.figures.published_table import frame
from workforce_sim.figures.sources import FILES

if TYPE_CHECKING:
    import polars as pl

MEASURES = FILES[0].numbers
"""The workforce census's measures, with the department's column names."""


def published(level: str | None = None, code: str = "", first_year: int = 2017) -> pl.DataFrame:
    """Give the published workforce census as one row a year and place, with the department's column names.

    ``level`` is "National", "Regional" or "Local authority", or None for all; ``code`` a region's or authority's
    code, or empty for every place of the level. Columns: time_period, geographic_level, region_code, region_name,
    new_la_code, la_name, then ``MEASURES``; null where a symbol was published. Years ascend within a place. Empty for
    a code without figures.
    """
    import polars as pl

    rows = frame().filter(
        pl.col("measure").is_in(MEASURES) & (pl.col("breakdown") == "") & (pl.col("year") >= first_year)
    )
    if level is not None:
        rows = rows.filter(pl.col("geographic_level") == level)
    if code and level != NATIONAL:
        column = "region_code" if level == REGIONAL else "new_la_code"
        rows = rows.filter(pl.col(column) == (newest_code(code) if level != REGIONAL else code))
    places = ["time_period", "geographic_level", "region_code", "region_name", "new_la_code", "la_name"]
    if rows.is_empty():
        return pl.DataFrame(
            schema={
                "time_period": pl.Int16(),
                **dict.fromkeys(places[1:], pl.String()),
                **dict.fromkeys(MEASURES, pl.Float64()),
            }
        )
    wide = rows.rename({"year": "time_period"}).pivot(
        on="measure", on_columns=list(MEASURES), index=places, values="value"
    )
    order = pl.col("geographic_level").replace_strict({NATIONAL: 0, REGIONAL: 1, LOCAL_AUTHORITY: 2})
    return wide.select(*places, *MEASURES).sort(order, "region_name", "la_name", "time_period")
