"""The picture of the page: what was published, the fan of futures, and beside it the plan's."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

import polars as pl

from workforce_sim.app.answer import Answer
from workforce_sim.app.places import Standing
from workforce_sim.report import palette
from workforce_sim.report.charts.fan import BANDS, MIDDLE, PUBLISHED, in_words
from workforce_sim.report.drawing import svg
from workforce_sim.report.futures import Futures
from workforce_sim.report.numbers import name_of, unit_of, written
from workforce_sim.report.picture import NARROW, WIDE, Drawing, Picture

TALL, TALL_NARROW = 380, 280
PALE_ORANGE = "#FBC8AC"
BASELINE, PLAN = "Baseline, middle", "Plan, middle"
BASELINE_BAND, PLAN_BAND = "Baseline, 80% range", "Plan, 80% range"
BAND = 80


def past(standing: Standing, measure: str) -> Picture:
    """Show what was published of a measure, before anything is simulated."""
    known = {year: row[measure] for year, row in standing.published.items() if row.get(measure) is not None}
    frame = pl.DataFrame({"year": list(known), "value": list(known.values())}, schema={"year": pl.Int64, "value": pl.Float64})
    told = f"Published: {_ends(frame, measure)}" if frame.height else "Nothing is published of it."
    return Picture(
        name=f"past_{measure}",
        title=f"{name_of(measure)}, {standing.area.name}",
        alt=f"Chart of {name_of(measure).lower()}, {standing.area.name}. {told}",
        note="",
        draw=lambda width: _drawn(frame, [], [], (standing.start, standing.last), measure, width),
    )


def course(answer: Answer, measure: str) -> Picture:
    """Show published history and the futures of the baseline, and the plan's beside them where there is one."""
    standing, base = answer.standing, answer.futures(measure)
    place = standing.area.name
    alt = in_words(base, place, answer.replications)
    if answer.plan is None:
        bands = [(base, share, f"{share}% range", BANDS[share]) for share in sorted(base.ranges, reverse=True)]
        middles = [(base, MIDDLE, palette.DARK_BLUE)]
    else:
        plan = answer.futures(measure, of_plan=True)
        alt = f"{alt} With the plan: {_last_of(plan)}"
        pairs = ((base, BASELINE_BAND, palette.SOFT_BLUE), (plan, PLAN_BAND, PALE_ORANGE))
        bands = [(each, BAND, name, colour) for each, name, colour in pairs if BAND in each.ranges]
        middles = [(base, BASELINE, palette.DARK_BLUE), (plan, PLAN, palette.ORANGE)]
    return Picture(
        name=f"course_{measure}",
        title=f"{name_of(measure)}, {place}",
        alt=alt,
        note="",
        draw=lambda width: _drawn(base.published, bands, middles, (standing.start, standing.last), measure, width),
    )


def html(picture: Picture) -> str:
    """Give a picture for the page, in the width that the screen has room for."""
    images = [
        f'<img class="{name}" alt="{escape(picture.alt)}" src="data:image/svg+xml;base64,{_encoded(picture, width)}">'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return f"<figure>{''.join(images)}</figure>"


def _encoded(picture: Picture, width: int) -> str:
    return base64.b64encode(svg(picture, width).encode()).decode()


def _ends(published: pl.DataFrame, measure: str) -> str:
    (first, was), (last, is_now) = published.row(0), published.row(-1)
    return f"{written(was, measure)} in {first}, {written(is_now, measure)} in {last}."


def _last_of(found: Futures) -> str:
    year = int(found.simulated["year"].to_list()[-1])
    line = found.at(year)
    low, high = (line.get(f"{side}_{BAND}") for side in ("lower", "upper"))
    within = f"; {BAND}% between {written(low, found.measure)} and {written(high, found.measure)}" if low is not None else ""
    return f"{year}, middle {written(line['median'], found.measure)}{within}."


def _drawn(
    published: pl.DataFrame,
    bands: list[tuple[Futures, int, str, str]],
    middles: list[tuple[Futures, str, str]],
    simulated: tuple[int, int],
    measure: str,
    width: int,
) -> Drawing:
    import altair as alt

    start, last = simulated
    first = min([*published["year"].to_list(), start])
    is_wide, is_rate = width > NARROW, unit_of(measure) in ("%", "cases per FTE")
    colours = {PUBLISHED: palette.TEXT} | {name: colour for _, name, colour in middles}
    colours |= {name: colour for *_, name, colour in reversed(bands)}
    legend = alt.Legend(title=None, columns=5 if is_wide else 2, symbolType="square", symbolOpacity=1)
    series = alt.Color(
        "series:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=legend if middles else None
    )
    ticks = list(range(first, last + 1, 2 if is_wide else 6))
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[first, last], nice=False, padding=8),
        axis=alt.Axis(format="d", values=ticks),
    )
    shown = "datum.label + '%'" if unit_of(measure) == "%" else "datum.label"
    y_axis = alt.Axis(title=None, labelExpr=shown, tickCount=5)

    def y(column: str) -> Any:
        return alt.Y(f"{column}:Q", axis=y_axis, scale=alt.Scale(zero=is_rate, nice=True))

    def named(chart: Any, name: str) -> Any:
        return chart.transform_calculate(series=f"'{name}'")

    layers = [
        named(alt.Chart(found.simulated).mark_area(opacity=0.6 if len(middles) > 1 else 1), name).encode(
            x=x, y=y(f"lower_{share}"), y2=f"upper_{share}:Q", color=series
        )
        for found, share, name, _ in bands
    ]
    layers += [
        named(alt.Chart(found.simulated).mark_line(strokeWidth=2.5), name).encode(x=x, y=y("median"), color=series)
        for found, name, _ in middles
    ]
    history = alt.Chart(published)
    layers += [
        named(history.mark_line(strokeWidth=2.5), PUBLISHED).encode(x=x, y=y("value"), color=series),
        named(history.mark_point(filled=True, size=45, opacity=1), PUBLISHED).encode(x=x, y=y("value"), color=series),
    ]
    unit = unit_of(measure)
    title = name_of(measure) if unit == "%" else f"{name_of(measure)}, {unit}"
    size = {"type": "fit", "contains": "padding"}
    return alt.layer(*layers).properties(width=width, height=TALL if is_wide else TALL_NARROW, autosize=size, title=title)
