"""Programme money: what each line has spent by the end and what remains of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.report import palette
from workforce_sim.report.charts.dots import FIT, named_axis
from workforce_sim.report.numbers import pounds
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

SPENT, REMAINS = "spent", "remains"


def budget_lines(results: Reported) -> Picture:
    """Show every budget line of a run: spent over all years, and what remains, medians."""
    table = results.table("budgets")
    last = max(table["time_period"].to_list())
    ends = table.filter(time_period=last).select("line", "line_gbp", "remaining_gbp_median")
    # what remains tells what is spent: a line's two amounts make the line, which medians of single years do not
    rows = [
        {"line": line.replace("_", " ").capitalize(), "what": what, "pounds": float(amount)}
        for line, given, remains in ends.iter_rows()
        for what, amount in ((SPENT, given - remains), (REMAINS, remains))
    ]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    said = "; ".join(f"{one['line']}: {pounds(one['pounds'])} spent, {pounds(two['pounds'])} remains" for one, two in pairs)

    base = results.stored.manifest.get("price_base", "real terms")

    def draw(width: int) -> Drawing:
        return _drawn(rows, width)

    return Picture(
        name="budget_lines",
        title=f"Programme money: spent by {last}, and what remains",
        alt=f"Bar chart of budget lines. {said}.",
        note=f"Medians over {results.replications} replications, {base}; all authorities simulated together.",
        draw=draw,
    )


def _drawn(rows: list[dict[str, object]], width: int) -> Drawing:
    import altair as alt

    names = list(dict.fromkeys(str(row["line"]) for row in rows))
    told = [row | {"label": pounds(float(str(row["pounds"])))} for row in rows]
    base = alt.Chart(alt.Data(values=told))
    most = max(float(str(row["pounds"])) for row in rows)
    y = alt.Y("line:N", sort=names, axis=named_axis(names, width))
    offset = alt.YOffset("what:N", sort=[SPENT, REMAINS])
    colours = alt.Scale(domain=[SPENT, REMAINS], range=[palette.DARK_BLUE, palette.PALE_GREY])
    scale = alt.Scale(domain=[0.0, most * (1.6 if width <= NARROW else 1.2)], nice=False)
    bars = base.mark_bar().encode(
        y=y,
        yOffset=offset,
        x=alt.X("pounds:Q", axis=None, scale=scale),
        color=alt.Color("what:N", scale=colours, legend=alt.Legend(title=None, symbolType="square")),
    )
    words = base.mark_text(align="left", dx=5).encode(y=y, yOffset=offset, x=alt.X("pounds:Q", axis=None), text="label:N")
    return alt.layer(bars, words).properties(width=width, height=len(names) * 48 + 60, autosize=FIT)
