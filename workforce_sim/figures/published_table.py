"""The packaged table of published figures: open it, look a figure up, name exactly which table it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workforce_sim.figures.geography import NATIONAL

if TYPE_CHECKING:
    import polars as pl

PUBLISHED = Path(__file__).with_name("published.parquet")
"""Made by ``workforce-sim figures import``."""

ENGLAND = "England"
"""Key of England's own figures in a ``Lookup``; regions are kept under their region code."""


class Figure(NamedTuple):
    """One published figure: its value, or the symbol that stands instead of it."""

    value: float | None
    symbol: str


@dataclass(frozen=True, slots=True)
class Place:
    """An authority of the table: its newest codes, name and region."""

    code: str
    old_code: str
    name: str
    region_code: str
    region_name: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """Published figures by place, measure and year, for code that works on one figure at a time.

    Places are authority codes, region codes or ``ENGLAND``. A measure with a breakdown is "measure|breakdown".
    """

    figures: Mapping[tuple[str, str, int], Figure]
    places: Mapping[str, Place]

    def get(self, place: str, measure: str, year: int) -> Figure:
        """Give a figure; one that no file mentions is missing with the symbol "absent"."""
        return self.figures.get((place, measure, year), Figure(None, "absent"))

    def value(self, place: str, measure: str, year: int) -> float | None:
        """Give the value of a figure, or None where a symbol stands instead."""
        return self.get(place, measure, year).value


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Name the packaged table by the SHA-256 of its bytes, for the manifest of a run."""
    return hashlib.sha256(PUBLISHED.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def frame() -> pl.DataFrame:
    """Open the packaged table; columns are those of ``importer.COLUMNS``."""
    import polars as pl

    return pl.read_parquet(PUBLISHED)


def look_up(measures: Iterable[str], first_year: int, table: pl.DataFrame | None = None) -> Lookup:
    """Gather the figures of some measures from a year on, for every place.

    ``measures`` are names as in ``Lookup``. Places are those that have any of the figures.
    """
    import polars as pl

    table = frame() if table is None else table
    split = [name.partition("|") for name in measures]
    wanted = pl.DataFrame({"measure": [m for m, _, _ in split], "breakdown": [b for _, _, b in split]})
    rows = table.filter(pl.col("year") >= first_year).join(wanted, on=["measure", "breakdown"], how="semi")
    figures: dict[tuple[str, str, int], Figure] = {}
    columns = ("geographic_level", "new_la_code", "region_code", "measure", "breakdown", "year", "value", "symbol")
    cells = zip(*(rows[column].to_list() for column in columns), strict=True)
    for level, la, region, measure, breakdown, year, value, symbol in cells:
        place = ENGLAND if level == NATIONAL else la or region
        figures[place, f"{measure}|{breakdown}" if breakdown else measure, year] = Figure(value, symbol)
    named = rows.filter(pl.col("new_la_code") != "").select(
        "new_la_code", "old_la_code", "la_name", "region_code", "region_name"
    )
    return Lookup(figures, {row[0]: Place(*row) for row in named.unique().sort("new_la_code").iter_rows()})
