"""A small pair of open-data files that is right, and edits that make it wrong or right in another way."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from workforce_sim.report.open_data.geography import AUTHORITY, COLUMNS_OF_LEVEL, REGION
from workforce_sim.report.open_data.rules import MANDATORY, META_COLUMNS, Pair

Edit = Callable[[Pair], Pair]

PLACES = (
    ("National", ("", ""), ("", "", "")),
    ("Regional", ("E12000004", "East Midlands"), ("", "", "")),
    ("Local authority", ("E12000004", "East Midlands"), ("891", "E10000024", "Nottinghamshire")),
)


def sound() -> Pair:
    """A small pair that is right: England, a region and an authority, two years, two scenarios."""
    rows = []
    for year in ("2029", "2030"):
        for level, region, authority in PLACES:
            when_and_where = [year, "Reporting year", level, "E92000001", "England", *region, *authority]
            rows += [[*when_and_where, scenario, "37510.2", "z"] for scenario in ("Baseline", "Apprentices 500")]
    columns = [*MANDATORY, *REGION, *AUTHORITY, "scenario", "inpost_fte", "inpost_fte_lower"]
    meta_columns = [*META_COLUMNS, "filter_default"]
    meta = [
        ["scenario", "Filter", "Scenario", "", "", "", "Filter by scenario", "", "Baseline"],
        ["inpost_fte", "Indicator", "In post, FTE", "In post", "", "1", "", "", ""],
        ["inpost_fte_lower", "Indicator", "In post, FTE, lower", "In post", "", "1", "", "", ""],
    ]
    data = pl.DataFrame(rows, schema=columns, orient="row")
    return Pair("projection", data, pl.DataFrame(meta, schema=meta_columns, orient="row"))


def cell(column: str, value: str, row: int = 0) -> Edit:
    """Put a value into one cell of the data."""
    return lambda pair: Pair(pair.name, changed(pair.data, column, value, row), pair.meta)


def meta_cell(column: str, value: str, row: int = 0) -> Edit:
    """Put a value into one cell of the meta file."""
    return lambda pair: Pair(pair.name, pair.data, changed(pair.meta, column, value, row))


def whole(column: str, value: str) -> Edit:
    """Give a column of the data one value."""
    return lambda pair: Pair(pair.name, pair.data.with_columns(pl.lit(value).alias(column)), pair.meta)


def without(column: str) -> Edit:
    """Take a column out of the data."""
    return lambda pair: Pair(pair.name, pair.data.drop(column), pair.meta)


def renamed(old: str, new: str) -> Edit:
    """Call a column otherwise, in both files."""

    def edit(pair: Pair) -> Pair:
        meta = pair.meta.with_columns(pl.col("col_name").replace(old, new))
        return Pair(pair.name, pair.data.rename({old: new}), meta)

    return edit


def with_meta(edit: Callable[[pl.DataFrame], pl.DataFrame]) -> Edit:
    """Change the meta file as a whole."""
    return lambda pair: Pair(pair.name, pair.data, edit(pair.meta))


def more(meta: pl.DataFrame, number: int) -> pl.DataFrame:
    """One more indicator that the data does not have."""
    named = meta.tail(1).with_columns(pl.lit(f"measure_{number}").alias("col_name"))
    return named.with_columns(pl.lit(f"Measure {number}").alias("label"))


def changed(table: pl.DataFrame, column: str, value: str, row: int) -> pl.DataFrame:
    values = table[column].to_list()
    values[row] = value
    return table.with_columns(pl.Series(column, values))


def also(*edits: Edit) -> Edit:
    """Make one edit after another."""

    def edit(pair: Pair) -> Pair:
        for each in edits:
            pair = each(pair)
        return pair

    return edit


def where(row: int, **cells: str) -> Edit:
    """Put values into several cells of one row of the data."""
    return also(*(cell(column, value, row) for column, value in cells.items()))


def with_column(name: str, *values: str) -> Edit:
    """Give the data one more column, its values over and over again."""

    def edit(pair: Pair) -> Pair:
        filled = [values[row % len(values)] for row in range(pair.data.height)]
        return Pair(pair.name, pair.data.with_columns(pl.Series(name, filled)), pair.meta)

    return edit


def with_filter(name: str, *values: str, **cells: str) -> Edit:
    """Give the pair one more filter, with what the meta file says of it."""

    def described(meta: pl.DataFrame) -> pl.DataFrame:
        row = {"col_name": name, "col_type": "Filter", "label": name.title(), "filter_default": values[0], **cells}
        meta = meta.with_columns(pl.lit("").alias(column) for column in row if column not in meta.columns)
        return pl.concat([meta, pl.DataFrame([{column: row.get(column, "") for column in meta.columns}])])

    return also(with_column(name, *values), with_meta(described))


def of_level(level: str, **cells: str) -> Edit:
    """Turn the last row, of an authority, into one of another level, in a file that has the columns of that level."""

    def edit(pair: Pair) -> Pair:
        last = pair.data.height - 1
        columns = [name for name in COLUMNS_OF_LEVEL[level] if name not in pair.data.columns]
        pair = also(*(with_column(name, "") for name in columns))(pair)
        return where(last, geographic_level=level, **cells)(pair)

    return edit
