"""What is written down, and how months become annual returns."""

from __future__ import annotations

import datetime as dt
import pickle

import numpy as np
import pytest

from workforce_sim.clock import Calendar
from workforce_sim.errors import LedgerError, UserError
from workforce_sim.records.recorder import Place, Recorder
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_MONTH, MONEY_MONTH, MONEY_YEAR, MONTHLY, TABLES, WORKFORCE_MONTH

pytestmark = pytest.mark.unit

HERE = Place("E10000024", "891", "Nottinghamshire", "E12000004", "East Midlands")
THERE = Place("E06000018", "892", "Nottingham", "E12000004", "East Midlands")


def recorder_with(value: float, years: int = 2) -> Recorder:
    recorder = Recorder(Calendar(dt.date(2025, 9, 30), years), (HERE, THERE))
    for table in MONTHLY:
        recorder.arrays[table.name][:] = value
    return recorder


def test_a_year_has_the_flows_of_its_twelve_months_and_the_stocks_of_its_september() -> None:
    recorder = recorder_with(1.0)
    for month in range(24):
        row = recorder.row("workforce_month", month, 0)
        row[WORKFORCE_MONTH.index["inpost_fte"]] = 100.0 + month
        row[WORKFORCE_MONTH.index["leavers_fte"]] = month
    annual = recorder.finish(1, 0.0).arrays["annual_return"]
    index = ANNUAL_RETURN.index
    assert annual[1, 0, index["inpost_fte"]] == 111.0  # September 2026 is the twelfth month
    assert annual[2, 0, index["inpost_fte"]] == 123.0
    assert annual[1, 0, index["leavers_fte"]] == sum(range(12))
    assert annual[2, 0, index["leavers_fte"]] == sum(range(12, 24))
    assert annual[2, 0, index["turnover_rate_fte"]] == pytest.approx(100 * sum(range(12, 24)) / 123)


def test_a_census_counts_as_it_does_and_the_months_stay_as_they_were() -> None:
    recorder = recorder_with(30.0)
    recorder.write_start(0, {"cases": 50.0, "case_holders_fte": 5.0})
    recorder.write_counting(0, {"cases": np.array([1.0, 1.2, 0.9]), "case_holders_fte": np.array([1.0, 0.8, 1.0])})
    arrays = recorder.finish(1, 0.0).arrays
    annual, index = arrays["annual_return"], ANNUAL_RETURN.index
    assert annual[:, 0, index["cases"]] == pytest.approx([50.0, 36.0, 27.0])
    assert annual[:, 0, index["case_holders_fte"]] == pytest.approx([5.0, 24.0, 30.0])
    assert annual[:, 0, index["caseload_fte"]] == pytest.approx([10.0, 1.5, 0.9])
    assert (annual[1:, 1, index["cases"]] == 30.0).all(), "the other place counts as it is"
    assert (annual[1:, 0, index["inpost_fte"]] == 30.0).all(), "people are not counted otherwise"
    assert (arrays["workforce_month"][:, 0, WORKFORCE_MONTH.index["cases"]] == 30.0).all()


def test_a_census_year_has_what_its_twelve_months_spent_whatever_yearly_accounts_discount() -> None:
    recorder = recorder_with(1.0)
    spent = np.ones((24, 2, len(MONEY_MONTH.columns)))
    spent[:, 0, MONEY_MONTH.index["agency_gbp"]] = np.arange(24.0)
    recorder.write_money(spent, np.where(np.arange(24) < 6, 1.0, 0.5))  # full until March 2026, then half
    recorder.write_start(0, {"inpost_fte": 400.0})
    arrays = recorder.finish(1, 0.0).arrays
    agency = arrays["annual_return"][:, 0, ANNUAL_RETURN.index["agency_census_year_gbp"]]
    assert np.isnan(agency[0]), "what was spent before the start is not known"
    assert agency[1:].tolist() == [sum(range(12)), sum(range(12, 24))]
    yearly = arrays["money_year"][:, 0, MONEY_YEAR.index["agency_gbp"]]
    assert yearly.tolist() == [sum(range(6)), 0.5 * sum(range(6, 18)), 0.5 * sum(range(18, 24))]


def test_absence_is_averaged_over_the_year() -> None:
    recorder = recorder_with(100.0)
    for month in range(24):
        recorder.row("workforce_month", month, 0)[WORKFORCE_MONTH.index["absent_fte"]] = 6.0 if month % 2 else 0.0
    annual = recorder.finish(1, 0.0).arrays["annual_return"]
    assert annual[1, 0, ANNUAL_RETURN.index["absence_rate_fte"]] == pytest.approx(3.0)


def test_the_start_census_keeps_what_was_published_and_leaves_the_rest_unknown() -> None:
    recorder = recorder_with(1.0)
    recorder.write_start(0, {"inpost_fte": 457.6, "vacancy_fte": 40.0, "absence_rate_fte": 3.5})
    start = recorder.finish(1, 0.0).arrays["annual_return"][0, 0]
    assert start[ANNUAL_RETURN.index["inpost_fte"]] == 457.6
    assert start[ANNUAL_RETURN.index["vacancy_rate_fte"]] == pytest.approx(100 * 40.0 / 497.6)
    assert start[ANNUAL_RETURN.index["absence_rate_fte"]] == pytest.approx(3.5)
    assert np.isnan(start[ANNUAL_RETURN.index["leavers_fte"]])


def test_a_month_that_was_never_written_is_found() -> None:
    recorder = recorder_with(1.0)
    recorder.row("workforce_month", 7, 1)[WORKFORCE_MONTH.index["promotions"]] = np.nan
    with pytest.raises(LedgerError, match="promotions of Nottingham in month 7 was never written"):
        recorder.finish(1, 0.0)


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(KeyError):
        recorder_with(1.0).write_start(0, {"inpost": 1.0})


def test_a_month_is_written_in_the_order_of_the_columns_from_a_list_or_an_array() -> None:
    row = np.arange(float(len(CHILDREN_MONTH.columns)))
    recorder = recorder_with(0.0)
    recorder.write("children_month", 0, 0, row.tolist())
    recorder.write("children_month", 0, 1, row)
    for place in (0, 1):
        assert np.array_equal(recorder.row("children_month", 0, place), row)


def test_a_start_within_a_month_is_refused_with_one_that_would_do() -> None:
    with pytest.raises(UserError, match="start is 2025-09-15; it must be the last day of a month, as 2025-09-30 is"):
        Recorder(Calendar(dt.date(2025, 9, 15), 1), (HERE,))


def test_records_can_be_sent_between_processes() -> None:
    records = recorder_with(1.0).finish(3, 0.5)
    again = pickle.loads(pickle.dumps(records))
    assert again.replication == 3
    assert np.array_equal(again.arrays["annual_return"], records.arrays["annual_return"], equal_nan=True)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_column_says_what_it_is_and_no_name_comes_twice(table: object) -> None:
    columns = getattr(table, "columns")  # noqa: B009 - any table
    assert len({column.name for column in columns}) == len(columns)
    assert all(column.unit and column.meaning for column in columns)


def test_every_annual_column_comes_from_the_months_in_the_same_way() -> None:
    monthly = {column.name: column for table in reversed(MONTHLY) for column in table.columns}
    for column in ANNUAL_RETURN.columns:
        if column.over_time != "recomputed":
            assert monthly[column.of_month or column.name].over_time == column.over_time, column.name
