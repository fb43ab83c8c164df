"""What was published, as arrays by place and year, from which nothing after an origin can be reached.

Authorities are matched on their newest codes (``figures.geography``): a renamed council is one place, two councils that
return together are one place, a council that was divided ends and its successors begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from workforce_sim.figures.geography import ENGLAND_CODE, LOCAL_AUTHORITY, NATIONAL, REGIONAL
from workforce_sim.records.geography import LONDON
from workforce_sim.records.recorder import Array

MEASURES = (
    "inpost_fte",
    "starters_fte",
    "leavers_fte",
    "turnover_rate_fte",
    "vacancy_rate_fte",
    "agency_rate_fte",
    "caseload_fte",
    "cases",
)
"""The measures that are scored, with the department's column names."""

COUNTS = ("inpost_fte", "starters_fte", "leavers_fte", "cases")
"""Measures that grow with their place, and whose errors are therefore compared as ratios; the others are rates."""

LEVELS = (LOCAL_AUTHORITY, REGIONAL, NATIONAL)

NEEDED = (*MEASURES, "vacancy_fte", "agency_fte")
"""What is scored, and what the naive forecasts need besides."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Panel:
    """The published figures of the places of one level up to a year; not-a-number where a symbol stands or no row.

    ``figures`` holds arrays of shape (places, years) by measure, FTE, cases or per cent as published, ``is_there`` says
    in the same shape whether there is a row at all, ``is_staffed`` whether it says that anybody is in post or has a symbol
    there. ``years`` are those of the second axis.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    years: range
    figures: Mapping[str, Array]
    is_there: Mask
    is_staffed: Mask

    @property
    def last_year(self) -> int:
        """The last year of the panel: the origin, for whoever forecasts from it."""
        return self.years[-1]

    def until(self, year: int) -> Panel:
        """Give the panel as it was known at a census, later figures gone."""
        kept = self.years.index(year) + 1
        figures = {name: values[:, :kept] for name, values in self.figures.items()}
        masks = self.is_there[:, :kept], self.is_staffed[:, :kept]
        return Panel(self.codes, self.names, self.years[:kept], figures, *masks)

    def at(self, measure: str, year: int) -> Array:
        """Give a measure of one year; shape (places,)."""
        return self.figures[measure][:, self.years.index(year)]

    def last(self, measure: str) -> Array:
        """Give a measure of the last year; shape (places,)."""
        return self.figures[measure][:, -1]


def panels(published: pl.DataFrame) -> dict[str, Panel]:
    """Make the panel of every level from rows like those of ``figures.history.published``.

    London as a whole is left out of the regions, because its two parts are among them. England's panel holds England and
    the regions below it: alone, one series of so few years says nothing about the size of errors. Where a place has
    nobody in post its figures of that year are taken as missing, because no rate means anything there.
    """
    rows = published.select("time_period", "geographic_level", "region_code", "region_name", "new_la_code", "la_name", *NEEDED)
    region = pl.col("region_code"), pl.col("region_name")
    authority = pl.col("new_la_code"), pl.col("la_name")
    of_regions = (pl.col("geographic_level") == REGIONAL) & (pl.col("region_code") != LONDON[0])
    parts = {
        LOCAL_AUTHORITY: _labelled(rows.filter(geographic_level=LOCAL_AUTHORITY), *authority),
        REGIONAL: _labelled(rows.filter(of_regions), *region),
        NATIONAL: _labelled(rows.filter(geographic_level=NATIONAL), pl.lit(ENGLAND_CODE), pl.lit("England")),
    }
    parts[NATIONAL] = pl.concat([parts[NATIONAL], parts[REGIONAL]])
    return {level: _panel(part) for level, part in parts.items()}


def codes_of(panel: Panel, level: str) -> tuple[str, ...]:
    """List the places of a panel that are of a level: England alone in its own, where the regions only lend their errors."""
    return (ENGLAND_CODE,) if level == NATIONAL else panel.codes


def place_key(level: str, region_code: str | None, new_la_code: str | None) -> tuple[str, str] | None:
    """Give the level and code of a row of results; None for a level that is not published, and for London as a whole."""
    code = {LOCAL_AUTHORITY: new_la_code, REGIONAL: region_code, NATIONAL: ENGLAND_CODE}.get(level)
    return None if code is None or code == LONDON[0] else (level, code)


def _labelled(rows: pl.DataFrame, code: pl.Expr, name: pl.Expr) -> pl.DataFrame:
    return rows.select("time_period", code.alias("code"), name.alias("name"), *(pl.col(NEEDED).cast(pl.Float64),))


def _panel(rows: pl.DataFrame) -> Panel:
    places = rows.group_by("code", maintain_order=True).agg(pl.col("name").last())
    first, last = int(rows["time_period"].to_numpy().min()), int(rows["time_period"].to_numpy().max())
    years = range(first, last + 1)
    place = {code: number for number, code in enumerate(places["code"])}
    where = np.array([place[code] for code in rows["code"]]), rows["time_period"].to_numpy().astype(np.int64) - first
    is_there = np.zeros((len(place), len(years)), dtype=np.bool_)
    is_there[where] = True
    figures = {}
    for name in NEEDED:
        figures[name] = np.full(is_there.shape, np.nan)
        figures[name][where] = rows[name].fill_null(np.nan).to_numpy()
    nobody = figures["inpost_fte"] <= 0.0
    for values in figures.values():
        values[nobody] = np.nan
    return Panel(tuple(places["code"]), tuple(places["name"]), years, figures, is_there, ~nobody)
