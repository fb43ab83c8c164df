"""``workforce-sim evidence``: the pack that a review of the analysis asks for."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("evidence")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--rank", "study", metavar="RESULTS", type=click.Path(path_type=Path), help="Rank assumptions by this sensitivity study."
)
@click.option("--out", type=click.Path(path_type=Path), help="The folder of the pack; evidence in FOLDER unless given.")
@click.option("--force", is_flag=True, help="Replace a pack that exists.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(folder: Path, study: Path | None, out: Path | None, force: bool, quiet: bool) -> None:
    """Write the evidence for the results in FOLDER, as the Aqua Book asks: Markdown files and one page of HTML.

    Log of assumptions with reliability, log of data, STRESS-DES checklist, tests and validation, limits and manifest.

    \b
    Example:
      workforce-sim evidence results/nottinghamshire --out evidence_nottinghamshire
    """
    from workforce_sim.cli.assumptions import ranks_of
    from workforce_sim.report.evidence.pack import write_pack
    from workforce_sim.report.reported import reported

    results = reported(folder)
    ranks, ranked_by = ({}, "") if study is None else ranks_of(study)
    written = write_pack(results, out or results.stored.path / "evidence", ranks=ranks, ranked_by=ranked_by, force=force)
    if not quiet:
        click.echo(f"{len(written)} files in {written[0].parent}; open evidence.html in a browser")
