"""``workforce-sim screen``: check a pair of open-data files against the rules of the platform that takes them."""

from __future__ import annotations

from pathlib import Path

import click

WRONG = 2


@click.command("screen")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--quiet", is_flag=True, help="Show nothing but failures.")
def command(file: Path, quiet: bool) -> None:
    """Check the data FILE (.csv or .csv.gz) and the .meta.csv beside it against the rules of Explore education statistics.

    The stages follow one another and end with the first that fails. Warnings pass, but not as an API data set. Ends with 2
    where something fails.

    \b
    Example:
      workforce-sim export results/nottinghamshire --ees
      workforce-sim screen results/nottinghamshire/open_data/children_social_work_workforce_projection.csv
    """
    from workforce_sim.report.open_data.screening import screen_file

    found = screen_file(file)
    for finding in found.findings:
        if not quiet or finding in found.failures:
            click.echo(str(finding), err=finding in found.failures)
    if not found.has_passed:
        count = len(found.failures)
        click.echo(f"{file} does not pass: {count} failure{'s' if count > 1 else ''}.", err=True)
        click.get_current_context().exit(WRONG)
    if not quiet:
        doubts = len(found.findings)
        told = f" {doubts} warning{'s' if doubts > 1 else ''}, with which it cannot be an API data set." if doubts else ""
        click.echo(f"{file} passes: {', '.join(found.passed)}.{told}")
