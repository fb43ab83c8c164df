"""What the commands that carry out a study have in common: their options, the folder, the crew and how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from workforce_sim.cli.progress import progress
from workforce_sim.cli.usage import WholeNumber
from workforce_sim.cli.written_page import no_report_option, write_page_of

if TYPE_CHECKING:

    from workforce_sim.config.scenario import Scenario
    from workforce_sim.studies.pieces import Piece
    from workforce_sim.studies.study_folder import StudyFolder
    from workforce_sim.studies.work import Work

UNFINISHED = 1
POSITIVE, FROM_0 = WholeNumber("1 or more"), WholeNumber("0 or more")
AGAIN = "run the same command again to go on"

Command = TypeVar("Command", bound=Callable[..., Any])


def study_options(command: Command) -> Command:
    """Add the options that every study has: jobs, cluster, out, force, quiet."""
    options = (
        click.option("--jobs", type=POSITIVE, help="Processes to use; all cores unless given. The numbers stay the same."),
        click.option("--cluster", metavar="ADDRESS", help="Work on a dask cluster, such as tcp://host:8786, instead."),
        click.option("--out", type=click.Path(path_type=Path), help="Results folder; results/NAME unless given."),
        click.option("--force", is_flag=True, help="Begin again: replace what the results folder holds."),
        no_report_option,
        click.option("--quiet", is_flag=True, help="Show nothing but errors."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@contextmanager
def at_work(
    out: Path,
    asked: Mapping[str, Any],
    *,
    force: bool,
    jobs: int | None,
    cluster: str | None,
    quiet: bool,
) -> Iterator[tuple[StudyFolder, Work]]:
    """Open the folder of a study and what it works with, and end the command in words when the work does not end well.

    ``asked`` is everything that makes it this study and no other.
    """
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    from workforce_sim.studies.crew import Crew, LocalCrew, crew_at
    from workforce_sim.studies.study_folder import study_folder
    from workforce_sim.studies.work import UnfinishedError, Work

    with ExitStack() as stack:
        folder = stack.enter_context(study_folder(out, asked, force=force))
        crew: Crew = stack.enter_context(crew_at(cluster)) if cluster else LocalCrew(jobs)
        on_progress, on_compile = stack.enter_context(progress(out.name, quiet))
        if isinstance(crew, LocalCrew):
            crew.on_compile = on_compile
        work = Work(folder.pieces, crew, on_progress)
        if folder.is_finished and not quiet:
            note_other_version(folder)
        try:
            yield folder, work
        except KeyboardInterrupt:
            end(f"Interrupted: {work.simulated:,} replications are kept in {out}; {AGAIN}")
        except UnfinishedError as error:
            folder.write_failures(error.failures)
            end(f"{str(error)[:1].upper()}{str(error)[1:]}; the rest is kept in {out}: {AGAIN}")
        except TerminatedWorkerError:
            end(f"A process was ended from outside, often for want of memory; what had finished is kept in {out}: {AGAIN}")
        is_whole = folder.is_finished and not work.failures
    if is_whole:
        write_page_of(out, quiet)


def say_effort(base: Scenario, pieces: list[list[Piece]], most_replications: int, jobs: int | None, path: Path) -> None:
    """Say what the points of a study would take; ``pieces`` are those of each point, as far as is known beforehand."""
    from workforce_sim.studies.effort import effort
    from workforce_sim.studies.replicate import processes_for

    found = effort(
        base,
        (piece for own in pieces for piece in own),
        points=len(pieces),
        most_replications=most_replications,
        processes=processes_for(jobs, 10_000),
        folder=path,
        on_compile=lambda: click.echo("Compiling the case book: once on this machine, up to 20 seconds.", err=True),
    )
    for sentence in found.sentences():
        click.echo(sentence)


def note_other_version(folder: StudyFolder) -> None:
    """Say where a finished study that is about to be shown was made by another program or from other figures."""
    from workforce_sim.figures import fingerprint
    from workforce_sim.records.program import program_state
    from workforce_sim.records.store import read_manifest

    manifest = read_manifest(folder.path) or {}
    now = {"program_state": program_state(), "figures_fingerprint": fingerprint()}
    if any(manifest.get(name) != state for name, state in now.items()):
        click.echo(
            f"{folder.path} was made by another version of the program or of the published figures; --force simulates it again.",
            err=True,
        )


def end(why: str) -> NoReturn:
    """Say why a study did not finish, and leave with 1."""
    click.echo(why, err=True)
    click.get_current_context().exit(UNFINISHED)
