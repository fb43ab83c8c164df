"""Scores against past years: how much better than the best rule of thumb, and whether ranges held what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.records.geography import LOCAL
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.numbers import name_of
from workforce_sim.report.picture import Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

MODEL = "simulation"
MEASURES = ("inpost_fte", "turnover_rate_fte", "vacancy_rate_fte", "agency_rate_fte", "caseload_fte")
YEARS_AHEAD = (1, 2, 3)
WIDE_RANGE = 1.96
"""Standard errors of an interval that holds 95%."""


def scores(results: Reported) -> list[Picture]:
    """Show the skill and the coverage of a backtest by measure and years ahead, for single authorities."""
    rows = results.table("scoreboard").filter(
        pl.col("method") == MODEL,
        pl.col("geographic_level") == LOCAL,
        pl.col("origin").is_null(),
        pl.col("horizon").is_in(YEARS_AHEAD),
    )
    rows = rows.filter(pl.col("measure").is_in(MEASURES))
    return [picture for picture in (_skill(rows), _coverage(rows)) if picture is not None]


def _row(row: dict[str, object]) -> str:
    years = int(str(row["horizon"]))
    return f"{name_of(str(row['measure']))}, {years} year{'s' if years > 1 else ''} ahead"


def _ordered(rows: pl.DataFrame) -> list[dict[str, object]]:
    return sorted(rows.iter_rows(named=True), key=lambda row: (MEASURES.index(row["measure"]), row["horizon"]))


def _skill(rows: pl.DataFrame) -> Picture | None:
    values = []
    for row in _ordered(rows.drop_nulls(["skill", "skill_standard_error"])):
        skill, error = 100.0 * float(str(row["skill"])), 100.0 * float(str(row["skill_standard_error"] or 0.0))
        values.append(Dot(_row(row), "", skill, skill - WIDE_RANGE * error, skill + WIDE_RANGE * error))
    if not values:
        return None
    said = "; ".join(f"{dot.row} {dot.value:+.1f}%" for dot in values)

    def draw(width: int) -> Drawing:
        return dots(values, width, unit="%", colours=(palette.DARK_BLUE,), rule=0.0)

    return Picture(
        name="skill",
        title="Forecasts of past years: error against the best of four rules of thumb, single authorities",
        alt=f"Dot plot of the model's error over that of the best naive forecast, less one. {said}.",
        note="Left of 0 the model is better. CRPS; lines are 95% intervals.",
        draw=draw,
    )


def _coverage(rows: pl.DataFrame) -> Picture | None:
    values = []
    known = [share for share in (80, 95) if rows[f"coverage_{share}"].null_count() < rows.height]
    for row in _ordered(rows.drop_nulls([f"coverage_{share}" for share in known])):
        values += [Dot(_row(row), f"{share}% range", 100.0 * float(str(row[f"coverage_{share}"]))) for share in known]
    if not values:
        return None
    said = "; ".join(f"{dot.row}, {dot.series}: {dot.value:.0f}%" for dot in values)

    def draw(width: int) -> Drawing:
        return dots(values, width, unit="%", zero=False)

    return Picture(
        name="coverage",
        title="Forecasts of past years: share of what happened that lay in the ranges, single authorities",
        alt=f"Dot plot of the coverage of ranges. {said}.",
        note="A range of 80% should hold 80%, one of 95% should hold 95%.",
        draw=draw,
    )
