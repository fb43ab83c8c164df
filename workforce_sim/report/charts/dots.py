"""Dots with ranges: the plain form of several charts, a row a thing, a dot a value, a line as long as it is unsure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workforce_sim.report import palette
from workforce_sim.report.picture import FIT, NARROW, Drawing

ROW = 34
SHAPES = ("circle", "diamond", "square", "triangle-up")
SHORT_POUNDS = (
    "(datum.value < 0 ? '−' : '') + '£' + (abs(datum.value) >= 1e9 ? format(abs(datum.value) / 1e9, ',.1f') + 'bn' :"
    " abs(datum.value) >= 1e6 ? format(abs(datum.value) / 1e6, ',') + 'm' : format(abs(datum.value), ','))"
)
"""How vega writes pounds along an axis."""
CLEAR = 8
"""Pixels between a name and its row, so that a dot at 0 does not lie on the name."""
LINE = 15
"""Pixels from one line of a name to the next."""
NARROW_NAME = 21
"""Characters of a name on one line of a narrow picture."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One value: in which row, of which series, with its range where it has one, and what is written beside it."""

    row: str
    series: str
    value: float
    lower: float | None = None
    upper: float | None = None
    label: str = ""


def broken(name: str, at: int = NARROW_NAME) -> list[str]:
    """Break a name into lines of at most so many characters, at spaces, or behind dots and underlines where it has none."""
    lines = [""]
    words = name.split(" ") if " " in name else re.findall(r"[^._]+[._]?", name)
    glue = " " if " " in name else ""
    for word in words:
        longer = f"{lines[-1]}{glue}{word}".strip()
        if len(longer) > at and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def named_axis(names: Sequence[str], width: int) -> Any:
    """Give the axis of rows, with long names broken into lines where the picture is narrow."""
    import json

    import altair as alt

    if width > NARROW:
        return alt.Axis(title=None, labelLimit=width // 2, labelPadding=CLEAR)
    lines = {name: broken(name) for name in names}
    said = json.dumps(lines)
    # vega sets the first line level with the row, so a name of several lines is moved up by half of the others
    offset: Any = {"condition": [], "value": 0}
    for count in sorted({len(each) for each in lines.values()} - {1}):
        up = -LINE * (count - 1) / 2.0
        offset["condition"].append({"test": f"length({said}[datum.label]) == {count}", "value": up})
    return alt.Axis(title=None, labelLimit=width // 2, labelPadding=CLEAR, labelExpr=f"{said}[datum.label]", labelOffset=offset)


def _reach(values: Sequence[Dot], zero: bool, marks: Sequence[float | None], beyond: float) -> list[float]:
    """Give from where to where the axis goes: over every dot and range, and a share of that beyond it on the right."""
    ends = [end for dot in values for end in (dot.value, dot.lower, dot.upper) if end is not None]
    ends += [0.0] if zero else []
    ends += [mark for mark in marks if mark is not None]
    low, high = min(ends), max(ends)
    width = (high - low) or 1.0
    return [low - (0.03 * width if low < 0.0 or not zero else 0.0), high + beyond * width]


def dots(
    values: Sequence[Dot],
    width: int,
    *,
    unit: str = "",
    colours: Sequence[str] = palette.TWO,
    zero: bool = True,
    rule: float | None = None,
    most: float | None = None,
    short: bool = False,
    side_by_side: bool = True,
) -> Drawing:
    """Draw dots in rows, in the order given; ``rule`` is a value to draw a line at, ``unit`` follows the numbers of the axis.

    ``most`` is a value that the axis reaches at least, such as the whole of what the dots are shares of.
    ``short`` writes the axis as pounds, in millions or billions. Series of one row stand one below the other unless
    ``side_by_side`` is false, where each row has one.
    """
    import altair as alt

    names = list(dict.fromkeys(dot.row for dot in values))
    series = list(dict.fromkeys(dot.series for dot in values))
    rows = [
        {"row": dot.row, "series": dot.series, "value": dot.value, "lower": dot.lower, "upper": dot.upper, "label": dot.label}
        for dot in values
    ]
    narrow = width <= NARROW
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("row:N", sort=names, axis=named_axis(names, width))
    stacked = len(series) > 1 and side_by_side
    offset = {"yOffset": alt.YOffset("series:N", sort=series)} if stacked else {}
    labels = SHORT_POUNDS if short else f"replace(format(datum.value, ','), '-', '−') + '{unit}'"
    ticks: dict[str, Any] = {"tickCount": 4 if narrow else 8}
    if most is not None:
        ticks = {"values": [most * share / 4.0 for share in range(0, 5, 2 if narrow else 1)]}
    axis = alt.Axis(title=None, grid=True, labelExpr=labels, **ticks)
    labelled = any(dot.label for dot in values)
    room = (0.55 if narrow else 0.16) if most is None else (0.25 if narrow else 0.08)
    scale = alt.Scale(domain=_reach(values, zero, (rule, most), room if labelled else 0.03), nice=False)
    x = alt.X("value:Q", axis=axis, scale=scale)
    shades = alt.Scale(domain=series, range=list(colours[: len(series)]))
    signs = alt.Scale(domain=series, range=list(SHAPES[: len(series)]))
    legend = alt.Legend(title=None, columns=1 if narrow else 4) if len(series) > 1 else None
    colour = alt.Color("series:N", scale=shades, legend=legend)
    layers: list[Any] = [
        base.transform_filter("isValid(datum.lower)")
        .mark_rule(strokeWidth=3)
        .encode(y=y, **offset, x=alt.X("lower:Q", axis=axis, scale=scale), x2="upper:Q", color=colour),
        base.mark_point(filled=True, size=90, opacity=1.0).encode(
            y=y, **offset, x=x, color=colour, shape=alt.Shape("series:N", scale=signs, legend=legend)
        ),
    ]
    if labelled:
        right = alt.X("right:Q", axis=axis, scale=scale)
        words = base.transform_calculate(right="isValid(datum.upper) ? max(datum.value, datum.upper) : datum.value")
        layers.append(words.mark_text(align="left", dx=9).encode(y=y, **offset, x=right, text="label:N"))
    if rule is not None:
        line = alt.Chart(alt.Data(values=[{"at": rule}])).mark_rule(color=palette.TEXT, strokeWidth=1.5)
        layers.insert(0, line.encode(x=alt.X("at:Q", axis=axis)))
    lines = max(len(broken(name)) for name in names) if narrow else 1
    tall = len(names) * (max(ROW, 18 * lines + 6) + (14 * (len(series) - 1) if stacked else 0)) + 70
    return alt.layer(*layers).properties(width=width, height=tall, autosize=FIT)
