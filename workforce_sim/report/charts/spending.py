"""What is spent: by line and financial year, in bars side by side, none upon another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_sim.clock import financial_year
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import FIT, named_axis
from workforce_sim.report.numbers import LINES, pounds
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    import polars as pl

    from workforce_sim.report.reported import Reported

ROW = 34
WHOLE_YEAR = 12


def whole_years(results: Reported) -> list[str]:
    """List the financial years of which all twelve months are simulated; a run of one year has none."""
    months = results.scenario.calendar().financial_years
    return [financial_year(began) for began in dict.fromkeys(months) if months.count(began) == WHOLE_YEAR]


def spending(results: Reported) -> list[Picture]:
    """Show what a run spends on each line in its first and its last whole financial year, means; nothing without one."""
    costs = results.here(results.table("costs"))
    years = list(dict.fromkeys((*whole_years(results)[:1], *whole_years(results)[-1:])))
    if not years:
        return []
    rows: list[dict[str, Any]] = [
        {"line": name, "year": year, "pounds": _mean(costs, measure, year)} for measure, name in LINES.items() for year in years
    ]
    rows = [row for row in rows if any(other["pounds"] for other in rows if other["line"] == row["line"])]
    total = " and ".join(f"{pounds(_mean(costs, 'total_gbp', year))} in {year}" for year in years)
    said = "; ".join(f"{row['line']} {pounds(row['pounds'])}" for row in rows if row["year"] == years[-1])
    base = results.stored.manifest.get("price_base", "real terms")

    def draw(width: int) -> Drawing:
        return _drawn(rows, years, width)

    picture = Picture(
        name="spending",
        title=f"What is spent, {results.area.name}, {' and '.join(years)}",
        alt=f"Bar chart of spending by line. In all {total}. {years[-1]}: {said}.",
        note=f"Means over {results.replications} replications, {base}. Unit prices are one authority's or one study's"
        " figure taken for all: differences between scenarios are worth more than totals.",
        draw=draw,
    )
    return [picture]


def _mean(costs: pl.DataFrame, measure: str, year: str) -> float:
    found = costs.filter(measure=measure, time_period=year)["mean"].to_list()
    return float(found[0]) if found and found[0] is not None else 0.0


def _drawn(rows: list[dict[str, object]], years: list[str], width: int) -> Drawing:
    import altair as alt

    narrow = width <= NARROW
    names = list(dict.fromkeys(str(row["line"]) for row in rows))
    told = [row | {"label": pounds(float(str(row["pounds"])))} for row in rows]
    base = alt.Chart(alt.Data(values=told))
    most = max(float(str(row["pounds"])) for row in rows)
    x_scale = alt.Scale(domain=[0.0, most * (1.55 if narrow else 1.2)], nice=False)
    y = alt.Y("line:N", sort=names, axis=named_axis(names, width))
    offset = alt.YOffset("year:N", sort=years)
    colours = alt.Scale(domain=years, range=list(palette.TWO[: len(years)]))
    bars = base.mark_bar().encode(
        y=y,
        yOffset=offset,
        x=alt.X("pounds:Q", axis=None, scale=x_scale),
        color=alt.Color("year:N", scale=colours, legend=alt.Legend(title=None, symbolType="square")),
    )
    words = base.mark_text(align="left", dx=5).encode(y=y, yOffset=offset, x=alt.X("pounds:Q", axis=None), text="label:N")
    return alt.layer(bars, words).properties(width=width, height=len(names) * (ROW + 14 * (len(years) - 1)) + 60, autosize=FIT)
