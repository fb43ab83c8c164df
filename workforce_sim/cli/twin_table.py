"""What ``workforce-sim twin`` shows: the expected years of one area, or the twin beside a run measure by measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workforce_sim.cli.screen_table import SHOWN, Shown
from workforce_sim.cli.track_table import SPOKEN, name_of, of_area

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console
    from rich.table import Table

    from workforce_sim.config.scenario import Scenario

Label = Mapping[str, Any]

LABEL = "expected values, no queue, no feedback, no ranges; a preview and a check, not a forecast"

ALSO_SHOWN = (
    Shown("establishment_fte", "Posts\nFTE", 0),
    Shown("cases", "Cases", 0),
    Shown("case_holders_fte", "Holders\nFTE", 0),
    Shown("apprentices_headcount", "Appren-\ntices", 1),
)
WORDS = {**SPOKEN, "establishment_fte": "posts FTE", "apprentices_headcount": "apprentices"}
"""What each measure is called on the screen."""

SMALL_FTE = 1000.0


def show_preview(console: Console, table: pl.DataFrame, area: Label) -> None:
    """Print the expected years of one area."""
    from rich.text import Text

    rows = of_area(table, area).sort("time_period").to_dicts()
    columns = (*SHOWN, *ALSO_SHOWN)
    title = f"{name_of(area)} on 30 September and in the year before: {LABEL}"
    unlimited = console.options.update(max_width=10_000)
    for across in (len(columns), 6, 4, 2, 1):
        tables = [_years(rows, columns[first : first + across]) for first in range(0, len(columns), across)]
        if all(console.measure(each, options=unlimited).maximum <= console.width for each in tables):
            break
    console.print(Text(title, style="bold"))
    for each in tables:
        console.print(each)
    console.print(
        Text(
            "Every replication of a run differs from this; for ranges, and for what caseloads do to people, use workforce-sim "
            "run. --against RESULTS holds this against a run."
        )
    )


def _years(rows: list[dict[str, Any]], columns: tuple[Shown, ...]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Year", no_wrap=True)
    for column in columns:
        table.add_column(column.heading, justify="right", no_wrap=True)
    small = (rows[0]["inpost_fte"] or 0.0) < SMALL_FTE
    for place, row in enumerate(rows):
        cells = [column.write(row[column.measure], small and column.decimals == 0) for column in columns]
        label = f"{row['time_period']} start" if not place else str(row["time_period"])
        table.add_row(label, *cells, style="cyan" if not place else "", end_section=not place)
    return table


def show_comparison(console: Console, table: pl.DataFrame, area: Label, scenario: Scenario, *, is_older: bool) -> None:
    """Print one area of a run beside the twin, and say what differs by more than chance and why it may."""
    from rich.text import Text

    rows = of_area(table, area)
    console.print(Text(f"{name_of(area)}: the simulation's mean beside {LABEL}", style="bold"))
    console.print(_beside(rows))
    if is_older:
        console.print(Text("The program or its figures have changed since this run: part of a difference may be of that."))
    for sentence in sentences(rows, scenario):
        console.print(Text(sentence))


def _beside(rows: pl.DataFrame) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Measure", no_wrap=True)
    table.add_column("Year", no_wrap=True)
    for heading in ("Simulation\nmean", "Standard\nerror", "Twin", "Difference", "in %", "in standard\nerrors (z)"):
        table.add_column(heading, justify="right", no_wrap=True)
    for of_measure in rows.partition_by("measure", maintain_order=True):
        history = of_measure.sort("time_period").to_dicts()
        for place, row in enumerate(history):
            z = "–" if row["z"] is None else f"{row['z']:+.1f}"
            table.add_row(
                WORDS[row["measure"]] if not place else "",
                str(row["time_period"]),
                f"{row['simulated']:,.2f}",
                f"{row['standard_error']:,.2f}",
                f"{row['twin']:,.2f}",
                f"{row['difference']:+,.2f}",
                f"{100.0 * row['difference'] / row['twin']:+.1f}" if row["twin"] else "–",
                z + (" *" if row["more_than_chance"] else "  "),
                end_section=place == len(history) - 1,
            )
    return table


def sentences(rows: pl.DataFrame, scenario: Scenario) -> Iterator[str]:
    """Say what differs by more than chance, by how much at most, and why that is expected."""
    import polars as pl

    from workforce_sim.twin.against import FALSE_ALARM_RATE, reasons

    beyond = rows.filter(pl.col("more_than_chance"))
    count = int(rows["replications"].to_numpy().max())
    yield (
        f"* more than chance: one time in {1.0 / FALSE_ALARM_RATE:,.0f} by luck alone; {rows.height} differences with {count} "
        f"replications, {beyond.height} of them marked."
    )
    if beyond.is_empty():
        yield "Nothing differs by more than chance: with more replications, smaller differences show."
        return
    for of_measure in beyond.partition_by("measure", maintain_order=True):
        largest = max(of_measure.to_dicts(), key=lambda row: abs(row["difference"]))
        far = f", {abs(largest['difference'] / largest['twin']):.1%}" if largest["twin"] else ""
        side = "above" if largest["difference"] > 0.0 else "below"
        years = ", ".join(str(year) for year in sorted(of_measure["time_period"].to_list()))
        yield (
            f"{WORDS[largest['measure']]}: the simulation lies {side} the twin by {abs(largest['difference']):,.1f}{far} at most,"
            f" in {largest['time_period']}; more than chance in {years}."
        )
    yield "Why such differences are expected here:"
    for reason in reasons(scenario, set(beyond["measure"].to_list())):
        yield f"- {reason}"
    yield "What none of this explains is a fault in the simulation or in the twin: switch the swings off and compare again."
