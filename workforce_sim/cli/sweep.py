"""``workforce-sim sweep``: simulate every point of a design, through interruptions, into one tidy table."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workforce_sim.cli.studying import AGAIN, FROM_0, POSITIVE, at_work, end, say_effort, study_options
from workforce_sim.cli.usage import typed

if TYPE_CHECKING:
    from workforce_sim.studies.questions.sweep import Sweep
    from workforce_sim.studies.study_folder import StudyFolder
    from workforce_sim.studies.sweep import Swept
    from workforce_sim.studies.work import Work

KIND = "sweep"


@click.command("sweep")
@click.argument("study", type=click.Path())
@click.option(
    "--vary", "varied", multiple=True, metavar="NAME=VALUES", help="LOW:HIGH:STEP or a list 0,6,12; may be repeated."
)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change the scenario at every point.")
@click.option("--replications", type=POSITIVE, help="How many times to simulate each point.")
@click.option("--seed", type=FROM_0, help="The same seed gives the same numbers.")
@click.option("--measure", "measures", multiple=True, metavar="NAME", help="Keep this measure alone; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what it would take, and simulate nothing.")
@click.option("--yes", is_flag=True, help="Allow more than 10,000 points.")
@study_options
def command(
    study: str,
    varied: tuple[str, ...],
    settings: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    measures: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    jobs: int | None,
    cluster: str | None,
    out: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Simulate every point of a design: a STUDY file, or a scenario file with --vary.

    Each finished piece of work is kept, so the same command again goes on where it was stopped, whatever stopped it.
    All points share their luck, replication by replication, so that small differences between them show.

    \b
    Example, no, six or twelve apprentices a year in Nottinghamshire:
      workforce-sim sweep configs/authorities/nottinghamshire.yaml --vary apprenticeship.intake=0:12:6
    """
    from workforce_sim.cli import sweep_table
    from workforce_sim.studies.sweep import MOST_POINTS, carry_out_sweep, pieces_at_first

    sweep = asked_sweep(study, varied, settings, replications, seed, measures)
    path = out or Path("results") / sweep.name
    pieces = pieces_at_first(sweep, sys.maxsize if yes else MOST_POINTS)
    if dry_run:
        most = sweep.precision.at_most if sweep.precision is not None else sweep.replications
        say_effort(sweep.base, pieces, most * len(pieces), jobs, path)
        return
    asked = sweep.identity(KIND)
    with at_work(path, asked, force=force, jobs=jobs, cluster=cluster, quiet=quiet) as (folder, work):
        is_new = not folder.is_finished
        if is_new:
            began = time.perf_counter()
            swept = carry_out_sweep(work, sweep, pieces)
            write(folder, work, swept, asked, time.perf_counter() - began)
    if not quiet:
        sweep_table.show(sweep, path, is_new=is_new, simulated=work.simulated)
    if work.failures:
        count = len(work.failures)
        failed = "1 piece of work" if count == 1 else f"{count} pieces of work"
        first = work.failures[0]
        end(
            f"{failed} failed and its points are left out, first {first.what}: {first.reason}. The reasons are in "
            f"{path / 'failures.json'}, everything else is kept: {AGAIN}"
        )


def asked_sweep(
    file: str,
    varied: tuple[str, ...],
    settings: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    measures: tuple[str, ...],
) -> Sweep:
    """Read what is asked: a study file, or a scenario file and what ``--vary`` says; options go before the file.

    Raises UserError with one line: file or option, dotted name, what was given and what is allowed.
    """
    from workforce_sim.cli.loaded import loaded
    from workforce_sim.config.loading import settings_by_name
    from workforce_sim.config.units import WrongValueError
    from workforce_sim.config.yaml_files import read_file
    from workforce_sim.errors import UserError
    from workforce_sim.studies.questions.study import read_study, told
    from workforce_sim.studies.questions.sweep import Sweep
    from workforce_sim.studies.questions.varied import read_typed

    given: dict[str, Any] = {"replications": replications, "seed": seed, "measures": measures}
    options = {name: value for name, value in given.items() if value not in (None, ())}
    path = Path(file)
    if "study" in read_file(path):
        if varied:
            raise UserError(f"--vary is for a scenario file, and {path} says itself what it varies")
        return read_study(path, {KIND: Sweep}, settings_by_name(settings), options)
    if not varied:
        raise UserError(f"{path}: is a scenario; say what to vary, such as --vary apprenticeship.intake=0:12:6")
    base, _ = loaded(file, settings)
    try:
        vary = [read_typed(text) for text in varied]
    except WrongValueError as wrong:
        raise UserError(f"{wrong.path} {wrong.text}") from None
    names = [name for name, _ in vary]
    for name in names:
        if names.count(name) > 1:
            raise UserError(f"--vary: {name} is given twice; each parameter may be varied once")
    named = f"{base.name}_by_{'_and_'.join(name.rsplit('.', 1)[-1] for name in names)}"
    return told(lambda: Sweep.model_validate({"name": named, "base": base, "vary": dict(vary), **options}), "--vary")


def write(folder: StudyFolder, work: Work, swept: Swept, asked: dict[str, Any], seconds: float) -> None:
    """Write the tables and the manifest; what failed is written down and its points are left out of the tables."""
    from workforce_sim.studies.study_tables import finish

    folder.write_csv("points", swept.parameters())
    if swept.finished:
        folder.write_long_table("annual_return", swept.annual_returns())
        folder.write_long_csv("summary", swept.summaries())
    finish(
        folder,
        work,
        KIND,
        asked,
        seconds,
        headline="summary.csv",
        replications=sum(swept.replications[place] for place in swept.finished),
        columns={"point": "number of the point in the design, the row in points.csv"},
        command=typed(),
    )
