"""A sweep: one measure over one parameter as a line, over two as a heat map, over scattered points as dots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from workforce_sim.records.headlines import HEADLINES
from workforce_sim.report import palette
from workforce_sim.report.numbers import name_of, unit_of, written
from workforce_sim.report.picture import FIT, NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

TALL = 340
CELL = 44
MOST_CELLS, MOST_SIDE = 150, 15
MOST_MEASURES = 3
DARK_FROM = 0.7
"""Share of the range of values above which a cell is dark and its number white."""


def sweep(results: Reported) -> list[Picture]:
    """Show the first headline measures of a sweep in its last year, over the parameters that vary."""
    summary = results.here(results.table("summary"))
    last = int(str(summary["time_period"].max()))
    names = [name for name in results.table("points").columns if name not in ("point", "replications")]
    there = summary["measure"].unique(maintain_order=True).to_list()
    chosen = [headline.measure for headline in HEADLINES if headline.measure in there] or there
    return [
        _picture(results, summary.filter(measure=measure, time_period=last).drop_nulls("mean"), measure, names, last)
        for measure in chosen[:MOST_MEASURES]
    ]


def _picture(results: Reported, rows: pl.DataFrame, measure: str, names: list[str], last: int) -> Picture:
    lowest, highest = rows.sort("mean").row(0, named=True), rows.sort("mean").row(-1, named=True)

    def at(row: dict[str, Any]) -> str:
        return ", ".join(f"{name} {row[name]:g}" for name in names)

    alt = (
        f"{name_of(measure)} in {last} over {' and '.join(names)}, {rows.height:,} points. Lowest,"
        f" {written(lowest['mean'], measure)}, at {at(lowest)}; highest, {written(highest['mean'], measure)}, at {at(highest)}."
    )
    telling = _most_telling(rows, names)
    sides = [rows[name].n_unique() for name in names]
    is_grid = len(names) == 2 and rows.height == sides[0] * sides[1] <= MOST_CELLS and max(sides) <= MOST_SIDE
    note = "Means over replications, on the same luck at every point."
    if len(names) > 1 and not is_grid:
        note += f" Of the parameters that vary, {telling} goes with it most closely; the others vary too, from dot to dot."

    def draw(width: int) -> Drawing:
        if is_grid:
            return _heat_map(rows, names, width)
        return _line(rows, measure, names[0], width) if len(names) == 1 else _scatter(rows, measure, telling, width)

    return Picture(
        name=f"sweep_{measure}",
        title=f"{name_of(measure)} in {last}, {results.area.name}, {unit_of(measure)}",
        alt=("Heat map. " if is_grid else "Line chart. " if len(names) == 1 else "Scatter chart. ") + alt,
        note=note,
        draw=draw,
    )


def _most_telling(rows: pl.DataFrame, names: list[str]) -> str:
    """Name the parameter whose order goes with the order of the means most closely (Spearman's rank correlation)."""
    means = rows["mean"].rank().to_numpy()

    def closeness(name: str) -> float:
        ranks = rows[name].rank().to_numpy()
        return 0.0 if np.ptp(ranks) == 0.0 or np.ptp(means) == 0.0 else abs(float(np.corrcoef(ranks, means)[0, 1]))

    return max(names, key=closeness)


def _heat_map(rows: pl.DataFrame, names: list[str], width: int) -> Drawing:
    import altair as alt

    fewest_first = sorted(names, key=lambda name: rows[name].n_unique())
    across, down = fewest_first if width <= NARROW else reversed(fewest_first)
    low, high = float(str(rows["mean"].min())), float(str(rows["mean"].max()))
    cells = [
        {
            "across": f"{row[across]:g}",
            "down": f"{row[down]:g}",
            "mean": row["mean"],
            "label": f"{row['mean']:,.1f}" if abs(high) < 1000 else f"{row['mean']:,.0f}",
            "ink": palette.WHITE if high > low and (row["mean"] - low) / (high - low) > DARK_FROM else palette.TEXT,
        }
        for row in rows.sort(down, across).iter_rows(named=True)
    ]
    ordered = [[f"{value:g}" for value in sorted(rows[name].unique().to_list())] for name in (across, down)]
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X("across:O", sort=ordered[0], title=across, axis=alt.Axis(labelAngle=0, orient="top", domain=False, ticks=False)),
        y=alt.Y("down:O", sort=ordered[1], title=None, axis=alt.Axis(ticks=False)),
    )
    shades = alt.Scale(range=[palette.PALE_BLUE, palette.LIGHT_BLUE, palette.DARK_BLUE])
    squares = base.mark_rect(stroke=palette.WHITE, strokeWidth=2).encode(color=alt.Color("mean:Q", scale=shades, legend=None))
    words = base.mark_text().encode(text="label:N", color=alt.Color("ink:N", scale=None))
    title = f"Down: {down}"
    layers = alt.layer(squares, words).resolve_scale(color="independent")
    return layers.properties(width=width, height=CELL * len(ordered[1]) + 90, autosize=FIT, title=title)


def _line(rows: pl.DataFrame, measure: str, name: str, width: int) -> Drawing:
    import altair as alt

    known = rows.select(pl.col(name).alias("value"), "mean", "lower_80", "upper_80").sort("value")
    base = alt.Chart(known)
    x = alt.X("value:Q", title=name, axis=alt.Axis(tickCount=4 if width <= NARROW else 8))
    axis, scale = alt.Axis(title=None, tickCount=5), alt.Scale(zero=False)
    band = base.mark_area(color=palette.SOFT_BLUE).encode(x=x, y=alt.Y("lower_80:Q", axis=axis, scale=scale), y2="upper_80:Q")
    line = base.mark_line(
        color=palette.DARK_BLUE, strokeWidth=2.5, point={"size": 50, "filled": True, "color": palette.DARK_BLUE}
    )
    drawn = line.encode(x=x, y=alt.Y("mean:Q", axis=axis, scale=scale))
    more = ": mean, and the range of 80% of replications" if width > NARROW else ""
    title = f"{name_of(measure)}, {unit_of(measure)}{more}"
    return alt.layer(band, drawn).properties(width=width, height=TALL, autosize=FIT, title=title)


def _scatter(rows: pl.DataFrame, measure: str, name: str, width: int) -> Drawing:
    import altair as alt

    known = rows.select(pl.col(name).alias("value"), "mean")
    x = alt.X("value:Q", title=name, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4 if width <= NARROW else 8))
    y = alt.Y("mean:Q", scale=alt.Scale(zero=False), axis=alt.Axis(title=None, tickCount=5))
    points = alt.Chart(known).mark_circle(color=palette.DARK_BLUE, size=36, opacity=0.5).encode(x=x, y=y)
    return alt.layer(points).properties(width=width, height=TALL, autosize=FIT, title=f"{name_of(measure)}, {unit_of(measure)}")
