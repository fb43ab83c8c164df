"""``workforce-sim reproduce``: make results again from their manifest and say whether they are identical."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workforce_sim.cli.progress import progress
from workforce_sim.cli.studying import POSITIVE, end

if TYPE_CHECKING:
    from workforce_sim.studies.reproduce import Reproduced

DIFFERS = 1


@click.command("reproduce")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--jobs", type=POSITIVE, help="Processes to use; all cores unless given. The numbers stay the same.")
@click.option("--quiet", is_flag=True, help="Say nothing; the exit code tells.")
def command(folder: Path, jobs: int | None, quiet: bool) -> None:
    """Simulate what the results in FOLDER were made of again, and compare every table with the stored one to the bit.

    FOLDER is the path of a run or a study, or its name in results. Nothing in it is changed. Exit code 0 where all is
    identical, 1 where something differs: then the first difference of each table is shown, then and now.

    \b
    Example:
      workforce-sim reproduce results/nottinghamshire
    """
    from workforce_sim.studies.replicate import ReplicationError
    from workforce_sim.studies.reproduce import reproduce
    from workforce_sim.studies.stored import find_stored
    from workforce_sim.studies.work import UnfinishedError

    stored = find_stored(folder)
    try:
        with progress(f"{stored.path.name} again", quiet) as (on_progress, _):
            found = reproduce(stored, jobs, on_progress)
    except KeyboardInterrupt:
        end("Interrupted; nothing was compared")
    except (ReplicationError, UnfinishedError) as error:
        end(f"{stored.path} could not be made again: {error}")
    if not quiet:
        _say(found, stored.path)
    if not found.is_identical:
        click.get_current_context().exit(DIFFERS)


def _say(found: Reproduced, path: Path) -> None:
    count = len(found.tables)
    tables = "1 table" if count == 1 else f"{count} tables"
    if found.is_identical:
        click.echo(f"{path}: identical. {tables}, {found.values:,} values, every one the same to the bit.")
    else:
        click.echo(f"{path}: not identical. {len(found.differences)} of {tables} differ:")
        for difference in found.differences:
            click.echo(f"  {difference}")
    if found.changes:
        click.echo("What is not as it was when they were made:")
        for change in found.changes:
            click.echo(f"  {change}")
    else:
        known = "program version, packages, machine and published figures are as they were"
        click.echo(f"The {known}." if found.is_identical else f"Yet the {known}: the files or the program were changed.")
