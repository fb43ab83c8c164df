"""The published censuses as rows of a pair, with the symbols that were published where a figure was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.figures.geography import LOCAL_AUTHORITY, REGIONAL
from workforce_sim.figures.history import published
from workforce_sim.figures.published_table import ENGLAND, Figure, look_up
from workforce_sim.report.open_data.layout import MEASURES, NOT_AVAILABLE, PUBLISHED, decimals, figure
from workforce_sim.report.open_data.value_rules import SYMBOLS
from workforce_sim.studies.standing import FIRST_PUBLISHED

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

PLACE = ("geographic_level", "region_code", "region_name", "new_la_code", "la_name")


def published_lines(
    results: Reported, places: pl.DataFrame, filtered: str, measures: Sequence[str] = MEASURES
) -> Iterator[dict[str, object]]:
    """Give a row for every published census up to the start, of every place that the results have a row for.

    ``places`` has the columns of ``PLACE``; ``filtered`` is the filter whose item says that a row is published.
    """
    old = old_codes(results)
    known = {_key(row) for row in places.select(PLACE).unique().iter_rows(named=True)}
    figures = look_up(measures, FIRST_PUBLISHED)
    for row in published().filter(pl.col("time_period") <= results.start).iter_rows(named=True):
        if _key(row) not in known:
            continue
        code = row["new_la_code"] or row["region_code"] or ENGLAND
        cells = {name: _as_published(figures.get(code, name, row["time_period"]), name) for name in measures}
        is_local = row["geographic_level"] == LOCAL_AUTHORITY
        place = {**{name: row[name] for name in PLACE}, "la_name": row["la_name"] if is_local else ""}
        yield {
            "time_period": row["time_period"],
            **place,
            "old_la_code": old.get(row["new_la_code"], ""),
            filtered: PUBLISHED,
            **cells,
        }


def old_codes(results: Reported) -> dict[str, str]:
    """Give the three-digit code of every authority simulated, by its newest code."""
    return {profile.code: profile.old_code for profile in results.profiles}


def _key(row: dict[str, object]) -> tuple[object, object]:
    """Tell places apart by level and code."""
    level = row["geographic_level"]
    return level, {REGIONAL: row["region_code"], LOCAL_AUTHORITY: row["new_la_code"]}.get(str(level))


def _as_published(found: Figure, measure: str) -> str:
    """Write a figure, or the symbol that was published in its place; what no file mentions is not available."""
    if found.symbol:
        return found.symbol if found.symbol in SYMBOLS else NOT_AVAILABLE
    return figure(found.value, decimals(measure))
