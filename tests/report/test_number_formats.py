"""How numbers look in a workbook: by the unit of their row, or alike down a column."""

from __future__ import annotations

import pytest

from workforce_sim.report.workbook.number_formats import COUNT, MEASURE, NUMBER, POUNDS, SHARE, YEAR, number_formats

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("per cent", 14.23, "#,##0.0"),
        ("FTE", 1234.0, "#,##0.0"),
        ("pounds", 2_034_567.4, "£#,##0"),
        ("children", 1234.5, "#,##0"),
        ("children", 0.5, "#,##0.0"),
        ("children", 12.0, "#,##0"),
        ("moves per child", 0.5, "#,##0.00"),
    ],
)
def test_a_measure_looks_as_its_unit_asks(unit: str, value: float, shown: str) -> None:
    assert number_formats(MEASURE, [value], [unit]) == [shown]


@pytest.mark.parametrize(("look", "shown"), [(SHARE, "0.0%"), (POUNDS, "£#,##0"), (COUNT, "#,##0"), (YEAR, "0")])
def test_shares_money_counts_and_years_look_alike_whatever_their_value(look: str, shown: str) -> None:
    assert number_formats(look, [0.123, 2031], ["FTE", None]) == [shown, shown]


def test_numbers_without_a_unit_have_the_same_decimals_down_a_column() -> None:
    assert number_formats(NUMBER, [0.8, 1, 1.25], [None] * 3) == ["#,##0.00"] * 3
    assert number_formats(NUMBER, [1, 2, 3], [None] * 3) == ["#,##0"] * 3
    assert number_formats(NUMBER, [1 / 3, 0.5], [None] * 2) == ["#,##0.000"] * 2


def test_what_is_no_finite_number_has_no_look() -> None:
    assert number_formats(MEASURE, [None, float("nan"), float("inf"), True, "x"], ["FTE"] * 5) == [""] * 5
