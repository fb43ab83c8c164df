"""Whether two tables are the same to the bit, and if not, what differs first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

NAMES_A_ROW = (
    "point",
    "scenario",
    "shock",
    "target",
    "output",
    "parameter",
    "value",
    "time_period",
    "la_name",
    "region_name",
    "replication",
    "measure",
)
"""Columns that tell a reader which row is meant, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs first between a table and the same table made again."""

    table: str
    text: str

    def __str__(self) -> str:
        return f"{self.table}: {self.text}"


def first_difference(name: str, then: pl.DataFrame, now: pl.DataFrame) -> Difference | None:
    """Compare a table with the same table made again, column by column, to the bit; None where they are identical."""
    if then.columns != now.columns:
        gone = [column for column in then.columns if column not in now.columns]
        new = [column for column in now.columns if column not in then.columns]
        texts = [f"column {gone[0]} is there no more"] if gone else [f"column {new[0]} is new"] if new else []
        return Difference(name, "".join(texts) or "its columns are in another order")
    if then.height != now.height:
        return Difference(name, f"it had {then.height:,} rows and has {now.height:,}")
    found: tuple[int, str] | None = None
    for column in then.columns:
        if then[column].dtype != now[column].dtype:
            return Difference(name, f"column {column} was of kind {then[column].dtype} and is of {now[column].dtype}")
        rows = np.flatnonzero(_differs(then[column], now[column]))
        if len(rows) and (found is None or rows[0] < found[0]):
            found = int(rows[0]), column
    if found is None:
        return None
    row, column = found
    values = f"then {_shown(then[column][row])}, now {_shown(now[column][row])}"
    return Difference(name, f"{column} differs first in row {row + 1:,}{_named(then, row, column)}: {values}")


def _differs(then: pl.Series, now: pl.Series) -> npt.NDArray[np.bool_]:
    missing = then.is_null().to_numpy() != now.is_null().to_numpy()
    if then.dtype.is_float():
        as_bits = np.uint64 if then.dtype == pl.Float64 else np.uint32
        before, after = (series.fill_null(0.0).to_numpy().view(as_bits) for series in (then, now))
        return np.asarray(missing | (before != after))
    return np.asarray(missing | then.ne_missing(now).to_numpy())


def _named(table: pl.DataFrame, row: int, column: str) -> str:
    """Say which row it is by what stands in the columns that name rows."""
    said = [f"{name} {table[name][row]}" for name in NAMES_A_ROW if name in table.columns and name != column]
    said = [text for text in said if not text.endswith(" None")]
    return f" ({', '.join(said)})" if said else ""


def _shown(value: Any) -> str:
    return "nothing" if value is None else repr(value)
