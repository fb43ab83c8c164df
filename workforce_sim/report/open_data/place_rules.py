"""Rules of place: which columns and cells a geographic level has, and which codes and names go together.

Source: Department for Education, statistics production guide, open data standards, and its data screener.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workforce_sim.errors import nearest
from workforce_sim.figures.geography import LOCAL_AUTHORITY as LOCAL
from workforce_sim.figures.geography import NATIONAL, REGIONAL
from workforce_sim.report.open_data.column_names import LIKE_GEOGRAPHY
from workforce_sim.report.open_data.geography import (
    AUTHORITY,
    CODES,
    COLUMNS_OF_LEVEL,
    COUNTRY,
    ENGLAND,
    NAMES,
    PLACES,
    REGION,
    authorities,
    regions,
)
from workforce_sim.report.open_data.rules import FAIL, LEVEL, WARNING, WHEN_AND_WHERE, Finding, Pair, listed

TOTALS = ("Total", "All", "total", "all")
LONGEST_CODE, LONGEST_NAME = 30, 120


def check_places(pair: Pair) -> Iterator[Finding]:
    """Check geographic levels, the cells that each has, and codes against names."""
    data = pair.data
    unknown = ~data[LEVEL].is_in(list(COLUMNS_OF_LEVEL))
    if unknown.any():
        value = data[LEVEL].filter(unknown)[0]
        cure = f"use a level of the platform, with its capitals, as {LOCAL}{nearest(value, COLUMNS_OF_LEVEL)}"
        yield Finding(FAIL, LEVEL, f"line {pair.row(unknown)}, {LEVEL}", f'is "{value}"', cure)
        return
    yield from _check_columns(pair)
    yield from _check_totals(pair)
    yield from _check_country(pair)
    yield from _check_cells_above(pair)
    yield from _check_cells_of_level(pair)
    yield from _check_regions_of_authorities(pair)
    yield from _check_codes_and_names(pair, REGION, regions(), "region codes")
    yield from _check_codes_and_names(pair, AUTHORITY, authorities(), "authority codes")
    yield from _check_lengths(pair)


def _check_columns(pair: Pair) -> Iterator[Finding]:
    """Check that each level has its columns; those of regions and authorities come together or not at all."""
    levels = set(pair.data[LEVEL].unique().to_list())
    for level, columns in COLUMNS_OF_LEVEL.items():
        lacking = [name for name in columns if name not in pair.data.columns]
        some = len(lacking) < len(columns)
        rule = {REGIONAL: "region columns", LOCAL: "authority columns"}.get(level, "level columns")
        if level in (REGIONAL, LOCAL) and lacking and (some or level in levels):
            yield Finding(FAIL, rule, "the data file", f"lacks {listed(lacking)}", "give all of them, or none")
        elif level in levels and not some:
            yield Finding(FAIL, rule, "the data file", f"has rows of {level}", f"give {', '.join(columns)}")


def _check_totals(pair: Pair) -> Iterator[Finding]:
    likely = [name for name in pair.data.columns if name in WHEN_AND_WHERE or LIKE_GEOGRAPHY.fullmatch(name)]
    for column in likely:
        total = pair.data[column].is_in(list(TOTALS))
        if total.any():
            where = f"line {pair.row(total)}, {column}"
            yield Finding(FAIL, "totals in geography", where, "says Total or All", "leave it empty; the level says it")


def _check_country(pair: Pair) -> Iterator[Finding]:
    for column, value in zip(COUNTRY, ENGLAND, strict=True):
        wrong = pair.data[column] != value
        if wrong.any():
            found = pair.data[column].filter(wrong)[0]
            yield Finding(FAIL, "country", f"line {pair.row(wrong)}, {column}", f'is "{found}"', f"it is {value} on every row")


def _check_cells_above(pair: Pair) -> Iterator[Finding]:
    """Check that England's rows name no other place, and that a region's rows name no authority."""
    for column in (name for name in PLACES if name in pair.data.columns and name not in COUNTRY):
        above = pair.data[LEVEL].is_in([NATIONAL, REGIONAL] if column in AUTHORITY else [NATIONAL])
        filled = (pair.data[column] != "") & above
        if filled.any():
            where = f"line {pair.row(filled)}, {column}"
            yield Finding(FAIL, "cells above the level", where, "is filled", "leave it empty on rows of a wider level")


def _check_cells_of_level(pair: Pair) -> Iterator[Finding]:
    for level, columns in COLUMNS_OF_LEVEL.items():
        for column in (name for name in columns if name in pair.data.columns and name not in COUNTRY):
            empty = (pair.data[column].str.strip_chars() == "") & (pair.data[LEVEL] == level)
            if empty.any():
                rule = {REGIONAL: "region of a regional row", LOCAL: "authority of a local row"}.get(level, "place of a row")
                yield Finding(FAIL, rule, f"line {pair.row(empty)}, {column}", "is empty", "say which place the row is about")


def _check_regions_of_authorities(pair: Pair) -> Iterator[Finding]:
    local = pair.data[LEVEL] == LOCAL
    if not local.any():
        return
    cure = "say in which region the authority is"
    if not set(REGION) & set(pair.data.columns):
        yield Finding(WARNING, "region of an authority", "the data file", f"lacks {', '.join(REGION)}", cure)
    for column in (name for name in REGION if name in pair.data.columns):
        empty = (pair.data[column] == "") & local
        if empty.any():
            yield Finding(WARNING, "region of an authority", f"line {pair.row(empty)}, {column}", "is empty", cure)


def _check_codes_and_names(
    pair: Pair, columns: tuple[str, ...], known: frozenset[tuple[str, ...]], rule: str
) -> Iterator[Finding]:
    if any(name not in pair.data.columns for name in columns):
        return
    cells = pair.data.select(columns)
    for place in cells.unique(maintain_order=True).iter_rows():
        if not any(place) or place in known:
            continue
        same = cells.select(pl.all_horizontal(pl.col(name) == cell for name, cell in zip(columns, place, strict=True)))
        told = " ".join(cell for cell in place if cell)
        cure = "codes and names must be those that the department publishes, with its capitals"
        yield Finding(FAIL, rule, f"line {pair.row(same.to_series())}", f"has {told}", cure)
        return


def _check_lengths(pair: Pair) -> Iterator[Finding]:
    limits = [(CODES, LONGEST_CODE, "location code length"), (NAMES, LONGEST_NAME, "location name length")]
    for columns, most, rule in limits:
        for column in (name for name in columns if name in pair.data.columns):
            long = pair.data[column].str.len_chars() > most
            if long.any():
                where = f"line {pair.row(long)}, {column}"
                found = f"has {len(pair.data[column].filter(long)[0])} characters"
                yield Finding(WARNING, rule, where, found, f"use at most {most}")
