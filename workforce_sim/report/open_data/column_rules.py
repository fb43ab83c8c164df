"""Rules of the data file's columns: which must be there, and whether each is described.

Source: Department for Education, statistics production guide, open data standards, and its data screener.
"""

from __future__ import annotations

from collections.abc import Iterator

from workforce_sim.errors import nearest_name
from workforce_sim.records.store import SPREADSHEET_LINES
from workforce_sim.report.open_data.rules import FAIL, MANDATORY, WARNING, WHEN_AND_WHERE, Finding, Pair, listed


def check_columns(pair: Pair) -> Iterator[Finding]:
    """Check that the columns that must be are there, that there are enough, and that the two files name the same ones."""
    data, meta = pair.data, pair.meta
    for column in MANDATORY:
        if column not in data.columns:
            close = nearest_name(column, [name for name in data.columns if name not in WHEN_AND_WHERE])
            cure = f"every data file has it; rename {close}" if close else "every data file has it"
            yield Finding(FAIL, "mandatory columns", "the data file", f"lacks {column}", cure)
    for name in meta["col_name"].to_list():
        if name not in data.columns:
            yield Finding(FAIL, "meta without data", "the meta file", f"describes {name}", "the data file has no such column")
    least = meta.height + len(MANDATORY)
    if data.width < least:
        yield Finding(FAIL, "number of columns", "the data file", f"has {data.width}", f"it needs {least} at least")
    if data.height >= SPREADSHEET_LINES:
        yield Finding(WARNING, "rows", "the data file", f"has {data.height:,} rows", "spreadsheets open fewer")
    known = {*WHEN_AND_WHERE, *pair.described}
    # A column of one value stays in the data undescribed, because as a filter of one item it would fail.
    bare = [name for name in data.columns if name not in known and data[name].n_unique() > 1]
    if bare:
        cure = "describe it, or take it out; the platform does not show it"
        yield Finding(WARNING, "data without meta", "the meta file", f"has no line for {listed(bare)}", cure)
