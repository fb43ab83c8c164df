"""Fan chart: what was published runs into the middle of the replications and the bands that hold 50, 80 and 95% of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.report import palette
from workforce_sim.report.futures import Futures, futures
from workforce_sim.report.numbers import between, name_of, unit_of, written
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

FIRST = "vacancy_rate_fte"
"""The measure of the fan where none is asked for."""
BANDS = {95: palette.PALE_BLUE, 80: palette.SOFT_BLUE, 50: palette.LIGHT_BLUE}
PUBLISHED, MIDDLE = "Published", "Middle of the replications"
YEAR_WIDE = 60
"""Pixels that a year along the axis needs."""
TALL, TALL_NARROW = 360, 260


def fan(results: Reported, measure: str = FIRST) -> Picture:
    """Show one annual measure of a run, from the first published census to the last simulated one."""
    found = futures(results, measure)
    place = results.area.name
    return Picture(
        name=f"fan_{measure}",
        title=f"{name_of(measure)}, {place}, {found.first_year} to {results.last}",
        alt=in_words(found, place, results.replications),
        note=note(results),
        draw=lambda width: drawn(found, width, TALL if width > NARROW else TALL_NARROW),
    )


def note(results: Reported) -> str:
    """Say where the figures are from and what the bands hold."""
    held = "chance, and rates no surer than the figures make them" if results.scenario.uncertainty == "chance+rates" else "chance"
    return (
        f"Census of 30 September. Published: Department for Education, to {results.start}. Later years: {results.replications}"
        f" replications; bands hold {held}, not doubt about assumptions."
    )


def in_words(found: Futures, place: str, replications: int) -> str:
    """Say what the chart says, from its own figures."""
    name, words = name_of(found.measure), []
    if found.published.height:
        (first, was), (last, is_now) = found.published.row(0), found.published.row(-1)
        words.append(f"Published: {written(was, found.measure)} in {first}, {written(is_now, found.measure)} in {last}.")
    years = found.simulated["year"].to_list()
    for year in sorted({years[len(years) // 2], years[-1]}):
        line = found.at(year)
        ranges = ", ".join(
            f"{share}% between {between(line[f'lower_{share}'], line[f'upper_{share}'], found.measure)}" for share in found.ranges
        )
        words.append(f"{year}: middle {written(line['median'], found.measure)}{f'; {ranges}' if ranges else ''}.")
    return f"Fan chart of {name[:1].lower() + name[1:]}, {place}. {' '.join(words)} {replications} replications."


def years_to_name(first: int, last: int, width: int) -> list[int]:
    """Choose the years that an axis names: evenly spaced, the first and the last among them, no more than there is room for."""
    span = max(last - first, 1)
    fewest = span * YEAR_WIDE / width
    every = next(step for step in range(1, span + 1) if span % step == 0 and (step >= fewest or step == span))
    return list(range(first, last + 1, every))


def begins_at_zero(measure: str) -> bool:
    """Say whether the axis of a measure begins at 0: rates do, a stock that hardly moves would be a flat line."""
    return unit_of(measure) in ("%", "cases per FTE")


def drawn(found: Futures, width: int, height: int, *, with_legend: bool = True) -> Drawing:
    """Draw the fan in so many pixels; without its legend where it stands among others that share one."""
    import altair as alt

    shown = [PUBLISHED, MIDDLE, *(f"{share}% range" for share in sorted(found.ranges))]
    colours = [palette.TEXT, palette.DARK_BLUE, *(BANDS[share] for share in sorted(found.ranges))]
    columns = 5 if width > NARROW else 2
    legend = alt.Legend(title=None, columns=columns, symbolType="square") if with_legend else None

    series = alt.Color("series:N", scale=alt.Scale(domain=shown, range=colours), legend=legend)

    def named(chart: alt.Chart, name: str) -> alt.Chart:
        return chart.transform_calculate(series=f"'{name}'")

    first, last = found.first_year, int(found.simulated["year"].to_list()[-1])
    ticks = years_to_name(first, last, width)
    years = alt.Scale(domain=[first, last], nice=False, padding=8)
    x = alt.X("year:Q", title=None, scale=years, axis=alt.Axis(format="d", values=ticks))
    unit = unit_of(found.measure)
    title = name_of(found.measure) if unit == "%" else f"{name_of(found.measure)}, {unit}"
    y_axis = alt.Axis(title=None, labelExpr="datum.label + '%'" if unit == "%" else "datum.label", tickCount=5)
    zero = begins_at_zero(found.measure)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=y_axis, scale=alt.Scale(zero=zero, nice=True))

    bands = [
        named(alt.Chart(found.simulated).mark_area(), f"{share}% range").encode(
            x=x, y=y(f"lower_{share}"), y2=f"upper_{share}:Q", color=series
        )
        for share in sorted(found.ranges, reverse=True)
    ]
    middle = named(alt.Chart(found.simulated).mark_line(strokeWidth=2.5), MIDDLE).encode(x=x, y=y("median"), color=series)
    past = alt.Chart(found.published)
    line = named(past.mark_line(strokeWidth=2.5), PUBLISHED).encode(x=x, y=y("value"), color=series)
    dots = named(past.mark_point(filled=True, size=45, opacity=1), PUBLISHED).encode(x=x, y=y("value"), color=series)
    size = {"type": "fit", "contains": "padding"}
    return alt.layer(*bands, middle, line, dots).properties(width=width, height=height, autosize=size, title=title)
