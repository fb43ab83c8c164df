"""Rules of time and place: which periods and identifiers go together, and which cells of geography a level has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from workforce_sim.report.open_data.rules import AUTHORITY, COUNTRY, FAIL, GEOGRAPHY, REGION, WARNING, Finding, Pair, listed

PERIOD = re.compile(r"^\d{4}(\d{2})?$")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FAMILIES = {
    "Calendar year": "calendar year",
    "Reporting year": "reporting year",
    "Academic year": "academic year",
    "Financial year": "financial year",
    "Tax year": "tax year",
    **dict.fromkeys(MONTHS, "month"),
    **{f"Week {number}": "week" for number in range(1, 53)},
    **dict.fromkeys(("Autumn term", "Spring term", "Summer term", "Autumn and spring term"), "term"),
    **{f"Financial year Q{number}": "financial quarter" for number in range(1, 5)},
    **{f"Academic year Q{number}": "academic quarter" for number in range(1, 5)},
    **{f"Calendar year Q{number}": "calendar quarter" for number in range(1, 5)},
    "Part 1 (April to September)": "part of a financial year",
    "Part 2 (October to March)": "part of a financial year",
}
OF_ONE_YEAR = ("calendar year", "reporting year", "month", "week", "calendar quarter")
"""Families whose period is one year of four digits; the others span two, as 202526."""
ENGLAND = ("E92000001", "England")
NATIONAL, REGIONAL, LOCAL = "National", "Regional", "Local authority"
LEVELS = (NATIONAL, REGIONAL, LOCAL, "School", "Institution", "Provider", "Parliamentary constituency", "Ward")
NOT_AVAILABLE = ("x", "z")
TOTALS = ("Total", "All", "total", "all")


def check_time(pair: Pair) -> Iterator[Finding]:
    """Check periods and identifiers."""
    data = pair.data
    wrong = ~data["time_period"].str.contains(PERIOD.pattern)
    if wrong.any():
        value = data["time_period"].filter(wrong)[0]
        cure = "give a year as 2030, or two as 203031"
        yield Finding(FAIL, "time_period", f"line {pair.row(wrong)}, time_period", f'is "{value}"', cure)
        return
    unknown = ~data["time_identifier"].is_in(list(FAMILIES))
    if unknown.any():
        value = data["time_identifier"].filter(unknown)[0]
        where = f"line {pair.row(unknown)}, time_identifier"
        yield Finding(FAIL, "time_identifier", where, f'is "{value}"', "use one that the platform knows, as Reporting year")
        return
    families = sorted({FAMILIES[name] for name in data["time_identifier"].unique().to_list()})
    if len(families) > 1:
        yield Finding(FAIL, "one family of time", "time_identifier", f"mixes {listed(families)}", "give each its own file")
        return
    digits = 4 if families[0] in OF_ONE_YEAR else 6
    short = data["time_period"].str.len_chars() != digits
    if short.any():
        value = data["time_period"].filter(short)[0]
        where = f"line {pair.row(short)}, time_period"
        yield Finding(FAIL, "period and identifier", where, f'is "{value}"', f"a {families[0]} has {digits} digits")
        return
    if digits == 6:
        follows = (data["time_period"].str.slice(2, 2).cast(pl.Int64) + 1) % 100 == data["time_period"].str.slice(4, 2).cast(
            pl.Int64
        )
        if not follows.all():
            value = data["time_period"].filter(~follows)[0]
            where = f"line {pair.row(~follows)}, time_period"
            yield Finding(FAIL, "consecutive years", where, f'is "{value}"', "the second year follows the first, as 203031")


def check_places(pair: Pair) -> Iterator[Finding]:
    """Check geographic levels, the cells that each has, and codes against names."""
    data = pair.data
    unknown = ~data["geographic_level"].is_in(list(LEVELS))
    if unknown.any():
        value = data["geographic_level"].filter(unknown)[0]
        where = f"line {pair.row(unknown)}, geographic_level"
        yield Finding(FAIL, "geographic_level", where, f'is "{value}"', f"use {', '.join(LEVELS[:3])}, with these capitals")
        return
    yield from _check_columns_of_place(pair)
    for column in (name for name in GEOGRAPHY[1:] if name in data.columns):
        total = data[column].is_in(list(TOTALS))
        if total.any():
            where = f"line {pair.row(total)}, {column}"
            yield Finding(FAIL, "totals in geography", where, "says Total or All", "leave it empty; the level says it")
    yield from _check_country(pair)
    yield from _check_cells_by_level(pair)
    yield from _check_pairs(pair, REGION, regions(), "region codes")
    yield from _check_pairs(pair, AUTHORITY, authorities(), "authority codes")


def _check_columns_of_place(pair: Pair) -> Iterator[Finding]:
    columns, levels = pair.data.columns, pair.data["geographic_level"].unique().to_list()
    there = [name for name in AUTHORITY if name in columns]
    if (there or LOCAL in levels) and len(there) < len(AUTHORITY):
        lacking = [name for name in AUTHORITY if name not in columns]
        yield Finding(FAIL, "authority columns", "the data file", f"lacks {listed(lacking)}", "give all three, or none")
    if REGIONAL in levels and any(name not in columns for name in REGION):
        yield Finding(FAIL, "region columns", "the data file", "has regional rows", "give region_code and region_name")


def _check_country(pair: Pair) -> Iterator[Finding]:
    for column, value in zip(COUNTRY, ENGLAND, strict=True):
        wrong = pair.data[column] != value
        if wrong.any():
            found = pair.data[column].filter(wrong)[0]
            yield Finding(FAIL, "country", f"line {pair.row(wrong)}, {column}", f'is "{found}"', f"it is {value} on every row")


def _check_cells_by_level(pair: Pair) -> Iterator[Finding]:
    data = pair.data
    level = data["geographic_level"]
    for column in (name for name in (*REGION, *AUTHORITY) if name in data.columns):
        filled = data[column] != ""
        above = level.is_in([NATIONAL, REGIONAL] if column in AUTHORITY else [NATIONAL])
        if (filled & above).any():
            where = f"line {pair.row(filled & above)}, {column}"
            yield Finding(FAIL, "cells above the level", where, "is filled", "leave it empty on rows of a wider level")
    for column in (name for name in REGION if name in data.columns):
        empty = data[column] == ""
        if (empty & (level == REGIONAL)).any():
            where = f"line {pair.row(empty & (level == REGIONAL))}, {column}"
            yield Finding(FAIL, "region of a regional row", where, "is empty", "say which region it is")
        if (empty & (level == LOCAL)).any():
            where = f"line {pair.row(empty & (level == LOCAL))}, {column}"
            yield Finding(WARNING, "region of an authority", where, "is empty", "say in which region the authority is")
    for column in (name for name in AUTHORITY if name in data.columns):
        empty = (data[column] == "") & (level == LOCAL)
        if empty.any():
            yield Finding(
                FAIL, "authority of a local row", f"line {pair.row(empty)}, {column}", "is empty", "say which authority"
            )


def _check_pairs(pair: Pair, columns: tuple[str, ...], known: frozenset[tuple[str, ...]], rule: str) -> Iterator[Finding]:
    if any(name not in pair.data.columns for name in columns):
        return
    for place in pair.data.select(columns).unique().iter_rows():
        if all(cell == "" or cell in (*NOT_AVAILABLE, "Not available") for cell in place) or place in known:
            continue
        mask = pl.Series([row == place for row in pair.data.select(columns).iter_rows()])
        told = " ".join(cell for cell in place if cell)
        cure = "codes and names must be those that the department publishes, with its capitals"
        yield Finding(FAIL, rule, f"line {pair.row(mask)}", f"has {told}", cure)
        return


@lru_cache(maxsize=1)
def regions() -> frozenset[tuple[str, ...]]:
    """Give the code and name of every region, as the packaged figures of the department have them."""
    from workforce_sim.figures.published_table import frame

    known = frame().filter(pl.col("region_code") != "").select(REGION).unique()
    return frozenset(known.iter_rows())


@lru_cache(maxsize=1)
def authorities() -> frozenset[tuple[str, ...]]:
    """Give old code, new code and name of every authority, joint returns as pairs, as the packaged figures have them."""
    from workforce_sim.figures.areas import select
    from workforce_sim.figures.published_table import frame

    known = frame().filter(pl.col("new_la_code") != "").select(AUTHORITY).unique()
    simulated = {(profile.old_code, profile.code, profile.name) for profile in select("England")}
    return frozenset({*known.iter_rows(), *simulated})
