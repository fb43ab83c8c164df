"""What each part of a scenario does alone, on screen: measure by measure and year by year, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.records.headlines import Headline
    from workforce_sim.studies.comparison import Comparison

EXACTLY_NONE = "exactly none"
TOTAL = "total_gbp"
MILLION = 1e6
LONGEST_PART, LONGEST_CELL = 32, 26
UNCLEAR, DECIMALS_OF_UNCLEAR = "unclear", 2
Row = dict[str, Any]


def is_of_parts(found: Comparison, scenario: str) -> bool:
    """Say whether a scenario was taken apart by the files that it extends, and not by parameters alone."""
    from workforce_sim.config.catalogue import parameters
    from workforce_sim.studies.changes import AND

    return any(name not in parameters() for change in changes(found, scenario) for name in change.split(AND))


def changes(found: Comparison, scenario: str) -> list[str]:
    """List what a scenario was taken apart into, without the interaction and the whole; nothing where it was not."""
    from workforce_sim.studies.comparison import ALL_CHANGES, INTERACTION

    if not len(found.attribution):
        return []
    named = found.attribution.filter(scenario=scenario)["change"].unique(maintain_order=True)
    return [name for name in named if name not in (INTERACTION, ALL_CHANGES)]


def parts(found: Comparison, scenario: str, shown: Sequence[Headline], years: Sequence[int], between: str = " ") -> Table:
    """Lay out under each measure what every part does alone, and last the interaction; ``between`` is before an interval.

    A measure that no part changes is left out; ``how_to_read`` names it.
    """
    from rich import box
    from rich.table import Table

    from workforce_sim.studies.comparison import ALL_CHANGES, INTERACTION

    title = f"{found.area().name}, 30 September: what each part of {scenario} does alone (95% interval)"
    table = Table(title=title, box=box.SIMPLE_HEAD, min_width=len(title))
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("", max_width=LONGEST_PART, overflow="fold")
    for year in years:
        table.add_column(str(year), no_wrap=True)
    rows = _rows(found, scenario)
    for headline in _touched(found, scenario, shown):
        whole = [_cell(rows[ALL_CHANGES, headline.measure, year], between) for year in years]
        table.add_row(f"{headline.name}, {headline.unit}", *whole, style="bold")
        for name in (*changes(found, scenario), INTERACTION):
            cells = [_cell(rows[name, headline.measure, year], between) for year in years]
            is_open = all(cell.startswith((UNCLEAR, EXACTLY_NONE)) for cell in cells)
            table.add_row(f"  {_spoken(name)}", *cells, style="dim" if is_open else None, end_section=name == INTERACTION)
    return table


def costs(found: Comparison, scenario: str, prices: str) -> Table:
    """Lay out what every part alone makes more or less expensive, all years and lines together."""
    from rich import box
    from rich.table import Table

    from workforce_sim.studies.comparison import ALL_CHANGES, ALL_YEARS, INTERACTION, is_area

    own = found.cost_attribution.filter(is_area(found.area()), scenario=scenario, measure=TOTAL, time_period=ALL_YEARS)
    rows = {row["change"]: row for row in own.iter_rows(named=True)}
    title = f"What each part of {scenario} costs over all years, £ million, {prices}"
    table = Table(title=title, box=box.SIMPLE_HEAD, min_width=len(title))
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("", max_width=LONGEST_PART, overflow="fold")
    table.add_column("Difference (95% interval)", no_wrap=True)
    table.add_row("All parts together", _cell(_in_millions(rows[ALL_CHANGES]), " "), style="bold")
    for name in (*changes(found, scenario), INTERACTION):
        table.add_row(f"  {_spoken(name)}", _cell(_in_millions(rows[name]), " "))
    return table


def how_to_read(found: Comparison, scenario: str, shown: Sequence[Headline]) -> Iterator[str]:
    """Say what the rows are, and which measures no part changes."""
    yield (
        "The first line of a measure is all parts together. Each part stands for itself with everything else as in the baseline; "
        "interaction is what they do together beyond the sum. Unclear: the interval covers zero."
    )
    touched = _touched(found, scenario, shown)
    untouched = [f"{each.name.lower()} ({each.unit})" for each in shown if each not in touched]
    if untouched:
        yield f"No part changes {', '.join(untouched)}: exactly none."


def _touched(found: Comparison, scenario: str, shown: Sequence[Headline]) -> list[Headline]:
    from workforce_sim.studies.comparison import is_area
    from workforce_sim.studies.paired import EXACTLY_NONE as NONE
    from workforce_sim.studies.paired import NOT_KNOWN

    own = found.attribution.filter(is_area(found.area()), scenario=scenario).select("measure", "verdict").unique().rows()
    touched = {measure for measure, verdict in own if verdict not in (NONE, NOT_KNOWN)}
    return [each for each in shown if each.measure in touched]


def _rows(found: Comparison, scenario: str) -> dict[tuple[str, str, int], Row]:
    from workforce_sim.studies.comparison import is_area

    own = found.attribution.filter(is_area(found.area()), scenario=scenario)
    return {(row["change"], row["measure"], row["time_period"]): row for row in own.iter_rows(named=True)}


def _spoken(name: str) -> str:
    """Write the name of a part as words, which a narrow screen can break; a parameter keeps its own."""
    return name if "." in name else name.replace("_", " ")


def _cell(row: Row, between: str) -> str:
    """Write a difference with signs and its interval, as sure as it is: ``−120 (−140 to −100)``, or ``unclear (−9 to +3)``.

    An interval that covers zero is rounded outwards, to two decimals at most.
    """
    from workforce_sim.studies.paired import EXACTLY_NONE as NONE
    from workforce_sim.studies.paired import INDISTINGUISHABLE
    from workforce_sim.studies.wording import Told

    told = Told(row["verdict"], "", row["difference"], row["lower"], row["upper"])
    if told.verdict == NONE:
        return EXACTLY_NONE
    if not told.is_known:
        return told.verdict
    if told.verdict == INDISTINGUISHABLE:
        decimals = min(told.decimals, DECIMALS_OF_UNCLEAR)
        size, scale = UNCLEAR, 10.0**decimals
        interval = math.floor((told.lower or 0.0) * scale) / scale, math.ceil((told.upper or 0.0) * scale) / scale
    else:
        decimals = told.decimals
        size, interval = _signed(told.difference or 0.0, decimals), (told.lower or 0.0, told.upper or 0.0)
    lower, upper = (_signed(bound, decimals) for bound in interval)
    cell = f"{size} ({lower} to {upper})"
    return cell if len(cell) <= LONGEST_CELL and between == " " else f"{size}\n({lower} to {upper})"


def _signed(value: float, decimals: int) -> str:
    return f"{value:+,.{decimals}f}".replace("-", "−")


def _in_millions(row: Row) -> Row:
    amounts = {name: row[name] for name in ("difference", "lower", "upper")}
    return {**row, **{name: None if value is None else value / MILLION for name, value in amounts.items()}}
