"""The published series, and the published rates recomputed from the published counts."""

from __future__ import annotations

import polars as pl
import pytest

from workforce_sim.figures.history import MEASURES, published

pytestmark = pytest.mark.unit

RATES = {
    "turnover_rate_fte": ("leavers_fte", ("inpost_fte",), 100.0),
    "turnover_rate_headcount": ("leavers_headcount", ("inpost_headcount",), 100.0),
    "vacancy_rate_fte": ("vacancy_fte", ("vacancy_fte", "inpost_fte"), 100.0),
    "agency_rate_fte": ("agency_fte", ("agency_fte", "inpost_fte"), 100.0),
    "agency_rate_headcount": ("agency_headcount", ("agency_headcount", "inpost_headcount"), 100.0),
    "caseload_fte": ("cases", ("case_holders_fte",), 1.0),
}
"""Published rate: numerator, denominator (summed) and scale, by the department's definitions."""

EXCEPTIONS = {
    # A total whose members did not all return the numerator: the department leaves their staff out of the denominator.
    ("turnover_rate_fte", 2022, "North East", ""),  # Gateshead's leavers u
    ("turnover_rate_fte", 2022, "", "England"),
    ("turnover_rate_fte", 2024, "North East", ""),
    ("turnover_rate_fte", 2024, "", "England"),
    ("turnover_rate_headcount", 2022, "North East", ""),
    ("turnover_rate_headcount", 2022, "", "England"),
    ("agency_rate_fte", 2023, "Outer London", ""),
    ("agency_rate_fte", 2023, "London", ""),
    ("agency_rate_fte", 2023, "", "England"),
    ("agency_rate_fte", 2024, "West Midlands", ""),  # Birmingham's agency workers u
    ("agency_rate_fte", 2024, "", "England"),
    ("agency_rate_headcount", 2024, "West Midlands", ""),
    ("agency_rate_headcount", 2024, "", "England"),
}
"""Every row that does not recompute from the counts beside it, with the reason."""


@pytest.mark.parametrize("rate", RATES)
def test_published_rates_are_the_published_counts_divided_as_defined(rate: str) -> None:
    numerator, parts, scale = RATES[rate]
    rows = published().drop_nulls([rate, numerator, *parts])
    over = pl.sum_horizontal(*parts)
    exact = scale * pl.col(numerator) / over
    # Rounding: 0.05 of the rate itself, and 0.05 of every count in FTE (half a unit in the last place published).
    slack = 0.051 + scale * 0.05 / over + exact * 0.05 * len(parts) / over
    wrong = rows.filter(over > 0).filter((exact - pl.col(rate)).abs() > slack)
    found = {(rate, *key) for key in wrong.select("time_period", "region_name", "la_name").iter_rows()}
    assert rows.height > 1_400
    assert found <= EXCEPTIONS, f"does not recompute: {sorted(found - EXCEPTIONS)}"
    assert {key for key in EXCEPTIONS if key[0] == rate} == found, "an exception that recomputes is no exception"


def test_england_has_nine_censuses_in_order() -> None:
    rows = published("National")
    assert rows["time_period"].to_list() == list(range(2017, 2026))
    assert rows["inpost_fte"].to_list()[-1] == 36186.3
    assert rows.columns[6:] == list(MEASURES)


def test_an_authoritys_history_is_found_under_any_of_its_codes() -> None:
    assert published("Local authority", "E08000016").equals(published("Local authority", "E08000038"))
    assert published("Local authority", "E10000021")["cases"].to_list()[0] == 4261.0
    assert published("Regional", "E12000004")["region_name"].unique().to_list() == ["East Midlands"]


def test_a_code_without_figures_has_an_empty_history_with_the_same_columns() -> None:
    empty = published("Local authority", "E99999999")
    assert empty.is_empty()
    assert empty.columns == published("National").columns
