"""A difference in words: how much, which way, how sure, and what would settle it where nothing can be told."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workforce_sim.records.pounds import pounds
from workforce_sim.studies.paired import HIGHER, INDISTINGUISHABLE, LOWER

UNITS_OF_RATES = ("per cent", "cases per FTE", "moves per child")
"""What is higher or lower; everything else is more or fewer, or less where it is money."""

HARDLY_WORTH_IT = 100_000
ENOUGH_TO_GO_BY = 10
"""With fewer replications their spread may be off by half, and what is reckoned from it by far more."""

MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """One difference with its 95% interval and verdict, ready to be put in words."""

    verdict: str
    unit: str
    difference: float | None
    lower: float | None
    upper: float | None

    @property
    def is_known(self) -> bool:
        """Whether the verdict comes with an interval worth showing."""
        return self.verdict in (LOWER, HIGHER, INDISTINGUISHABLE)

    @property
    def size(self) -> str:
        """Say how much and which way without the unit, such as ``2.1 lower``; the verdict where nothing can be told."""
        return self._size("")

    @property
    def amount(self) -> str:
        """Say how much and which way, such as ``2.1 points lower``; the verdict where nothing can be told."""
        return self._size({"per cent": "points ", "pounds": ""}.get(self.unit, f"{self.unit} "))

    @property
    def interval(self) -> str:
        """Give the interval, such as ``(1.2 to 3.0)``, or ``(-0.4 to +0.9)`` where it covers zero."""
        if not self.is_known or self.lower is None or self.upper is None:
            return ""
        if self.verdict == INDISTINGUISHABLE:
            return f"(−{self._write(self.lower)} to +{self._write(self.upper)})"
        nearer, further = sorted((self.lower, self.upper), key=abs)
        return f"({self._write(nearer)} to {self._write(further)})"

    @property
    def decimals(self) -> int:
        """Decimals that the interval supports, and enough of them that what is not zero does not look like it."""
        if self.lower is None or self.upper is None or self.upper <= self.lower:
            return 1
        half_width = (self.upper - self.lower) / 2
        digits = 0 if half_width >= 10.0 else max(math.ceil(-math.log10(half_width)), 1)
        if self.verdict in (LOWER, HIGHER):
            nearer = min(abs(self.lower), abs(self.upper))
            while digits < MOST_DECIMALS and round(nearer, digits) == 0.0:
                digits += 1
        return min(digits, MOST_DECIMALS)

    def __str__(self) -> str:
        """Say it whole, such as ``2.1 points lower (1.2 to 3.0)``."""
        return f"{self.amount} {self.interval}".strip()

    @property
    def _ways(self) -> tuple[str, str]:
        if self.unit in UNITS_OF_RATES:
            return "lower", "higher"
        return ("less" if self.unit == "pounds" else "fewer"), "more"

    def _size(self, unit: str) -> str:
        if self.verdict not in (LOWER, HIGHER) or self.difference is None:
            return self.verdict
        return f"{self._write(self.difference)} {unit}{self._ways[self.verdict == HIGHER]}"

    def _write(self, value: float) -> str:
        if self.unit == "pounds":
            return pounds(abs(value))
        return f"{abs(value):,.{self.decimals}f}"


def settling(number: int | None, replications: int) -> str:
    """Say how many replications would settle it, going by those there were; None where no number would."""
    if replications < ENOUGH_TO_GO_BY:
        return f"{replications} replications are too few to say how many would settle it"
    if number is None or number > HARDLY_WORTH_IT:
        return f"more than {HARDLY_WORTH_IT:,} replications would be needed to settle it"
    return f"about {two_figures(number):,} replications would settle it"


def two_figures(number: int) -> int:
    """Round a number of replications up to two figures: it is an estimate."""
    step: int = 10 ** max(len(str(number)) - 2, 0)
    return -(-number // step) * step
