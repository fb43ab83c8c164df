"""Tile map: England with one square an authority, so that small ones are seen as well as large ones."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from workforce_sim.records.geography import LOCAL
from workforce_sim.report import palette
from workforce_sim.report.numbers import name_of, unit_of, written
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

TILES = Path(__file__).with_name("tiles.csv")
"""Made for this map: each authority's square, roughly where it lies; London's keep their order and are drawn larger."""
FIRST = "vacancy_rate_fte"
CLASSES = 5
SHADES = (palette.PALE_BLUE, palette.SOFT_BLUE, palette.LIGHT_BLUE, palette.MID_BLUE, palette.DARK_BLUE)
"""From little to much; the first three carry dark words, the others white ones."""
DARK_FROM = 3


@lru_cache(maxsize=1)
def tiles() -> pl.DataFrame:
    """Give the square of each authority: new_la_code, la_name, short, column and row, from the north-west."""
    return pl.read_csv(TILES)


def tile_map(results: Reported, measure: str = FIRST) -> Picture:
    """Show a measure of every authority of a run at its last census, the middle of the replications."""
    medians = (
        results.table("annual_return")
        .filter(geographic_level=LOCAL, time_period=results.last)
        .group_by("new_la_code")
        .agg(pl.col(measure).median())
    )
    known = tiles().join(medians, on="new_la_code", how="inner").drop_nulls(measure).sort(measure)
    edges = _edges(known[measure])
    value = known[measure]
    lowest, highest = known.row(0, named=True), known.row(-1, named=True)
    alt = (
        f"Tile map of England, {name_of(measure).lower()} by authority in {results.last}, middle of {results.replications}"
        f" replications. Half of the {known.height} authorities have {written(value.quantile(0.25), measure)} to"
        f" {written(value.quantile(0.75), measure)}; lowest {lowest['la_name']}, {written(lowest[measure], measure)}; highest"
        f" {highest['la_name']}, {written(highest[measure], measure)}."
    )

    def draw(width: int) -> Drawing:
        return _drawn(known, measure, edges, width)

    return Picture(
        name=f"tile_map_{measure}",
        title=f"{name_of(measure)} by authority, {results.last}, middle of the replications",
        alt=alt,
        note=f"A square an authority, roughly where it lies. Each shade has a fifth of the {known.height} authorities.",
        draw=draw,
    )


def _edges(values: pl.Series) -> list[float]:
    return [float(values.quantile(share / CLASSES) or 0.0) for share in range(1, CLASSES)]


def _drawn(known: pl.DataFrame, measure: str, edges: list[float], width: int) -> Drawing:
    import altair as alt

    narrow = width <= NARROW
    columns, rows = int(str(tiles()["column"].max())) + 1, int(str(tiles()["row"].max())) + 1
    side = (width - 20) / columns
    sign = "%" if unit_of(measure) == "%" else ""
    names = [f"up to {edges[0]:.1f}{sign}", *(f"to {edge:.1f}{sign}" for edge in edges[1:]), f"over {edges[-1]:.1f}{sign}"]
    squares: list[dict[str, Any]] = []
    for square in known.iter_rows(named=True):
        shade = sum(square[measure] > edge for edge in edges)
        squares.append(
            {
                "x": square["column"],
                "y": square["row"],
                "short": square["short"],
                "value": f"{square[measure]:.1f}",
                "shade": names[shade],
                "ink": palette.WHITE if shade >= DARK_FROM else palette.TEXT,
            }
        )
    legend = alt.Legend(title=None, columns=3 if narrow else CLASSES, symbolType="square", symbolSize=180)
    x = alt.X("x:O", axis=None, scale=alt.Scale(domain=list(range(columns)), paddingInner=0.06))
    y = alt.Y("y:O", axis=None, scale=alt.Scale(domain=list(range(rows)), paddingInner=0.06))
    base = alt.Chart(alt.Data(values=squares)).encode(x=x, y=y)
    fill = alt.Color("shade:N", scale=alt.Scale(domain=names, range=list(SHADES)), legend=legend)
    layers = [base.mark_rect(cornerRadius=2).encode(color=fill)]
    if not narrow:
        ink = alt.Color("ink:N", scale=None)
        layers += [
            base.mark_text(dy=-8, fontSize=13).encode(text="short:N", color=ink),
            base.mark_text(dy=9, fontSize=13).encode(text="value:N", color=ink),
        ]
    return alt.layer(*layers).properties(width=side * columns, height=side * rows * (1.0 if narrow else 0.8))
