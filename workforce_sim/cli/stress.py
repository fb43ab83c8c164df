"""``workforce-sim stress``: how likely targets are met under shocks, what breaks first and how long it is felt."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workforce_sim.cli.studying import FROM_0, POSITIVE, at_work, study_options
from workforce_sim.cli.usage import typed

if TYPE_CHECKING:
    from workforce_sim.studies.questions.stress import Stress
    from workforce_sim.studies.stress import Stressed
    from workforce_sim.studies.study_folder import StudyFolder
    from workforce_sim.studies.work import Work

KIND = "stress"

@click.command("stress")
@click.argument("study", type=click.Path())
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change the scenario; may be repeated.")
@click.option("--replications", type=POSITIVE, help="How many times to simulate each shock.")
@click.option("--seed", type=FROM_0, help="The same seed gives the same numbers.")
@study_options
def command(
    study: str,
    settings: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    jobs: int | None,
    cluster: str | None,
    out: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Put the targets of a STUDY file under its shocks, and rank the shocks by the harm they do.

    The scenario is simulated without any shock and with each, on the same chance events, so that a shock is never blamed
    for bad luck. Sizes of shocks without a source are marked.

    \b
    Example, ten shocks to Nottinghamshire:
      workforce-sim stress configs/studies/stress_nottinghamshire.yaml --replications 40 --out results/ten_shocks
    """
    from workforce_sim.config.loading import settings_by_name
    from workforce_sim.studies.questions.stress import Stress
    from workforce_sim.studies.questions.study import read_study
    from workforce_sim.studies.stress import carry_out_stress

    given: dict[str, Any] = {"replications": replications, "seed": seed}
    options = {name: value for name, value in given.items() if value is not None}
    question = read_study(Path(study), {KIND: Stress}, settings_by_name(settings), options)
    path = out or Path("results") / question.name
    asked = question.identity(KIND)
    with at_work(path, asked, force=force, jobs=jobs, cluster=cluster, quiet=quiet) as (folder, work):
        is_new = not folder.is_finished
        if is_new:
            began = time.perf_counter()
            stressed = carry_out_stress(work, question)
            write(folder, work, stressed, asked, time.perf_counter() - began)
        else:
            stressed = stored(path, question)
    if not quiet:
        from workforce_sim.cli import stress_table

        stress_table.show(stressed, path, is_new=is_new, simulated=work.simulated)


def write(folder: StudyFolder, work: Work, stressed: Stressed, asked: dict[str, Any], seconds: float) -> None:
    """Write the tables, in full as Parquet and rounded as CSV, and the manifest."""
    from workforce_sim.studies.stress import count_replications
    from workforce_sim.studies.stress_columns import COLUMNS
    from workforce_sim.studies.study_tables import finish, write_tables

    write_tables(folder, stressed.named())
    finish(
        folder,
        work,
        KIND,
        asked,
        seconds,
        headline="targets.csv",
        replications=count_replications(stressed),
        columns=COLUMNS,
        command=typed(),
    )


def stored(path: Path, question: Stress) -> Stressed:
    """Read a stress test that was finished before."""
    import polars as pl

    from workforce_sim.studies.stress import TABLES, Stressed

    files = {name: path / f"{name}.parquet" for name in TABLES}
    return Stressed(question, **{name: pl.read_parquet(file) for name, file in files.items() if file.exists()})
