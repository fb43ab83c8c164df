"""The table that a run shows: what was published, what to expect, how sure to be, and how to read it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_sim.records import geography
from workforce_sim.records.geography import headline_area
from workforce_sim.records.ranges import FEW_REPLICATIONS, REPLICATIONS_FOR

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from workforce_sim.records.geography import Area
    from workforce_sim.studies.run_result import RunResult

PUBLISHED_YEARS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of the table: the measure, its heading and how many decimals it is given with."""

    measure: str
    heading: str
    decimals: int

    def write(self, value: float | None, small: bool) -> str:
        """Write one number; FTE of a small authority get a decimal, because there a single person matters."""
        return "–" if value is None else f"{value:,.{max(self.decimals, int(small))}f}"


SHOWN = (
    Shown("inpost_fte", "In post\nFTE", 0),
    Shown("starters_fte", "Starters\nFTE", 0),
    Shown("leavers_fte", "Leavers\nFTE", 0),
    Shown("turnover_rate_fte", "Turnover\n%", 1),
    Shown("vacancy_rate_fte", "Vacancy\nrate %", 1),
    Shown("agency_rate_fte", "Agency\nrate %", 1),
    Shown("caseload_fte", "Cases per\nholder FTE", 1),
)

Row = Mapping[str, float | None]


def tables(
    result: RunResult, published: Mapping[int, Row], fits: Callable[[Table], bool], own: Collection[str] = ()
) -> list[Table]:
    """Give the tables to print: one, or on a narrow screen several with fewer measures each, so that none is cut off.

    ``published`` has the published row of each year; ``own`` are the measures that the planner's own figures change,
    which the row of the start year shows as the run began; ``fits`` says whether a table is narrow enough.
    """
    area = headline_area(result.areas)
    projected = projected_rows(result.summary, area)
    start = result.scenario.start.year
    began = projected.pop(start)
    history = {(year, "published"): row for year, row in published.items()}
    if own:
        row = history.pop((start, "published"), {})
        history[start, "your figures"] = {**row, **{name: began[name]["median"] for name in own}}
    count = len(result.records)
    for across in (len(SHOWN), 4, 2, 1):
        groups = [SHOWN[first : first + across] for first in range(0, len(SHOWN), across)]
        given = [_table(area.name, shown, history, projected, count) for shown in groups]
        if all(fits(table) for table in given):
            break
    return given


def projected_rows(summary: pl.DataFrame, area: Area) -> dict[int, dict[str, Row]]:
    """Pick one area's rows of a summary, by year and measure."""
    import polars as pl

    same = (
        pl.col("geographic_level").eq(area.geographic_level)
        & pl.col("region_code").eq_missing(pl.lit(area.region_code, dtype=pl.String))
        & pl.col("new_la_code").eq_missing(pl.lit(area.new_la_code, dtype=pl.String))
    )
    rows: dict[int, dict[str, Row]] = {}
    for row in summary.filter(same).iter_rows(named=True):
        rows.setdefault(int(row["time_period"]), {})[str(row["measure"])] = row
    return rows


def _table(
    name: str,
    shown: Sequence[Shown],
    history: Mapping[tuple[int, str], Row],
    projected: Mapping[int, Mapping[str, Row]],
    replications: int,
) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=f"{name}: social workers on 30 September and in the year before", box=box.SIMPLE_HEAD)
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("Year", no_wrap=True)
    for column in shown:
        table.add_column(column.heading, justify="right", no_wrap=True)
    last_in_post = next((row["inpost_fte"] for row in reversed(list(history.values())) if row.get("inpost_fte")), None)
    small = [column.decimals == 0 and last_in_post is not None and last_in_post < 1000 for column in shown]
    for (year, whose), known in history.items():
        cells = [column.write(known.get(column.measure), tiny) for column, tiny in zip(shown, small, strict=True)]
        last = (year, whose) == max(history)
        table.add_row(f"{year} {whose}", *cells, style="cyan", end_section=last)
    for year, measures in projected.items():
        for line in ("median", *_ranges(replications)):
            label = {"median": f"{year} projected", "80": "     80% range", "95": "     95% range"}[line]
            rows = [measures[column.measure] for column in shown]
            cells = [_cell(*given, line) for given in zip(shown, rows, small, strict=True)]
            table.add_row(label, *cells, style="bold" if line == "median" else "dim")
    return table


def _ranges(replications: int) -> list[str]:
    return [share for share, least in REPLICATIONS_FOR.items() if replications >= least]


def _cell(column: Shown, row: Row, small: bool, line: str) -> str:
    if line == "median":
        return column.write(row["median"], small)
    return f"{column.write(row[f'lower_{line}'], small)}–{column.write(row[f'upper_{line}'], small)}"


def _too_few(count: int) -> str:
    """Say which ranges so few replications are not shown with, or hardly support, and what to do about it."""
    missing = [
        f"the {share}% range, shown from {least} on"
        for share, least in REPLICATIONS_FOR.items()
        if count < least
    ]
    if missing:
        return (
            f"{count} replications are too few for {' and '.join(missing)}; --replications 200 gives firm ranges."
        )
    return (
        f"With {count} replications the 95% range is hardly more than the lowest and the highest of them; "
        "--replications 200 gives a firmer one."
    )


def shown_by_ranges(uncertainty: str) -> str:
    """Say in words what a scenario's ranges show."""
    return "chance, and rates no surer than the figures make them" if uncertainty == "chance+rates" else "chance"


def _spread_comes_from(result: RunResult) -> Iterator[str]:
    """Say how much of the spread of the last year's headline rates is of rates not known exactly; nothing if too few."""
    import polars as pl

    area, last = headline_area(result.areas), int(result.scenario.calendar().end.year)
    shares = result.variance.filter(
        pl.col("time_period") == last,
        pl.col("geographic_level") == area.geographic_level,
        *(pl.col(label).eq_missing(getattr(area, label)) for label in ("region_code", "new_la_code")),
    )
    share_of = dict(zip(shares["measure"], shares["share_from_rates"], strict=True))
    told = [(word, share_of[name]) for word, name in SPLIT if share_of.get(name) is not None]
    if told:
        words = ", ".join(f"{share:.0%} of that of {word}" for word, share in told)
        yield (
            f"Of the variance in {last}, rates not known exactly make about {words}; the rest is chance among people, cases "
            "and years (variance.csv)."
        )


SPLIT = (("in post", "inpost_fte"), ("turnover", "turnover_rate_fte"), ("the vacancy rate", "vacancy_rate_fte"))


def reading(result: RunResult, own: Collection[str], red: int, assumed: int, file: str) -> Iterator[str]:
    """Say in sentences how to read the table and how far to trust it.

    ``own`` are the measures that the planner's own figures change. ``red`` of ``assumed`` assumptions have no source.
    """
    count = len(result.records)
    start = result.scenario.start.year
    known = f"Years to {start} are published."
    if own:
        known = (
            f"Years to {start - 1} are published; {start} has your own figures where you gave them and published ones "
            "elsewhere."
        )
    if count == 1:
        yield (
            f"{known} Later years are replication {result.records[0].replication}: one "
            "possible future, not a forecast. More replications give the middle and the range."
        )
    else:
        shares = " or ".join(f"{share}%" for share in _ranges(count))
        lie = f", and {shares} of them lie in the range below it: plan for the range, not for the middle." if shares else "."
        yield f"{known} For later years the bold figure is the middle of {count} simulated futures{lie}"
    if 1 < count < FEW_REPLICATIONS:
        yield _too_few(count)
    if headline_area(result.areas).geographic_level != geography.LOCAL:
        yield "Starters and leavers count moves between authorities, as the published figures do."
    yield from _spread_comes_from(result)
    yield (
        f"The ranges show {shown_by_ranges(result.scenario.uncertainty)}, not doubt about the assumptions: {red} of {assumed} "
        f"have no published source and are marked red. See them with: workforce-sim assumptions {file}"
    )
    estimated = [(profile.name, line) for profile in result.profiles for line in profile.estimated_without_care]
    if estimated:
        authority, line = estimated[0]
        others = len(estimated) - 1
        more = f"; {others} more under figures_estimated in manifest.json" if others else ""
        yield f"Not every figure at the start is as published. {authority}: {line}{more}."
