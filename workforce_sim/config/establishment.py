"""Establishment: the posts an authority funds, filled or vacant."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CALIBRATED, WORKFORCE
from workforce_sim.config.units import DatedGrowth, Quantity, Share


class Establishment(Section):
    """How many posts there are: growing at a rate, or following the number of cases."""

    growth_per_year: DatedGrowth = parameter(
        0.0261,
        meaning="Growth of funded posts, in post and vacant together; 0.02 is two in a hundred more posts each year",
        reliability="amber",
        low=0.0,
        high=0.04,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    growth_response_to_vacancies: Annotated[float, Quantity("growth per unit of vacancy rate", -1.0, 0.0)] = parameter(
        -0.348,
        meaning="How much less posts grow a year where the vacancy rate is above the authority's usual one: -0.1 is one"
        " point less growth for ten points more vacancies",
        reliability="amber",
        low=-0.5,
        high=0.0,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    national_spread: Annotated[float, Quantity("standard deviation of yearly growth", 0.0, 0.5)] = parameter(
        0.0106,
        meaning="How far England's growth of posts in one year lies from the rate, as a standard deviation",
        reliability="amber",
        low=0.005,
        high=0.02,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    authority_year_spread: Annotated[float, Quantity("standard deviation of yearly growth", 0.0, 0.5)] = parameter(
        0.0783,
        meaning="How far one authority's growth of posts in one year lies from the rate, as a standard deviation",
        reliability="amber",
        low=0.03,
        high=0.1,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    growth_standard_error: Annotated[float, Quantity("growth per year", 0.0, 0.2)] = parameter(
        0.00544,
        meaning="Standard error of the growth of posts: how far the usual rate itself is unknown",
        reliability="amber",
        low=0.002,
        high=0.008,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    moves_with_people: Share = parameter(
        0.505,
        meaning="Part of a year's unusual starters and reclassified staff that comes with posts of their own, by chance",
        reliability="amber",
        low=0.35,
        high=0.8,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
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
