"""``workforce-sim assumptions``: everything a scenario assumes, with source and reliability."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workforce_sim.config.assumptions import Assumption

COLOURS = {"green": "green", "amber": "yellow", "red": "red"}

PLAIN_WIDTH = 160
"""Characters to a line where the output is a file or a pipe and not a screen."""


@click.command("assumptions")
@click.argument("file", type=click.Path(), required=False)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change one parameter.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the log as CSV, with columns for owner and sign-off.")
@click.option(
    "--rank",
    "study",
    metavar="RESULTS",
    type=click.Path(path_type=Path),
    help="Put first what matters most, by the results of a sensitivity study.",
)
def command(file: str | None, settings: tuple[str, ...], as_csv: bool, study: Path | None) -> None:
    """List what a scenario FILE assumes, or the defaults, with unit, range, source and reliability.

    Green is published for the very thing, amber is worked out or close, red has no source or is set by the scenario.

    \b
    Example:
      workforce-sim assumptions configs/scenarios/retention_offer.yaml --csv
    """
    from workforce_sim.config import load_scenario
    from workforce_sim.config.assumptions import as_csv as csv_text
    from workforce_sim.config.assumptions import assumptions, ranked
    from workforce_sim.config.loading import default_scenario, settings_by_name

    overrides = settings_by_name(settings)
    rows = assumptions(load_scenario(file, overrides) if file else default_scenario(overrides))
    found = None if study is None else ranks_of(study)
    if found is not None:
        rows = ranked(rows, found[0])
    if as_csv:
        click.echo(csv_text(rows), nl=False)
        return
    _show(rows, is_ranked=found is not None)
    if found is not None:
        click.echo(found[1])


def ranks_of(study: Path) -> tuple[dict[str, int | None], str]:
    """Read the ranks of a sensitivity study's results, and say what they mean."""
    import polars as pl

    from workforce_sim.errors import UserError
    from workforce_sim.studies.sensitivity import best_ranks
    from workforce_sim.studies.stored import find_stored

    stored = find_stored(study)
    if stored.kind != "sensitivity" or not stored.manifest:
        raise UserError(f"--rank: {stored.path} has no ranks: it is a {stored.kind}, {stored.state}; give a sensitivity study")
    indices = pl.read_parquet(stored.path / "indices.parquet")
    outputs = ", ".join(indices["output"].unique(maintain_order=True))
    meaning = (
        f"Ranked by effect on {outputs} ({stored.scenario_names}, {stored.path}), the best of them where there are several; "
        "chance: not to be told from chance; blank: not varied."
    )
    return best_ranks(indices), meaning


def _show(rows: list[Assumption], *, is_ranked: bool = False) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    if is_ranked:
        table.add_column("rank", justify="right", no_wrap=True)
    table.add_column("parameter", no_wrap=not is_ranked, overflow="fold")
    for heading, widest in (("value", 26), ("unit", 16), ("plausible", 12)):
        table.add_column(heading, max_width=widest)
    table.add_column("", no_wrap=True)
    table.add_column("source, or why there is none")
    subjects = groupby(rows, key=lambda row: "" if is_ranked else row.id.rpartition(".")[0] or "scenario")
    for subject, own in subjects:
        table.add_section()
        if subject:
            table.add_row(Text(subject, style="bold"))
        for row in own:
            said = row.reason if row.reliability == "red" else f"{row.source}, {row.date}"
            reliability = Text(row.reliability, style=COLOURS[row.reliability])
            name = (row.effect_rank, row.id) if is_ranked else (f"  {row.id.rpartition('.')[2]}",)
            cells = (*name, row.value, row.unit, row.range)
            table.add_row(*(Text(cell) for cell in cells), reliability, Text(said))
    console.print(table)
    counts = [f"{sum(row.reliability == colour for row in rows)} {colour}" for colour in COLOURS]
    console.print(f"{len(rows)} assumptions: {', '.join(counts)}.")
