"""``workforce-sim calibrate``: what the published years say of England and of every authority, and how surely."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workforce_sim.cli.usage import WholeNumber
from workforce_sim.errors import UserError

if TYPE_CHECKING:
    from workforce_sim.figures.profile import AuthorityProfile


@click.command("calibrate")
@click.option(
    "--to",
    "year",
    type=WholeNumber("a census year such as 2025"),
    required=True,
    metavar="YEAR",
    help="The last census to use; no later figure is.",
)
@click.option("--area", metavar="TEXT", help="An authority to show beside its region and England: a name or a code.")
@click.option("--out", type=click.Path(path_type=Path), help="Write every estimate of every place to this .csv or .parquet file.")
@click.option("--force", is_flag=True, help="Replace the file of --out if it exists.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(year: int, area: str | None, out: Path | None, force: bool, quiet: bool) -> None:
    """Estimate what the simulation starts from, with standard errors, from the censuses published up to YEAR.

    Shows England's estimates and how each was made. A scenario that starts from that census has them as its defaults,
    rounded. Nothing is written without --out. What cannot be estimated from published figures is in docs/calibration.md.

    \b
    Example, England and one authority, and every authority in a file:
      workforce-sim calibrate --to 2025 --area Nottinghamshire --out calibrated.csv
    """
    from workforce_sim.calibration.rows import table
    from workforce_sim.calibration.written import check_out, write

    if out is not None:
        check_out(out, force=force)
    chosen = None if area is None else _authority(area, year)
    rows = table(year)
    if out is not None:
        write(rows, out)
    if quiet:
        return
    from workforce_sim.cli import calibrate_table
    from workforce_sim.cli.console import console_for_results

    calibrate_table.show(console_for_results(), rows, year, chosen)
    if out is not None:
        click.echo(f"{len(rows):,} estimates of every place: {out}")


def _authority(text: str, year: int) -> AuthorityProfile:
    """Find the one authority that is meant; raises UserError with the nearest names."""
    from workforce_sim.figures import areas

    found = areas.find(text, year)
    if len(found) == 1:
        return found[0]
    several = areas.select(text, year)  # says what is nearest where it is neither England, a region nor an authority
    if len(several) == 1:
        return several[0]
    raise UserError(f'--area is "{text}", which is {len(several)} authorities; name one, see workforce-sim areas "{text}"')
