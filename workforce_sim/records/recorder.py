"""What one replication writes down: an array a table, a row a month and place; annual returns come from the months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from workforce_sim.clock import Calendar
from workforce_sim.errors import LedgerError, UserError
from workforce_sim.records import measures
from workforce_sim.records.tables import (
    ANNUAL_RETURN,
    CASELOAD_BANDS,
    CHILDREN_MONTH,
    MONEY_MONTH,
    MONEY_YEAR,
    MONTHLY,
    PLACEMENTS_MONTH,
    WORKFORCE_MONTH,
)

Array = npt.NDArray[np.float64]
MONTHS_A_YEAR = 12
OF_THE_YEAR = (WORKFORCE_MONTH, CHILDREN_MONTH, PLACEMENTS_MONTH, MONEY_MONTH)
"""Where an annual column is made from; the first that has its name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Name one simulated authority and the region it is in, as published."""

    code: str
    old_code: str
    name: str
    region_code: str
    region_name: str


@dataclass(frozen=True, slots=True)
class ReplicationRecords:
    """Carry what one replication wrote down; it can be sent between processes.

    ``arrays`` holds ``annual_return`` (years + 1, places, columns) with the start census first, ``workforce_month``,
    ``children_month``, ``placements_month`` and ``money_month`` (months, places, columns) and ``money_year`` (financial
    years, places, columns); columns as in ``records.tables``. ``caseload_bands`` is FTE by band (years + 1, places, 6),
    not a number in years for which it was not written. ``seconds`` is wall time. ``budgets`` has what each line of programme
    money spent, in pounds by financial year.
    """

    replication: int
    arrays: dict[str, Array]
    caseload_bands: Array
    seconds: float
    budgets: dict[str, Array] = field(default_factory=dict)


class Recorder:
    """Write down months and the start census for every place, then make the annual returns.

    Month 0 is the first month after the start. Every number starts as not-a-number, so that what was never written is
    found at the end and not taken for nought. Rates need not be written: ``finish`` works them out.
    Raises UserError where the start is not the last day of a month, so that twelve months do not make a census year.
    """

    def __init__(self, calendar: Calendar, places: Sequence[Place]) -> None:
        years = calendar.horizon_years
        if len(calendar.month_ends) != MONTHS_A_YEAR * years:
            raise UserError(f"start is {calendar.start}; it must be the last day of a month, as 2025-09-30 is")
        self.calendar = calendar
        self.places = tuple(places)
        count = len(self.places)
        self.arrays: dict[str, Array] = {
            table.name: np.full((MONTHS_A_YEAR * years, count, len(table.columns)), np.nan) for table in MONTHLY
        }
        self._start = np.full((count, len(ANNUAL_RETURN.columns)), np.nan)
        self._counting = np.ones((years + 1, count, len(ANNUAL_RETURN.columns)))
        self._bands = np.full((years + 1, count, len(CASELOAD_BANDS.columns)), np.nan)
        self._discount = np.ones(MONTHS_A_YEAR * years)
        self._budgets: dict[str, Array] = {}

    def row(self, table: str, month: int, place: int) -> Array:
        """Give the row of one month and place to write into; shape (columns,), a view."""
        row: Array = self.arrays[table][month, place]
        return row

    def write(self, table: str, month: int, place: int, row: Sequence[float] | Array) -> None:
        """Write one month of one place, as numbers in the order of the table's columns."""
        self.arrays[table][month, place] = row

    def write_start(self, place: int, figures: Mapping[str, float]) -> None:
        """Write the start census of one place: the published stocks and, where known, the year's published flows.

        Rates are worked out, except that ``absence_rate_fte`` may be given: ``absent_fte`` follows from it. What is
        not given stays not-a-number. An unknown name is a KeyError.
        """
        index, row = ANNUAL_RETURN.index, self._start[place]
        for name, value in figures.items():
            row[index[name]] = value
        if "absence_rate_fte" in figures:
            row[index["absent_fte"]] = figures["absence_rate_fte"] / 100.0 * row[index["inpost_fte"]]

    def write_counting(self, place: int, factors: Mapping[str, Array]) -> None:
        """Write how the censuses count one place: a factor on a measure of the annual return, shape (years + 1,), by name."""
        for name, factor in factors.items():
            self._counting[:, place, ANNUAL_RETURN.index[name]] = factor

    def write_caseload_bands(self, year: int, place: int, fte_by_band: Sequence[float] | Array) -> None:
        """Write the FTE holding cases by band, six numbers, on the census day ``year`` years after the start."""
        self._bands[year, place] = fte_by_band

    def write_money(self, spent: Array, discount: Array) -> None:
        """Write what was spent, shape (months, places, columns), and the factor on it in yearly accounts, shape (months,)."""
        self.arrays[MONEY_MONTH.name][:] = spent
        self._discount = discount

    def write_budgets(self, spent: Mapping[str, Array]) -> None:
        """Write what each line of programme money spent, by name in pounds, shape (months,)."""
        self._budgets = dict(spent)

    def finish(self, replication: int, seconds: float) -> ReplicationRecords:
        """Close the books: check that everything was written, work out the rates and make the annual returns.

        Raises LedgerError naming the first table, month, place and column that was never written.
        """
        for table in MONTHLY:
            array = self.arrays[table.name]
            missing = np.argwhere(np.isnan(array[:, :, list(table.written)]))
            if len(missing):
                month, place, column = (int(number) for number in missing[0])
                name = table.columns[table.written[column]].name
                where = f"{self.places[place].name} in month {month}"
                raise LedgerError(f"{table.name}: {name} of {where} was never written")
            measures.recompute(table.index, array)
        arrays = {"annual_return": self._annual_return(), **self.arrays, MONEY_YEAR.name: self._money_year()}
        budgets = {line: self._by_financial_year(spent) for line, spent in self._budgets.items()}
        return ReplicationRecords(replication, arrays, self._bands, seconds, budgets)

    def _money_year(self) -> Array:
        months = self.arrays[MONEY_MONTH.name].copy()
        months[..., : MONEY_MONTH.index["total_gbp"] + 1] *= self._discount[:, None, None]
        return self._by_financial_year(months)

    def _by_financial_year(self, months: Array) -> Array:
        _, first_months = np.unique(self.calendar.financial_years, return_index=True)
        years: Array = np.add.reduceat(months, first_months)
        return years

    def _annual_return(self) -> Array:
        years = self.calendar.horizon_years
        annual = np.full((years + 1, len(self.places), len(ANNUAL_RETURN.columns)), np.nan)
        annual[0] = self._start
        for position, column in enumerate(ANNUAL_RETURN.columns):
            if column.over_time == "recomputed":
                continue
            name = column.of_month or column.name
            source = next((table for table in OF_THE_YEAR if name in table.index), None)
            if source is None:
                continue
            months = self.arrays[source.name][:, :, source.index[name]]
            by_year = months.reshape(years, MONTHS_A_YEAR, len(self.places))
            if column.over_time == "last":
                annual[1:, :, position] = by_year[:, -1]
            elif column.over_time == "sum":
                annual[1:, :, position] = by_year.sum(axis=1)
            else:
                annual[1:, :, position] = by_year.mean(axis=1)
        annual *= self._counting
        measures.recompute(ANNUAL_RETURN.index, annual)
        return annual
