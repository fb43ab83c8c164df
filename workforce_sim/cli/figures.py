"""workforce-sim figures: bring newly published figures into the program."""

from __future__ import annotations

from pathlib import Path

import click

from workforce_sim.cli.usage import Group


@click.group("figures", cls=Group)
def command() -> None:
    """Import newly published figures, or say where those in use come from.

    \b
    Example:
      workforce-sim figures sources
    """


@command.command("import", short_help="Read newly published files.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Where to write the table; by default in place of the one the program uses.",
)
def import_(folder: Path, out: Path | None) -> None:
    """Read the files in DIR as the departments publish them and write the program's table of figures.

    All files are needed, in DIR or in folders inside it. A file that is malformed or cut short is refused with its row
    and column, and nothing is written.

    \b
    Example:
      workforce-sim figures import tests/figures/excerpts --out figures.parquet
    """
    from workforce_sim.figures.importer import import_figures
    from workforce_sim.figures.published_table import PUBLISHED

    written = import_figures(folder, out or PUBLISHED)
    click.echo(f"{written:,} figures are in {out or 'the table that the program uses'}")


@command.command("sources", short_help="List the publications behind the figures.")
def sources() -> None:
    """List the publications behind the figures in use, with years and number of figures.

    \b
    Example:
      workforce-sim figures sources
    """
    import polars as pl

    from workforce_sim.figures.published_table import fingerprint, frame

    by_source = (
        frame()
        .group_by("source", maintain_order=True)
        .agg(pl.col("year").min().alias("first"), pl.col("year").max().alias("last"), pl.len().alias("figures"))
    )
    for source, first, last, figures in by_source.iter_rows():
        click.echo(f"{source}: {first} to {last}, {figures:,} figures")
    click.echo("Contains public sector information licensed under the Open Government Licence v3.0.")
    click.echo(f"Fingerprint of the table: {fingerprint()}")
