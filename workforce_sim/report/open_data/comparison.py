"""A comparison as a file pair: published history, then the baseline and every scenario, with the difference from the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.errors import UserError
from workforce_sim.records.geography import SIMULATED
from workforce_sim.report.open_data.censuses import PLACE, old_codes, published_lines
from workforce_sim.report.open_data.layout import (
    MEASURES,
    NOT_APPLICABLE,
    PUBLISHED,
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

SCENARIO = "scenario"
DIFFERENCE = "difference"


def comparison_pair(results: Reported, name: str) -> Pair:
    """Make the pair of a comparison: means of every scenario, and differences with their 95% interval.

    Raises UserError where none of the measures compared is published, or a scenario has the name of the published rows.
    """
    table = results.table("differences")
    found = table.filter(pl.col("geographic_level") != SIMULATED, pl.col("time_period") > results.start)
    compared = set(found["measure"])
    measures = [measure for measure in MEASURES if measure in compared]
    if not measures:
        raise UserError(
            f"{results.stored.path} compares {', '.join(sorted(compared))}, none of which is published; "
            f"open data has {', '.join(MEASURES)}"
        )
    found = found.filter(pl.col("measure").is_in(measures))
    scenarios = [found["baseline"][0], *found["scenario"].unique(maintain_order=True)]
    if PUBLISHED in scenarios:
        raise UserError(f"{results.stored.path} has a scenario called {PUBLISHED}, as published rows are; give it another name")
    none = {column: NOT_APPLICABLE for measure in measures for column in _differences(measure)}
    history = [{**line, **none} for line in published_lines(results, found, SCENARIO, measures)]
    columns = [column for measure in measures for column in (measure, *_differences(measure))]
    simulated = _simulated(results, found, none)
    return Pair(name, laid_out([*history, *simulated], [SCENARIO, *columns]), _meta(measures, scenarios[0]))


def _differences(measure: str) -> tuple[str, ...]:
    """Name the columns of a measure's difference, the ends of the interval last; a measure's own name ends each."""
    return (f"{DIFFERENCE}_{measure}", *(f"{DIFFERENCE}_{measure}_{side}" for side in SIDES))


def _simulated(results: Reported, found: pl.DataFrame, none: dict[str, str]) -> Iterator[dict[str, object]]:
    """Give a row for every year, place and scenario; the baseline's, which is in every comparison, once."""
    old = old_codes(results)
    lines: dict[tuple[object, ...], dict[str, object]] = {}
    for row in found.iter_rows(named=True):
        place = {column: row[column] for column in ("time_period", *PLACE)}
        place["old_la_code"] = old.get(str(row["new_la_code"]), "")
        measure, digits = row["measure"], decimals(row["measure"])
        baseline = lines.setdefault((*place.values(), row["baseline"]), {**place, SCENARIO: row["baseline"], **none})
        baseline[measure] = figure(row["baseline_mean"], digits)
        line = lines.setdefault((*place.values(), row["scenario"]), {**place, SCENARIO: row["scenario"]})
        line[measure] = figure(row["mean"], digits)
        values = (row["difference"], *(row[side] for side in SIDES))
        for column, value in zip(_differences(measure), values, strict=True):
            line[column] = figure(value, digits + 1)
    yield from lines.values()


def _meta(measures: Sequence[str], baseline: str) -> pl.DataFrame:
    hint = "Published by the department, or the mean of simulated futures in which one scenario holds"
    lines = [filter_line(SCENARIO, "Scenario", hint, baseline)]
    for measure in measures:
        whole, *ends = _differences(measure)
        lines.append(indicator_line(measure, measure))
        lines.append(indicator_line(whole, measure, ", difference", is_difference=True))
        for column, side in zip(ends, SIDES, strict=True):
            lines.append(indicator_line(column, measure, f", difference, {side} 95% end", is_difference=True))
    return meta_of(lines)
