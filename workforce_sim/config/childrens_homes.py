"""Children's homes: places, how they follow demand, and what a place costs relative to the start."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CHILDREN_LOOKED_AFTER, HOMES_MARKET, HOMES_NAO, HOMES_PRICES
from workforce_sim.config.units import DatedGrowth, DatedPriceChange, DatedShare, Months, Occupancy, Quantity, Share

NO_CAP = 10.0
"""Growth of price a year from which a cap is no cap."""

DatedCap = Annotated[Dated, Quantity("per year", 0.0, NO_CAP, noun=False)]


class ChildrensHomes(Section):
    """The market of children's homes, most of them private, as one authority meets it."""

    occupancy: Occupancy = parameter(
        0.82,
        meaning="Share of the places in children's homes within reach that are filled in usual times",
        reliability="red",
        low=0.74,
        high=0.9,
        reason="8,020 children over 10,818 registered places in March 2023 is 0.74; higher is assumed, because not every"
        " registered place is open to a child at any time",
    )
    places_follow_months: Months = parameter(
        18,
        meaning="Months in which places make up two thirds of the way to what demand asks for",
        reliability="red",
        low=9,
        high=36,
        reason="No published figure found; places grew by 7% in the year to March 2023",
    )
    need_growth_per_year: DatedGrowth = parameter(
        0.0,
        meaning="Growth of the chance that a child who is placed goes to a children's home, a year",
        reliability="amber",
        low=0.0,
        high=0.062,
        source=CHILDREN_LOOKED_AFTER,
        year="2021 to 2025",
        reason="Children in homes grew by 6.2% a year, 7,440 to 9,480; 0 so that an unchanged world stays as published",
    )
    price_growth_per_year: DatedGrowth = parameter(
        0.0,
        meaning="Growth of the price of a place beyond prices in general, a year, whatever the demand",
        reliability="amber",
        low=0.0,
        high=0.061,
        source=HOMES_PRICES,
        year="2014 to 2020",
        reason="2,915 to 4,165 GBP a week is 6.1% a year in money of the day, so less in real terms; 0 is prices as they are",
    )
    price_elasticity: Annotated[float, Quantity("per cent for a per cent", 0.0, 5.0)] = parameter(
        0.0,
        meaning="How many per cent the price of a place rises where one per cent more places are wanted than there are",
        reliability="red",
        low=0.0,
        high=1.0,
        reason="No English estimate was found; 0 is no effect of scarcity",
    )
    price_growth_cap_per_year: DatedCap = parameter(
        NO_CAP,
        meaning="Most that the price of a place may grow by in a year beyond prices in general; 10 is no cap",
        reliability="red",
        low=0.0,
        high=NO_CAP,
        reason="There is none; a planner's choice",
    )
    margin: Annotated[float, Quantity("share", 0.0, 0.9, noun=False)] = parameter(
        0.23,
        meaning="Operating profit of private homes as a share of their price",
        reliability="amber",
        low=0.15,
        high=0.25,
        source=HOMES_MARKET,
        year="2016 to 2020",
        reason="The fifteen largest providers",
    )
    margin_cap: DatedShare = parameter(
        1.0,
        meaning="Most that private homes may keep of their price as profit; 1 is no cap",
        reliability="red",
        low=0.05,
        high=1.0,
        reason="There is none; a planner's choice",
    )
    private_share: Share = parameter(
        0.84,
        meaning="Share of places in children's homes that are private",
        reliability="green",
        low=0.8,
        high=0.9,
        source=HOMES_NAO,
        year=2024,
        reason="England",
    )
    places_lost_to_caps: Annotated[float, Quantity("per cent for a per cent", 0.0, 5.0)] = parameter(
        0.0,
        meaning="How many per cent fewer places there come to be where a cap on profit takes one per cent off the price",
        reliability="red",
        low=0.0,
        high=1.0,
        reason="Untried; 0 is that no provider leaves",
    )
    transparency_effect: DatedPriceChange = parameter(
        0.0,
        meaning="What publishing costs and profits does to the price of a place, as a relative change",
        reliability="red",
        low=-0.1,
        high=0.0,
        reason="Planned for 2028-29 and untried; 0 is no effect",
    )
