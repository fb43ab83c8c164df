"""``workforce-sim evidence``: the pack that a review of an analysis asks for."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("evidence")
@click.argument("folder", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option(
    "--rank",
    "study",
    metavar="RESULTS",
    type=click.Path(path_type=Path),
    help="Sensitivity study that ranks the assumptions; one of the same scenario beside RESULTS unless given.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Where to write; the folder evidence in RESULTS unless given.")
@click.option("--force", is_flag=True, help="Replace a pack that exists.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(folder: Path, study: Path | None, out: Path | None, force: bool, quiet: bool) -> None:
    """Write the evidence that a review of RESULTS asks for, as Markdown and HTML: of a run or of any study.

    Logs of assumptions, data and decisions, the STRESS-DES checklist, tests and validation, limits, and how to reproduce. What
    only people can say, such as owners and signatures, is left blank.

    \b
    Example:
      workforce-sim evidence results/nottinghamshire --rank results/sensitivity_nottinghamshire
    """
    from workforce_sim.errors import needs_extra
    from workforce_sim.report.evidence.pack import write_pack
    from workforce_sim.report.evidence.subject import subject_of

    needs_extra("the evidence pack", "report", "markdown", "jinja2")
    subject = subject_of(folder, study)
    written = write_pack(subject, out or subject.results.stored.path / "evidence", force=force)
    if quiet:
        return
    ranking = subject.ranking
    if ranking is None:
        click.echo("Effect ranks are blank: no sensitivity study of the same scenario was found; give one with --rank.")
    else:
        click.echo(f"Effect ranks from {ranking.path.name}.")
        if ranking.differences:
            click.echo(f"It is of another scenario, in {len(ranking.differences)} respects; the pack lists them.")
    click.echo(f"{len(written)} files in {written[0].parent}; begin with index.html")
