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
LEAST = 2.0
"""A measure whose middle never gets so far is left out."""


def headlines(results: Reported) -> list[Picture]:
    """Show every headline measure of a run in a small fan of its own, all with the same signs."""
    columns = results.table("annual_return").columns
    found = [futures(results, measure) for measure in SHOWN if measure in columns]
    return [_small(results, each) for each in found if each.simulated.height and _is_there(each)]


def _is_there(found: Futures) -> bool:
    """Say whether there is anything to show: a handful of apprentices who finish at once is not."""
    return bool(max(found.simulated["median"].to_list()) >= LEAST)


def _bands(found: Futures) -> str:
    return ", ".join(f"{share}%" for share in found.ranges)


def _small(results: Reported, found: Futures) -> Picture:
    def draw(width: int) -> Drawing:
        return drawn(found, width, TALL, with_legend=False)

    return Picture(
        name=f"headline_{found.measure}",
        title=f"{name_of(found.measure)}, {results.area.name}",
        alt=in_words(found, results.area.name, results.replications),
        note=f"Black: published. Dark line: middle of the replications. Bands: {_bands(found)} of them. Not every axis begins at"
        f" 0. {note(results)}",
        draw=draw,
        group="headlines",
    )
