"""How an exported pair is laid out: its columns, how a figure is written, and what the meta file says of each measure.

Names, places and decimals are those of the department's own file on the workforce, so that rows may be put under its rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL, REGIONAL
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.report.numbers import WHOLE, name_of
from workforce_sim.report.open_data.geography import AUTHORITY, COUNTRY, ENGLAND, REGION
from workforce_sim.report.open_data.rules import FILTER, INDICATOR, LEVEL, META_COLUMNS, TIME

MEASURES = (
    "inpost_fte",
    "inpost_headcount",
    "starters_fte",
    "leavers_fte",
    "turnover_rate_fte",
    "agency_fte",
    "agency_headcount",
    "agency_rate_fte",
    "agency_cover_fte",
    "agency_cover_rate_fte",
    "vacancy_fte",
    "vacancy_rate_fte",
    "vacancy_agency_cover_rate_fte",
    "case_holders_fte",
    "cases",
    "caseload_fte",
    "absence_rate_fte",
)
"""Those that the published file has, under its own names."""
SIDES = ("lower", "upper")
NOT_APPLICABLE, NOT_AVAILABLE, ROUNDS_TO_0 = "z", "x", "low"
PUBLISHED = "Published"
"""The item of a filter that published rows have."""
IDENTIFIER = "Reporting year"
COLUMNS = (*TIME, LEVEL, *COUNTRY, *REGION, *AUTHORITY)
LABELS = {
    "inpost_headcount": "In post",
    "agency_headcount": "Agency workers",
    "agency_cover_fte": "Agency workers covering vacancies",
    "agency_cover_rate_fte": "Agency workers covering vacancies, share",
    "vacancy_agency_cover_rate_fte": "Vacancies covered by agency workers, share",
    "case_holders_fte": "Social workers holding cases",
    "cases": "Cases held",
}
"""What people call those that have no name of their own elsewhere, or the same one twice."""
COUNTED_IN = {"people": "headcount"}
"""Units as the published labels say them."""


def unit(measure: str) -> str:
    """Give the unit of a measure as the schema of the results has it."""
    return ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].unit


def decimals(measure: str) -> int:
    """Say with how many decimals a measure is published: none for people and cases, one for FTE and rates."""
    return 0 if unit(measure) in WHOLE else 1


def figure(value: float | None, places: int) -> str:
    """Write a figure; ``low`` where it is rounded to 0 without being 0, x where there is none."""
    if value is None or not math.isfinite(value):
        return NOT_AVAILABLE
    written = f"{value:.{places}f}"
    return ROUNDS_TO_0 if value and not float(written) else written


def laid_out(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pl.DataFrame:
    """Lay rows out in the columns of time and place and then in others, every cell as text: England first, years ascending.

    A row has time_period, geographic_level, the codes and names of its place, and the other columns.
    """
    names = [*COLUMNS, *columns]
    same = {"time_identifier": IDENTIFIER, **dict(zip(COUNTRY, ENGLAND, strict=True))}
    told = [
        {name: "" if row.get(name) is None else str(row[name]) for name in names} for row in ({**row, **same} for row in rows)
    ]
    order = pl.col(LEVEL).replace_strict({NATIONAL: 0, REGIONAL: 1, LOCAL_AUTHORITY: 2}, return_dtype=pl.Int8)
    table = pl.DataFrame(told, schema=dict.fromkeys(names, pl.String))
    return table.sort(order, "region_name", "la_name", "time_period", maintain_order=True)


def filter_line(name: str, label: str, hint: str, default: str) -> dict[str, str]:
    """Describe a filter for the meta file."""
    return {"col_name": name, "col_type": FILTER, "label": label, "filter_hint": hint, "filter_default": default}


def indicator_line(name: str, measure: str, more: str = "", *, is_difference: bool = False) -> dict[str, str]:
    """Describe an indicator for the meta file, one measure or something ``more`` about it.

    A difference of percentages is in percentage points, and has a decimal more than what it is a difference of.
    """
    is_percentage = unit(measure) == "per cent"
    counted = "" if is_percentage else f", {COUNTED_IN.get(unit(measure), unit(measure))}"
    return {
        "col_name": name,
        "col_type": INDICATOR,
        "label": f"{LABELS.get(measure) or name_of(measure)}{counted}{more}",
        "indicator_grouping": "Social workers",
        "indicator_unit": ("pp" if is_difference else "%") if is_percentage else "",
        "indicator_dp": str(decimals(measure) + is_difference),
    }


def meta_of(lines: Iterable[Mapping[str, str]]) -> pl.DataFrame:
    """Make a meta file of lines."""
    columns = [*META_COLUMNS, "filter_default"]
    return pl.DataFrame(
        [{name: line.get(name, "") for name in columns} for line in lines], schema=dict.fromkeys(columns, pl.String)
    )
