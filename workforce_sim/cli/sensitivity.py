"""``workforce-sim sensitivity``: which assumptions the answer hangs on, by Morris screening or Sobol indices."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workforce_sim.cli.studying import FROM_0, POSITIVE, at_work, say_effort, study_options
from workforce_sim.cli.usage import typed

if TYPE_CHECKING:
    from workforce_sim.studies.questions.sensitivity import Sensitivity
    from workforce_sim.studies.sensitivity import SensitivityTables
    from workforce_sim.studies.study_folder import StudyFolder
    from workforce_sim.studies.work import Work

KIND = "sensitivity"


@click.command("sensitivity")
@click.argument("study", type=click.Path())
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change the scenario at every point.")
@click.option("--replications", type=POSITIVE, help="How many times to simulate each point.")
@click.option("--seed", type=FROM_0, help="The same seed gives the same numbers.")
@click.option("--dry-run", is_flag=True, help="Say what it would take, and simulate nothing.")
@click.option("--yes", is_flag=True, help="Allow more than 10,000 points.")
@study_options
def command(
    study: str,
    settings: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    dry_run: bool,
    yes: bool,
    jobs: int | None,
    cluster: str | None,
    out: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Rank the parameters by their effect on outputs, as a STUDY file asks, each over its plausible range.

    All points share their luck, replication by replication; what chance alone could make is shown beside each effect.
    The same command again goes on where it was stopped. The ranks can be put into the log of assumptions:
    workforce-sim assumptions SCENARIO --rank RESULTS.

    \b
    Example:
      workforce-sim sensitivity configs/studies/sensitivity_nottinghamshire.yaml
    """
    from workforce_sim.cli import sensitivity_table
    from workforce_sim.config.loading import settings_by_name
    from workforce_sim.studies.questions.sensitivity import Sensitivity
    from workforce_sim.studies.questions.study import read_study
    from workforce_sim.studies.sensitivity import MOST_POINTS, carry_out_sensitivity, pieces_of_study

    options = {name: value for name, value in (("replications", replications), ("seed", seed)) if value is not None}
    question = read_study(Path(study), {KIND: Sensitivity}, settings_by_name(settings), options)
    path = out or Path("results") / question.name
    pieces = pieces_of_study(question, sys.maxsize if yes else MOST_POINTS)
    if dry_run:
        say_effort(question.base, pieces, question.count_points * question.replications, jobs, path)
        return
    asked = question.identity(KIND)
    with at_work(path, asked, force=force, jobs=jobs, cluster=cluster, quiet=quiet) as (folder, work):
        is_new = not folder.is_finished
        if is_new:
            began = time.perf_counter()
            tables = carry_out_sensitivity(work, question, pieces)
            write(folder, work, question, tables, asked, time.perf_counter() - began)
    if not quiet:
        sensitivity_table.show(question, path, is_new=is_new, simulated=work.simulated)


def write(
    folder: StudyFolder,
    work: Work,
    study: Sensitivity,
    tables: SensitivityTables,
    asked: dict[str, Any],
    seconds: float,
) -> None:
    """Write the tables, each as Parquet and as CSV, and the manifest."""
    from workforce_sim.studies.questions.ranges import left_out
    from workforce_sim.studies.sensitivity import COLUMNS, explained_outputs
    from workforce_sim.studies.study_tables import finish, write_tables

    write_tables(folder, tables.named())
    varied = {each.name for each in study.parameters}
    reasons = {name: why for name, why in left_out(study.base).items() if name not in varied}
    finish(
        folder,
        work,
        KIND,
        asked,
        seconds,
        headline="indices.csv",
        replications=study.count_points * study.replications,
        columns={**COLUMNS, **explained_outputs(study)},
        left_out=reasons,
        command=typed(),
    )
