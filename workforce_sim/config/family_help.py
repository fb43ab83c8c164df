"""Family Help: early and whole-family support instead of plans and care, and who leads the case."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.roll_out import RollOut
from workforce_sim.config.units import Quantity, Share, Years

NO_CAUSAL_FIGURE = (
    "No causal figure for England: Family Safeguarding in Hertfordshire reported 30% fewer child protection plans,"
    " before and after (2015-16); cluster trials report in 2026-27. 0 is no effect"
)


class FamilyHelp(Section):
    """Where Family Help is rolled out, what it averts, who leads cases, and who leaves them for protection teams."""

    roll_out: RollOut = parameter(
        (),
        meaning="Areas, first day and months to full strength, a step each; the others here take effect only where it is",
        reliability="red",
        reason="Nowhere: only the planner knows",
    )
    fewer_plans: Share = parameter(
        0.0,
        meaning="Share of child protection plans that do not start; the child begins another spell in need instead",
        reliability="red",
        low=0.0,
        high=0.3,
        reason=NO_CAUSAL_FIGURE,
    )
    fewer_care_entries: Share = parameter(
        0.0,
        meaning="Share of entries into care, from need or a plan, that do not happen; the child begins another spell in need",
        reliability="red",
        low=0.0,
        high=0.3,
        reason=NO_CAUSAL_FIGURE,
    )
    led_by_family_support_share: Share = parameter(
        0.0,
        meaning="Share of children found in need or stepping down from a plan whose case a lead practitioner who is no social"
        " worker leads, until a plan or care begins",
        reliability="red",
        low=0.0,
        high=0.6,
        reason="Since 2023 any lead practitioner may hold a child in need; how many do was not found. 0 is as at the start",
    )
    protection_team_social_workers_per_10000: Annotated[
        float, Quantity("FTE per 10,000 children", 0.0, 20.0)
    ] = parameter(
        0.0,
        meaning="Social workers who leave case holding for multi-agency child protection teams, by children aged 0 to 17",
        reliability="red",
        low=0.0,
        high=1.0,
        reason="Children's Wellbeing and Schools Act 2026, section 3: at least one social worker a team, and no number of"
        " teams; 1 is about 1,200 in England. 0 is no teams",
    )
    protection_team_experience_years: Years = parameter(
        3,
        meaning="Years after qualifying before somebody joins a multi-agency child protection team",
        reliability="red",
        low=1,
        high=5,
        reason="The lead child protection practitioner is to be experienced; no number of years was found",
    )
