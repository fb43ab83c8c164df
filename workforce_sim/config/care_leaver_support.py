"""Care leaver support: advisers, grants and bursaries of young people who left care at 18 or over."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CARE_LEAVER_ACTIVITY
from workforce_sim.config.units import Months, Quantity, Share


class CareLeaverSupport(Section):
    """How many care leavers an adviser looks after, and who draws grants and bursaries."""

    care_leavers_per_adviser: Annotated[float, Quantity("care leavers", 1.0, 100.0)] = parameter(
        20,
        meaning="Care leavers whom one full-time personal adviser looks after",
        reliability="red",
        low=15,
        high=30,
        reason="No published figure found",
    )
    grant_claimed_share: Share = parameter(
        1.0,
        meaning="Share of those who leave care at 18 or over who are paid the setting-up-home grant in full",
        reliability="red",
        low=0.5,
        high=1.0,
        reason="No published figure found: what all together would claim at the most",
    )
    apprenticeship_share: Share = parameter(
        0.0193,
        meaning="Share of care leavers who are in an apprenticeship",
        reliability="green",
        low=0.015,
        high=0.03,
        source=CARE_LEAVER_ACTIVITY,
        year=2025,
        reason="740 of 38,440 aged 19 to 21; 280 of 14,800 aged 17 and 18 are as many",
    )
    apprenticeship_months: Months = parameter(
        18,
        meaning="Months that an apprenticeship of a care leaver lasts, so that its stock says how many begin",
        reliability="red",
        low=12,
        high=36,
        reason="No published figure found",
    )
