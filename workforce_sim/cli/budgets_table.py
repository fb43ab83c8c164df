"""Lines of programme money on screen: what each spent by financial year, and what remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

MILLION = 1e6
MOST_YEARS = 5


def spent_by_line(budgets: pl.DataFrame, prices: str) -> Table:
    """Lay out the rows of ``budgets.csv``, a row a line: medians of what is spent in the first years and of what remains.

    Further years are one column, of what remains at the beginning less what remains at the end.
    """
    from rich import box
    from rich.table import Table

    from workforce_sim.cli.costs_table import named
    from workforce_sim.studies.budget_lines import ALL_LINES

    years = budgets["time_period"].unique(maintain_order=True).to_list()
    shown = years if len(years) <= MOST_YEARS else years[: MOST_YEARS - 1]
    title = f"Programme money, £ million, {prices}: medians"
    table = Table(title=title, box=box.SIMPLE_HEAD, min_width=len(title))
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("Line")
    headings = ["In the line", *shown, *(["Later"] if len(shown) < len(years) else []), "Remains"]
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for line in budgets["line"].unique(maintain_order=True):
        rows = budgets.filter(line=line)
        remaining = rows["remaining_gbp_median"].to_list()
        amounts = [rows["line_gbp"][0], *rows["spent_gbp_median"].to_list()[: len(shown)]]
        if len(shown) < len(years):
            amounts.append(max(remaining[len(shown) - 1] - remaining[-1], 0.0))
        cells = [f"{amount / MILLION:,.1f}" for amount in (*amounts, remaining[-1])]
        table.add_row(named(line), *cells, style="bold" if line == ALL_LINES else None)
    return table
