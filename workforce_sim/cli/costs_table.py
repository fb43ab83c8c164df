"""What is spent, on screen: by line and financial year of a run, and what a comparison makes more or less expensive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.studies.comparison import Comparison, Difference
    from workforce_sim.studies.run_result import RunResult

MILLION = 1e6
TOTAL = "total_gbp"
MOST_YEARS = 4


def named(line: str) -> str:
    """Name a line for people: ``residential_care_gbp`` is Residential care."""
    return line.removesuffix("_gbp").replace("_", " ").capitalize()


def yearly(result: RunResult) -> Table:
    """Lay out what is spent in whole financial years, a row a line: median in £ million, at most four years."""
    from rich import box
    from rich.table import Table

    from workforce_sim.records.geography import headline_area

    area = headline_area(result.areas)
    rows = _by_year(result)
    years = result.scenario.calendar().whole_financial_years
    if len(years) > MOST_YEARS:
        years = (*years[: MOST_YEARS - 1], years[-1])
    title = f"{area.name}: spending in £ million, {result.scenario.money.price_base}"
    table = Table(title=title, box=box.SIMPLE_HEAD, min_width=len(title))
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("Line")
    for year in years:
        table.add_column(year, justify="right", no_wrap=True)
    for line in (name for name in next(iter(rows.values())) if name.endswith("_gbp")):
        cells = [f"{(rows[year][line]['median'] or 0.0) / MILLION:,.1f}" for year in years]
        table.add_row(named(line), *cells, style="bold" if line == TOTAL else None)
    return table


def in_a_sentence(result: RunResult) -> Iterator[str]:
    """Say what the first whole financial year costs; nothing where no whole one is simulated."""
    from workforce_sim.records.pounds import brief_pounds as pounds

    years = result.scenario.calendar().whole_financial_years
    if not years:
        return
    rows = _by_year(result)[years[0]]
    placements = sum(rows[line]["median"] or 0.0 for line in ("residential_care_gbp", "fostering_gbp"))
    workforce = sum(rows[line]["median"] or 0.0 for line in ("social_workers_gbp", "agency_gbp"))
    total = rows[TOTAL]["median"] or 0.0
    yield (
        f"Spending in {years[0]}: about {pounds(total)} at {result.scenario.money.price_base}, of it {pounds(workforce)} social "
        f"workers and agency and {pounds(placements)} children's homes and foster care (costs.csv; --costs shows every line)."
    )


def differences(found: Comparison, scenario: str, prices: str) -> Table:
    """Lay out what a scenario makes more or less expensive over all years, line by line; lines that stay are left out."""
    from rich import box
    from rich.table import Table

    from workforce_sim.records.tables import MONEY_YEAR

    title = f"Spending over all years, £ million, {prices}"
    table = Table(title=title, box=box.SIMPLE_HEAD, min_width=len(title))
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("Line")
    for heading in ("Baseline", "Changed", "Difference (95% interval)"):
        table.add_column(heading, justify="right", no_wrap=True)
    for line in MONEY_YEAR.names:
        row = found.cost(line, scenario=scenario)
        if not line.endswith("_gbp") or (line != TOTAL and not row.difference and row.lower == row.upper):
            continue
        cells = [f"{(mean or 0.0) / MILLION:,.1f}" for mean in (row.baseline_mean, row.mean)]
        table.add_row(named(line), *cells, difference_of(row), style="bold" if line == TOTAL else None)
    return table


def difference_of(row: Difference) -> str:
    """Write a difference in £ million with its interval and signs."""
    if row.difference is None or row.lower is None or row.upper is None:
        return "–"
    return f"{row.difference / MILLION:+,.2f} ({row.lower / MILLION:+,.2f} to {row.upper / MILLION:+,.2f})"


def worth(found: Comparison, scenario: str) -> Iterator[str]:
    """Say what a point of the vacancy rate, a year of a social worker and a care entry avoided cost, where both are sure.

    The ratio of two mean differences over all years; the vacancy rate is that of the last. What saves money besides has no
    price for what it gains.
    """
    from workforce_sim.records.pounds import brief_pounds as pounds

    cost = found.cost(TOTAL, scenario=scenario)
    if not _is_sure(cost) or not cost.difference or cost.difference <= 0.0:
        return
    gains = []
    if "vacancy_rate_fte" in found.measures:
        vacancies = found.difference("vacancy_rate_fte", found.years[-1], scenario=scenario)
        gains.append((vacancies, -1.0, f"point off the vacancy rate in {vacancies.year}"))
    gains.append((found.cost("social_worker_years", scenario=scenario), 1.0, "social-worker-year more in post"))
    gains.append((found.cost("care_entries", scenario=scenario), -1.0, "care entry avoided"))
    for gain, direction, what in gains:
        gained = direction * (gain.difference or 0.0)
        if _is_sure(gain) and gained > 0.0:
            yield f"Over all years it costs {pounds(cost.difference / gained)} for each {what} (a ratio of means, no interval)."


def _is_sure(row: Difference) -> bool:
    from workforce_sim.studies.paired import HIGHER, LOWER

    return row.verdict in (LOWER, HIGHER)


def _by_year(result: RunResult) -> dict[str, dict[str, dict[str, float | None]]]:
    """Pick the rows of the area that the run is about, by financial year and line."""
    import polars as pl

    from workforce_sim.records.geography import headline_area
    from workforce_sim.studies.comparison import is_area

    rows: dict[str, dict[str, dict[str, float | None]]] = {}
    own: pl.DataFrame = result.costs.filter(is_area(headline_area(result.areas)))
    for row in own.iter_rows(named=True):
        rows.setdefault(row["time_period"], {})[row["measure"]] = row
    return rows
