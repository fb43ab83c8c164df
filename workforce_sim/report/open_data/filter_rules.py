"""Rules of filters: what each holds, its default and its group, and whether every combination of items has a row.

Source: Department for Education, statistics production guide, open data standards, and its data screener.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

from workforce_sim.report.open_data.rules import FAIL, WARNING, Finding, Pair, listed

MOST_ITEMS, LONGEST_ITEM = 25_000, 120
TOTAL = "Total"


def check_filters(pair: Pair) -> Iterator[Finding]:
    """Check what every filter holds, its default and its group, and filters together."""
    for name in pair.filters_and_groups:
        yield from _check_items(name, pair)
    for name in pair.filters:
        items = pair.data[name].unique(maintain_order=True).to_list()
        if len(items) < 2:
            cure = "take it out of the meta file; the column may stay"
            yield Finding(FAIL, "constant filter", name, f"holds {listed(items)} alone", cure)
        yield from _check_default(pair, name, items)
        yield from _check_group(pair, name)
    yield from _check_matrix(pair)


def _check_items(name: str, pair: Pair) -> Iterator[Finding]:
    values = pair.data[name]
    items = values.unique().to_list()
    bare = values.str.strip_chars()
    empty = bare == ""
    if empty.any():
        yield Finding(FAIL, "filter blanks", f"line {pair.row(empty)}, {name}", "is empty", "name the item on every row")
    spaced = (values != bare) & ~empty
    if spaced.any():
        where = f"line {pair.row(spaced)}, {name}"
        yield Finding(FAIL, "filter spaces", where, "begins or ends with a space", "take it away")
    if len(items) > MOST_ITEMS:
        yield Finding(FAIL, "filter items", name, f"holds {len(items):,} items", f"at most {MOST_ITEMS:,} are taken")
    longest = max((str(item) for item in items), key=len)
    if len(longest) > LONGEST_ITEM:
        yield Finding(WARNING, "filter item length", name, f"has {longest[:30]}…", f"use at most {LONGEST_ITEM} characters")


def _check_default(pair: Pair, name: str, items: list[str]) -> Iterator[Finding]:
    default = _said(pair, name, "filter_default")
    if default and default not in items:
        yield Finding(FAIL, "filter_default", name, f"has no item {default}", "name one of its items, or none")
    if not default and TOTAL not in items:
        cure = "name one under filter_default, or have an item Total"
        yield Finding(WARNING, "default item", name, "has none", cure)


def _said(pair: Pair, name: str, column: str) -> str:
    """Give what the meta file says of a filter in a column that need not be there."""
    if column not in pair.meta.columns:
        return ""
    return str(pair.meta.filter(pl.col("col_name") == name)[column][0])


def _check_group(pair: Pair, name: str) -> Iterator[Finding]:
    group = pair.groups.get(name)
    if group is None:
        return
    if group not in pair.data.columns:
        yield Finding(FAIL, "filter group", name, f"is grouped by {group}", "the data file has no such column")
    elif pair.data[group].n_unique() > pair.data[name].n_unique():
        yield Finding(FAIL, "filter group", name, f"has fewer items than its group {group}", "a group holds several items")


def _check_matrix(pair: Pair) -> Iterator[Finding]:
    """Check that every combination of items has a row somewhere; items of a filter with a parent need only fit the parent."""
    alone = [name for name in pair.filters if not _said(pair, name, "parent_filter")]
    if len(alone) < 2:
        return
    every = math.prod(pair.data[name].n_unique() for name in alone)
    lacking = every - pair.data.select(alone).n_unique()
    if lacking:
        cure = "give each combination a row, with x or z where there is no figure"
        yield Finding(WARNING, "filter matrix", listed(alone), f"lacks {lacking:,} of {every:,} combinations", cure)
