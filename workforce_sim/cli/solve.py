"""``workforce-sim solve``: the smallest or largest value of one lever that meets a target often enough."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workforce_sim.cli.studying import FROM_0, POSITIVE, at_work, study_options
from workforce_sim.cli.usage import typed

if TYPE_CHECKING:
    from workforce_sim.studies.solve import Solved
    from workforce_sim.studies.study_folder import StudyFolder
    from workforce_sim.studies.work import Work

KIND = "solve"
REPLICATIONS = "replications"

@click.command("solve")
@click.argument("study", type=click.Path())
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change the scenario; may be repeated.")
@click.option("--replications", type=POSITIVE, help="The most replications of one value of the lever.")
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
    """Find the smallest or largest value of one lever that meets the target of a STUDY file often enough.

    Values are tried by bisection, each with as many replications as it takes to tell on which side of the probability
    asked for it lies, all with the same luck. It is said plainly when no value in the range does it.

    \b
    Example, the fewest apprentices that keep Nottinghamshire's vacancies below 20%:
      workforce-sim solve configs/studies/solve_vacancy.yaml --out results/fewest_apprentices
    """
    from workforce_sim.config.loading import settings_by_name
    from workforce_sim.studies.questions.solve import Solve
    from workforce_sim.studies.questions.study import read_study
    from workforce_sim.studies.solve import carry_out_solve, solved_before

    given: dict[str, Any] = {"replications": replications, "seed": seed}
    options = {name: value for name, value in given.items() if value is not None}
    question = read_study(Path(study), {KIND: Solve}, settings_by_name(settings), options)
    path = out or Path("results") / question.name
    asked = question.identity(KIND)
    with at_work(path, asked, force=force, jobs=jobs, cluster=cluster, quiet=quiet) as (folder, work):
        is_new = not folder.is_finished
        if is_new:
            began = time.perf_counter()
            solved = carry_out_solve(work, question)
            write(folder, work, solved, asked, time.perf_counter() - began)
        else:
            import polars as pl

            solved = solved_before(question, pl.read_parquet(path / f"{REPLICATIONS}.parquet"))
    if not quiet:
        from workforce_sim.cli import solve_table

        solve_table.show(solved, path, is_new=is_new, simulated=work.simulated)


def write(folder: StudyFolder, work: Work, solved: Solved, asked: dict[str, Any], seconds: float) -> None:
    """Write the tables, in full as Parquet and rounded as CSV, and the manifest."""
    from workforce_sim.studies.solve import COLUMNS
    from workforce_sim.studies.study_tables import finish, write_tables

    write_tables(folder, solved.named(), only_whole=(REPLICATIONS,))
    finish(
        folder,
        work,
        KIND,
        asked,
        seconds,
        headline="tried.csv",
        replications=solved.found.replications,
        columns=COLUMNS,
        command=typed(),
    )
