"""The tables that ``calibrate`` shows: England's estimates, and one authority beside its region and England."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from workforce_sim.calibration.rows import Row
    from workforce_sim.figures.profile import AuthorityProfile

DIGITS = 3


def show(console: Console, rows: Sequence[Row], year: int, chosen: AuthorityProfile | None) -> None:
    """Print England's estimates and, where one is chosen, an authority's; then how to read them."""
    england = [row for row in rows if row.level == "England"]
    console.print(_of_england(england, year))
    if chosen is not None:
        of_region = {row.parameter: row for row in rows if row.code == chosen.region_code}
        own = [row for row in rows if row.code == chosen.code]
        console.print(_of_authority(own, of_region, {row.parameter: row for row in england}, chosen))
    console.print(
        "Where known rates were simulated, the true one lay within twice the standard error of its estimate about 19 times in "
        "20; docs/calibration.md says for which less often, how each is estimated, and what published figures cannot say. "
        "A dash: no standard error is worked out, or no such figure. Source: Department for Education, Open Government "
        "Licence v3.0."
    )


def written(value: float | None) -> str:
    """Write a number with three significant digits; a dash for none."""
    if value is None:
        return "–"
    return f"{value:#.{DIGITS}g}" if abs(value) >= 1e-4 else f"{value:.{DIGITS}f}"


def _of_england(rows: Sequence[Row], year: int) -> Table:
    table = _empty(f"England, calibrated on the censuses up to 30 September {year}")
    table.add_column("parameter", no_wrap=True)
    _numbers(table, "estimate", "standard\nerror")
    table.add_column("figures of", no_wrap=True)
    table.add_column("method", overflow="fold")
    for subject, own in groupby(sorted(rows, key=_subject), key=_subject):
        table.add_section()
        table.add_row(subject[1], style="bold")
        for row in own:
            name = row.parameter.rpartition(".")[2]
            table.add_row(f"  {name}", written(row.estimate), written(row.standard_error), years(row), row.method)
    return table


def _of_authority(
    own: Sequence[Row], of_region: Mapping[str, Row], of_england: Mapping[str, Row], chosen: AuthorityProfile
) -> Table:
    table = _empty(f"{chosen.name} beside {chosen.region_name} and England")
    table.add_column("parameter", no_wrap=True)
    _numbers(table, "estimate", "standard\nerror", "region", "England")
    table.add_column("unit", no_wrap=True)
    table.add_column("figures of", no_wrap=True)
    for row in own:
        beside = [found.get(NAME_IN_ENGLAND.get(row.parameter, row.parameter)) for found in (of_region, of_england)]
        cells = [written(None if other is None else other.estimate) for other in beside]
        table.add_row(row.parameter, written(row.estimate), written(row.standard_error), *cells, row.unit, years(row))
    return table


NAME_IN_ENGLAND = {"usual vacancy rate": "vacancy rate", "usual caseload": "caseload"}
"""What is usual for an authority is held against where England stood in the latest census."""


def years(row: Row) -> str:
    """Write the years of the figures that an estimate is made of."""
    return str(row.last_year) if row.first_year == row.last_year else f"{row.first_year}–{row.last_year}"


def _subject(row: Row) -> tuple[bool, str]:
    """Group by section of a scenario; what is no parameter of a scenario comes last."""
    section, dot, _ = row.parameter.rpartition(".")
    return (not dot, section if dot else "not parameters of a scenario")


def _empty(title: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, pad_edge=False)
    table.title_style, table.title_justify = "bold", "left"
    return table


def _numbers(table: Table, *headings: str) -> None:
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
