"""The sheets of a run: what is projected, what was published, what is spent, budgets, and caseloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from workforce_sim.records.tables import CASELOAD_BANDS
from workforce_sim.report.measure_names import CALLED, SUBJECT_OF, UNITS
from workforce_sim.report.workbook.heads import BUDGETS
from workforce_sim.report.workbook.number_formats import COUNT, MEASURE, POUNDS, YEAR
from workforce_sim.report.workbook.places import chosen, heads, in_a_title, of_area, parts, where, with_places
from workforce_sim.report.workbook.sheet import UNIT, Sheet
from workforce_sim.studies.published_rows import published_rows
from workforce_sim.studies.standing import FIRST_PUBLISHED

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

ESTIMATES = {
    "median": "Middle",
    "lower_80": "Lower end of 80% range",
    "upper_80": "Upper end of 80% range",
    "lower_95": "Lower end of 95% range",
    "upper_95": "Upper end of 95% range",
    "mean": "Mean",
}
"""The columns with figures and what people read above them."""
SUBJECTS = pl.DataFrame({"measure": list(SUBJECT_OF), "_subject": range(len(SUBJECT_OF))})
"""The order in which tables list measures: by subject."""


def of_a_run(results: Reported) -> Iterator[Sheet]:
    """Make the sheets of a run, of all its areas or of the one chosen."""
    yield from _projection(results)
    published = _published(results)
    if not published.is_empty():
        looks = {"Year": YEAR, "Published figure": MEASURE}
        known = set(published["Area"])
        place = in_a_title([area for area in results.areas if area.name in known])
        yield Sheet(
            "Published",
            f"Published figures, {place}, {_years(published)}",
            "an area, measure and year",
            published,
            looks,
            ("years",),
        )
    yield from _spending(results)
    if results.has("budgets"):
        yield _budgets(results)
    yield _caseloads(results)


def explained(table: pl.DataFrame) -> pl.DataFrame:
    """Put subject, name and unit in the place of the column name of a measure, ordered by subject within each area."""
    known = table.join(SUBJECTS, on="measure", how="left", maintain_order="left")
    keys = [name for name in ("_scenario", "_area", "_subject") if name in known.columns]
    return (
        known.sort(keys, maintain_order=True, nulls_last=True)
        .with_columns(
            pl.col("measure").replace_strict(SUBJECT_OF, default="Other").alias("Subject"),
            pl.col("measure").replace_strict(UNITS, default=None).alias(UNIT),
            pl.col("measure").replace_strict(CALLED, default=pl.col("measure")).alias("Measure"),
        )
        .drop("measure", "_subject")
    )


def _projection(results: Reported) -> Iterator[Sheet]:
    summary = results.table("summary").filter(pl.col("time_period") > results.start).drop_nulls("median")
    for more, part, left_out in parts(results, summary, "summary.csv"):
        table = explained(with_places(results, part)).select(
            *heads(results), "Subject", "Measure", UNIT, pl.col("time_period").alias("Year"), *_estimates()
        )
        name = "Authorities" if more else "Projection"
        title = f"Projection, {where(results, part)}, {_years(table)}"
        looks = {"Year": YEAR, **dict.fromkeys(ESTIMATES.values(), MEASURE)}
        yield Sheet(name, title, "an area, measure and year", table, looks, ("ranges", "years"), left_out)


def _estimates() -> list[pl.Expr]:
    return [pl.col(column).alias(head) for column, head in ESTIMATES.items()]


def _years(table: pl.DataFrame) -> str:
    years = sorted(set(table["Year"].to_list()))
    return f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _published(results: Reported) -> pl.DataFrame:
    rows: list[dict[str, Any]] = []
    areas = results.areas if results.chosen is None else (results.chosen,)
    for place, area in enumerate(areas):
        told = of_area(area)
        for year, row in published_rows(results, results.start - FIRST_PUBLISHED + 1, area).items():
            rows += [
                {**told, "_area": place, "measure": measure, "Year": year, "Published figure": value}
                for measure, value in row.items()
                if value is not None
            ]
    if not rows:
        return pl.DataFrame()
    table = explained(pl.DataFrame(rows, infer_schema_length=None).sort("_area", "Year", maintain_order=True))
    return table.select(*heads(results), "Subject", "Measure", UNIT, "Year", "Published figure")


def _spending(results: Reported) -> Iterator[Sheet]:
    base = results.stored.manifest.get("price_base", "")
    for more, part, left_out in parts(results, results.table("costs").drop_nulls("median"), "costs.csv"):
        table = explained(with_places(results, part)).select(
            *heads(results), pl.col("Measure").alias("Line"), UNIT, pl.col("time_period").alias("Financial year"), *_estimates()
        )
        title = f"Spending by line and financial year, {where(results, part)}, {base}"
        looks = dict.fromkeys(ESTIMATES.values(), MEASURE)
        name = f"Spending{more}"
        yield Sheet(name, title, "an area, line and financial year", table, looks, ("ranges", "money"), left_out)


def _budgets(results: Reported) -> Sheet:
    table = results.table("budgets").select(pl.col(column).alias(head) for column, head in BUDGETS.items())
    looks = {head: POUNDS for head in BUDGETS.values() if "pounds" in head} | {"Months simulated": COUNT}
    return Sheet("Budgets", "Programme money by line", "a line and financial year", table, looks, ("money",))


def _caseloads(results: Reported) -> Sheet:
    bands = {name: name.removeprefix("holding_").removesuffix("_fte").replace("_", " ") for name in CASELOAD_BANDS.names}
    held = chosen(results, results.table("caseload_bands"))
    place = ["geographic_level", "region_code", "region_name", "new_la_code", "la_name"]
    means = held.group_by("time_period", *place, maintain_order=True).agg(pl.col(CASELOAD_BANDS.names).mean())
    long = with_places(results, means).unpivot(
        CASELOAD_BANDS.names, index=["_area", *heads(results), "time_period"], variable_name="band", value_name="Mean"
    )
    order = pl.col("band").replace_strict({name: number for number, name in enumerate(bands)}).alias("_band")
    table = long.sort("_area", "time_period", order).select(
        *heads(results),
        pl.col("time_period").alias("Year"),
        pl.col("band").replace_strict(bands).alias("Cases held per FTE"),
        pl.lit("FTE").alias(UNIT),
        "Mean",
    )
    title = f"Social workers by how many cases they hold, {where(results, held)}, {_years(table)}"
    looks = {"Year": YEAR, "Mean": MEASURE}
    return Sheet("Caseloads", title, "an area, year and band of caseload", table, looks, ("years", "bands"))
