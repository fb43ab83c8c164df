"""Fan chart: what was published runs into the middle of the replications and the bands that hold 50, 80 and 95% of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.errors import UserError
from workforce_sim.report import palette
from workforce_sim.report.charts.course import Band, Course, Middle, draw_course
from workforce_sim.report.futures import LEAST_FOR, Futures, futures
from workforce_sim.report.numbers import between, name_of, written
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

FIRST = "vacancy_rate_fte"
"""The measure of the fan where none is asked for."""
BANDS = {95: palette.PALE_BLUE, 80: palette.SOFT_BLUE, 50: palette.LIGHT_BLUE}
MIDDLE = "Middle of the replications"
TALL, TALL_NARROW = 360, 260


def fan(results: Reported, measure: str = FIRST) -> Picture:
    """Show one annual measure of a run, from the first published census to the last simulated one."""
    found = futures(results, measure)
    if found.simulated.is_empty():
        raise UserError(f"{results.stored.path} has no value of {measure} for {results.area.name}")
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
    few = results.replications < min(LEAST_FOR.values())
    bands = ", too few for bands" if few else f"; bands hold {held}, not doubt about assumptions"
    return (
        f"Census of 30 September. Published: Department for Education, to {results.start}. Later years: {results.replications}"
        f" replications{bands}."
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


def drawn(found: Futures, width: int, height: int, *, with_legend: bool = True) -> Drawing:
    """Draw the fan in so many pixels; without its legend where it stands among others that share one."""
    last = int(found.simulated["year"].to_list()[-1])
    bands, middles = bands_of(found), [Middle(found, MIDDLE, palette.DARK_BLUE)]
    course = Course(found.measure, found.first_year, last, found.published, bands, middles)
    return draw_course(course, width, height, with_legend=with_legend)


def bands_of(found: Futures) -> list[Band]:
    """Give a band for every range that there are replications for, the widest first, so that it lies below."""
    return [Band(found, share, f"{share}% range", BANDS[share]) for share in sorted(found.ranges, reverse=True)]
