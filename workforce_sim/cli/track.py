"""``workforce-sim track``: where newly published figures fall in an earlier projection, and what is off course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workforce_sim.errors import UserError

if TYPE_CHECKING:
    import polars as pl

PACKAGED = "The published figures that come with the program"


@click.command("track")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option(
    "--actual", type=click.Path(path_type=Path), help="The workforce census as published; the packaged one unless given."
)
@click.option("--area", metavar="NAME", help="The area to show; the widest unless given.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write the comparison of every area to this file.")
@click.option("--force", is_flag=True, help="Replace the file of --csv if it exists.")
def command(results: Path, actual: Path | None, area: str | None, csv: Path | None, force: bool) -> None:
    """Hold each newly published census against the projection in RESULTS, and say what is off course.

    RESULTS is the folder of a run. --actual is a file with the department's column names (its csww_indicators file, or
    rows of it): only what it holds is compared. Nothing is simulated, and nothing is written without --csv.

    \b
    Example, a plan made from the census of 2022 and what has been published since:
      workforce-sim run configs/authorities/nottinghamshire.yaml --set start=2022-09-30 --replications 100 --out results/from_2022
      workforce-sim track results/from_2022
    """
    from workforce_sim.cli import track_table
    from workforce_sim.cli.console import console_for_results
    from workforce_sim.figures.actual import read_actual
    from workforce_sim.figures.history import published
    from workforce_sim.studies.tracking import TRACKED, track

    if csv is not None and csv.exists() and not force:
        raise UserError(f"{csv} exists; choose another file with --csv, or replace it with --force")
    projection = _projection(results)
    shown = None if area is None else track_table.area_named(projection, area)
    figures = published() if actual is None else read_actual(actual, TRACKED)
    source = PACKAGED if actual is None else str(actual)
    tracked = track(projection, figures)
    if tracked.is_empty():
        raise UserError(_nothing_to_compare(projection, figures, source))
    if shown is None:
        shown = track_table.widest(tracked)
    elif track_table.of_area(tracked, shown).is_empty():
        raise UserError(f"{source} {_have(actual)} no figure for {track_table.name_of(shown)} after {_start(projection)}")
    if csv is not None:
        _write(tracked, csv)
    track_table.show(console_for_results(), tracked, shown, _start(projection), _uncertainty(results))
    if csv is not None:
        click.echo(f"Every area: {csv}")


def _uncertainty(path: Path) -> str:
    """Read what differed between the replications of a run; those made before it could be chosen had chance alone."""
    from workforce_sim.studies.stored import find_stored

    scenario: dict[str, str] = find_stored(path).manifest["scenario"]
    return scenario.get("uncertainty", "chance")


def _projection(path: Path) -> pl.DataFrame:
    """Read the annual return of a run; raises UserError where there is none, or too few replications to judge by."""
    import polars as pl

    from workforce_sim.records.ranges import REPLICATIONS_FOR
    from workforce_sim.studies.stored import find_stored

    stored = find_stored(path)
    if not stored.is_run:
        raise UserError(f"{stored.path} is a {stored.kind}; track follows the results of a run of one scenario")
    table = stored.path / "annual_return.parquet"
    try:
        projection = pl.read_parquet(table)
        count = projection["replication"].n_unique()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserError(f"{table} cannot be read ({' '.join(str(error).split())[:200]}); make the results again") from None
    if count < REPLICATIONS_FOR["95"]:
        raise UserError(
            f"{stored.path} has {count} replication{'s' if count > 1 else ''}, too few to say what is off course; make it "
            f"again with at least {REPLICATIONS_FOR['95']}, better 200: workforce-sim run SCENARIO --replications 200"
        )
    return projection


def _start(projection: pl.DataFrame) -> int:
    return int(projection["time_period"].to_numpy().min())


def _have(actual: Path | None) -> str:
    return "have" if actual is None else "has"


def _nothing_to_compare(projection: pl.DataFrame, figures: pl.DataFrame, source: str) -> str:
    start, end = _start(projection), int(projection["time_period"].to_numpy().max())
    years = figures["time_period"].to_numpy()
    if int(years.max()) <= start:
        return (
            f"{source}: the last census is that of {int(years.max())}, and the projection starts from that of {start}; the "
            f"first that it can be held against is the census of {start + 1}"
        )
    return (
        f"{source}: no figure for an area simulated, of the censuses from {start + 1} to {end}; "
        f"the first that the projection can be held against is the census of {start + 1}"
    )


def _write(tracked: pl.DataFrame, path: Path) -> None:
    from workforce_sim.whole_file import named_once_whole

    try:
        with named_once_whole(path) as unnamed:
            tracked.write_csv(unnamed)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}; choose another file with --csv") from None
