"""``workforce-sim run``: simulate one scenario many times, save the results and show what to expect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from workforce_sim.cli.console import console_for_results
from workforce_sim.cli.progress import progress
from workforce_sim.cli.usage import WholeNumber, typed
from workforce_sim.cli.written_page import no_report_option, where, write_page_of

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.studies.run_result import RunResult

UNFINISHED = 1
NOTHING_FINISHED = "Interrupted before any replication finished; nothing was saved"

POSITIVE, FROM_0 = WholeNumber("1 or more"), WholeNumber("0 or more")


@click.command("run")
@click.argument("scenario", type=click.Path())
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change one parameter; may be repeated.")
@click.option("--replications", type=POSITIVE, default=20, show_default=True, help="How many times to simulate.")
@click.option("--replication", type=POSITIVE, help="Replay this one replication alone.")
@click.option("--seed", type=FROM_0, default=1, show_default=True, help="The same seed gives the same numbers.")
@click.option("--jobs", type=POSITIVE, help="Processes to use; all cores unless given. It does not change the numbers.")
@click.option("--out", type=click.Path(path_type=Path), help="Results folder; results/NAME unless given.")
@click.option("--force", is_flag=True, help="Replace the results folder if it exists.")
@click.option("--costs", is_flag=True, help="Show what is spent by line and financial year.")
@click.option("--children", is_flag=True, help="Show what becomes of children by year.")
@no_report_option
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(
    scenario: str,
    settings: tuple[str, ...],
    replications: int,
    replication: int | None,
    seed: int,
    jobs: int | None,
    out: Path | None,
    force: bool,
    costs: bool,
    children: bool,
    quiet: bool,
) -> None:
    """Simulate a SCENARIO file, save the results and show them beside the published figures.

    The results folder holds summary.csv (open it in a spreadsheet), tables of every year and month in Parquet, and
    manifest.json, which says what was run. Ctrl-C ends the run early and keeps what has finished.

    \b
    Example, twelve apprentices a year in Nottinghamshire:
      workforce-sim run configs/authorities/nottinghamshire.yaml --set apprenticeship.intake=12 --out results/twelve
    """
    from workforce_sim.cli.loaded import loaded
    from workforce_sim.records.store import claimed
    from workforce_sim.studies.replicate import ReplicationError, replicate_many

    chosen, profiles = loaded(scenario, settings)
    folder_path = out or _usual_folder(chosen, replication)
    with claimed(folder_path, force=force) as folder:
        try:
            with progress(chosen.name, quiet) as (on_progress, on_compile):
                result = replicate_many(
                    chosen,
                    replications,
                    seed,
                    jobs,
                    only=replication,
                    profiles=profiles,
                    on_progress=on_progress,
                    on_compile=on_compile,
                )
        except ReplicationError as error:
            if click.get_current_context().find_root().params["debug"]:
                raise
            again = _replay(scenario, settings, seed, error.replication)
            _end(f"{error}. Nothing was saved. To replay it alone with the traceback: {again}")
        except KeyboardInterrupt:
            _end(NOTHING_FINISHED)
        if not result.records:
            _end(NOTHING_FINISHED)
        result.save(folder, typed())
    write_page_of(folder_path, quiet)
    if not quiet:
        _show(result, scenario, settings, folder_path, costs=costs, children=children)
    if result.is_interrupted:
        kept = f"{len(result.records)} of {len(result.asked)} replications finished and saved in {folder_path}"
        _end(f"Interrupted: {kept}")


def _end(why: str) -> NoReturn:
    """Say why a run did not finish, and leave with 1."""
    click.echo(why[:1].upper() + why[1:], err=True)
    click.get_current_context().exit(UNFINISHED)


def _usual_folder(scenario: Scenario, replication: int | None) -> Path:
    name = scenario.name if replication is None else f"{scenario.name}_replication_{replication}"
    return Path("results") / name


def _replay(file: str, settings: tuple[str, ...], seed: int, replication: int) -> str:
    return f"{_command('--debug run', file, settings)} --seed {seed} --replication {replication}"


def _command(name: str, file: str, settings: tuple[str, ...]) -> str:
    import shlex

    words = ["workforce-sim", *name.split(), file]
    for setting in settings:
        words += ["--set", setting]
    return shlex.join(words)


def _show(
    result: RunResult, file: str, settings: tuple[str, ...], folder: Path, *, costs: bool, children: bool
) -> None:
    from rich.text import Text

    from workforce_sim.cli import budgets_table, children_table, costs_table, notes, screen_table
    from workforce_sim.config.assumptions import assumptions
    from workforce_sim.studies.published_rows import own_measures, published_rows

    console = console_for_results()
    history = published_rows(result, screen_table.PUBLISHED_YEARS)
    own = own_measures(result)
    unlimited = console.options.update(max_width=10_000)
    fits = lambda table: console.measure(table, options=unlimited).maximum <= console.width  # noqa: E731
    for table in screen_table.tables(result, history, fits, own):
        console.print(table)
    if children:
        console.print(children_table.yearly(result, fits))
        console.print(Text(children_table.reading()))
    if costs and result.scenario.calendar().whole_financial_years:
        console.print(costs_table.yearly(result))
    if not result.budgets.is_empty():
        console.print(budgets_table.spent_by_line(result.budgets, result.scenario.money.price_base))
    rows = assumptions(result.scenario)
    red = sum(row.reliability == "red" for row in rows)
    for sentence in screen_table.reading(result, own, red, len(rows), file):
        console.print(Text(sentence))
    for sentence in () if children else children_table.in_a_sentence(result):
        console.print(Text(sentence))
    for sentence in () if costs else costs_table.in_a_sentence(result):
        console.print(Text(sentence))
    for note in notes.of_a_run(result.scenario, result.profiles, _command("validate", file, settings)):
        console.print(Text(note))
    count = len(result.records)
    seconds = f"{result.seconds:,.1f} seconds on {result.jobs} process{'es' if result.jobs > 1 else ''}"
    console.print(Text(f"{count} replication{'s' if count > 1 else ''}, seed {result.seed}, {seconds}."))
    console.print(Text(where(folder, "summary.csv"), style="bold"), soft_wrap=True)
