"""What a comparison says on screen: differences that can be told from chance, which change made them, and how to read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.cli.written_page import where
from workforce_sim.records.headlines import CHILDREN, MONEY, Headline
from workforce_sim.report.comparison_words import NUMBERS, sentences
from workforce_sim.report.headlines import chosen_years, headlines, to_say

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.config.scenario import Scenario
    from workforce_sim.studies.comparison import Comparison, Difference

MEASURES_ACROSS = 3
"""In the table of what each change contributed."""

MANY = 10
SHORT = {"no difference distinguishable": "none distinguishable", "exactly no difference": "exactly none"}




def show(
    found: Comparison,
    measures: Sequence[str],
    prices: str,
    *,
    about: Collection[str] = (CHILDREN, MONEY),
    years: Collection[int] = (),
    is_changed: bool,
    is_set_forgotten: bool,
) -> None:
    """Print every scenario against the baseline, what each part or change contributed and costs, and what to make of it.

    ``prices`` says at which prices costs are given, ``about`` what was changed beside the workforce, ``years`` which years
    are asked for. ``is_changed`` says whether any scenario has other values than the baseline, ``is_set_forgotten`` whether
    one file was given and nothing to change in it.
    """
    from rich.text import Text

    from workforce_sim.cli import costs_table, parts_table
    from workforce_sim.cli.console import console_for_results

    console = console_for_results()
    shown, when = headlines(found, measures, about), chosen_years(found.years, years)

    def fits(table: Table) -> bool:
        return console.measure(table, options=console.options.update(max_width=10_000)).maximum <= console.width

    for scenario in found.scenarios:
        table = differences(found, scenario, shown, when)
        console.print(table if fits(table) else differences(found, scenario, shown, when, "\n"))
        has_parts = parts_table.is_of_parts(found, scenario)
        if has_parts:
            apart = parts_table.parts(found, scenario, shown, when)
            console.print(apart if fits(apart) else parts_table.parts(found, scenario, shown, when, "\n"))
            for sentence in parts_table.how_to_read(found, scenario, shown):
                console.print(Text(sentence))
        elif parts_table.changes(found, scenario):
            console.print(contributions(found, scenario, shown))
        if not found.is_same:
            if MONEY in about:
                console.print(costs_table.differences(found, scenario, prices))
            if MONEY in about and has_parts:
                console.print(parts_table.costs(found, scenario, prices))
            first, *others = sentences(found, scenario, shown)
            console.print(Text(first, style="bold"))
            is_one_thing = MONEY in about and not has_parts  # what one part costs another does not gain
            for sentence in (*others, *(costs_table.worth(found, scenario) if is_one_thing else ())):
                console.print(Text(sentence))
    if found.is_same:
        nowhere = "xactly no difference, in any measure, year or area"
        why = f"E{nowhere}: what was changed has no effect here." if is_changed else f"The scenarios are the same: e{nowhere}."
        console.print(Text(why, style="bold"))
        if is_set_forgotten:
            console.print(Text("Was --set forgotten? With one file it says what to change, such as --set turnover.level=0.9"))
    else:
        console.print(Text(reading(found, shown, when)))


def say_how_made(scenario: Scenario, replications: int, seed: int, simulated: int | None) -> None:
    """Say what was simulated, or that it had been before (``simulated`` is None), and what the intervals leave out."""
    from rich.text import Text

    from workforce_sim.cli.console import console_for_results
    from workforce_sim.cli.screen_table import shown_by_ranges
    from workforce_sim.config.assumptions import assumptions

    rows = assumptions(scenario)
    red = sum(row.reliability == "red" for row in rows)
    console = console_for_results()
    console.print(
        Text(
            f"Intervals show {shown_by_ranges(scenario.uncertainty)}, not doubt about the assumptions, which both sides share: "
            f"{red} of {len(rows)} have no published source (workforce-sim assumptions)."
        )
    )
    done = "Finished before: nothing had to be simulated" if simulated is None else f"{simulated:,} simulated now"
    console.print(Text(f"{replications} replications of each scenario, seed {seed}. {done}."))


def say_where(path: Path) -> None:
    """Say where the results are, and what the files that open in a spreadsheet leave out."""
    from rich.text import Text

    from workforce_sim.cli.console import console_for_results
    from workforce_sim.records.store import read_manifest

    for file, left_out in ((read_manifest(path) or {}).get("left_out_of_csv") or {}).items():
        console_for_results().print(Text(f"{file}: {left_out}."), soft_wrap=True)

    said = Text(where(path, "differences.csv"), style="bold")
    console_for_results().print(said, soft_wrap=True)


def differences(found: Comparison, scenario: str, shown: Sequence[Headline], years: Sequence[int], between: str = " ") -> Table:
    """Lay out one scenario against the baseline: a row a measure and year; ``between`` stands before an interval."""
    from rich import box
    from rich.table import Table

    from workforce_sim.studies.paired import INDISTINGUISHABLE

    rows = {each: [found.difference(each.measure, year, scenario=scenario) for year in years] for each in shown}
    any_open = any(row.verdict == INDISTINGUISHABLE for own in rows.values() for row in own)
    table = Table(title=f"{found.area().name}, 30 September: {scenario} against {found.baseline}", box=box.SIMPLE_HEAD)
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("Measure")
    table.add_column("Year", no_wrap=True)
    table.add_column("Baseline", justify="right", no_wrap=True)
    table.add_column("Changed", justify="right", no_wrap=True)
    table.add_column(f"Difference{between}(95% interval)", no_wrap=True)
    if any_open:
        table.add_column("Replications\nto settle it", justify="right")
    for headline, own in rows.items():
        for row in own:
            size = SHORT.get(row.told.size, row.told.size)
            is_open = row.verdict == INDISTINGUISHABLE
            cells = [_mean(row.baseline_mean, row), _mean(row.mean, row), f"{size}{between}{row.told.interval}".strip()]
            table.add_row(
                f"{headline.name}, {headline.unit}" if row is own[0] else "",
                str(row.year),
                *cells,
                *([_to_settle(row) if is_open else ""] if any_open else []),
                style="dim" if is_open else None,
                end_section=row is own[-1],
            )
    return table


def contributions(found: Comparison, scenario: str, shown: Sequence[Headline]) -> Table:
    """Lay out what each change does alone in the last year, what they do together beyond the sum, and all of them."""
    from rich import box
    from rich.table import Table

    from workforce_sim.studies.comparison import ALL_CHANGES, INTERACTION, is_area
    from workforce_sim.studies.wording import Told

    last, across = found.years[-1], to_say(shown)[:MEASURES_ACROSS]
    table = Table(title=f"What each change contributed in {last}", box=box.SIMPLE_HEAD)
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("Change", overflow="fold")
    for headline in across:
        table.add_column(f"{headline.name}, {headline.unit}")
    own = found.attribution.filter(is_area(found.area()), scenario=scenario, time_period=last)
    named = {INTERACTION: "together, beyond the sum", ALL_CHANGES: "all changes"}
    for change in own["change"].unique(maintain_order=True):
        rows = {row["measure"]: row for row in own.filter(change=change).to_dicts()}
        cells = []
        for headline in across:
            row = rows[headline.measure]
            unit = found.unit(headline.measure)
            told = Told(row["verdict"], unit, row["difference"], row["lower"], row["upper"])
            cells.append(f"{SHORT.get(told.size, told.size)}\n{told.interval}".strip())
        any_row = next(iter(rows.values()))
        alone = f"{change} alone\n{any_row['baseline_value']} → {any_row['value']}"
        table.add_row(named.get(change, alone), *cells, style="bold" if change == ALL_CHANGES else None)
    return table


def reading(found: Comparison, shown: Sequence[Headline], years: Sequence[int]) -> str:
    """Say what the intervals mean and that of many one in twenty misses."""
    count = len(shown) * len(years) * len(found.scenarios)
    warning = f": among {count} that are none, about {NUMBERS[1] if count < 30 else count // 20} would look real"
    return (
        "A difference counts only where its 95% interval leaves zero out. Each interval stands for itself and misses one time "
        f"in twenty{warning if count >= MANY else ''}."
    )


def _mean(value: float | None, row: Difference) -> str:
    if value is None:
        return "–"
    return f"{value:,.{min(row.told.decimals, 2) if abs(value) >= 1000 else min(max(row.told.decimals, 1), 2)}f}"


def _to_settle(row: Difference) -> str:
    from workforce_sim.studies.wording import ENOUGH_TO_GO_BY, HARDLY_WORTH_IT, two_figures

    number = row.replications_to_settle
    if row.replications < ENOUGH_TO_GO_BY:
        return "too few to say"
    return f"over {HARDLY_WORTH_IT:,}" if number is None or number > HARDLY_WORTH_IT else f"about {two_figures(number):,}"
