"""Rules of the meta file: its columns, and what each of its rows says of a filter or an indicator.

Source: Department for Education, statistics production guide, open data standards, and its data screener.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from workforce_sim.report.open_data.rules import (
    FAIL,
    FILTER,
    INDICATOR,
    META_COLUMNS,
    META_OPTIONAL,
    WARNING,
    WHEN_AND_WHERE,
    Finding,
    Pair,
    listed,
)

LONGEST_LABEL = 80
UNITS = ("", "%", "pp", "£", "£m", "numberstring")
WHOLE = re.compile(r"[0-9]+")


def check_meta(pair: Pair) -> Iterator[Finding]:
    """Check that the meta file has the eight columns, and that each of its rows is right in itself."""
    meta = pair.meta
    for column in META_COLUMNS:
        if column not in meta.columns:
            yield Finding(FAIL, "meta columns", "the meta file", f"lacks {column}", "all eight columns are needed")
    extra = [name for name in meta.columns if name not in (*META_COLUMNS, *META_OPTIONAL)]
    if extra:
        yield Finding(FAIL, "meta columns", "the meta file", f"has {listed(extra)}", "take out what is not one of its columns")
    if any(column not in meta.columns for column in META_COLUMNS):
        return
    for number, row in enumerate(meta.iter_rows(named=True), start=2):
        yield from _check_names(f"meta line {number}", row)
        yield from _check_cells(f"meta line {number}", row)
    for column, rule in (("col_name", "meta names"), ("label", "labels")):
        repeated = [name for name, count in Counter(meta[column].to_list()).items() if name and count > 1]
        if repeated:
            yield Finding(FAIL, rule, f"the meta file, {column}", f"has {listed(repeated)} twice", "give each once")


def _check_names(where: str, row: dict[str, str]) -> Iterator[Finding]:
    name, kind = row["col_name"], row["col_type"]
    if not name.strip():
        yield Finding(FAIL, "meta names", where, "has no col_name", "name the column that the row describes")
    if kind not in (FILTER, INDICATOR):
        yield Finding(FAIL, "col_type", where, f'has "{kind}"', f"it must be {FILTER} or {INDICATOR}")
    if not row["label"].strip():
        yield Finding(FAIL, "labels", where, f"has no label for {name}", "give it one")
    elif len(row["label"]) > LONGEST_LABEL:
        yield Finding(WARNING, "label length", where, f"has {len(row['label'])} characters", f"use at most {LONGEST_LABEL}")
    for column in ("col_name", "filter_grouping_column"):
        if row[column] in WHEN_AND_WHERE:
            cure = "columns of place and time are not described"
            yield Finding(FAIL, "meta of geography or time", where, f"describes {row[column]}", cure)


def _check_cells(where: str, row: dict[str, str]) -> Iterator[Finding]:
    if row["col_type"] == FILTER:
        for column in ("indicator_unit", "indicator_dp", "indicator_grouping"):
            if row[column]:
                yield Finding(FAIL, "filter with indicator cells", where, f"has {column} {row[column]}", "leave it empty")
    if row["col_type"] == INDICATOR:
        for column in ("filter_hint", "filter_grouping_column"):
            if row[column]:
                yield Finding(FAIL, "indicator with filter cells", where, f"has {column} {row[column]}", "leave it empty")
        if row["indicator_unit"] not in UNITS:
            allowed = ", ".join(unit or "nothing" for unit in UNITS)
            yield Finding(FAIL, "indicator_unit", where, f'has "{row["indicator_unit"]}"', f"it must be {allowed}")
        if not row["indicator_dp"]:
            yield Finding(WARNING, "indicator_dp", where, "is empty", "the platform shows two decimals; say how many")
        elif not WHOLE.fullmatch(row["indicator_dp"]):
            yield Finding(FAIL, "indicator_dp", where, f'has "{row["indicator_dp"]}"', "it must be a whole number, 0 or more")
