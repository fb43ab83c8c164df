"""Programme money: what each line has spent by the end and what remains of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.records.pounds import pounds
from workforce_sim.report import palette
from workforce_sim.report.charts.pound_bars import Bar, pound_bars
from workforce_sim.report.picture import Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

SPENT, REMAINS = "spent", "remains"
COLOURS = {SPENT: palette.DARK_BLUE, REMAINS: palette.PALE_GREY}


def budget_lines(results: Reported) -> Picture:
    """Show every budget line of a run: spent over all years, and what remains, medians."""
    table = results.table("budgets")
    last = max(table["time_period"].to_list())
    ends = table.filter(time_period=last).select("line", "line_gbp", "remaining_gbp_median")
    # what remains tells what is spent: a line's two amounts make the line, which medians of single years do not
    bars = [
        Bar(line.replace("_", " ").capitalize(), what, float(amount))
        for line, given, remains in ends.iter_rows()
        for what, amount in ((SPENT, given - remains), (REMAINS, remains))
    ]
    pairs = zip(bars[::2], bars[1::2], strict=True)
    said = "; ".join(f"{one.row}: {pounds(one.pounds)} spent, {pounds(two.pounds)} remains" for one, two in pairs)
    base = results.stored.manifest.get("price_base", "real terms")

    def draw(width: int) -> Drawing:
        return pound_bars(bars, COLOURS, width)

    return Picture(
        name="budget_lines",
        title=f"Programme money: spent by {last}, and what remains",
        alt=f"Bar chart of budget lines. {said}.",
        note=f"Medians over {results.replications} replications, {base}; all authorities simulated together.",
        draw=draw,
    )
