"""What is spent: by line and financial year, in bars side by side, none upon another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.records.pounds import pounds
from workforce_sim.report import palette
from workforce_sim.report.charts.pound_bars import Bar, pound_bars
from workforce_sim.report.numbers import LINES, TOTAL
from workforce_sim.report.picture import Drawing, Picture

if TYPE_CHECKING:
    import polars as pl

    from workforce_sim.report.reported import Reported

def spending(results: Reported) -> list[Picture]:
    """Show what a run spends on each line in its first and its last whole financial year, means; nothing without one."""
    costs = results.here(results.table("costs"))
    whole = results.scenario.calendar().whole_financial_years
    years = list(dict.fromkeys((*whole[:1], *whole[-1:])))
    if not years:
        return []
    bars = [Bar(name, year, _mean(costs, measure, year)) for measure, name in LINES.items() for year in years]
    bars = [bar for bar in bars if any(other.pounds for other in bars if other.row == bar.row)]
    total = " and ".join(f"{pounds(_mean(costs, TOTAL, year))} in {year}" for year in years)
    said = "; ".join(f"{bar.row} {pounds(bar.pounds)}" for bar in bars if bar.series == years[-1])
    base = results.stored.manifest.get("price_base", "real terms")

    def draw(width: int) -> Drawing:
        return pound_bars(bars, dict(zip(years, palette.TWO, strict=False)), width)

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
