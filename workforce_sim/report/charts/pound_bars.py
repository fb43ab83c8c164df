"""Bars of pounds: a row a line of the accounts, two bars side by side in it, none upon another, the amount beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workforce_sim.records.pounds import brief_pounds, pounds
from workforce_sim.report.charts.dots import named_axis
from workforce_sim.report.picture import FIT, NARROW, Drawing

BAR, ROOM = 14, 20
"""Pixels that a bar and what lies between two rows take."""
FOOT = 60
BEYOND, BEYOND_NARROW = 1.2, 1.6
"""How far the axis goes beyond the longest bar, so that its amount has room."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One amount: in which row and of which series."""

    row: str
    series: str
    pounds: float


def pound_bars(bars: Sequence[Bar], colours: Mapping[str, str], width: int) -> Drawing:
    """Draw bars, rows and series in the order given; ``colours`` by series."""
    import altair as alt

    is_narrow = width <= NARROW
    said = brief_pounds if is_narrow else pounds
    rows, series = list(dict.fromkeys(bar.row for bar in bars)), list(colours)
    values = [{"row": bar.row, "series": bar.series, "pounds": bar.pounds, "label": said(bar.pounds)} for bar in bars]
    base = alt.Chart(alt.Data(values=values))
    longest = max(bar.pounds for bar in bars)
    scale = alt.Scale(domain=[0.0, longest * (BEYOND_NARROW if is_narrow else BEYOND)], nice=False)
    y = alt.Y("row:N", sort=rows, axis=named_axis(rows, width))
    offset = alt.YOffset("series:N", sort=series)
    coloured = alt.Color(
        "series:N",
        scale=alt.Scale(domain=series, range=list(colours.values())),
        legend=alt.Legend(title=None, symbolType="square"),
    )
    drawn = base.mark_bar().encode(y=y, yOffset=offset, x=alt.X("pounds:Q", axis=None, scale=scale), color=coloured)
    words = base.mark_text(align="left", dx=5).encode(y=y, yOffset=offset, x=alt.X("pounds:Q", axis=None), text="label:N")
    height = len(rows) * (ROOM + BAR * len(series)) + FOOT
    return alt.layer(drawn, words).properties(width=width, height=height, autosize=FIT)
