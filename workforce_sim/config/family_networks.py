"""Family networks: family group conferences at pre-proceedings, and how many children stay out of care for them."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CONFERENCE_TRIAL
from workforce_sim.config.roll_out import RollOut
from workforce_sim.config.units import Quantity, Share


class FamilyNetworks(Section):
    """Where family group conferences are offered at pre-proceedings, and what they avert."""

    roll_out: RollOut = parameter(
        (),
        meaning="Areas, first day and months to full strength, a step each; conferences are offered only where it is",
        reliability="red",
        reason="Nowhere: only the planner knows, and what is offered already is in the published entries into care",
    )
    conferences_offered_share: Share = parameter(
        1.0,
        meaning="Share of children in pre-proceedings whose family is offered a conference where it is rolled out",
        reliability="red",
        low=0.5,
        high=1.0,
        reason="1 is the trial's arm, in which every family was; in practice not published",
    )
    conference_averts_care_share: Share = parameter(
        0.192,
        meaning="Share of children who would be looked after a year after pre-proceedings began who are not, for the offer"
        " of a conference",
        reliability="amber",
        low=0.111,
        high=0.265,
        source=CONFERENCE_TRIAL,
        year="2020 to 2022",
        reason="36.2% against 44.8%; the range is the 95% interval of their ratio with about 1,270 children an arm, brothers"
        " and sisters taken as independent",
    )
    care_after_pre_proceedings_share: Share = parameter(
        0.448,
        meaning="Share of children in pre-proceedings who are looked after a year on, without conferences",
        reliability="amber",
        low=0.421,
        high=0.475,
        source=CONFERENCE_TRIAL,
        year="2020 to 2022",
        reason="The control arm of 21 authorities; says how many plans that do not end in care were in pre-proceedings",
    )
    children_per_conference: Annotated[float, Quantity("children", 1.0, 10.0)] = parameter(
        1.69,
        meaning="Children in pre-proceedings of one family, who have one conference together",
        reliability="amber",
        low=1.4,
        high=2.0,
        source=CONFERENCE_TRIAL,
        year="2020 to 2022",
        reason="2,548 children of 1,511 families; says how many conferences are paid for",
    )
