"""What becomes of children, on screen: help given in time, entries into care and where looked-after children live, by year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.cli.screen_table import Row
    from workforce_sim.studies.run_result import RunResult

MOST_YEARS = 4
"""Simulated years across, beside the start."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: the measure, what people call it and how many decimals it is given with."""

    measure: str
    name: str
    decimals: int = 0

    def write(self, value: float | None) -> str:
        """Write one number; what is not known, as flows of the start are, is a dash."""
        return "–" if value is None else f"{value:,.{self.decimals}f}"


IN_THE_YEAR = (
    Line("referrals", "Referrals"),
    Line("assessments_within_45_days_rate", "Assessments within 45 working days %", 1),
    Line("conferences_within_15_days_rate", "Conferences within 15 working days %", 1),
    Line("changes_of_social_worker", "Changes of social worker"),
    Line("cla_started", "Started to be looked after"),
    Line("cla_ceased", "Ceased to be looked after"),
    Line("placement_moves_per_child", "Placement moves per looked-after child", 2),
)
AT_ITS_END = (
    Line("cin", "Children in need"),
    Line("cpp", "With a child protection plan"),
    Line("unallocated", "Waiting for a social worker"),
    Line("cla", "Looked after"),
    Line("foster", "  in foster care"),
    Line("kinship_foster", "    of them with relatives or friends"),
    Line("childrens_home", "  in children's homes"),
    Line("supported_accommodation", "  in supported accommodation"),
    Line("family_setting_rate", "  in family settings %", 1),
)


def yearly(result: RunResult, fits: Callable[[Table], bool]) -> Table:
    """Lay out what becomes of children, a line a measure: the start and at most four years, the middle of the replications.

    On a narrow screen fewer years; ``fits`` says whether a table is narrow enough.
    """
    from workforce_sim.cli.screen_table import projected_rows
    from workforce_sim.records.geography import headline_area

    area = headline_area(result.areas)
    rows = projected_rows(result.summary, area)
    start, *later = rows
    for most in range(MOST_YEARS, 0, -1):
        years = [*later[: most - 1], later[-1]] if len(later) > most else later
        table = _table(area.name, rows, start, years)
        if fits(table):
            break
    return table


def _table(name: str, rows: Mapping[int, Mapping[str, Row]], start: int, years: Sequence[int]) -> Table:
    from rich import box
    from rich.table import Table

    title = f"{name}: children, middle of the projections"
    table = Table(title=title, box=box.SIMPLE_HEAD, min_width=len(title))
    table.title_style, table.title_justify = "bold", "left"
    table.add_column("In the year to 30 September", no_wrap=True)
    for year in (start, *years):
        table.add_column("Start" if year == start else str(year), justify="right", no_wrap=True)
    for line in (*IN_THE_YEAR, None, *AT_ITS_END):
        if line is None:
            table.add_row("On 30 September", style="bold")
            continue
        cells = [line.write(rows[year][line.measure]["median"]) for year in (start, *years)]
        table.add_row(line.name, *cells, end_section=line is IN_THE_YEAR[-1])
    return table


def reading() -> str:
    """Say how to read the table."""
    return (
        "Children at the start are those published for 31 March, or your own; how many of them relatives or friends foster is"
        " assumed. In family settings are children with foster carers of any kind, parents or adopters-to-be. Ranges are in"
        " summary.csv."
    )


def in_a_sentence(result: RunResult) -> Iterator[str]:
    """Say how many children are looked after in the last year, where they live, and whether help came in time."""
    from workforce_sim.cli.screen_table import projected_rows
    from workforce_sim.records.geography import headline_area

    rows = projected_rows(result.summary, headline_area(result.areas))
    last = max(rows)
    cla, homes, family, in_time = (
        rows[last][name]["median"]
        for name in ("cla", "childrens_home", "family_setting_rate", "assessments_within_45_days_rate")
    )
    if cla is None or homes is None or family is None or in_time is None:
        return
    yield (
        f"Children in {last}: about {cla:,.0f} looked after, {homes:,.0f} of them in children's homes and {family:.0f}% in "
        f"family settings; {in_time:.0f}% of assessments within 45 working days (--children shows more)."
    )
