"""Units: what a number counts, and between which bounds it makes sense, said once in the type of the parameter."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real
from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from workforce_sim.clock import financial_year
from workforce_sim.config.dated import Dated


class WrongValueError(ValueError):
    """Say what is wrong with a value, without its name: ``is -7; it must be 0 or more days``.

    ``path`` names the parameter when the fault lies elsewhere than in the value being read.
    """

    def __init__(self, text: str, path: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.path = path


def show(given: object) -> str:
    """Write a value the way its author would recognise it, short enough for one line."""
    if given is None:
        return "empty"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, str):
        return f'"{given}"' if len(given) <= 40 else f'"{given[:37]}..."'
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, list | tuple):
        return "a list"
    if isinstance(given, float):
        return f"{given:g}" if math.isfinite(given) else str(given)
    return str(given)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number counts: its unit, its bounds, and whether only whole numbers make sense.

    ``noun`` says whether the unit can follow a number in a sentence ("0 or more days") or not ("between 0 and 1").
    """

    unit: str
    at_least: float | None = None
    at_most: float | None = None
    whole: bool = False
    noun: bool = True

    def check(self, given: object) -> float:
        """Accept a finite number within the bounds; raise ``WrongValueError`` otherwise, also for true and false."""
        if isinstance(given, bool) or not isinstance(given, Real):
            raise WrongValueError(f"is {show(given)}; it must be {self._kind()}")
        value = float(given)
        if not math.isfinite(value):
            raise WrongValueError(f"is {show(value)}; it must be {self._kind()}")
        too_low = self.at_least is not None and value < self.at_least
        too_high = self.at_most is not None and value > self.at_most
        if too_low or too_high:
            raise WrongValueError(f"is {show(given)}; it must be {self.allowed()}")
        if self.whole and not value.is_integer():
            raise WrongValueError(f"is {show(given)}; it must be {self._kind()}")
        return value

    def allowed(self) -> str:
        """Say the bounds in words, such as ``0 or more days`` or ``between 0 and 1``."""
        unit = f" {self.unit}" if self.noun else ""
        if self.at_least is not None and self.at_most is not None:
            return f"between {self.at_least:.16g} and {self.at_most:.16g}{unit}"
        if self.at_least is not None:
            return f"{self.at_least:.16g} or more{unit}"
        if self.at_most is not None:
            return f"at most {self.at_most:.16g}{unit}"
        return f"any number{f' of{unit}' if self.noun else ''}"

    def _kind(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} ({self.allowed()})" if self.at_least is not None or self.at_most is not None else kind

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Write the unit's bounds into every number of a parameter's JSON Schema, so that editors can check them."""
        described = handler(schema)
        self._bound(described)
        return described

    def _bound(self, described: Any) -> None:
        if isinstance(described, list):
            for part in described:
                self._bound(part)
        if not isinstance(described, dict):
            return
        if described.get("type") in ("number", "integer"):
            described["type"] = "integer" if self.whole else "number"
            if self.at_least is not None:
                described["minimum"] = self.at_least
            if self.at_most is not None:
                described["maximum"] = self.at_most
        for part in described.values():
            self._bound(part)


@dataclass(frozen=True, slots=True)
class Price(Quantity):
    """A price in pounds: for what, and in the prices of which financial year (that of 1 April) it is given.

    ``price_year`` is None for a sum fixed in pounds, which no deflator changes.
    """

    price_year: int | None = None


def pounds(per: str, price_year: int | None = None) -> Price:
    """Make the unit of a price, such as pounds a week at 2023-24 prices."""
    year = f" at {financial_year(price_year)} prices" if price_year is not None else ""
    return Price(f"pounds {per}{year}", 0.0, price_year=price_year)


SHARE = Quantity("share", 0.0, 1.0, noun=False)
MOST_TIMES = 10.0
"""Ten times what is published is no longer a scenario but a slip, such as a percentage given as a multiple."""
PEOPLE_A_YEAR = Quantity("people a year", 0.0, 10_000.0)
"""More than start on every route in England together."""

Probability = Annotated[float, SHARE]
Share = Annotated[float, SHARE]
Days = Annotated[float, Quantity("days", 0.0)]
MeanDays = Annotated[float, Quantity("days", 1.0)]
WholeYears = Annotated[int, Quantity("years", 1, 50, whole=True)]
Years = Annotated[float, Quantity("years", 0.0)]
Months = Annotated[int, Quantity("months", 1, 120, whole=True)]
MonthsOrNone = Annotated[int, Quantity("months", 0, 120, whole=True)]
MonthOfYear = Annotated[int, Quantity("month of the year", 1, 12, whole=True, noun=False)]
CalendarYear = Annotated[int, Quantity("calendar year", 2000, 2100, whole=True, noun=False)]
Heads = Annotated[float, Quantity("people", 0.0)]
RelativeHazard = Annotated[float, Quantity("times the authority's own rate of leaving", 0.0, MOST_TIMES)]
TimesAYear = Annotated[float, Quantity("times a year", 0.0, 100.0)]
Occupancy = Annotated[float, Quantity("share", 0.01, 1.0, noun=False)]
Ratio = Annotated[float, Quantity("times", 0.0, MOST_TIMES)]
Cases = Annotated[float, Quantity("cases", 0.0)]
PerYear = Annotated[float, Quantity("per year", -0.5, 0.5, noun=False)]
Pounds = Annotated[float, Quantity("pounds", 0.0)]
PoundsOrNone = Annotated[float | None, Quantity("pounds", 0.0)]
Ratios = Annotated[tuple[float, ...], Quantity("times", 0.0, MOST_TIMES)]
Shares = Annotated[tuple[float, ...], SHARE]

DatedLevel = Annotated[Dated, Quantity("times the published level", 0.0, MOST_TIMES)]
DatedTimesUsual = Annotated[Dated, Quantity("times the usual number", 0.0, MOST_TIMES)]
DatedShare = Annotated[Dated, SHARE]
DatedChange = Annotated[Dated, Quantity("relative change", -1.0, 10.0, noun=False)]
DatedPriceChange = Annotated[Dated, Quantity("relative change", -0.9, 10.0, noun=False)]
DatedGrowth = Annotated[Dated, Quantity("per year", -0.5, 0.5, noun=False)]
DatedSwitch = Annotated[Dated, Quantity("0 or 1", 0.0, 1.0, whole=True, noun=False)]
DatedYearlyShare = Annotated[Dated, Quantity("share a year", 0.0, 1.0, noun=False)]
DatedHeadsPerYear = Annotated[Dated, PEOPLE_A_YEAR]
