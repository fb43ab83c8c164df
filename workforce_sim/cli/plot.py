"""``workforce-sim plot``: pictures of a results folder, with what they say in words beside them."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("svg", "png")


@click.command("plot")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--chart", "charts", multiple=True, metavar="NAME", help="Draw this chart; may be repeated. All unless given.")
@click.option(
    "--measure", "measures", multiple=True, metavar="NAME", help="Draw fan and tile map of this annual measure; may be repeated."
)
@click.option("--area", metavar="NAME", help="Tell about this area of the results.")
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Both unless given.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write; the folder pictures in FOLDER unless given.")
@click.option("--force", is_flag=True, help="Replace pictures that exist.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(
    folder: Path,
    charts: tuple[str, ...],
    measures: tuple[str, ...],
    area: str | None,
    formats: tuple[str, ...],
    out: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Draw the charts that the results in FOLDER give, as SVG and PNG.

    Beside each picture a text file has its title, what it says in words (for those who cannot see it) and how to read it.

    \b
    Example:
      workforce-sim plot results/nottinghamshire --chart fan --measure caseload_fte
    """
    from workforce_sim.report.charts import pictures_of
    from workforce_sim.report.drawing import import_of_charts
    from workforce_sim.report.pictures import write_pictures
    from workforce_sim.report.reported import reported

    import_of_charts()
    results = reported(folder)
    about = results if area is None else results.about(area)
    pictures = list(pictures_of(about, charts, measures))
    written = write_pictures(pictures, out or results.stored.path / "pictures", formats or FORMATS, force=force)
    if not quiet:
        for picture in pictures:
            click.echo(f"{picture.name}: {picture.title}")
        click.echo(f"{len(written)} files in {written[0].parent}")
