"""What each part of a change contributes: by itself, and what all do together beyond the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.records.headlines import HEADLINES
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.numbers import TOTAL, name_of, unit_of
from workforce_sim.report.picture import Drawing, Picture
from workforce_sim.studies.comparison import ALL_YEARS
from workforce_sim.studies.paired import EXACTLY_NONE
from workforce_sim.studies.wording import Told

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

MOST = 4
"""Measures that get a picture: the first of the headlines that anything acts on."""


def attribution(results: Reported) -> list[Picture]:
    """Show what every changed parameter or part contributes to the headline measures of the last year, and to spending."""
    table = results.here(results.table("attribution"))
    last = table.filter(time_period=table["time_period"].max())
    acted_on = set(last.filter(pl.col("verdict") != EXACTLY_NONE, pl.col("difference").is_not_null())["measure"])
    chosen = [headline.measure for headline in HEADLINES if headline.measure in acted_on][:MOST]
    made = [_picture(results, last.filter(measure=measure), measure, str(last["time_period"][0])) for measure in chosen]
    if results.has("attribution_costs"):
        costs = results.here(results.table("attribution_costs")).filter(measure=TOTAL, time_period=ALL_YEARS)
        if costs.filter(pl.col("verdict") != EXACTLY_NONE).height:
            made.append(_picture(results, costs, TOTAL, ALL_YEARS))
    return made


def _picture(results: Reported, rows: pl.DataFrame, measure: str, when: str) -> Picture:
    unit = "pounds" if measure == TOTAL else ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].unit
    known = rows.drop_nulls("difference")
    values, said = [], []
    for row in known.iter_rows(named=True):
        told = Told(row["verdict"], unit, row["difference"], row["lower"], row["upper"])
        name = row["change"].replace("_", " ")
        values.append(Dot(name, "", row["difference"], row["lower"], row["upper"]))
        said.append(f"{name}: {told.amount}")
    heading = "Spending" if unit == "pounds" else name_of(measure)
    points = {"per cent": "percentage points", "pounds": "£"}.get(unit) or unit_of(measure)
    scenario = known["scenario"][0] if known.height else ""

    def draw(width: int) -> Drawing:
        return dots(values, width, colours=(palette.DARK_BLUE,), rule=0.0, short=unit == "pounds")

    return Picture(
        name=f"attribution_{measure}",
        title=f"{heading}: what each part does, {results.area.name}, {when}, {points}",
        alt=f"Dot plot of contributions to {heading.lower()} in {scenario}, {when}. {'; '.join(said)}.",
        note="Each part simulated alone on the baseline; interaction is what all do together beyond the sum. Lines are 95%"
        " intervals.",
        draw=draw,
    )
