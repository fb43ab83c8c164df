"""One line of the benchmark table: a job, what was measured, and what was promised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """Say what one job took, beside its target and the figure to reach for.

    All three are in ``unit``. ``more_is_better`` holds for speeds and ratios, not for times and memory. ``detail``
    tells in a few words how it was measured.
    """

    job: str
    measured: float
    target: float
    reach: float
    unit: str
    detail: str
    more_is_better: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.measured >= self.target if self.more_is_better else self.measured <= self.target

    def shown(self, value: float) -> str:
        """Write a figure with its unit: three digits, thousands separated."""
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
        return f"{value:,.{digits}f} {self.unit}"
