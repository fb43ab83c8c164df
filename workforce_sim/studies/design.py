"""Designs: which values of the varied parameters make the points of a study."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.studies.questions.sweep import Sweep

Point = tuple[Any, ...]
"""One value for each varied parameter, as a scenario file would write it, in the order of the study."""


def count_points(sweep: Sweep) -> int:
    """Say how many points a design has, without making them."""
    if sweep.points is not None:
        return sweep.points
    if sweep.design == "list":
        return len(sweep.vary[0].values)
    count = 1
    for varied in sweep.vary:
        count *= len(varied.values)
    return count


def points(sweep: Sweep) -> Iterator[Point]:
    """Give the points of a design one by one, always in the same order; the last parameter of a grid changes fastest.

    Latin hypercube: McKay, Beckman and Conover, Technometrics 21, 1979. Sobol: scrambled after Owen (1998). Both by
    ``scipy.stats.qmc``, seeded by the study's seed.
    """
    if sweep.design == "grid":
        yield from product(*(varied.values for varied in sweep.vary))
        return
    if sweep.design == "list":
        yield from zip(*(varied.values for varied in sweep.vary), strict=True)
        return
    from scipy.stats import qmc

    sampler_kind = qmc.LatinHypercube if sweep.design == "latin_hypercube" else qmc.Sobol
    sampler = sampler_kind(d=len(sweep.vary), rng=sweep.seed)
    for row in sampler.random(count_points(sweep)):
        yield tuple(varied.within(float(share)) for varied, share in zip(sweep.vary, row, strict=True))


def scenario_at(sweep: Sweep, number: int, point: Point) -> Scenario:
    """Give the scenario of a point; raises ``UserError`` that names the point where its values do not fit together."""
    settings = {varied.name: varied.setting(value) for varied, value in zip(sweep.vary, point, strict=True)}
    try:
        return sweep.base.with_values(settings)
    except UserError as error:
        where = ", ".join(f"{name} {value}" for name, value in settings.items())
        raise UserError(f"point {number} of the design ({where}): {error}") from None
