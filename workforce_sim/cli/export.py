"""``workforce-sim export``: the tables of a results folder as CSV, with an explanation of their columns."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("export")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV files, which every spreadsheet opens.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write; the folder csv in FOLDER unless given.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(folder: Path, as_csv: bool, out: Path | None, force: bool, quiet: bool) -> None:
    """Write every table of the results in FOLDER, of a run or of a study, as CSV.

    Beside them columns.csv says of every column its unit and what it means.

    \b
    Example:
      workforce-sim export results/nottinghamshire --csv
    """
    from workforce_sim.errors import UserError
    from workforce_sim.studies.exported import export_csv
    from workforce_sim.studies.stored import find_stored

    if not as_csv:
        raise UserError("say in which form to export: --csv")
    stored = find_stored(folder)
    target = out or stored.path / "csv"
    written = export_csv(stored, target, force=force)
    if not quiet:
        for path in written:
            click.echo(f"{path} ({max(1, round(path.stat().st_size / 1000)):,} kB)")
