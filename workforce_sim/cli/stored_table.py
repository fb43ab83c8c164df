"""What ``results show`` says of one folder: what was asked, the headline table, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from workforce_sim.studies.stored import Stored

MOST_ROWS = 20
MOST_CHANGES = 12
LONGEST = 90
"""Characters of a value that are shown of what was asked."""
MEGABYTE = 1_000_000
TOLD_ELSEWHERE = ("study", "name", "description", "base", "scenario", "scenarios", "seed", "digest", "digests")


def what_was_asked(stored: Stored) -> Iterator[str]:
    """Say what was asked, a line at a time: the scenario and its differences, replications, seed, and a study's own."""
    from workforce_sim.errors import UserError

    yield f"{stored.path}: {stored.kind} of {stored.scenario_names}, {stored.areas}; {stored.state}."
    about = stored.asked.get("description") or (stored.scenarios[0].get("description") if stored.scenarios else "")
    if about:
        yield str(about)
    if stored.scenarios:
        first = stored.scenarios[0]
        yield f"From {first.get('start')}, {first.get('horizon_years')} years."
        try:
            yield from _differences(stored)
        except UserError as error:
            yield f"Its scenario is not one that this version knows ({error})."
    if not stored.is_run:
        for name, value in stored.asked.items():
            if name not in TOLD_ELSEWHERE and value not in (None, [], {}):
                yield f"  {name}: {_short(value)}"
    total = "" if stored.replications is None else f"{stored.replications:,} replications in all, "
    seed = f"{total}seed {stored.asked.get('seed')}."
    yield seed[:1].upper() + seed[1:]


def headline(stored: Stored, fits: Callable[[Table], bool]) -> tuple[Table, list[str]]:
    """Give the table to look at first, as wide as fits, and what is to be said about what it leaves out."""
    import polars as pl

    frame = pl.read_csv(stored.headline, infer_schema_length=None)
    if stored.is_run:
        return _of_a_run(frame), ["Medians over the replications; the ranges are in summary.csv."]
    same = {name: frame[name][0] for name in frame.columns if frame.height > 1 and frame[name].n_unique() == 1}
    differing = [name for name in frame.columns if name not in same]
    shown = frame.head(MOST_ROWS)
    columns = list(differing)
    while not fits(_plain(shown.select(columns))) and len(columns) > 1:
        columns.pop()
    notes = []
    alike = {name: value for name, value in same.items() if value is not None}
    if alike:
        notes.append("The same in every row: " + ", ".join(f"{name} {_cell(value)}" for name, value in alike.items()) + ".")
    hidden = len(differing) - len(columns)
    rows = f"the first {MOST_ROWS} of {frame.height:,} rows" if frame.height > MOST_ROWS else f"{frame.height:,} rows"
    more = f", without {hidden} more columns" if hidden > 1 else ", without 1 more column" if hidden else ""
    notes.append(f"{stored.headline.name}: {rows}{more}.")
    return _plain(shown.select(columns)), notes


def budget_lines(stored: Stored) -> Table | None:
    """Give the table of programme money by line, or nothing where a run had no lines."""
    import polars as pl

    from workforce_sim.cli.budgets_table import spent_by_line
    from workforce_sim.records.store import BUDGETS

    if not (stored.path / BUDGETS).exists():
        return None
    return spent_by_line(pl.read_csv(stored.path / BUDGETS), str(stored.manifest.get("price_base", "")))


def what_it_is(stored: Stored) -> Iterator[str]:
    """Say by which version and figures it was made, how large it is, and what else can be done with it."""
    from workforce_sim.studies.reproduce import changes_since, short

    if stored.manifest:
        versions = stored.manifest.get("versions", {})
        named = ", ".join(f"{name} {versions[name]}" for name in ("python", "numpy", "numba", "simpy") if name in versions)
        figures = short(stored.manifest.get("figures_fingerprint"))
        yield f"Made by workforce_sim {stored.version} ({named}) with the published figures {figures}."
        changes = list(changes_since(stored))
        yield f"Since then: {'; '.join(changes)}." if changes else "Program, packages and figures are the same now."
    size = f"{stored.bytes / 1e6:,.1f} MB" if stored.bytes >= MEGABYTE else f"{stored.bytes / 1000:,.0f} kB"
    yield f"{size} on the disk, last written {stored.written:%Y-%m-%d %H:%M}."
    if stored.manifest:
        yield f"Again: workforce-sim reproduce {stored.path}    As CSV: workforce-sim export {stored.path} --csv"
    else:
        yield "To go on with it, run the command that began it again."


def _differences(stored: Stored) -> Iterator[str]:
    changed = stored.differences()
    if not changed:
        yield "Every parameter is at its default."
        return
    one = "1 parameter differs from its default"
    count = one if len(changed) == 1 else f"{len(changed)} parameters differ from their defaults"
    yield f"{count}{'' if len(stored.scenarios) == 1 else ' in the first scenario'}:"
    for name, value in changed[:MOST_CHANGES]:
        yield f"  {name}: {value}"
    if len(changed) > MOST_CHANGES:
        yield f"  and {len(changed) - MOST_CHANGES} more, in manifest.json"


def _of_a_run(summary: pl.DataFrame) -> Table:
    """Lay the medians of the headline measures out, a row a year, of what is simulated together."""
    from rich import box
    from rich.table import Table

    from workforce_sim.cli.screen_table import SHOWN

    level, region, authority = summary.select("geographic_level", "region_name", "la_name").row(0)
    own = summary.filter(
        geographic_level=level,
    ).filter(_same("region_name", region), _same("la_name", authority))
    name = authority or region or ("England" if level == "National" else level)
    table = Table(title=f"{name}, 30 September", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Year")
    for column in SHOWN:
        table.add_column(column.heading, justify="right")
    years: dict[int, dict[str, Any]] = {}
    for row in own.iter_rows(named=True):
        years.setdefault(row["time_period"], {})[row["measure"]] = row["median"]
    for year, medians in years.items():
        small = (medians.get("inpost_fte") or 0.0) < 1000
        cells = [column.write(medians.get(column.measure), small and column.decimals == 0) for column in SHOWN]
        table.add_row(str(year), *cells)
    return table


def _same(column: str, value: object) -> pl.Expr:
    """Say which rows have a value in a column, nothing being a value too."""
    import polars as pl

    return pl.col(column).eq_missing(pl.lit(value, dtype=pl.String))


def _plain(frame: pl.DataFrame) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, kind in frame.schema.items():
        table.add_column(Text(name), justify="right" if kind.is_numeric() else "left", no_wrap=True)
    for row in frame.iter_rows():
        table.add_row(*(Text(_cell(value)) for value in row))
    return table


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.4g}" if isinstance(value, float) else str(value)


def _short(value: object) -> str:
    """Write what was asked on one line, and only the beginning of it where it is long."""
    if isinstance(value, Mapping):
        text = ", ".join(f"{name} {_inner(item)}" for name, item in value.items())
    elif isinstance(value, list):
        text = ", ".join(_inner(item) for item in value)
    else:
        text = _inner(value)
    if len(text) <= LONGEST:
        return text
    count = f"{len(value)}: " if isinstance(value, Mapping | list) and len(value) > 1 else ""
    return f"{count}{text[: LONGEST - 1]}…"


def _inner(value: object) -> str:
    if isinstance(value, Mapping):
        given = {name: item for name, item in value.items() if item is not None}
        if set(given) == {"low", "high"}:
            return f"{_cell(given['low'])} to {_cell(given['high'])}"
        return "(" + ", ".join(f"{name} {_inner(item)}" for name, item in given.items()) + ")"
    if isinstance(value, list):
        return "[" + ", ".join(_inner(item) for item in value) + "]"
    return _cell(value)
