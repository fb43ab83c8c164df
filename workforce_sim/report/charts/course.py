"""The course of a measure as it is drawn: what was published, then bands and middles of futures, of one scenario or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.report import palette
from workforce_sim.report.numbers import name_of, unit_of
from workforce_sim.report.picture import FIT, NARROW, Drawing

if TYPE_CHECKING:
    import polars as pl

    from workforce_sim.report.futures import Futures

PUBLISHED = "Published"
YEAR_WIDE = 60
"""Pixels that a year along the axis needs."""
SEEN_THROUGH = 0.6
"""How opaque bands are that lie over one another."""


@dataclass(frozen=True, slots=True)
class Band:
    """The range that holds a share of the futures, in per cent, as the legend calls it."""

    found: Futures
    share: int
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of the futures, as the legend calls it."""

    found: Futures
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Course:
    """A measure from the first year to the last: ``published`` has the columns year and value."""

    measure: str
    first: int
    last: int
    published: pl.DataFrame
    bands: Sequence[Band] = ()
    middles: Sequence[Middle] = ()

    @property
    def colours(self) -> dict[str, str]:
        """The colour of every series in the order of the legend, the narrowest band first."""
        lines = {PUBLISHED: palette.TEXT} | {middle.name: middle.colour for middle in self.middles}
        return lines | {band.name: band.colour for band in reversed(self.bands)}


def years_to_name(first: int, last: int, width: int) -> list[int]:
    """Choose the years that an axis names: evenly spaced, the first and the last among them, no more than there is room for."""
    span = max(last - first, 1)
    fewest = span * YEAR_WIDE / width
    every = next(step for step in range(1, span + 1) if span % step == 0 and (step >= fewest or step == span))
    return list(range(first, last + 1, every))


def begins_at_zero(measure: str) -> bool:
    """Say whether the axis of a measure begins at 0: rates and flows do, a stock that hardly moves would be a flat line."""
    is_flow = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].over_time == "sum"
    return is_flow or unit_of(measure) in ("%", "cases per FTE")


def draw_course(course: Course, width: int, height: int, *, with_legend: bool = True) -> Drawing:
    """Draw a course in so many pixels; without its legend where it stands among others that share one."""
    import altair as alt

    names, colours = list(course.colours), list(course.colours.values())
    legend = alt.Legend(title=None, columns=5 if width > NARROW else 2, symbolType="square", symbolOpacity=1)
    has_legend = with_legend and bool(course.middles)
    series = alt.Color("series:N", scale=alt.Scale(domain=names, range=colours), legend=legend if has_legend else None)
    years = alt.Scale(domain=[course.first, course.last], nice=False, padding=8)
    ticks = alt.Axis(format="d", values=years_to_name(course.first, course.last, width))
    x = alt.X("year:Q", title=None, scale=years, axis=ticks)
    unit = unit_of(course.measure)
    title = name_of(course.measure) if unit == "%" else f"{name_of(course.measure)}, {unit}"
    y_axis = alt.Axis(title=None, labelExpr="datum.label + '%'" if unit == "%" else "datum.label", tickCount=5)
    zero = begins_at_zero(course.measure)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=y_axis, scale=alt.Scale(zero=zero, nice=True))

    def named(chart: Any, name: str) -> Any:
        return chart.transform_calculate(series=f"'{name}'")

    opacity = SEEN_THROUGH if len(course.middles) > 1 else 1.0
    bands = [
        named(alt.Chart(band.found.simulated).mark_area(opacity=opacity), band.name).encode(
            x=x, y=y(f"lower_{band.share}"), y2=f"upper_{band.share}:Q", color=series
        )
        for band in course.bands
    ]
    middles = [
        named(alt.Chart(middle.found.simulated).mark_line(strokeWidth=2.5), middle.name).encode(x=x, y=y("median"), color=series)
        for middle in course.middles
    ]
    past = alt.Chart(course.published)
    line = named(past.mark_line(strokeWidth=2.5), PUBLISHED).encode(x=x, y=y("value"), color=series)
    dots = named(past.mark_point(filled=True, size=45, opacity=1), PUBLISHED).encode(x=x, y=y("value"), color=series)
    return alt.layer(*bands, *middles, line, dots).properties(width=width, height=height, autosize=FIT, title=title)
