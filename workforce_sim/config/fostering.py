"""Fostering: how many households an authority has, who joins, who gives up, and what may change that."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import FOSTERING_2022, FOSTERING_2024, FOSTERING_2025, NATIONAL_MINIMUM_ALLOWANCE
from workforce_sim.config.units import DatedPriceChange, DatedTimesUsual, MonthsOrNone, Occupancy, Probability, Quantity, Share

PUBLISHED_APPROVED_SHARE = 0.029
"""Of enquiries in England, those that end in approval: 4,035 of 138,075 in 2021-22 (Ofsted)."""

DatedPoundsPerYear = Annotated[Dated, Quantity("GBP a year", 0.0, 1e9)]
Elasticity = Annotated[float, Quantity("per cent for a per cent", -5.0, 5.0)]


class Fostering(Section):
    """Mainstream households of the authority's own; in the unchanged world approvals replace those who give up.

    Published approvals fall short of that: 9.3% of households against 11.1% who leave. For the decline to go on, set
    ``fostering.approvals_level`` to 0.84 (scenario ``fostering_as_observed``). The default is 1, because the published
    numbers of children by kind of placement are to stay in a world without change.
    """

    approvals_level: DatedTimesUsual = parameter(
        1.0,
        meaning="Households approved, as a multiple of those who leave in a usual year; 1 keeps the number steady",
        reliability="amber",
        low=0.84,
        high=1.3,
        source=FOSTERING_2024,
        year="2023-24",
        reason="Observed: 4,055 joined and 4,820 left, 0.84; 1 so that an unchanged world stays as published",
    )
    enquiries_level: DatedTimesUsual = parameter(
        1.0,
        meaning="Enquiries about fostering, as a multiple of the usual number; approvals follow after the time they take",
        reliability="amber",
        low=0.8,
        high=1.3,
        source=FOSTERING_2022,
        year="2021-22",
        reason="1 is the usual number; England had 138,075 enquiries, and 150,000 are quoted for a later year",
    )
    approved_share: Probability = parameter(
        PUBLISHED_APPROVED_SHARE,
        meaning="Share of enquiries that end in the approval of a household",
        reliability="amber",
        low=0.025,
        high=0.049,
        source=FOSTERING_2022,
        year="2021-22",
        reason="4,035 approvals of 138,075 enquiries, of which 6% applied; 4.9% by another count, in carers",
    )
    approval_months: MonthsOrNone = parameter(
        6,
        meaning="Months from an enquiry to approval, and from money spent or allowances raised to what comes of it",
        reliability="red",
        low=4,
        high=12,
        reason="No published figure found",
    )
    leaving_per_year: Probability = parameter(
        0.111,
        meaning="Households that give up fostering in a usual year, as a share of those there are",
        reliability="amber",
        low=0.095,
        high=0.125,
        source=FOSTERING_2024,
        year="2023-24",
        reason="4,820 of the households there were when the year began; agencies' households are counted as well",
    )
    leaving_level: DatedTimesUsual = parameter(
        1.0,
        meaning="Households that give up fostering, as a multiple of the usual share",
        reliability="amber",
        low=0.7,
        high=1.15,
        source=FOSTERING_2022,
        year="2021-22",
        reason="1 is the usual share; 5,435 left in 2021-22 against 4,820 in 2023-24",
    )
    places_per_household: Annotated[float, Quantity("places a household", 1.0, 5.0)] = parameter(
        2.09,
        meaning="Approved places of a mainstream household",
        reliability="amber",
        low=1.8,
        high=2.3,
        source=FOSTERING_2025,
        year=2025,
        reason="69,825 places in 33,435 households, agencies' included",
    )
    filled_share: Occupancy = parameter(
        0.6,
        meaning="Share of approved mainstream places that are filled",
        reliability="amber",
        low=0.55,
        high=0.65,
        source=FOSTERING_2025,
        year=2025,
        reason="42,015 of 69,825, agencies' included",
    )
    vacant_share: Share = parameter(
        0.16,
        meaning="Share of approved mainstream places that are empty and could be filled; the rest is not available",
        reliability="amber",
        low=0.1,
        high=0.2,
        source=FOSTERING_2024,
        year=2024,
        reason="England, agencies included",
    )
    children_follow_places: Share = parameter(
        1.0,
        meaning="How far children placed in-house follow the number of in-house places, each time a child is placed afresh",
        reliability="red",
        low=0.0,
        high=1.0,
        reason="At 1 the share of places that are filled stays as it is; at 0 further places stay empty until others are full."
        " No published figure found",
    )
    children_from_homes_share: Share = parameter(
        0.1,
        meaning="Of the children whom further in-house places take, those who would have gone to a children's home",
        reliability="red",
        low=0.0,
        high=0.3,
        reason="The others would have gone to foster carers of an agency. No published figure found",
    )
    agency_vacant_share: Annotated[float, Quantity("share", 0.0, 0.9, noun=False)] = parameter(
        0.15,
        meaning="Share of the places of fostering agencies in use or empty that are empty",
        reliability="red",
        low=0.05,
        high=0.25,
        reason="Not published for agencies alone",
    )
    agency_places_level: DatedTimesUsual = parameter(
        1.0,
        meaning="Places of fostering agencies, as a multiple of those there are at the start",
        reliability="red",
        low=0.8,
        high=1.2,
        reason="1 keeps the published number of children in them; no published course of agencies' places was found",
    )
    recruitment_and_retention_spend: DatedPoundsPerYear = parameter(
        0.0,
        meaning="Money for recruiting and keeping foster carers beyond what is usual, England, a year",
        reliability="red",
        low=0.0,
        high=44e6,
        reason="0 is nothing beyond the usual; the government announced 88 million over two years in February 2026",
    )
    cost_per_household: Annotated[float, Quantity("GBP a household", 1000.0, 1e6)] = parameter(
        20_000.0,
        meaning="Money beyond the usual for one more household approved or kept",
        reliability="red",
        low=10_000.0,
        high=100_000.0,
        reason="About 18,400 if 88 million were all it took for the 10,000 places hoped for; no evaluation was found, and"
        " households fell through the 36 million spent from 2023 to 2025",
    )
    allowance_uplift: DatedPriceChange = parameter(
        0.0,
        meaning="Foster carers' allowance above what is usual, as a relative change",
        reliability="amber",
        low=0.0,
        high=0.124,
        source=NATIONAL_MINIMUM_ALLOWANCE,
        year="2023-24",
        reason="The national minimum was raised by 12.43% for 2023-24, 6.88% for 2024-25 and 3.55% for 2025-26",
    )
    approvals_elasticity: Elasticity = parameter(
        0.0,
        meaning="How many per cent more households are approved for an allowance one per cent higher",
        reliability="red",
        low=0.0,
        high=0.5,
        reason="No English estimate was found; 0 is no effect, and households fell after the uplift of 12.43%",
    )
    leaving_elasticity: Elasticity = parameter(
        0.0,
        meaning="How many per cent more households give up for an allowance one per cent higher",
        reliability="red",
        low=-0.5,
        high=0.0,
        reason="No English estimate was found; 0 is no effect",
    )
