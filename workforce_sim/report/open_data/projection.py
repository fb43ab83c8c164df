"""A run as a file pair: published history and later years in the columns of the department's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.records.geography import SIMULATED
from workforce_sim.report.open_data.censuses import PLACE, old_codes, published_lines
from workforce_sim.report.open_data.layout import (
    MEASURES,
    NOT_APPLICABLE,
    SIDES,
    decimals,
    figure,
    filter_line,
    indicator_line,
    laid_out,
    meta_of,
)
from workforce_sim.report.open_data.rules import Pair

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

SERIES = "series"
PROJECTED = "Projected"


def projection_pair(results: Reported, name: str) -> Pair:
    """Make the pair of a run: medians with their 95% range after the published censuses, for every published level."""
    summary = results.table("summary").filter(
        pl.col("geographic_level") != SIMULATED, pl.col("time_period") > results.start, pl.col("measure").is_in(MEASURES)
    )
    no_range = {f"{measure}_{side}": NOT_APPLICABLE for measure in MEASURES for side in SIDES}
    history = [{**line, **no_range} for line in published_lines(results, summary, SERIES)]
    columns = [column for measure in MEASURES for column in (measure, *(f"{measure}_{side}" for side in SIDES))]
    return Pair(name, laid_out([*history, *_projected(results, summary)], [SERIES, *columns]), _meta())


def _projected(results: Reported, summary: pl.DataFrame) -> list[dict[str, object]]:
    old = old_codes(results)
    lines: dict[tuple[object, ...], dict[str, object]] = {}
    for row in summary.iter_rows(named=True):
        key = tuple(row[column] for column in ("time_period", *PLACE))
        when_and_where = {column: row[column] for column in ("time_period", *PLACE)}
        line = lines.setdefault(key, {**when_and_where, "old_la_code": old.get(str(row["new_la_code"]), ""), SERIES: PROJECTED})
        places = decimals(row["measure"])
        line[row["measure"]] = figure(row["median"], places)
        for side in SIDES:
            line[f"{row['measure']}_{side}"] = figure(row[f"{side}_95"], places)
    return list(lines.values())


def _meta() -> pl.DataFrame:
    hint = "Published by the department, or projected: the middle of simulated futures"
    lines = [filter_line(SERIES, "Series", hint, PROJECTED)]
    for measure in MEASURES:
        lines.append(indicator_line(measure, measure))
        lines += [indicator_line(f"{measure}_{side}", measure, f", {side} end of 95% range") for side in SIDES]
    return meta_of(lines)
