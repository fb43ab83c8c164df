"""One estimate of the calibration."""

from __future__ import annotations

from dataclasses import dataclass

NO_ERROR = float("nan")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimate: its value, its standard error (not a number where none is worked out) and how it was made.

    ``first_year`` and ``last_year`` are those of the figures it is made of, where these are not all censuses of the panel.
    """

    value: float
    standard_error: float
    method: str
    first_year: int | None = None
    last_year: int | None = None
