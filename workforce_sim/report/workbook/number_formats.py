"""How numbers look in a cell: commas for thousands, one decimal for percentages and FTE, pounds without pence.

The cell keeps every digit of the figure; only its looks are rounded, after the style that the Government Analysis Function
gives for numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TypeGuard

from workforce_sim.report.numbers import SMALL

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
MOST_DECIMALS, FEWER_DECIMALS, LARGE = 3, 2, 10.0
"""Of numbers without a unit: as many as show them, but no more than these; fewer where one of them is large."""


def number_formats(look: str, values: Sequence[object], units: Sequence[str | None]) -> list[str]:
    """Choose the number format of each cell of a column, empty for what is no finite number.

    Where the look is ``measure`` the unit of the row decides; of numbers without a unit all have the same decimals, so
    that the column can be read down.
    """
    numbers = [value for value in values if _is_number(value)]
    own = _BY_LOOK.get(look) or _plain(numbers)
    return [
        "" if not _is_number(value) else _of_measure(value, unit) if look == MEASURE and unit else own
        for value, unit in zip(values, units, strict=True)
    ]


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _of_measure(value: float, unit: str) -> str:
    """A mean of counts has a decimal below a hundred, as on pages, unless it is a whole number of them."""
    return _BY_UNIT.get(unit, ONE_DECIMAL if abs(value) < SMALL and value != round(value) else WHOLE)


def _plain(numbers: Sequence[float]) -> str:
    most = FEWER_DECIMALS if any(abs(number) >= LARGE for number in numbers) else MOST_DECIMALS
    needed = next((places for places in range(most) if all(round(number, places) == number for number in numbers)), most)
    return WHOLE + ("." + "0" * needed if needed else "")
