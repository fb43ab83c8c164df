"""A projection as a file pair: published history and later years in the columns of the department's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.errors import UserError
from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL, REGIONAL
from workforce_sim.records.geography import SIMULATED
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.report.numbers import name_of
from workforce_sim.report.open_data.place_rules import ENGLAND
from workforce_sim.report.open_data.rules import FILTER, INDICATOR, META_COLUMNS, Pair

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

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
NOT_APPLICABLE, NOT_AVAILABLE = "z", "x"
PUBLISHED, PROJECTED = "Published", "Projected"
IDENTIFIER = "Reporting year"
PLACE = ("geographic_level", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
COLUMNS = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name", *PLACE[1:], "series")
DECIMALS = 1


def projection_pair(results: Reported, name: str) -> Pair:
    """Make the pair of a run: medians with their 95% range after the published censuses, for every published level.

    Raises UserError for results of a study, and where only areas were simulated that nobody publishes.
    """
    if not results.stored.is_run:
        raise UserError(
            f"{results.stored.path} is a {results.stored.kind}; open data is made of a run, whose years follow the published ones"
        )
    projected = _projected(results)
    if projected.is_empty():
        raise UserError(f"{results.stored.path} has no row for an authority, a region or England to publish")
    history = _history(results, projected)
    data = pl.concat([history, projected], how="vertical").sort("_order", "region_name", "la_name", "time_period").drop("_order")
    return Pair(name, data, _meta())


def _projected(results: Reported) -> pl.DataFrame:
    summary = results.table("summary").filter(
        pl.col("geographic_level") != SIMULATED, pl.col("time_period") > results.start, pl.col("measure").is_in(MEASURES)
    )
    old = {profile.code: profile.old_code for profile in results.profiles}
    wide: dict[tuple[object, ...], dict[str, str]] = {}
    for row in summary.iter_rows(named=True):
        key = (
            row["time_period"],
            row["geographic_level"],
            row["region_code"],
            row["region_name"],
            row["new_la_code"],
            row["la_name"],
        )
        cells = wide.setdefault(key, {})
        cells[row["measure"]] = _number(row["median"])
        for side in SIDES:
            cells[f"{row['measure']}_{side}"] = _number(row[f"{side}_95"])
    rows = []
    for (year, level, region_code, region, code, authority), cells in wide.items():
        place = {"region_code": region_code, "region_name": region, "new_la_code": code, "la_name": authority}
        row = {"time_period": year, "geographic_level": level, **place, "old_la_code": old.get(str(code), "")}
        rows.append({**row, "series": PROJECTED, **cells})
    return _laid_out(rows)


def _history(results: Reported, projected: pl.DataFrame) -> pl.DataFrame:
    """Take the published censuses up to the start of every place that is projected; no range stands beside them."""
    from workforce_sim.figures.history import published

    places = projected.select("geographic_level", "region_code", "new_la_code", "old_la_code").unique()
    codes = {(row[0], row[1] if row[0] == REGIONAL else row[2]): row[3] for row in places.iter_rows()}
    rows = []
    for row in published().filter(pl.col("time_period") <= results.start).iter_rows(named=True):
        level = row["geographic_level"]
        key = (level, row["region_code"] if level == REGIONAL else row["new_la_code"])
        if key not in codes:
            continue
        cells = {measure: _number(row[measure]) if measure in row else NOT_AVAILABLE for measure in MEASURES}
        cells |= {f"{measure}_{side}": NOT_APPLICABLE for measure in MEASURES for side in SIDES}
        when_and_where = ("time_period", "geographic_level", "region_code", "region_name", "new_la_code")
        place = {name: row[name] for name in when_and_where}
        place["la_name"] = row["la_name"] if level == LOCAL_AUTHORITY else ""
        rows.append({**place, "old_la_code": codes[key], "series": PUBLISHED, **cells})
    return _laid_out(rows)


def _number(value: float | None) -> str:
    return NOT_AVAILABLE if value is None else f"{value:.{DECIMALS}f}"


def _laid_out(rows: list[dict[str, object]]) -> pl.DataFrame:
    """Lay rows out in the columns of the file, every cell as text."""
    values = [name for measure in MEASURES for name in (measure, *(f"{measure}_{side}" for side in SIDES))]
    order = {NATIONAL: 0, REGIONAL: 1, LOCAL_AUTHORITY: 2}
    full = [
        {
            **row,
            "time_identifier": IDENTIFIER,
            "country_code": ENGLAND[0],
            "country_name": ENGLAND[1],
            "_order": str(order[str(row["geographic_level"])]),
        }
        for row in rows
    ]
    columns = [*COLUMNS, *values, "_order"]
    told = [{name: "" if row.get(name) is None else str(row[name]) for name in columns} for row in full]
    return pl.DataFrame(told, schema=dict.fromkeys(columns, pl.String))


def _meta() -> pl.DataFrame:
    rows = [
        {
            "col_name": "series",
            "col_type": FILTER,
            "label": "Series",
            "filter_hint": "Published by the department, or projected: the middle of simulated futures",
            "filter_default": PROJECTED,
        }
    ]
    for measure in MEASURES:
        unit = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].unit
        sign = "%" if unit == "per cent" else ""
        label = {"inpost_headcount": "In post, headcount", "agency_headcount": "Agency workers, headcount"}.get(measure)
        label = label or f"{LABELS.get(measure, name_of(measure))}{'' if sign else f', {unit}'}"
        for name, more in ((measure, ""), *((f"{measure}_{side}", f", {side} end of 95% range") for side in SIDES)):
            rows.append(
                {
                    "col_name": name,
                    "col_type": INDICATOR,
                    "label": f"{label}{more}",
                    "indicator_grouping": "Social workers",
                    "indicator_unit": sign,
                    "indicator_dp": str(DECIMALS),
                }
            )
    columns = [*META_COLUMNS, "filter_default"]
    return pl.DataFrame([{name: row.get(name, "") for name in columns} for row in rows], schema=dict.fromkeys(columns, pl.String))


LABELS = {
    "agency_cover_fte": "Agency workers covering vacancies",
    "agency_cover_rate_fte": "Agency workers covering vacancies, share",
    "vacancy_agency_cover_rate_fte": "Vacancies covered by agency workers, share",
    "case_holders_fte": "Social workers holding cases",
    "cases": "Cases held",
}
