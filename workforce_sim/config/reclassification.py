"""Reclassification: who comes into the count of social workers or falls out of it without starting or leaving."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CALIBRATED, WORKFORCE
from workforce_sim.config.units import Quantity, Ratio


class Reclassification(Section):
    """What starters and leavers leave unexplained of the change in post: hours, posts recoded, late returns.

    The census does not balance. In post at one census, plus starters, less leavers, misses in post at the next by one or
    two in a hundred in England and by several in an authority, more where published starters and leavers differ most.
    """

    level: Ratio = parameter(
        1.0,
        meaning="Usual reclassification as a multiple of each authority's own, which makes its past starters and leavers"
        " agree with England's growth in post; 0 leaves the usual out, not the swings",
        reliability="amber",
        low=0.5,
        high=1.0,
        source=WORKFORCE,
        year="2017 to 2025",
        reason="1 closes the count; without it in-post forecasts of authorities are a tenth worse",
    )
    response_to_vacancies: Annotated[float, Quantity("share of in post per unit of vacancy rate", 0.0, 1.0)] = parameter(
        0.0312,
        meaning="Share of in post that comes into the count a year where the vacancy rate is above the usual one",
        reliability="amber",
        low=0.0,
        high=0.1,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    national_spread: Annotated[float, Quantity("standard deviation of the share a year", 0.0, 0.5)] = parameter(
        0.00886,
        meaning="How far England's reclassification in one year lies from the usual, as a standard deviation",
        reliability="amber",
        low=0.005,
        high=0.015,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    standard_error: Annotated[float, Quantity("share of in post a year", 0.0, 0.2)] = parameter(
        0.00454,
        meaning="Standard error of England's usual reclassification: how far the rate itself is unknown",
        reliability="amber",
        low=0.002,
        high=0.008,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    authority_year_spread: Annotated[float, Quantity("standard deviation of the share a year", 0.0, 0.5)] = parameter(
        0.05,
        meaning="How far an authority's reclassification in one year lies from the usual, as a standard deviation",
        reliability="amber",
        low=0.03,
        high=0.07,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
