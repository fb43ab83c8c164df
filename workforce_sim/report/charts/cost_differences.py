"""What a change costs or saves, line by line, over all the years simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.records.pounds import pounds
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.numbers import ALL_LINES
from workforce_sim.report.picture import Drawing, Picture
from workforce_sim.studies.paired import EXACTLY_NONE

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

ALL_YEARS = "all years"
MOST_SCENARIOS = 4


def cost_differences(results: Reported) -> list[Picture]:
    """Show the difference in spending by line over all years of a comparison; nothing where none differs."""
    rows = results.here(results.table("costs")).filter(time_period=ALL_YEARS)
    scenarios = rows["scenario"].unique(maintain_order=True).to_list()[:MOST_SCENARIOS]
    values = []
    for measure, name in ALL_LINES.items():
        own = {row["scenario"]: row for row in rows.filter(measure=measure).iter_rows(named=True)}
        if all(own[each]["verdict"] == EXACTLY_NONE for each in scenarios):
            continue
        for each in scenarios:
            row = own[each]
            label = pounds(row["difference"]) if len(scenarios) == 1 else ""
            values.append(Dot(name, each, row["difference"], row["lower"], row["upper"], label))
    if not values:
        return []
    said = "; ".join(f"{dot.row}{f', {dot.series}' if len(scenarios) > 1 else ''}: {pounds(dot.value)}" for dot in values)

    def draw(width: int) -> Drawing:
        return dots(values, width, colours=palette.CATEGORIES, rule=0.0, short=True)

    base = results.stored.asked["scenarios"][0].get("name", "the baseline")
    picture = Picture(
        name="cost_differences",
        title=f"Spending: difference from {base} over {results.last - results.start} years, {results.area.name}",
        alt=f"Dot plot of the difference in spending by line. {said}.",
        note="Real terms, lines are 95% intervals. Left of 0 is saved, right of it costs more. Unit prices are one authority's"
        " or one study's figure taken for all.",
        draw=draw,
    )
    return [picture]
