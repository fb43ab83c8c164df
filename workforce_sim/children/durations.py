"""How long each stage of work with a child lasts: national shapes, as published, scaled to a mean of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_sim.config.cases import (
    ASSESSMENT_EDGES_WORKING_DAYS,
    CARE_EDGES_DAYS,
    NEED_EDGES_DAYS,
)
from workforce_sim.randomness import distributions
from workforce_sim.randomness.distributions import Real

if TYPE_CHECKING:
    from workforce_sim.config.cases import Cases

CALENDAR_DAYS_A_WORKING_DAY = 1.4
"""Seven days a week over five; public holidays are ignored."""


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Durations at each 1024th of their distribution, in means, by stage; each of shape (1025,).

    Two are the same only when they are one object, which the same bands always give.
    """

    assessment: Real
    need: Real
    plan: Real
    care: Real
    uasc: Real
    """Even: unaccompanied children come at 16 or 17, mostly, and leave at 18 (an assumption without a source)."""
    care_leaver: Real
    """Fixed: support ends at an age."""
    assessment_days: float
    """Mean calendar days of an assessment, from the published bands."""


def shapes_of(cases: Cases) -> Shapes:
    """Turn the bands of a scenario into shapes."""
    return _shapes(cases.assessment_bands, cases.need_bands, cases.plan_bands, cases.care_bands)


@lru_cache(maxsize=8)
def _shapes(
    assessment: tuple[float, ...], need: tuple[float, ...], plan: tuple[float, ...], care: tuple[float, ...]
) -> Shapes:
    return Shapes(
        assessment=distributions.from_bands(assessment, ASSESSMENT_EDGES_WORKING_DAYS),
        need=distributions.from_bands(need, NEED_EDGES_DAYS),
        plan=distributions.from_bands(plan, NEED_EDGES_DAYS),
        care=distributions.from_bands(care, CARE_EDGES_DAYS),
        uasc=distributions.even(),
        care_leaver=distributions.fixed(),
        assessment_days=CALENDAR_DAYS_A_WORKING_DAY * _mean_of_bands(assessment, ASSESSMENT_EDGES_WORKING_DAYS),
    )


def _mean_of_bands(shares: tuple[float, ...], edges: tuple[float, ...]) -> float:
    middles = [(low + high) / 2.0 for low, high in pairwise(edges)]
    return sum(share * middle for share, middle in zip(shares, middles, strict=True)) / sum(shares)
