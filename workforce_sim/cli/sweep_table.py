"""What a sweep says on screen: one measure over a grid, or the points with their headline measures, and how to read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_sim.cli.written_page import where
from workforce_sim.report.amounts import amount, when

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from workforce_sim.studies.questions.sweep import Sweep

HEADLINES = ("vacancy_rate_fte", "inpost_fte", "agency_rate_fte", "caseload_fte")
MOST_COLUMNS, MOST_ROWS = 10, 24


def show(sweep: Sweep, path: Path, *, is_new: bool, simulated: int) -> None:
    """Print the last year of a sweep from its results folder."""
    from rich.text import Text

    from workforce_sim.cli.console import console_for_results

    console = console_for_results()
    if not (path / "summary.csv").exists():
        return
    measures = sweep.measures[:4] or HEADLINES
    rows, place = last_year(path, measures)
    year = rows["time_period"][0]
    if is_grid(sweep):
        for measure in measures[:2]:
            console.print(grid(sweep, rows.filter(measure=measure), f"{measure}, {place}, {when(measure, year)}"))
    else:
        console.print(listed(sweep, rows, measures, f"{place}, 30 September {year}"))
    for sentence in sentences(sweep, rows, measures[0]):
        console.print(Text(sentence))
    done = f"{simulated:,} replications simulated" if is_new else "Finished before; nothing had to be simulated"
    console.print(Text(f"{done}; seed {sweep.seed}."))
    console.print(Text(where(path, "summary.csv"), style="bold"), soft_wrap=True)


def last_year(path: Path, measures: tuple[str, ...]) -> tuple[pl.DataFrame, str]:
    """Read the last census of the widest area from a summary, and name the area."""
    import polars as pl

    scan = pl.scan_csv(path / "summary.csv", infer_schema_length=10_000)
    level, region, authority, year = (
        scan.select("geographic_level", "region_name", "la_name", pl.col("time_period").max()).first().collect().row(0)
    )
    same = (pl.col("geographic_level") == level) & (pl.col("time_period") == year) & pl.col("measure").is_in(list(measures))
    if authority is not None:
        same &= pl.col("la_name") == authority
    elif region is not None:
        same &= pl.col("region_name") == region
    return scan.filter(same).collect(), authority or region or ("England" if level == "National" else level)


def is_grid(sweep: Sweep) -> bool:
    """Say whether two parameters make a grid that fits on a screen."""
    if sweep.design != "grid" or len(sweep.vary) != 2:
        return False
    return len(sweep.vary[1].values) <= MOST_COLUMNS and len(sweep.vary[0].values) <= MOST_ROWS


def grid(sweep: Sweep, rows: pl.DataFrame, title: str) -> Table:
    """Lay one measure out: the first parameter down, the second across, mean and standard error."""
    from rich.table import Table

    down, across = sweep.vary
    table = Table(title=title, title_justify="left", caption=f"across: {across.name}", caption_justify="left")
    table.add_column(down.name)
    for value in across.values:
        table.add_column(_shown(value), justify="right")
    cells = {row["point"] - 1: _estimate(row) for row in rows.to_dicts()}
    for number, value in enumerate(down.values):
        first = number * len(across.values)
        table.add_row(_shown(value), *(cells.get(first + column, "-") for column in range(len(across.values))))
    return table


def listed(sweep: Sweep, rows: pl.DataFrame, measures: tuple[str, ...], title: str) -> Table:
    """List the points, the first and last of them where there are many, with the mean of each measure."""
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    table.add_column("point", justify="right")
    names = [varied.name for varied in sweep.vary]
    for name in (*names, *measures):
        table.add_column(name, justify="right")
    points = rows["point"].unique(maintain_order=True).to_list()
    half = MOST_ROWS // 2
    chosen = points if len(points) <= MOST_ROWS else [*points[:half], *points[-half:]]
    for place, point in enumerate(chosen):
        if len(points) > MOST_ROWS and place == half:
            table.add_row("…")
        own = {row["measure"]: row for row in rows.filter(point=point).to_dicts()}
        first = next(iter(own.values()))
        means = [_estimate(own[name]) if name in own else "-" for name in measures]
        table.add_row(str(point), *(_shown(first[name]) for name in names), *means)
    return table


def sentences(sweep: Sweep, rows: pl.DataFrame, measure: str) -> list[str]:
    """Say where one measure is lowest and highest, and how far to trust it."""
    own = rows.filter(measure=measure)
    if not len(own):
        return []
    own = own.sort("mean", "point", nulls_last=True)
    names = [varied.name for varied in sweep.vary]
    lowest, highest = own.row(0, named=True), own.row(-1, named=True)
    at_lowest, at_highest = (", ".join(f"{name} {_shown(row[name])}" for name in names) for row in (lowest, highest))
    return [
        f"{measure} is lowest, {amount(lowest['mean'], measure)} on average, with {at_lowest}; highest, "
        f"{amount(highest['mean'], measure)}, with {at_highest}.",
        "Each figure is the mean over replications and its standard error (±). All points share their luck, so differences "
        "between points are surer than the figures: look at one with workforce-sim compare.",
    ]


def _estimate(row: dict[str, Any]) -> str:
    if row["mean"] is None:
        return "-"
    return f"{amount(row['mean'], row['measure'])} ± {amount(row['standard_error'] or 0.0, row['measure'])}"


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float | int) and not isinstance(value, bool) else str(value)
