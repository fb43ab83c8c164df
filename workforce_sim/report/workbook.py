"""The workbook: results as an accessible spreadsheet, with a cover, contents, notes and one tidy table a sheet."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from workforce_sim.config.assumptions import assumptions
from workforce_sim.errors import UserError, needs_extra
from workforce_sim.records.tables import ANNUAL_RETURN, CASELOAD_BANDS
from workforce_sim.report.findings import findings
from workforce_sim.report.numbers import LINES, name_of
from workforce_sim.report.reported import PLACE

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

MOST_ROWS = 20_000
"""A sheet holds no more; the files of the results folder hold all."""
UNITS = {column.name: column.unit for column in ANNUAL_RETURN.columns}
"""In words: a cell that is only a sign stops screen readers."""
NOTES = (
    (
        "ranges",
        "Lower and upper 80% or 95% are the ends of the range that holds so many of the replications, of chance and unsure"
        " rates; not doubt about assumptions. Middle is the median.",
    ),
    ("missing", "[x] stands where there is no figure."),
)
SIDES = ("lower_80", "upper_80", "lower_95", "upper_95")
SOURCE = "workforce_sim, from figures of the Department for Education, Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the name on its tab, its title, the table, what one row is about, and what is left out."""

    name: str
    title: str
    table: pl.DataFrame
    scope: str
    left_out: str = ""


def sheets(results: Reported) -> list[Sheet]:
    """Make the sheets of a results folder: its tables, then the assumptions and what the measures are."""
    own = _of_a_run(results) if results.stored.is_run else _of_a_study(results)
    return [*own, _assumptions(results), _measures()]


def _of_a_run(results: Reported) -> Iterator[Sheet]:
    place = results.area.name
    summary = results.here(results.table("summary")).filter(pl.col("time_period") > results.start)
    projected = summary.select(
        pl.col("time_period").alias("Year"),
        pl.col("measure").alias("Measure"),
        pl.col("measure").replace_strict(UNITS).alias("Unit"),
        pl.lit("Projected").alias("Series"),
        pl.col("median").alias("Middle"),
        *(pl.col(side).alias(side.replace("_", " ").capitalize() + "%") for side in SIDES),
        pl.col("mean").alias("Mean"),
    )
    yield Sheet("Projection", f"Annual measures, {place}", projected.drop_nulls("Middle"), "One row a year and measure")
    history = [
        {"Year": year, "Measure": measure, "Unit": UNITS[measure], "Value": value}
        for year, row in results.published.items()
        for measure, value in row.items()
        if value is not None
    ]
    if history:
        yield Sheet("Published", f"Published figures, {place}", pl.DataFrame(history), "One row a year and measure")
    costs = results.here(results.table("costs"))
    names = {**LINES, "total_gbp": "All lines"}
    spent = costs.filter(pl.col("measure").is_in(list(names))).select(
        pl.col("time_period").alias("Financial year"),
        pl.col("measure").replace_strict(names).alias("Line"),
        pl.col("median").alias("Middle, pounds"),
        *(pl.col(side).alias(f"{side.replace('_', ' ').capitalize()}%, pounds") for side in SIDES),
        pl.col("mean").alias("Mean, pounds"),
    )
    base = results.stored.manifest.get("price_base", "")
    yield Sheet("Spending", f"Spending by line, {place}, {base}", spent, "One row a financial year and line")
    if results.has("budgets"):
        yield Sheet("Budgets", "Programme money by line", results.table("budgets"), "One row a line and financial year")
    bands = results.here(results.table("caseload_bands")).group_by("time_period", maintain_order=True)
    means = bands.agg(pl.col(CASELOAD_BANDS.names).mean())
    yield Sheet("Caseloads", f"Social workers by cases per FTE, {place}, FTE", means, "One row a census, means over replications")


def _of_a_study(results: Reported) -> Iterator[Sheet]:
    for path in sorted(results.stored.path.glob("*.csv")):
        table = pl.read_csv(path, infer_schema_length=None)
        whole = table.height
        if "geographic_level" in table.columns and results.stored.kind != "backtest":
            table = results.here(table.with_columns(pl.col(PLACE).cast(pl.String)))
        left = whole - min(table.height, MOST_ROWS)
        note = f"{left:,} more rows, of other areas among them, are in {path.name}." if left > 0 else ""
        name = path.stem.replace("_", " ").capitalize()[:31]
        yield Sheet(
            name, f"{name}: {results.stored.kind} of {results.stored.scenario_names}", table.head(MOST_ROWS), path.name, note
        )


def _assumptions(results: Reported) -> Sheet:
    rows = [
        {
            "Parameter": row.id,
            "What it is": row.text,
            "Value": row.value,
            "Unit": row.unit,
            "Range": row.range,
            "Reliability": row.reliability,
            "Source": row.source,
            "Date": row.date,
            "Reason": row.reason,
        }
        for row in assumptions(results.scenario)
    ]
    return Sheet("Assumptions", "Everything assumed, with source and reliability", pl.DataFrame(rows), "One row a parameter")


def _measures() -> Sheet:
    rows = [
        {"Measure": column.name, "Called": name_of(column.name), "Unit": column.unit, "Meaning": column.meaning}
        for column in ANNUAL_RETURN.columns
    ]
    return Sheet("Measures", "What the measures are", pl.DataFrame(rows), "One row a measure")


def export_workbook(results: Reported, path: Path, *, force: bool = False) -> None:
    """Write the workbook of a results folder, whole and then named.

    Raises UserError where it exists, unless ``force``, cannot be written, or the extra ``report`` is not installed.
    """
    needs_extra("a workbook", "report", "gptables")
    if path.exists() and not force:
        raise UserError(f"{path} exists; choose another folder with --out, or replace it with --force")
    made = sheets(results)
    unnamed = path.with_name(f".{path.stem}.unfinished.xlsx")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(results, made, unnamed)
        os.replace(unnamed, path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}; choose another folder with --out") from None
    finally:
        unnamed.unlink(missing_ok=True)


def _write(results: Reported, made: list[Sheet], path: Path) -> None:
    import gptables
    import pandas as pd

    title = f"{results.stored.path.name.replace('_', ' ').capitalize()}: children's social work workforce"
    cover = gptables.Cover(
        cover_label="Cover",
        title=title,
        intro=[f"A {results.stored.kind} of {results.stored.scenario_names}, {results.stored.areas}.", *findings(results)],
        about=[
            f"Made by workforce_sim {results.stored.version}, seed {results.stored.asked.get('seed')}, {results.replications:,}"
            " replications.",
            "Ranges hold chance and unsure rates, not doubt about assumptions; those without a published source are called red.",
            "Contains public sector information licensed under the Open Government Licence v3.0: Department for Education,"
            " Office for National Statistics. Not endorsed by either.",
        ],
    )
    book: dict[str, Any] = {sheet.name: _gptable(number, sheet) for number, sheet in enumerate(made, start=1)}
    with warnings.catch_warnings():  # it speaks to an older pandas, which says so at every cell
        warnings.simplefilter("ignore")
        gptables.write_workbook(
            filename=str(path),
            sheets=book,
            cover=cover,
            contentsheet_options={"additional_elements": ["subtitles"]},
            notes_table=pd.DataFrame(NOTES, columns=["Note reference", "Note text"]),
            auto_width=True,
        )


def _gptable(number: int, sheet: Sheet) -> Any:
    import gptables

    more = [sheet.left_out] if sheet.left_out else []
    return gptables.GPTable(
        table=_cells(sheet.table),
        table_name=f"table_{number}",
        title=f"Table {number}: {sheet.title}$$ranges$$$$missing$$",
        subtitles=[f"{sheet.scope}.", *more],
        source=SOURCE,
    )


def _cells(table: pl.DataFrame) -> Any:
    """Give a table as gptables wants it; a cell that has nothing says so, because empty cells stop screen readers."""
    import pandas as pd

    rows = [[_cell(value) for value in row] for row in table.iter_rows()]
    return pd.DataFrame(rows, columns=table.columns)


def _cell(value: object) -> object:
    if value is None or (isinstance(value, str) and not any(sign.isalnum() for sign in value)):
        return "[x]"
    return ("yes" if value else "no") if isinstance(value, bool) else value
