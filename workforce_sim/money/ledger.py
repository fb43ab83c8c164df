"""The ledger: every cost is posted to one line and to the total, in whole pence, so that the sums are exact."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workforce_sim.errors import LedgerError

Pence = NDArray[np.int64]

LINES = (
    "social_workers",
    "agency",
    "recruitment",
    "training_and_apprenticeship",
    "other_safeguarding",
    "residential_care",
    "fostering",
    "looked_after_other",
    "care_leavers",
    "programmes",
    "grants",
)
"""What money is spent on, in the order of the columns of ``money_month``."""

LINE = {name: place for place, name in enumerate(LINES)}
PENCE = 100


def pence(pounds: NDArray[np.float64]) -> Pence:
    """Round pounds to whole pence."""
    return np.rint(pounds * PENCE).astype(np.int64)


class Ledger:
    """Keep what every authority spends in every month by line, and beside it the total of all that was posted.

    Amounts are whole pence (int64): England spends some 10^12 a year, so sums are exact whatever their order.
    """

    __slots__ = ("by_line", "places", "posted")

    def __init__(self, months: int, places: Sequence[str]) -> None:
        self.places = tuple(places)
        self.by_line: Pence = np.zeros((months, len(places), len(LINES)), dtype=np.int64)
        self.posted: Pence = np.zeros((months, len(places)), dtype=np.int64)

    def post(self, line: str, amount: Pence, month: int | slice = slice(None)) -> None:
        """Post pence to a line: an array of shape (months, places), or of (places,) for one month."""
        self.by_line[month, :, LINE[line]] += amount
        self.posted[month] += amount

    def of(self, line: str) -> Pence:
        """Give what was posted to a line; shape (months, places)."""
        return self.by_line[..., LINE[line]]

    def check(self) -> None:
        """Raise LedgerError naming the first month and place whose lines are not what was posted, or in which one is negative."""
        for wrong, what in (
            (self.by_line.sum(axis=-1) != self.posted, "the lines do not add up to what was posted"),
            ((self.by_line < 0).any(axis=-1), "a line is below nought"),
        ):
            if wrong.any():
                month, place = (int(number) for number in np.argwhere(wrong)[0])
                raise LedgerError(f"pounds of {self.places[place]} in month {month}: {what}")
