"""The picture of the page: what was published, the fan of futures, and beside it the plan's."""

from __future__ import annotations

from html import escape

import polars as pl

from workforce_sim.app.answer import Answer
from workforce_sim.report import palette
from workforce_sim.report.charts.course import Band, Course, Middle, draw_course
from workforce_sim.report.charts.fan import MIDDLE, bands_of, in_words
from workforce_sim.report.drawing import data_url, svg
from workforce_sim.report.futures import Futures
from workforce_sim.report.numbers import name_of, written
from workforce_sim.report.picture import NARROW, WIDE, Drawing, Picture
from workforce_sim.studies.standing import Standing

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
        draw=lambda width: _drawn(Course(measure, _first(frame, standing), standing.last, frame), width),
    )


def course(answer: Answer, measure: str) -> Picture:
    """Show published history and the futures of the baseline, and the plan's beside them where there is one."""
    standing, base = answer.standing, answer.futures(measure)
    place = standing.area.name
    alt = in_words(base, place, answer.replications)
    if answer.plan is None:
        bands, middles = bands_of(base), [Middle(base, MIDDLE, palette.DARK_BLUE)]
    else:
        plan = answer.futures(measure, of_plan=True)
        alt = f"{alt} With the plan: {_last_of(plan)}"
        pairs = ((base, BASELINE_BAND, palette.SOFT_BLUE), (plan, PLAN_BAND, PALE_ORANGE))
        bands = [Band(each, BAND, name, colour) for each, name, colour in pairs if BAND in each.ranges]
        middles = [Middle(base, BASELINE, palette.DARK_BLUE), Middle(plan, PLAN, palette.ORANGE)]
    drawn = Course(measure, _first(base.published, standing), standing.last, base.published, bands, middles)
    return Picture(
        name=f"course_{measure}",
        title=f"{name_of(measure)}, {place}",
        alt=alt,
        note="",
        draw=lambda width: _drawn(drawn, width),
    )


def html(picture: Picture) -> str:
    """Give a picture for the page, in the width that the screen has room for."""
    images = [
        f'<img class="{name}" alt="{escape(picture.alt)}" src="{data_url(svg(picture, width))}">'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return f"<figure>{''.join(images)}</figure>"


def _ends(published: pl.DataFrame, measure: str) -> str:
    (first, was), (last, is_now) = published.row(0), published.row(-1)
    return f"{written(was, measure)} in {first}, {written(is_now, measure)} in {last}."


def _last_of(found: Futures) -> str:
    year = int(found.simulated["year"].to_list()[-1])
    line = found.at(year)
    low, high = (line.get(f"{side}_{BAND}") for side in ("lower", "upper"))
    within = f"; {BAND}% between {written(low, found.measure)} and {written(high, found.measure)}" if low is not None else ""
    return f"{year}, middle {written(line['median'], found.measure)}{within}."


def _first(published: pl.DataFrame, standing: Standing) -> int:
    years: list[int] = published["year"].to_list()
    return min([*years, standing.start])


def _drawn(course: Course, width: int) -> Drawing:
    return draw_course(course, width, TALL if width > NARROW else TALL_NARROW)
