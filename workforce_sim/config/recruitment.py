"""Recruitment: what happens to a vacancy until someone starts in it."""

from __future__ import annotations

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.units import DatedSwitch, Days, Probability

NOT_PUBLISHED = "Time to hire and offers accepted are published nowhere that could be found"


class Recruitment(Section):
    """Approval, advert, offer and start, with the delays of each."""

    approval_days: Days = parameter(
        21,
        meaning="Days from a vacancy until it may be advertised",
        reliability="red",
        low=7,
        high=60,
        reason=NOT_PUBLISHED,
    )
    advert_days: Days = parameter(
        28,
        meaning="Days an advert stands before candidates are seen and an offer is made",
        reliability="red",
        low=14,
        high=56,
        reason=NOT_PUBLISHED,
    )
    notice_days_experienced: Days = parameter(
        70,
        meaning="Days from an accepted offer until an experienced worker starts",
        reliability="red",
        low=28,
        high=120,
        reason=NOT_PUBLISHED,
    )
    start_days_newly_qualified: Days = parameter(
        28,
        meaning="Days from an accepted offer until a newly qualified worker starts",
        reliability="red",
        low=7,
        high=90,
        reason=NOT_PUBLISHED,
    )
    offer_accepted_share: Probability = parameter(
        0.85,
        meaning="Share of offers that are accepted",
        reliability="red",
        low=0.6,
        high=0.95,
        reason=NOT_PUBLISHED,
    )
    freeze: DatedSwitch = parameter(
        0,
        meaning="1 while no new adverts may be placed, 0 otherwise",
        reliability="red",
        low=0,
        high=1,
        reason="A lever, not an estimate: 0 is ordinary recruitment",
    )
    begins_at_notice: bool = parameter(
        True,
        meaning="Whether the successor is looked for from the leaver's notice; if false, from the last day in post",
        reliability="red",
        reason="Practice differs between authorities and is not published",
    )
