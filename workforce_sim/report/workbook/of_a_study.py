"""The sheets of a study: its own tables, the answer first, under heads that a planner can read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.errors import UserError
from workforce_sim.report.carried_out import solved
from workforce_sim.report.numbers import spoken
from workforce_sim.report.study_findings import TOLD_SCORES
from workforce_sim.report.workbook.heads import head
from workforce_sim.report.workbook.of_a_run import explained
from workforce_sim.report.workbook.places import HEADS, LEVEL, has_places, heads, parts, where, with_places
from workforce_sim.report.workbook.sheet import LONGEST_NAME, UNIT, Sheet

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

TABLES: Mapping[str, tuple[str, str, str, tuple[str, ...]]] = {
    "differences": ("Differences", "Differences of the measures", "a scenario, area, measure and year", ("intervals", "years")),
    "costs": ("Spending", "Differences of spending", "a scenario, area, line and financial year", ("intervals", "money")),
    "attribution": ("Contributions", "What each change contributes", "a change, area, measure and year", ("intervals", "years")),
    "attribution_costs": (
        "Contributions to spending",
        "What each change contributes to spending",
        "a change, area, line and financial year",
        ("intervals", "money"),
    ),
    "answer": ("Answer", "The value that was looked for", "the lever", ("intervals",)),
    "tried": ("Values tried", "Every value that was tried", "a value of the lever", ("intervals",)),
    "targets": ("Targets", "Targets under each shock", "a shock and target", ("intervals", "years")),
    "breaks_first": ("Breaks first", "The target that breaks first", "a shock", ("years",)),
    "shocks": ("Shocks", "What the shocks are, and what they do", "a shock", ()),
    "recovery": ("Recovery", "How long harm lasts", "a shock and target", ()),
    "break_point": ("Break point", "How large a shock a target bears", "a shock and target", ("intervals",)),
    "break_point_tried": ("Sizes tried", "Every size of the shock that was tried", "a size of the shock", ("intervals",)),
    "indices": ("Effects", "What the outputs hang on", "an output and parameter", ("effects",)),
    "outputs": ("Outputs", "The outputs over the points", "an output", ()),
    "points": ("Points", "The points that were simulated", "a point", ()),
    "summary": ("Measures by point", "Measures at every point", "a point, area, measure and year", ("ranges", "years")),
    "bars": ("Bars", "Bars for the forecasts, and whether they are met", "a measure, kind of area and score", ("scores",)),
    "scoreboard": ("Scores", "Scores of the forecasts", "a measure, kind of area, origin and method", ("scores",)),
}
"""The tables that studies write as CSV, in the order of their sheets: tab, title, what a row is, and notes."""
FRONT = ("baseline", "scenario", "change", "shock", "target", "output", "parameter", "point")
"""What says which row it is, before areas and measures."""
NAMED = ("shock", "kind", "side", "target", "score", "geographic_level")
"""Columns whose values are names of the program, which people say otherwise."""
SAID = {**TOLD_SCORES, **LEVEL, "none": "no shock"}
TENTHS = "pit_"
"""Columns of the scoreboard that only a chart can be read from."""


def of_a_study(results: Reported) -> Iterator[Sheet]:
    """Make the sheets of a study, of every table that it wrote for people, with every digit.

    Raises UserError where an area was chosen and no table is about areas.
    """
    there = {path.stem for path in results.stored.path.glob("*.csv")}
    if results.chosen is not None and not any(has_places(results.table(name)) for name in there):
        raise UserError(f"the tables of a {results.stored.kind} are not by area, so there is none to choose; leave out --area")
    for name in (*TABLES, *sorted(there - set(TABLES))):
        if name in there and results.table(name).height:
            yield from _sheets(results, name)


def _sheets(results: Reported, name: str) -> Iterator[Sheet]:
    usual = name.replace("_", " ").capitalize()
    tab, title, row, notes = TABLES.get(name, (usual, usual, f"a row of {name}.csv", ()))
    whole = results.table(name)
    if name == "tried":
        whole = whole.with_columns(pl.lit(solved(results).question.target.measure).alias("measure"))
    tenths = [column for column in whole.columns if column.startswith(TENTHS)]
    if "scenario" in whole.columns:
        order = {scenario: place for place, scenario in enumerate(whole["scenario"].unique(maintain_order=True))}
        whole = whole.with_columns(pl.col("scenario").replace_strict(order).alias("_scenario"))
    file = f"{name}.parquet" if (results.stored.path / f"{name}.parquet").exists() else f"{name}.csv"  # the whole one
    for more, part, left_out in parts(results, whole.drop(tenths), file):
        if tenths:
            left_out = f"{left_out} Where the figures fall in each tenth of the forecasts is in {file}.".strip()
        table, looks = _under_heads(name, _explained(results, part))
        place = f", {where(results, part)}" if has_places(part) else ""
        yield Sheet(f"{tab}{more}"[:LONGEST_NAME], f"{title}{place}", row, table, looks, notes, left_out)


def _explained(results: Reported, table: pl.DataFrame) -> pl.DataFrame:
    """Put areas and measures in words, at the front where they say what the row is about."""
    table = in_words(table)
    numeric = {name for name, kind in table.schema.items() if kind.is_numeric()} - {"point"}  # a change may be a number
    front = [name for name in FRONT if name in table.columns and name not in numeric]
    if has_places(table) and results.stored.kind != "backtest":
        table = with_places(results, table)
        front += heads(results)
        table = table.drop(set(HEADS) - set(front))
    if "measure" in table.columns:
        own_unit = "unit" in table.columns
        kept = "_order" if own_unit else ""
        table = table.with_row_index("_order") if own_unit else table
        table = explained(table)
        if own_unit:  # few rows, in an order of their own that says something
            table = table.sort(kept).drop("_order", "unit")
        front += ["Subject", "Measure", UNIT]
    hidden = [name for name in table.columns if name.startswith("_")]
    rest = [name for name in table.columns if name not in (*front, *hidden)]
    periods = [name for name in rest if name == "time_period"]
    return table.select(*front, *periods, *(name for name in rest if name not in periods))


def in_words(table: pl.DataFrame) -> pl.DataFrame:
    """Say the names of the program in words: hiring freeze for hiring_freeze."""
    if has_places(table):  # those are known by their codes and names
        return table
    if table.schema.get("target") == pl.String:
        table = table.with_columns(pl.col("target").map_elements(spoken, return_dtype=pl.String))
    there = [name for name in NAMED if table.schema.get(name) == pl.String]
    return table.with_columns(pl.col(name).replace(SAID).str.replace_all("_", " ") for name in there)


def _under_heads(name: str, table: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str]]:
    named: dict[str, str] = {}
    looks: dict[str, str] = {}
    for column in table.columns:
        said, look = (column, "") if column in (*HEADS, "Subject", "Measure", UNIT) else head(name, column)
        taken = {each.lower() for each in named.values()}
        while said.lower() in taken:  # a spreadsheet's table has no two heads that differ by capitals alone
            said = f"{said}, again"
        named[column] = said
        if look and table.schema[column].is_numeric():
            looks[said] = look
    return table.rename(named), looks
