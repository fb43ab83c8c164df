"""Rules of filters and values: what a filter holds, which symbols may stand for a number, and that no row comes twice."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workforce_sim.report.open_data.rules import FAIL, FILTER, TIME, WARNING, Finding, Pair, listed
from workforce_sim.report.open_data.rules import GEOGRAPHY as PLACES

SYMBOLS = ("z", "x", "c", "low", "k", "u")
FORBIDDEN = ("NULL", "Null", "null", "NA", "na")
OLD_SYMBOLS = ("~", ":")
DOUBTFUL = ("N/A", "n/a", ".", "..", "-")
MOST_ITEMS, LONGEST_ITEM = 25_000, 120
TOTAL = "Total"


def check_filters(pair: Pair) -> Iterator[Finding]:
    """Check what every filter holds, its default and its group."""
    defaults = dict(zip(pair.meta["col_name"], _column(pair.meta, "filter_default"), strict=True))
    groups = dict(zip(pair.meta["col_name"], _column(pair.meta, "filter_grouping_column"), strict=True))
    for name in pair.filters:
        values = pair.data[name]
        items = values.unique().to_list()
        empty = values.str.strip_chars() == ""
        if empty.any():
            yield Finding(FAIL, "filter blanks", f"line {pair.row(empty)}, {name}", "is empty", "name the item on every row")
        if len(items) < 2:
            cure = "take it out of the meta file; the column may stay"
            yield Finding(FAIL, "constant filter", name, f"holds {listed(items)} alone", cure)
        spaced = values != values.str.strip_chars()
        if spaced.any():
            where = f"line {pair.row(spaced)}, {name}"
            yield Finding(FAIL, "filter spaces", where, "begins or ends with a space", "take it away")
        if len(items) > MOST_ITEMS:
            yield Finding(FAIL, "filter items", name, f"holds {len(items):,} items", f"at most {MOST_ITEMS:,} are taken")
        default = defaults.get(name, "")
        if default and default not in items:
            yield Finding(FAIL, "filter_default", name, f"has no item {default}", "name one of its items, or none")
        if not default and TOTAL not in items:
            cure = "name one under filter_default, or have an item Total"
            yield Finding(WARNING, "default item", name, "has none", cure)
        longest = max((str(item) for item in items), key=len)
        if len(longest) > LONGEST_ITEM:
            yield Finding(WARNING, "filter item length", name, f"has {longest[:30]}…", f"use at most {LONGEST_ITEM} characters")
        yield from _check_group(pair, name, groups.get(name, ""))


def _column(meta: pl.DataFrame, name: str) -> list[str]:
    return meta[name].to_list() if name in meta.columns else [""] * meta.height


def _check_group(pair: Pair, name: str, group: str) -> Iterator[Finding]:
    if not group:
        return
    if group not in pair.data.columns:
        yield Finding(FAIL, "filter group", name, f"is grouped by {group}", "the data file has no such column")
    elif pair.data[group].n_unique() > pair.data[name].n_unique():
        yield Finding(FAIL, "filter group", name, f"has fewer items than its group {group}", "a group holds several items")


def check_forbidden(pair: Pair) -> Iterator[Finding]:
    """Check that nothing says null or not available in words that the platform does not know."""
    for file, table in (("data", pair.data), ("meta", pair.meta)):
        for name in table.columns:
            for words, gravity, rule in ((FORBIDDEN, FAIL, "null words"), (DOUBTFUL, WARNING, "doubtful words")):
                found = table[name].is_in(list(words))
                if found.any():
                    word = table[name].filter(found)[0]
                    where = f"{file} line {pair.row(found)}, {name}"
                    yield Finding(gravity, rule, where, f'says "{word}"', "use z for not applicable, x for not available")


def check_values(pair: Pair) -> Iterator[Finding]:
    """Check that every indicator is a number or a symbol that the platform knows."""
    for name in pair.indicators:
        values = pair.data[name]
        empty = values.str.strip_chars() == ""
        if empty.any():
            where = f"line {pair.row(empty)}, {name}"
            yield Finding(FAIL, "indicator blanks", where, "is empty", "use z for not applicable, x for not available")
        old = values.is_in(list(OLD_SYMBOLS))
        if old.any():
            where = f"line {pair.row(old)}, {name}"
            yield Finding(FAIL, "old symbols", where, f'is "{values.filter(old)[0]}"', "use z, x, c or low")
        numbers = values.cast(pl.Float64, strict=False)
        strange = numbers.is_null() & ~empty & ~old & ~values.is_in([*SYMBOLS, *FORBIDDEN, *DOUBTFUL])
        endless = numbers.is_infinite().fill_null(False) | numbers.is_nan().fill_null(False)
        wrong = strange | endless
        if wrong.any():
            where = f"line {pair.row(wrong)}, {name}"
            cure = f"give a number, or one of {', '.join(SYMBOLS)}"
            yield Finding(FAIL, "indicator values", where, f'is "{values.filter(wrong)[0]}"', cure)


def check_uniqueness(pair: Pair) -> Iterator[Finding]:
    """Check that no two rows are about the same time, place and filters."""
    filters = pair.meta.filter(pl.col("col_type") == FILTER)["col_name"].to_list()
    keys = [name for name in (*TIME, *PLACES, *filters) if name in pair.data.columns]
    repeated = pair.data.select(keys).is_duplicated()
    if repeated.any():
        row = pair.data.select(keys).filter(repeated).row(0)
        told = ", ".join(cell for cell in row if cell)
        cure = "what tells the rows apart must be a filter in the meta file"
        yield Finding(FAIL, "unique rows", f"line {pair.row(repeated)}", f"has another row for {told}", cure)
