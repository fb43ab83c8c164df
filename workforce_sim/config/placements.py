"""Placements: how often looked-after children move, and how many places there are beside those that are filled."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CARE_ENDED, CHILDREN_LOOKED_AFTER, KINSHIP_CARE, STABILITY
from workforce_sim.config.units import (
    MOST_TIMES,
    DatedLevel,
    DatedTimesUsual,
    Occupancy,
    Quantity,
    Share,
    Shares,
    TimesAYear,
)

NOT_FOUND = "No published figure found"


class Placements(Section):
    """Where looked-after children live: each authority's own published numbers by kind, moves between, room for more."""

    moves_per_year: TimesAYear = parameter(
        0.53,
        meaning="Moves of a looked-after child from one placement to another, a year",
        reliability="amber",
        low=0.3,
        high=0.8,
        source=STABILITY,
        year=2025,
        reason="10% had three or more placements in the year, 9 to 11% since 2021; with moves of all children at one rate,"
        " two or more in a year for 10% is 0.53",
    )
    moves_within_kind_share: Share = parameter(
        0.6,
        meaning="Share of moves to another place of the same kind; the others are drawn afresh from all kinds",
        reliability="red",
        low=0.3,
        high=0.9,
        reason=NOT_FOUND,
    )
    need_shares: Shares = parameter(
        (0.55, 0.3, 0.15),
        meaning="Shares of children of lower, middle and high need among those who come into care, whatever their age",
        reliability="red",
        low=0.05,
        high=0.7,
        reason="No figure on need, disability or complexity by placement was found; England's children's homes hold 11.6% of"
        " looked-after children, and one placement in fifty cost £10,000 a week and more in 2022-23 (Local Government"
        " Association), so that high need is few",
    )
    kinship_level: DatedLevel = parameter(
        1.0,
        meaning="Chance that a child who is placed goes to relatives or friends, as a multiple of each authority's own",
        reliability="amber",
        low=0.8,
        high=1.5,
        source=KINSHIP_CARE,
        year="2019 to 2023",
        reason="1 is the published number itself; England's share of foster placements rose from 19% to 23% in four years",
    )
    special_guardianship_level: Annotated[Dated, Quantity("times the published level", 1.0, MOST_TIMES)] = parameter(
        1.0,
        meaning="Endings of care by special guardianship, as a multiple of each authority's own: further ones are of children"
        " under 16 with kinship foster carers",
        reliability="amber",
        low=1.0,
        high=1.2,
        source=CARE_ENDED,
        year="2021 to 2025",
        reason="1 is the published number itself; England's rose from 3,820 to 4,110, by 8% in four years. What support of kin"
        " adds to it was not found",
    )
    supported_accommodation_level: DatedTimesUsual = parameter(
        1.0,
        meaning="Places in supported accommodation, as a multiple of those there are at the start",
        reliability="amber",
        low=0.8,
        high=1.3,
        source=CHILDREN_LOOKED_AFTER,
        year=2025,
        reason="1 is as many as the published children need; England's were 6,070 in 2021 and 7,520 in 2025",
    )
    supported_accommodation_occupancy: Occupancy = parameter(
        0.85,
        meaning="Share of the places in supported accommodation that are filled at the start",
        reliability="red",
        low=0.75,
        high=0.95,
        reason=NOT_FOUND,
    )
    spare_places_deviations: Annotated[float, Quantity("standard deviations", 0.0, 10.0)] = parameter(
        2.0,
        meaning="Least room beyond the places filled at the start, in square roots of their number",
        reliability="red",
        low=1.0,
        high=3.0,
        reason="The number of children of one kind moves by about its square root; small authorities use their"
        " neighbours' places, which the published vacancy share of England does not show",
    )
