"""Where the range of futures comes from: rates that the figures leave open, or chance among people, cases and years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.numbers import name_of
from workforce_sim.report.picture import Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

SHOWN = (
    "inpost_fte",
    "vacancy_rate_fte",
    "turnover_rate_fte",
    "agency_rate_fte",
    "caseload_fte",
    "starters_fte",
    "leavers_fte",
    "cla",
)


def variance(results: Reported) -> list[Picture]:
    """Show what share of the spread of a run's last year is from rates; nothing where rates are not drawn.

    The rest is chance. Shares are of the variance over replications.
    """
    table = results.here(results.table("variance")).filter(time_period=results.last)
    shares = dict(table.select("measure", "share_from_rates").drop_nulls().iter_rows())
    values = [
        Dot(name_of(measure), "from rates", 100.0 * shares[measure], label=f"{100.0 * shares[measure]:.0f}%")
        for measure in SHOWN
        if measure in shares
    ]
    if not values:
        return []
    place = results.area.name
    said = "; ".join(f"{dot.row} {dot.label}" for dot in values)

    def draw(width: int) -> Drawing:
        return dots(values, width, unit="%", most=100.0)

    picture = Picture(
        name="variance",
        title=f"How much of the spread is from rates that are not known exactly, {place}, {results.last}",
        alt=f"Dot plot of the share of the spread over replications that is from rates, {place}, {results.last}: {said}. The"
        " rest is chance.",
        note=f"Share of the variance over {results.replications} replications, give or take several points. Rates are those of"
        " leaving, starting, growth of posts and counting anew, drawn as surely as the figures give them; the rest is chance"
        " among people, cases and years, which no better figures would remove.",
        draw=draw,
    )
    return [picture]
