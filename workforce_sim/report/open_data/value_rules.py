"""Rules of values: which symbols may stand for a number, which words may stand nowhere, and that no row comes twice.

Source: Department for Education, statistics production guide, open data standards; Government Analysis Function, Symbols in
tables: definitions and help.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workforce_sim.report.open_data.rules import FAIL, WARNING, WHEN_AND_WHERE, Finding, Pair

SYMBOLS = ("z", "x", "c", "low", "k", "u")
FORBIDDEN = ("NULL", "Null", "null", "NA", "na")
OLD_SYMBOLS = ("~", ":")
DOUBTFUL = ("N/A", "n/a", ".", "..", "-")


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
    # An item may come once in each of its filter's groups, so the group tells rows apart too.
    keys = [name for name in (*WHEN_AND_WHERE, *pair.filters_and_groups) if name in pair.data.columns]
    repeated = pair.data.select(keys).is_duplicated()
    if repeated.any():
        row = pair.data.select(keys).filter(repeated).row(0)
        told = ", ".join(cell for cell in row if cell)
        cure = "what tells the rows apart must be a filter in the meta file"
        yield Finding(FAIL, "unique rows", f"line {pair.row(repeated)}", f"has another row for {told}", cure)
