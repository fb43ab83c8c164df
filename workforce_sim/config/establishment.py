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
    growth_response_to_vacancies: Annotated[float, Quantity("growth per unit of vacancy rate", -1.0, 0.0)] = parameter(
        -0.2,
        meaning="How much less posts grow a year where the vacancy rate is above England's at the start: -0.1 is one"
        " point less growth for ten points more vacancies",
        reliability="amber",
        low=-0.31,
        high=0.0,
        source=WORKFORCE,
        year="2017 to 2025",
        reason="Midway between two regressions of yearly growth of posts on the vacancy rate, 1,173 authority-years:"
        " -0.105 (standard error 0.023) over all, -0.31 (0.038) within authorities, where noise exaggerates",
    )
    authority_year_spread: Annotated[float, Quantity("standard deviation of yearly growth", 0.0, 0.5)] = parameter(
        0.06,
        meaning="How far one authority's growth of posts in one year lies from the rate, as a standard deviation",
        reliability="amber",
        low=0.03,
        high=0.08,
        source=WORKFORCE,
        year="2017 to 2025",
        reason="An authority's posts wander: against England's, by 6.6, 9.3, 11.0 and 12.8% over 1 to 4 years (from the middle"
        " half of 711 to 1,160 spans), which is 0.063 a year and little error of counting",
    )
    part_time_reduction_hours: Annotated[int, Quantity("hours a week", 1, 36, whole=True)] = parameter(
        15,
        meaning="Hours a week, about, by which a part-timer at the start works less than full time",
        reliability="red",
        low=7,
        high=22,
        reason="Full-time equivalents and heads are published, the hours of part-timers are not",
    )
    target_caseload: Annotated[float | None, Quantity("cases", 1.0, 100.0)] = parameter(
        None,
        meaning="Cases a full-time holder should have; when given, posts follow demand, not growth_per_year",
        reliability="red",
        low=12.0,
        high=20.0,
        reason="Empty: no authority's target is published; England's average was 15.2 in 2025",
    )
