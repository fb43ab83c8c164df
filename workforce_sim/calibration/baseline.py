"""The baseline: what a scenario is told where its file says nothing and the calibration knows."""

from __future__ import annotations

from typing import Any

from workforce_sim.calibration.england import england_estimates
from workforce_sim.config.catalogue import parameters

DIGITS = 3
"""Significant digits of a calibrated default: none is known better than to a hundredth of itself."""


def calibrated_values(census_year: int) -> dict[str, Any]:
    """Give the calibrated defaults of a start at a census, as a scenario file would: by section and name."""
    values: dict[str, Any] = {}
    for name, value in calibrated_parameters(census_year).items():
        section, _, parameter = name.partition(".")
        values.setdefault(section, {})[parameter] = value
    return values


def calibrated_parameters(census_year: int) -> dict[str, float]:
    """Give the same by dotted name, rounded; estimates that are no parameters of a scenario are left out."""
    declared = parameters()
    return {
        name: float(f"{estimate.value:.{DIGITS}g}")
        for name, estimate in england_estimates(census_year).items()
        if name in declared
    }
