"""``workforce-sim assumptions``: everything a scenario assumes, with source and reliability."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workforce_sim.config.assumptions import Assumption

COLOURS = {"green": "green", "amber": "yellow", "red": "red"}


@click.command("assumptions")
@click.argument("file", type=click.Path(), required=False)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change one parameter.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the log as CSV, with columns for owner and sign-off.")
def command(file: str | None, settings: tuple[str, ...], as_csv: bool) -> None:
    """List what a scenario FILE assumes, or the defaults, with unit, range, source and reliability.

    Green is published for the very thing, amber is worked out or close, red has no source or is set by the scenario.

    \b
    Example:
      workforce-sim assumptions configs/scenarios/retention_offer.yaml --csv
    """
    from workforce_sim.config import load_scenario
    from workforce_sim.config.assumptions import as_csv as csv_text
    from workforce_sim.config.assumptions import assumptions
    from workforce_sim.config.loading import default_scenario, settings_by_name

    overrides = settings_by_name(settings)
    rows = assumptions(load_scenario(file, overrides) if file else default_scenario(overrides))
    if as_csv:
        click.echo(csv_text(rows), nl=False)
    else:
        _show(rows)


def _show(rows: list[Assumption]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for subject, own in groupby(rows, key=lambda row: row.id.rpartition(".")[0] or "scenario"):
        table = Table(title=subject, title_justify="left", title_style="bold", expand=True)
        for column, share in (("parameter", 3), ("value", 2), ("unit", 2), ("plausible", 2), ("", 1), ("source", 5)):
            table.add_column(column, ratio=share, overflow="fold")
        for row in own:
            colour = COLOURS[row.reliability]
            said = f"{row.source}, {row.date}".strip(", ") or row.reason
            name = row.id.rpartition(".")[2]
            table.add_row(name, row.value, row.unit, row.range, f"[{colour}]{row.reliability}[/{colour}]", said)
        console.print(table)
    counts = [f"{sum(row.reliability == colour for row in rows)} {colour}" for colour in COLOURS]
    console.print(f"{len(rows)} assumptions: {', '.join(counts)}.")
