"""What ``workforce-sim track`` shows: the latest census beside the projection, percentiles by year, and what to make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workforce_sim.cli.screen_table import shown_by_ranges
from workforce_sim.errors import UserError, nearest
from workforce_sim.records.frames import LABELS
from workforce_sim.records.geography import LOCAL, LONDON, LONDON_PARTS, NATIONAL, REGIONAL, SIMULATED
from workforce_sim.records.ranges import FEW_REPLICATIONS
from workforce_sim.studies.tracking import OFF_COURSE, ON_COURSE, TRACKED, WATCH, luck_outside

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console
    from rich.table import Table

Label = Mapping[str, Any]

SPOKEN = dict(
    zip(
        TRACKED,
        (
            "in post FTE",
            "vacancies FTE",
            "vacancy rate %",
            "agency FTE",
            "agency rate %",
            "starters FTE",
            "leavers FTE",
            "turnover rate %",
            "cases per holder",
            "cases",
            "case holders FTE",
        ),
        strict=True,
    )
)
"""What each measure is called on the screen."""

PROJECTED = {"median": "Median", "80": "80% range", "95": "95% range"}
STYLES = {OFF_COURSE: "bold red", WATCH: "yellow", ON_COURSE: ""}


def name_of(area: Label) -> str:
    """What a person would call an area."""
    if area["geographic_level"] == NATIONAL:
        return "England"
    return str(area["la_name"] or area["region_name"] or "All authorities simulated")


def areas_in(table: pl.DataFrame) -> list[dict[str, Any]]:
    """List the areas of a table, in its order."""
    return table.select(LABELS).unique(maintain_order=True).to_dicts()


def area_named(projection: pl.DataFrame, given: str) -> Label:
    """Find an area of a projection by name or code; raises UserError with the nearest name."""
    wanted = " ".join(given.split()).casefold()
    areas = areas_in(projection)
    for area in areas:
        code = area["new_la_code"] or area["region_code"]
        if wanted in (name_of(area).casefold(), str(code).casefold()):
            return area
    known = [name_of(area) for area in areas]
    few = f"; there are {', '.join(known)}" if len(known) <= 12 else ""
    raise UserError(f"--area {given!r} is not an area of these results{nearest(given, known) or few}")


def widest(tracked: pl.DataFrame) -> Label:
    """Choose the area to show: England or everything simulated together, else the region, else the authority."""
    areas = areas_in(tracked)
    whole = [area for area in areas if area["geographic_level"] in (NATIONAL, SIMULATED)]
    london = [area for area in areas if area["region_code"] == LONDON[0]]  # wider than its two parts
    return (*whole, *london, *areas)[0]


def of_area(tracked: pl.DataFrame, area: Label) -> pl.DataFrame:
    """Pick the rows of one area."""
    import polars as pl

    return tracked.filter(*(pl.col(label).eq_missing(pl.lit(area[label], dtype=pl.String)) for label in LABELS))


def show(console: Console, tracked: pl.DataFrame, area: Label, start: int, uncertainty: str) -> None:
    """Print the tables and sentences about one area, and a line about the authorities beside it."""
    from rich.text import Text

    rows = of_area(tracked, area)
    latest = int(rows["time_period"].to_numpy().max())
    unlimited = console.options.update(max_width=10_000)
    title = f"{name_of(area)}: the census of {latest} and what was projected from {start}"
    for columns in (("median", "80", "95"), ("median", "95"), ("95",)):  # on a narrow screen fewer, so that none is cut off
        table = _table_of_year(rows, title, latest, columns)
        if console.measure(table, options=unlimited).maximum <= console.width:
            break
    console.print(table)
    if rows["time_period"].n_unique() > 1:
        console.print(_table_of_percentiles(rows))
        console.print(Text("* outside the 80% range, ** outside the 95% range: off course"))
    newest = int(tracked["time_period"].to_numpy().max())
    if newest > latest:
        why = "a figure of one of its authorities is missing" if area["geographic_level"] == SIMULATED else "it has no figure"
        console.print(Text(f"Not compared with the census of {newest}, although others are: {why}."))
    for sentence in (*sentences(rows, latest), *_beside(tracked, area, latest), *how_to_read(rows, uncertainty)):
        console.print(Text(sentence))


def sentences(rows: pl.DataFrame, latest: int) -> Iterator[str]:
    """Say of one area what is off course, furthest first, since when and in which direction, and what is on course."""
    histories = {name: _history(rows, name) for name in TRACKED}
    current = {name: history[-1] for name, history in histories.items() if history and history[-1]["time_period"] == latest}
    off = {name: row for name, row in current.items() if row["verdict"].startswith(OFF_COURSE)}
    for name, row in sorted(off.items(), key=lambda item: -abs(_distance(item[1]))):
        since = latest
        for earlier in reversed(histories[name]):
            if earlier["verdict"] != row["verdict"]:
                break
            since = earlier["time_period"]
        when = f"in {latest}" if since == latest else f"since {since}"
        far = f", {abs(_distance(row)):.0%} from the median" if row["median"] else ""
        found = f"{_write(name, row['published'])} published, 95% range {_range(name, row, 95)}{far}"
        yield f"Off course, {'higher' if _side(row) == 'high' else 'lower'} than projected {when}: {SPOKEN[name]} ({found})."
    if not off:
        yield f"Nothing is off course in {latest}: no figure lies outside its 95% range."
    watched = [f"{SPOKEN[name]} ({_side(row)})" for name, row in current.items() if row["verdict"].startswith(WATCH)]
    if watched:
        yield f"To watch, outside the 80% range but not the 95% range: {', '.join(watched)}."
    fine = [SPOKEN[name] for name, row in current.items() if row["verdict"] == ON_COURSE]
    if fine:
        yield f"On course in {latest}, within the 80% range: {', '.join(fine)}."
    past = [
        f"{SPOKEN[name]} ({', '.join(str(row['time_period']) for row in history if row['verdict'].startswith(OFF_COURSE))})"
        for name, history in histories.items()
        if name not in off and any(row["verdict"].startswith(OFF_COURSE) for row in history)
    ]
    if past:
        yield f"Off course in an earlier year and not now: {', '.join(past)}."
    absent = [SPOKEN[name] for name in TRACKED if name not in current]
    if absent:
        yield f"Not compared, because no figure is published or projected for {latest}: {', '.join(absent)}."


def how_to_read(rows: pl.DataFrame, uncertainty: str) -> Iterator[str]:
    """Say how far the verdicts can be trusted; ``uncertainty`` is what the projection's ranges show."""
    count = int(rows["replications"].to_numpy().max())
    outside = sum(text.startswith(OFF_COURSE) for text in rows["verdict"])
    luck = luck_outside(0.95, count) * rows.height
    yield (
        f"{rows.height} figure{'s' if rows.height > 1 else ''} compared, {outside} of them outside the 95% range; by luck "
        f"alone, with {count} replications and the model exactly right, about {luck:.1f} would. Rates follow from their counts "
        "and one year from the one before, so that several go off course together."
    )
    yield (
        f"The ranges show {shown_by_ranges(uncertainty)}. Doubts about the assumptions are not in them, so a figure outside is "
        "to be expected more often than one time in twenty: it says look at this, not why."
    )
    if count < FEW_REPLICATIONS:
        yield (
            f"With {count} replications the 95% range means little: it is hardly more than the lowest and the highest of them. "
            "--replications 200 of run gives a firmer one."
        )


def _beside(tracked: pl.DataFrame, area: Label, latest: int) -> Iterator[str]:
    """Say how many of the authorities of a wider area are off course, measure by measure."""
    import polars as pl

    local = tracked.filter(pl.col("geographic_level") == LOCAL, pl.col("time_period") == latest)
    if area["geographic_level"] == REGIONAL:
        codes = LONDON_PARTS if area["region_code"] == LONDON[0] else (area["region_code"],)
        local = local.filter(pl.col("region_code").is_in(codes))
    if area["geographic_level"] == LOCAL or local["new_la_code"].n_unique() < 2:
        return
    counted = []
    for name in ("inpost_fte", "vacancy_rate_fte", "agency_rate_fte", "turnover_rate_fte", "caseload_fte"):
        verdicts = local.filter(pl.col("measure") == name)["verdict"].to_list()
        outside = sum(text.startswith(OFF_COURSE) for text in verdicts)
        counted.append(f"{SPOKEN[name]} {outside} of {len(verdicts)}")
    yield f"Authorities off course in {latest}: {', '.join(counted)}. See one with --area NAME, all with --csv FILE."


def _table_of_year(rows: pl.DataFrame, title: str, year: int, columns: Sequence[str]) -> Table:
    import polars as pl
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_style="bold", title_justify="left")
    table.add_column("Measure", no_wrap=True)
    for heading in ("Published", *(PROJECTED[column] for column in columns), "Percen-\ntile"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Course", no_wrap=True)
    for row in rows.filter(pl.col("time_period") == year).iter_rows(named=True):
        measure = row["measure"]
        side = f", {_side(row)}" if _side(row) else ""
        table.add_row(
            SPOKEN[measure],
            _write(measure, row["published"]),
            *(_write(measure, row[name]) if name == "median" else _range(measure, row, int(name)) for name in columns),
            _percentile(row["percentile"]),
            {OFF_COURSE: "off", WATCH: "watch", ON_COURSE: "on course"}[_kind(row)] + side,
            style=STYLES[_kind(row)],
        )
    return table


def _table_of_percentiles(rows: pl.DataFrame) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    years = sorted(rows["time_period"].unique().to_list())
    table = Table(title="Percentile of the published figure", box=box.SIMPLE_HEAD, title_style="bold", title_justify="left")
    table.add_column("Measure")
    for year in years:
        table.add_column(str(year), justify="right", no_wrap=True)
    for measure in TRACKED:
        found = {row["time_period"]: row for row in _history(rows, measure)}
        if found:
            cells = [
                Text(_percentile(found[year]["percentile"]) + _mark(found[year]), style=STYLES[_kind(found[year])])
                if year in found
                else Text("–  ")
                for year in years
            ]
            table.add_row(SPOKEN[measure], *cells)
    return table


def _history(rows: pl.DataFrame, measure: str) -> list[dict[str, Any]]:
    import polars as pl

    return rows.filter(pl.col("measure") == measure).sort("time_period").to_dicts()


def _distance(row: Label) -> float:
    """How far a figure lies from the median, as a share of it; a median of nought is the furthest of all."""
    return float(row["published"] / row["median"] - 1.0) if row["median"] else float("inf")


def _kind(row: Label) -> str:
    return str(row["verdict"]).partition(", ")[0]


def _side(row: Label) -> str:
    return str(row["verdict"]).partition(", ")[2]


def _mark(row: Label) -> str:
    return {OFF_COURSE: " **", WATCH: " * ", ON_COURSE: "   "}[_kind(row)]


def _percentile(value: float) -> str:
    """Write a percentile; below or above every replication is 0 or 100, and nothing else is."""
    if 0.0 < value < 1.0:
        return "<1"
    return ">99" if 99.0 < value < 100.0 else f"{value:.0f}"


def _write(measure: str, value: float) -> str:
    whole = measure == "cases" or (measure.endswith("_fte") and "%" not in SPOKEN[measure] and abs(value) >= 1000.0)
    return f"{value:,.{0 if whole else 1}f}"


def _range(measure: str, row: Label, share: int) -> str:
    return f"{_write(measure, row[f'lower_{share}'])}–{_write(measure, row[f'upper_{share}'])}"
