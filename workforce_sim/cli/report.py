"""``workforce-sim report``: one page of results that opens offline, to read, print and send."""

from __future__ import annotations

from pathlib import Path

import click

from workforce_sim.cli.written_page import PAGE


@click.command("report")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--area", metavar="NAME", help="Tell about this area of the results.")
@click.option("--out", type=click.Path(path_type=Path), help="The file; report.html in the first FOLDER unless given.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(folders: tuple[Path, ...], area: str | None, out: Path | None, force: bool, quiet: bool) -> None:
    """Write one HTML file about the results in each FOLDER: what was found, pictures, figures, assumptions and limits.

    It opens from disk without a network and prints cleanly. Runs and studies write it at their end anyway.

    \b
    Example:
      workforce-sim report results/nottinghamshire --out nottinghamshire.html
    """
    from workforce_sim.report.page import write_page
    from workforce_sim.report.reported import reported

    found = [reported(folder) for folder in folders]
    chosen = found if area is None else [each.about(area) for each in found]
    path = out or found[0].stored.path / PAGE
    write_page(chosen, path, force=force)
    if not quiet:
        click.echo(f"{path} ({max(1, round(path.stat().st_size / 1000)):,} kB); open it in a browser")
