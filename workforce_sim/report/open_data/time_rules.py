"""Rules of time: which periods and identifiers go together.

Source: Department for Education, statistics production guide, open data standards, allowable time values.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workforce_sim.errors import nearest
from workforce_sim.report.open_data.rules import FAIL, Finding, Pair, listed

PERIOD = r"^[0-9]{4}([0-9]{2})?$"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
OF_ONE_YEAR = {
    "Calendar year": "calendar year",
    "Reporting year": "reporting year",
    **dict.fromkeys(MONTHS, "month"),
    **{f"Week {number}": "week" for number in range(1, 53)},
}
"""Identifiers whose period is one year of four digits, and the family of each."""
OF_TWO_YEARS = {
    "Academic year": "academic year",
    "Financial year": "financial year",
    "Tax year": "tax year",
    **dict.fromkeys(("Autumn term", "Spring term", "Summer term"), "term"),
    "Autumn and spring term": "autumn and spring term",
    **{f"Financial year Q{number}": "financial quarter" for number in range(1, 5)},
    **dict.fromkeys(("Part 1 (April to September)", "Part 2 (October to March)"), "part of a financial year"),
}
"""Those whose period spans two years, as 202526."""
FAMILIES = OF_ONE_YEAR | OF_TWO_YEARS


def check_time(pair: Pair) -> Iterator[Finding]:
    """Check periods and identifiers."""
    data = pair.data
    wrong = ~data["time_period"].str.contains(PERIOD)
    if wrong.any():
        value = data["time_period"].filter(wrong)[0]
        cure = "give a year as 2030, or two as 203031"
        yield Finding(FAIL, "time_period", f"line {pair.row(wrong)}, time_period", f'is "{value}"', cure)
        return
    unknown = ~data["time_identifier"].is_in(list(FAMILIES))
    if unknown.any():
        value = data["time_identifier"].filter(unknown)[0]
        where = f"line {pair.row(unknown)}, time_identifier"
        cure = f"use one that the platform knows, as Reporting year{nearest(value, FAMILIES)}"
        yield Finding(FAIL, "time_identifier", where, f'is "{value}"', cure)
        return
    families = sorted({FAMILIES[name] for name in data["time_identifier"].unique().to_list()})
    if len(families) > 1:
        yield Finding(FAIL, "one family of time", "time_identifier", f"mixes {listed(families)}", "give each its own file")
        return
    digits = 4 if families[0] in OF_ONE_YEAR.values() else 6
    other = data["time_period"].str.len_chars() != digits
    if other.any():
        value = data["time_period"].filter(other)[0]
        where = f"line {pair.row(other)}, time_period"
        yield Finding(FAIL, "period and identifier", where, f'is "{value}"', f"a {families[0]} has {digits} digits")
    elif digits == 6:
        yield from _check_consecutive(pair)


def _check_consecutive(pair: Pair) -> Iterator[Finding]:
    periods = pair.data["time_period"]
    first, second = (periods.str.slice(start, 2).cast(pl.Int64) for start in (2, 4))
    apart = (first + 1) % 100 != second
    if apart.any():
        where = f"line {pair.row(apart)}, time_period"
        cure = "the second year follows the first, as 203031"
        yield Finding(FAIL, "consecutive years", where, f'is "{periods.filter(apart)[0]}"', cure)
