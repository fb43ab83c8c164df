"""Establishment: the posts an authority funds, filled or vacant."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import WORKFORCE
from workforce_sim.config.units import DatedGrowth, Quantity


class Establishment(Section):
    """How many posts there are: growing at a rate, or following the number of cases."""

    growth_per_year: DatedGrowth = parameter(
        0.0215,
        meaning="Growth of funded posts, in post and vacant together; 0.02 is two in a hundred more posts each year",
        reliability="amber",
        low=0.0,
        high=0.04,
        source=WORKFORCE,
        year="2022 to 2025",
        reason="England's posts and vacancies grew from 39,547 to 42,152 full-time equivalents in three years",
    )
    target_caseload: Annotated[float | None, Quantity("cases", 1.0, 100.0)] = parameter(
        None,
        meaning="Cases a full-time holder should have; when given, posts follow demand, not growth_per_year",
        reliability="red",
        low=12.0,
        high=20.0,
        reason="Empty: no authority's target is published; England's average was 15.2 in 2025",
    )
