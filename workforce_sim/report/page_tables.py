"""The tables of a page: what was found in figures, few enough to read, each with a caption that says what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from workforce_sim.records.headlines import HEADLINES
from workforce_sim.records.pounds import pounds
from workforce_sim.report.carried_out import compared
from workforce_sim.report.futures import futures
from workforce_sim.report.headlines import chosen_years, headlines
from workforce_sim.report.numbers import ALL_LINES, TOTAL, bare, name_of, unit_of
from workforce_sim.report.study_tables import of_a_backtest, of_a_sensitivity, of_a_solve, of_a_stress, of_a_sweep
from workforce_sim.report.table import Table

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported
    from workforce_sim.studies.comparison import Comparison, Difference

PUBLISHED_YEARS = 5
OF_A_RUN = (
    "inpost_fte",
    "starters_fte",
    "leavers_fte",
    "turnover_rate_fte",
    "vacancy_rate_fte",
    "agency_rate_fte",
    "caseload_fte",
    "cla",
    "childrens_home",
)


def tables(results: Reported) -> list[Table]:
    """Make the tables of a results folder."""
    return BY_KIND[results.stored.kind](results)


def of_a_run(results: Reported) -> list[Table]:
    """Lay out the headline measures by year, published and projected, and what is spent."""
    found = [futures(results, measure) for measure in OF_A_RUN]
    found = [each for each in found if each.simulated.height]
    rows = []
    for year in range(results.start - PUBLISHED_YEARS + 1, results.start + 1):
        known = [dict(each.published.iter_rows()).get(year) for each in found]
        rows.append([f"{year}, published", *(bare(value, each.measure) for value, each in zip(known, found, strict=True))])
    for year in range(results.start + 1, results.last + 1):
        lines = [each.at(year) for each in found]
        rows.append([f"{year}, middle", *(bare(line["median"], each.measure) for line, each in zip(lines, found, strict=True))])
        if 80 in found[0].ranges:
            rows.append([f"{year}, 80% range", *(_range(line, each.measure) for line, each in zip(lines, found, strict=True))])
    heads = ["30 September", *(f"{name_of(each.measure)}, {unit_of(each.measure)}" for each in found)]
    caption = f"{results.area.name}: published, then the middle of {results.replications} replications and their 80% range"
    return [Table(caption, heads, rows), *_spent(results)]


def _spent(results: Reported) -> list[Table]:
    costs = results.here(results.table("costs"))
    years = results.scenario.calendar().whole_financial_years
    if not years:
        return []
    shown = (years[0], years[len(years) // 2], years[-1]) if len(years) > 3 else years
    means = {(row["measure"], row["time_period"]): row["mean"] for row in costs.iter_rows(named=True)}
    rows = [
        [name, *(pounds(means[measure, year] or 0.0) for year in shown)]
        for measure, name in ALL_LINES.items()
    ]
    base = results.stored.manifest.get("price_base", "")
    caption = f"{results.area.name}: spending by line and financial year, means, {base}"
    return [Table(caption, ["Line", *shown], rows, "Every year and range is in costs.csv.")]


def _range(line: Mapping[str, float], measure: str) -> str:
    return f"{bare(line['lower_80'], measure)} to {bare(line['upper_80'], measure)}"


def of_a_comparison(results: Reported) -> list[Table]:
    """Lay out the differences of the headline measures in the first, middle and last year, and of spending."""
    found = compared(results)
    made = []
    for scenario in found.scenarios:
        rows, alike = [], []
        for headline in headlines(found, (), {each.about for each in HEADLINES}):
            own = [found.difference(headline.measure, year, scenario=scenario) for year in chosen_years(found.years)]
            if all(_is_nothing(row) for row in own):
                alike.append(f"{headline.name.lower()}, {headline.unit}")
                continue
            for row in own:
                sides = [bare(side, headline.measure) for side in (row.baseline_mean, row.mean)]
                rows.append([f"{headline.name}, {headline.unit}, {row.year}", *sides, row.words])
        heads = ["Measure, unit and year", "Baseline", "Scenario", "Difference, 95% interval"]
        note = f"Exactly no difference in these years: {'; '.join(alike)}." if alike else ""
        made.append(Table(f"{scenario} against {found.baseline}, {results.area.name}", heads, rows, note))
        made.append(_spent_more(found, scenario))
    return made


def _spent_more(found: Comparison, scenario: str) -> Table:
    costs = {name: found.cost(line, scenario=scenario) for line, name in ALL_LINES.items()}
    rows = [[name, str(row.told)] for name, row in costs.items() if name == ALL_LINES[TOTAL] or not _is_nothing(row)]
    left = len(costs) - len(rows)
    note = f"{left} more lines are exactly the same." if left else ""
    caption = f"Spending over {found.years[-1] - found.years[0]} years, {scenario}"
    return Table(caption, ["Line", "Difference, 95% interval"], rows, note)


def _is_nothing(row: Difference) -> bool:
    return row.difference == 0.0 and row.lower == row.upper


BY_KIND: Mapping[str, Callable[[Reported], list[Table]]] = {
    "run": of_a_run,
    "compare": of_a_comparison,
    "stress": of_a_stress,
    "sweep": of_a_sweep,
    "solve": of_a_solve,
    "sensitivity": of_a_sensitivity,
    "backtest": of_a_backtest,
}
