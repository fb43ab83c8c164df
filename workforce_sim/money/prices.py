"""Prices of a scenario by month, all at its price base, written out once for all its replications."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.clock import Calendar
from workforce_sim.config.prices import price_years

if TYPE_CHECKING:
    from workforce_sim.config.money import Money
    from workforce_sim.config.prices import Prices

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PriceBook:
    """The prices of every month simulated.

    ``by_name`` has an array of shape (months,) for each price, the mean over the days of the month, under its name in the
    section ``prices``; ``month_ends`` are days since the start. ``days`` is the length of each month, ``discount`` the
    factor on its costs in yearly accounts.
    """

    by_name: Mapping[str, Array]
    month_ends: tuple[int, ...]
    days: Array
    discount: Array

    def __getitem__(self, name: str) -> Array:
        return self.by_name[name]

    def on(self, name: str, day: int) -> float:
        """Give a price in the month of a day."""
        return float(self.by_name[name][bisect_left(self.month_ends, day)])


@lru_cache(maxsize=16)
def price_book(prices: Prices, money: Money, calendar: Calendar) -> PriceBook:
    """Write out the prices of a scenario by month, to be read only."""
    days = np.diff(np.array([0, *calendar.month_ends])).astype(np.float64)
    by_name = {}
    for name, price_year in price_years().items():
        by_name[name] = mean_by_month(getattr(prices, name).daily(calendar), calendar) * uprating(money, price_year)
    years = np.array(calendar.financial_years)
    rate = money.discount_rate_per_year if money.discounting else 0.0
    return PriceBook(MappingProxyType(by_name), calendar.month_ends, days, (1.0 + rate) ** -(years - years[0]).astype(np.float64))


def mean_by_month(daily: Array, calendar: Calendar) -> Array:
    """Give the mean over each month of a number a day, or of one number that always holds; shape (months,)."""
    if daily.shape[0] == 1:
        return np.full(len(calendar.month_ends), daily[0])
    days = np.diff(np.array([0, *calendar.month_ends])).astype(np.float64)
    total: Array = np.add.reduceat(daily[: calendar.month_ends[-1] + 1], np.array(calendar.month_begins))
    return total / days


def uprating(money: Money, price_year: int | None) -> float:
    """Give the factor from the prices of one financial year to the price base; 1 for a sum fixed in pounds."""
    if price_year is None:
        return 1.0
    return float((1.0 + money.uprating_per_year) ** (money.price_base_year - price_year))
