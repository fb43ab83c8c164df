"""``workforce-sim results``: what has been run, and what one results folder holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workforce_sim.cli.usage import Group

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.studies.stored import Stored


@click.group("results", cls=Group)
def command() -> None:
    """List what has been run, or show what one results folder holds.

    \b
    Example:
      workforce-sim results list
    """


@command.command("list", short_help="List the results in a folder.")
@click.argument("folder", metavar="[FOLDER]", type=click.Path(path_type=Path), required=False)
def list_(folder: Path | None) -> None:
    """List the runs and studies in FOLDER, or in results.

    \b
    Example:
      workforce-sim results list results
    """
    from workforce_sim.cli.console import console_for_results
    from workforce_sim.errors import UserError
    from workforce_sim.studies.stored import USUAL, stored_in

    path = folder or USUAL
    if folder is not None and not path.is_dir():
        raise UserError(f"{path} {'is not a folder' if path.exists() else 'does not exist'}; give a folder that holds results")
    found = list(stored_in(path)) if path.is_dir() else []
    if not found:
        click.echo(f"No results in {path}. Make some with: workforce-sim run SCENARIO")
        return
    console_for_results().print(listed(found))
    unfinished = [each for each in found if each.state != "finished"]
    count = "1 results folder" if len(found) == 1 else f"{len(found)} results folders"
    click.echo(f"{count} in {path}{f', {len(unfinished)} not finished' if unfinished else ''}.")
    click.echo(f"Look at one with: workforce-sim results show {found[0].path}")


@command.command("show", short_help="Show what one results folder holds.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
def show(folder: Path) -> None:
    """Show what was asked, by which version it was answered, and the headline table of FOLDER.

    FOLDER is the path of a run or a study, or its name in results.

    \b
    Example:
      workforce-sim results show results/nottinghamshire
    """
    from rich.text import Text

    from workforce_sim.cli import stored_table
    from workforce_sim.cli.console import console_for_results
    from workforce_sim.studies.stored import find_stored

    stored = find_stored(folder)
    console = console_for_results()
    for line in stored_table.what_was_asked(stored):
        console.print(Text(line))
    if stored.manifest and stored.headline.exists():
        console.print()
        unlimited = console.options.update(max_width=10_000)
        fits = lambda table: console.measure(table, options=unlimited).maximum <= console.width  # noqa: E731
        table, notes = stored_table.headline(stored, fits)
        console.print(table)
        for note in notes:
            console.print(Text(note))
        if (lines := stored_table.budget_lines(stored)) is not None:
            console.print(lines)
    for line in stored_table.what_it_is(stored):
        console.print(Text(line), soft_wrap=True)


def listed(found: list[Stored]) -> Table:
    """Lay results folders out, a row each."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("name", "kind", "scenario", "areas"):
        table.add_column(heading, overflow="fold")
    table.add_column("replications", justify="right")
    for heading in ("state", "version", "date"):
        table.add_column(heading)
    for each in found:
        count = "" if each.replications is None else f"{each.replications:,}"
        cells = (each.path.name, each.kind, each.scenario_names, each.areas, count, each.state, each.version)
        table.add_row(*(Text(cell) for cell in cells), f"{each.written:%Y-%m-%d %H:%M}")
    return table
