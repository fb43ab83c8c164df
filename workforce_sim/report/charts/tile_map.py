"""Tile map: England with one square an authority, so that small ones are seen as well as large ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from workforce_sim.records.geography import LOCAL
from workforce_sim.report import palette
from workforce_sim.report.numbers import SMALL, name_of, unit_of, written
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

TILES = Path(__file__).with_name("tiles.csv")
"""Made for this map: each authority's square, roughly where it lies, with the squares of a region beside each other."""
FIRST = "vacancy_rate_fte"
CLASSES = 5
SHADES = (palette.PALE_BLUE, palette.SOFT_BLUE, palette.LIGHT_BLUE, palette.MID_BLUE, palette.DARK_BLUE)
"""From little to much; the first three carry dark words, the others white ones."""
IN_A_ROW = 6
"""Squares of a region side by side below a narrow map, where those of the map itself are too small for words."""
PADDING = 6
"""Pixels around everything, as in the style of the house."""
LOW, GAP, HEADING = 0.75, 3.0, 30.0
"""How low a square with words is for its width, and pixels between squares and for the name of a region."""
REGIONS = (
    "North East",
    "North West",
    "Yorkshire and The Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "Inner London",
    "Outer London",
    "South East",
    "South West",
)
"""From the north to the south, as the regions of authorities are called in results."""
DARK_FROM = 3


@lru_cache(maxsize=1)
def tiles() -> pl.DataFrame:
    """Give the square of each authority: new_la_code, la_name, short, column and row, from the north-west."""
    return pl.read_csv(TILES)


@dataclass(frozen=True, slots=True)
class Square:
    """One square in pixels, and the row of the authority that it stands for: name, short name, value."""

    row: dict[str, Any]
    across: float
    down: float
    wide: float
    tall: float
    with_words: bool

    def told(self, measure: str, edges: Sequence[float], names: Sequence[str]) -> dict[str, Any]:
        """Say of it what vega draws: corners, middle, shade and, where they fit, words."""
        shade = sum(self.row[measure] > edge for edge in edges)
        return {
            "x": self.across,
            "x2": self.across + self.wide,
            "y": self.down,
            "y2": self.down + self.tall,
            "middle": self.across + self.wide / 2.0,
            "centre": self.down + self.tall / 2.0,
            "shade": names[shade],
            "ink": palette.WHITE if shade >= DARK_FROM else palette.TEXT,
            "short": self.row["short"] if self.with_words else "",
            "value": _brief(self.row[measure]),
        }


def _brief(value: float) -> str:
    return f"{value:,.1f}" if abs(value) < SMALL else f"{value:,.0f}"


def tile_map(results: Reported, measure: str = FIRST) -> Picture:
    """Show a measure of every authority of a run at its last census, the middle of the replications."""
    medians = (
        results.table("annual_return")
        .filter(geographic_level=LOCAL, time_period=results.last)
        .group_by("new_la_code", "region_name")
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
        note=f"A square an authority, roughly where it lies; shades have a fifth of the {known.height} authorities each."
        " Single authorities are much less sure than England.",
        draw=draw,
    )


def _edges(values: pl.Series) -> list[float]:
    return [float(values.quantile(share / CLASSES) or 0.0) for share in range(1, CLASSES)]


def classes(edges: Sequence[float], sign: str) -> list[str]:
    """Name the shades by the values that they stand for, from little to much."""
    between = [f"{low:,.1f} to {high:,.1f}{sign}" for low, high in pairwise(edges)]
    return [f"up to {edges[0]:,.1f}{sign}", *between, f"over {edges[-1]:,.1f}{sign}"]


def squares_of_the_map(known: pl.DataFrame, width: float, low: float, *, with_words: bool) -> list[Square]:
    """Place the authorities in pixels where their squares are on the map, as wide as it may be."""
    side = width / (int(str(tiles()["column"].max())) + 1)
    return [
        Square(row, row["column"] * side, row["row"] * side * low, side - GAP, side * low - GAP, with_words=with_words)
        for row in known.iter_rows(named=True)
    ]


def squares_of_regions(known: pl.DataFrame, width: float, down: float) -> tuple[list[Square], list[tuple[str, float]]]:
    """Place the authorities once more in pixels, region by region below a map, from the highest value to the lowest.

    Gives them and the name of each region with how far down it stands.
    """
    side = width / IN_A_ROW
    placed: list[Square] = []
    headings: list[tuple[str, float]] = []
    for region in REGIONS:
        rows = known.filter(region_name=region).reverse()
        if rows.is_empty():
            continue
        headings.append((region, down + HEADING * 0.6))
        down += HEADING
        for place, row in enumerate(rows.iter_rows(named=True)):
            at = (place % IN_A_ROW * side, down + place // IN_A_ROW * side * LOW)
            placed.append(Square(row, *at, side - GAP, side * LOW - GAP, with_words=True))
        down += math.ceil(rows.height / IN_A_ROW) * side * LOW
    return placed, headings


def _drawn(known: pl.DataFrame, measure: str, edges: list[float], width: int) -> Drawing:
    import altair as alt

    narrow = width <= NARROW
    across = float(width - 2 * PADDING)
    names = classes(edges, "%" if unit_of(measure) == "%" else "")
    squares = squares_of_the_map(known, across, 1.0 if narrow else LOW, with_words=not narrow)
    headings: list[tuple[str, float]] = []
    if narrow:
        below, headings = squares_of_regions(known, across, max(square.down + square.tall for square in squares))
        squares += below
    tall = max(square.down + square.tall for square in squares) + GAP
    x_scale, y_scale = alt.Scale(domain=[0.0, across], nice=False), alt.Scale(domain=[tall, 0.0], nice=False)
    x, y = alt.X("x:Q", axis=None, scale=x_scale), alt.Y("y:Q", axis=None, scale=y_scale)
    values = [square.told(measure, edges, names) for square in squares]
    legend = alt.Legend(title=None, columns=2 if narrow else CLASSES, symbolType="square", symbolSize=180)
    fill = alt.Color("shade:N", scale=alt.Scale(domain=names, range=list(SHADES)), legend=legend)
    base = alt.Chart(alt.Data(values=values))
    layers = [base.mark_rect(cornerRadius=2).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=fill)]
    worded = alt.Chart(alt.Data(values=[value for value in values if value["short"]]))
    middle = {"x": alt.X("middle:Q", axis=None, scale=x_scale), "y": alt.Y("centre:Q", axis=None, scale=y_scale)}
    for text, dy in (("short:N", -8), ("value:N", 8)):
        layers.append(worded.mark_text(dy=dy, fontSize=13).encode(**middle, text=text, color=alt.Color("ink:N", scale=None)))
    names_of_regions = alt.Chart(alt.Data(values=[{"x": 0.0, "y": down, "region": region} for region, down in headings]))
    layers.append(names_of_regions.mark_text(align="left", fontWeight="bold").encode(x=x, y=y, text="region:N"))
    return alt.layer(*layers).properties(width=across, height=tall)
