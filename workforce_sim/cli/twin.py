"""``workforce-sim twin``: a scenario solved in expected values at once, or held against the results of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workforce_sim.errors import ScenarioError, UserError

if TYPE_CHECKING:
    import polars as pl

    from workforce_sim.config.scenario import Scenario
    from workforce_sim.studies.stored import Stored


@click.command("twin")
@click.argument("scenario", required=False, type=click.Path())
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change one parameter; may be repeated.")
@click.option("--against", "results", metavar="RESULTS", type=click.Path(path_type=Path), help="Hold it against this run.")
@click.option("--area", metavar="NAME", help="The area to show; the widest unless given.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write every area and year to this file.")
@click.option("--force", is_flag=True, help="Replace the file of --csv if it exists.")
def command(
    scenario: str | None, settings: tuple[str, ...], results: Path | None, area: str | None, csv: Path | None, force: bool
) -> None:
    """Solve a SCENARIO file in expected values: a preview in seconds, with no queue, no feedback and no ranges.

    With --against and the folder of a run, no SCENARIO: the run's own scenario is solved, each headline measure is
    shown beside the simulation's mean and its standard error, and what differs by more than chance is explained. A large
    difference that nothing explains is a fault in one of the two.

    \b
    Example, a preview of twelve apprentices a year, and a run held against expected values:
      workforce-sim twin configs/authorities/nottinghamshire.yaml --set apprenticeship.intake=12
      workforce-sim run configs/authorities/nottinghamshire.yaml --replications 40 --out results/notts
      workforce-sim twin --against results/notts
    """
    if (scenario is None) == (results is None):
        given = "neither" if scenario is None else "both"
        raise UserError(f"twin takes a SCENARIO file or --against RESULTS, one of them; {given} was given")
    if results is not None and settings:
        raise UserError("--set changes a SCENARIO; --against takes the scenario of the run as it was")
    if csv is not None and csv.exists() and not force:
        raise UserError(f"{csv} exists; choose another file with --csv, or replace it with --force")
    table = _preview(scenario, settings, area) if scenario is not None else _comparison(results or Path(), area)
    if csv is not None:
        _write(table, csv)
        click.echo(f"Every area and year: {csv}")


def _preview(file: str, settings: tuple[str, ...], area: str | None) -> pl.DataFrame:
    from workforce_sim.cli import track_table, twin_table
    from workforce_sim.cli.console import console_for_results
    from workforce_sim.cli.loaded import loaded
    from workforce_sim.twin import expected

    chosen, profiles = loaded(file, settings)
    table = expected(chosen, profiles)
    shown = track_table.widest(table) if area is None else track_table.area_named(table, area)
    twin_table.show_preview(console_for_results(), table, shown)
    return table


def _comparison(path: Path, area: str | None) -> pl.DataFrame:
    from workforce_sim.cli import track_table, twin_table
    from workforce_sim.cli.console import console_for_results
    from workforce_sim.studies.stored import find_stored
    from workforce_sim.twin.against import against
    from workforce_sim.twin.returns import expected

    stored = find_stored(path)
    scenario = _scenario_of_run(stored)
    annual_return = _annual_return(stored)
    try:
        twin = expected(scenario)
    except ScenarioError as error:
        raise UserError(f"{stored.path}: {error}") from None
    table = against(annual_return, twin)
    shown = track_table.widest(table) if area is None else track_table.area_named(table, area)
    twin_table.show_comparison(console_for_results(), table, shown, scenario, is_older=_is_older(stored))
    return table


def _scenario_of_run(stored: Stored) -> Scenario:
    from workforce_sim.studies.stored import scenario_of

    if not stored.is_run:
        raise UserError(f"{stored.path} is a {stored.kind}; twin --against takes the results of a run of one scenario")
    try:
        return scenario_of(stored.manifest["scenario"])
    except UserError as error:
        raise UserError(f"{stored.path}: its scenario is not one of this version of the program: {error}") from None


def _annual_return(stored: Stored) -> pl.DataFrame:
    """Read the annual return of a run; raises UserError where there is none, or too few replications to judge by."""
    import polars as pl

    from workforce_sim.twin.against import FEWEST

    file = stored.path / "annual_return.parquet"
    try:
        table = pl.read_parquet(file)
        count = table["replication"].n_unique()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserError(f"{file} cannot be read ({' '.join(str(error).split())[:200]}); make the results again") from None
    if count < FEWEST:
        raise UserError(
            f"{stored.path} has {count} replication{'s' if count > 1 else ''}, too few for a standard error; run it again with"
            f" at least {FEWEST}, better 200"
        )
    return table


def _is_older(stored: Stored) -> bool:
    """Say whether the run was made by other sources or from other figures than those of now."""
    from workforce_sim.figures import fingerprint
    from workforce_sim.records.program import program_state

    now = {"program_state": program_state(), "figures_fingerprint": fingerprint()}
    return any(stored.manifest.get(name, value) != value for name, value in now.items())


def _write(table: pl.DataFrame, path: Path) -> None:
    from workforce_sim.whole_file import named_once_whole

    try:
        with named_once_whole(path) as unnamed:
            table.write_csv(unnamed)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}; choose another file with --csv") from None
