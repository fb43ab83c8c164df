"""How numbers look in a cell: commas for thousands, one decimal for percentages and FTE, pounds without pence.

The cell keeps every digit of the figure; only its looks are rounded, after the style that the Government Analysis Function
gives for numbers.
"""

from __future__ import annotations

MEASURE, NUMBER, SHARE, POUNDS, COUNT, YEAR = "measure", "number", "share", "pounds", "count", "year"
"""Ways to look: by the unit of the row, as it is, per cent of a share of one, money, a count, a year without a comma."""

WHOLE, ONE_DECIMAL, TWO_DECIMALS, IN_POUNDS = "#,##0", "#,##0.0", "#,##0.00", "£#,##0"
_BY_LOOK = {SHARE: "0.0%", POUNDS: IN_POUNDS, COUNT: WHOLE, YEAR: "0"}
_BY_UNIT = {
    "pounds": IN_POUNDS,
    "per cent": ONE_DECIMAL,
    "FTE": ONE_DECIMAL,
    "FTE years": ONE_DECIMAL,
    "cases per FTE": ONE_DECIMAL,
    "moves per child": TWO_DECIMALS,
}
SMALL_COUNT = 10.0
"""Below it a mean of counts is given with a decimal, because there half a child is not yet none."""


def number_format(look: str, value: float, unit: str = "") -> str:
    """Choose the number format of a cell: by its look, and by the unit of its row where the look is ``measure``."""
    if look == MEASURE and unit:
        is_small = abs(value) < SMALL_COUNT and value != round(value)
        return _BY_UNIT.get(unit, ONE_DECIMAL if is_small else WHOLE)
    if look in _BY_LOOK:
        return _BY_LOOK[look]
    if value == round(value):
        return WHOLE
    return TWO_DECIMALS if abs(value) >= 1.0 else "0.0000"
