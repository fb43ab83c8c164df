"""What a change makes: the difference of each headline measure by year, with its interval, around a line at none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.records.headlines import HEADLINES
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.report import palette
from workforce_sim.report.numbers import name_of, unit_of
from workforce_sim.report.picture import FIT, NARROW, Drawing, Picture
from workforce_sim.studies.paired import EXACTLY_NONE
from workforce_sim.studies.wording import Told

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

TALL = 240
MOST_SCENARIOS = 4


def differences(results: Reported) -> list[Picture]:
    """Show the difference from the baseline by year for every headline measure that differs; one small picture each."""
    table = results.here(results.table("differences"))
    shown = [headline.measure for headline in HEADLINES if headline.measure in ANNUAL_RETURN.names]
    differing = set(table.filter(pl.col("verdict") != EXACTLY_NONE, pl.col("difference").is_not_null())["measure"])
    return [_picture(results, table.filter(measure=measure), measure) for measure in shown if measure in differing]


def _picture(results: Reported, rows: pl.DataFrame, measure: str) -> Picture:
    known = rows.drop_nulls("difference").sort("time_period")
    most = int(known["replications"].to_numpy().max())
    unit = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].unit
    said: list[str] = []
    for scenario in known["scenario"].unique(maintain_order=True):
        last = known.filter(scenario=scenario).row(-1, named=True)
        told = Told(last["verdict"], unit, last["difference"], last["lower"], last["upper"])
        said.append(f"{scenario}, {last['time_period']}: {told.amount} {told.interval}".strip())
    points = "percentage points" if unit == "per cent" else unit_of(measure)

    def draw(width: int) -> Drawing:
        return _drawn(known, f"{name_of(measure)}, {points}", width)

    return Picture(
        name=f"difference_{measure}",
        title=f"{name_of(measure)}: difference from {known['baseline'][0]}, {results.area.name}",
        alt=f"Line chart of the difference by year. {name_of(measure)}: {'; '.join(said)}.",
        note=f"Same luck in both, replication by replication ({most} each). The band is the 95% interval of the mean"
        " difference; where it covers the line at 0 no difference can be told.",
        draw=draw,
        group="differences",
    )


def _drawn(known: pl.DataFrame, title: str, width: int) -> Drawing:
    import altair as alt

    scenarios = known["scenario"].unique(maintain_order=True).to_list()[:MOST_SCENARIOS]
    years = known["time_period"].to_list()
    drawn = known.filter(pl.col("scenario").is_in(scenarios))
    base = alt.Chart(drawn.select("scenario", "time_period", "difference", "lower", "upper"))
    ticks = list(range(int(years[0]), int(years[-1]) + 1, 2 if width > NARROW else 4))
    scale = alt.Scale(domain=[years[0], years[-1]], nice=False, padding=8)
    x = alt.X("time_period:Q", title=None, scale=scale, axis=alt.Axis(format="d", values=ticks))
    axis = alt.Axis(title=None, tickCount=5, labelExpr="replace(datum.label, '-', '−')")
    colour = alt.Color(
        "scenario:N",
        scale=alt.Scale(domain=scenarios, range=list(palette.CATEGORIES)),
        legend=alt.Legend(title=None, columns=1, labelLimit=width - 40) if len(scenarios) > 1 else None,
    )
    band = base.mark_area(opacity=0.25).encode(x=x, y=alt.Y("lower:Q", axis=axis), y2="upper:Q", color=colour)
    line = base.mark_line(strokeWidth=2.5, point={"size": 40, "filled": True})
    line = line.encode(x=x, y=alt.Y("difference:Q", axis=axis), color=colour)
    none = alt.Chart(alt.Data(values=[{"at": 0}])).mark_rule(color=palette.TEXT, strokeWidth=1.5)
    none = none.encode(y=alt.Y("at:Q", axis=axis))
    return alt.layer(none, band, line).properties(width=width, height=TALL, autosize=FIT, title=title)
