"""Headline measures side by side: a small fan each, so that one glance says what moves and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.report.charts.fan import drawn, in_words, note
from workforce_sim.report.futures import futures
from workforce_sim.report.numbers import name_of
from workforce_sim.report.picture import Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.futures import Futures
    from workforce_sim.report.reported import Reported

SHOWN = (
    "inpost_fte",
    "vacancy_rate_fte",
    "turnover_rate_fte",
    "agency_rate_fte",
    "caseload_fte",
    "starters_fte",
    "leavers_fte",
    "apprentices_headcount",
    "cla",
    "childrens_home",
)
TALL = 230


def headlines(results: Reported) -> list[Picture]:
    """Show every headline measure of a run in a small fan of its own, all with the same signs."""
    columns = results.table("annual_return").columns
    found = [futures(results, measure) for measure in SHOWN if measure in columns]
    return [_small(results, each) for each in found if each.simulated.height]


def _small(results: Reported, found: Futures) -> Picture:
    def draw(width: int) -> Drawing:
        return drawn(found, width, TALL, with_legend=False)

    return Picture(
        name=f"headline_{found.measure}",
        title=f"{name_of(found.measure)}, {results.area.name}",
        alt=in_words(found, results.area.name, results.replications),
        note=note(results),
        draw=draw,
        group="headlines",
    )
