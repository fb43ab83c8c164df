"""Cases: how many children are referred, how long work with them takes, and how it is shared among holders."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import (
    CARE_LEAVER_DUTIES,
    CARE_SPELLS_2013,
    CASELOAD_GROUPS,
    CHILDREN_IN_NEED_2024,
    CHILDREN_IN_NEED_2025,
    CONFERENCES_2025,
    CONFERENCES_AND_PLANS,
    PLANS_2025,
    REFERRALS_2025,
)
from workforce_sim.config.units import DatedLevel, Quantity, Ratio, Share, Shares, Years

CASELOAD_EDGES_CASES = (1.0, 5.0, 10.0, 15.0, 20.0, 25.0, 50.0)
"""Where the bands of ``caseload_bands`` begin and end, cases a full-time holder; 7 edges, 6 bands."""

ASSESSMENT_EDGES_WORKING_DAYS = (0.0, 1.0, 10.0, 20.0, 30.0, 40.0, 45.0, 50.0, 60.0, 90.0)
"""Where the bands of ``assessment_bands`` begin and end, working days; the last is open, 90 is assumed."""

NEED_EDGES_DAYS = (0.0, 91.0, 183.0, 365.0, 731.0, 2192.0)
"""Where the bands of ``need_bands`` and ``plan_bands`` begin and end, days; the last is open, six years is assumed."""

CARE_EDGES_DAYS = (0.0, 14.0, 365.0, 1826.0, 3652.0)
"""Where the bands of ``care_bands`` begin and end, days."""

NOT_FOUND = "No published figure found"


class Cases(Section):
    """Demand relative to each authority's published figures, durations as published, and the rules of allocation."""

    referrals_level: DatedLevel = parameter(
        1.0,
        meaning="Families newly referred, as a multiple of each authority's own published number",
        reliability="green",
        low=0.9,
        high=1.15,
        source=REFERRALS_2025,
        year=2025,
        reason="1 is the published number itself; England's has stayed between 597,760 and 655,630 since 2018",
    )
    rereferral_level: DatedLevel = parameter(
        1.0,
        meaning="Families referred again within twelve months, as a multiple of each authority's own published share",
        reliability="green",
        low=0.9,
        high=1.1,
        source=REFERRALS_2025,
        year=2025,
        reason="1 is the published share itself; England's was 22.6% in 2025",
    )
    hard_cap_ratio: Annotated[float, Quantity("times a holder's capacity", 1.0, 10.0)] = parameter(
        1.6,
        meaning="Cases at which a holder takes no more, as a multiple of the holder's capacity; then cases wait",
        reliability="red",
        low=1.3,
        high=2.5,
        reason=NOT_FOUND,
    )
    team_size: Annotated[int, Quantity("case holders", 1, 50, whole=True)] = parameter(
        7,
        meaning="Case holders in a team; a case goes to a team first and to a holder in it second",
        reliability="red",
        low=5,
        high=10,
        reason=NOT_FOUND,
    )
    caseload_bands: Shares = parameter(
        (0.0917, 0.1117, 0.1918, 0.2822, 0.2002, 0.1224),
        meaning="Share of full-time holders with 1 to 5, 5 to 10, 10 to 15, 15 to 20, 20 to 25 and 25 to 50 cases",
        reliability="amber",
        low=0.05,
        high=0.35,
        source=CASELOAD_GROUPS,
        year=2021,
        reason="Published once, for 30 September 2021; England's average has fallen from 16.3 to 15.2 since",
    )
    assessment_bands: Shares = parameter(
        (0.018, 0.117, 0.173, 0.158, 0.202, 0.189, 0.058, 0.043, 0.042),
        meaning="Share of assessments done the same day and in up to 10, 20, 30, 40, 45, 50, 60 and more working days",
        reliability="green",
        low=0.0,
        high=0.3,
        source=CHILDREN_IN_NEED_2025,
        year=2025,
        reason="85.7% within the statutory 45 working days",
    )
    need_bands: Shares = parameter(
        (0.475, 0.148, 0.157, 0.122, 0.098),
        meaning="Share of episodes of need that end within 3, 6, 12 and 24 months and later",
        reliability="green",
        low=0.05,
        high=0.5,
        source=CHILDREN_IN_NEED_2024,
        year=2024,
        reason="The shape; each authority's mean follows from its own stock and flow",
    )
    plan_bands: Shares = parameter(
        (0.159, 0.11, 0.435, 0.252, 0.044),
        meaning="Share of child protection plans that end within 3, 6, 12 and 24 months and later",
        reliability="green",
        low=0.02,
        high=0.5,
        source=PLANS_2025,
        year=2025,
        reason="The shape; each authority's mean follows from its own stock and flow",
    )
    care_bands: Shares = parameter(
        (0.11, 0.35, 0.4, 0.14),
        meaning="Share of spells in care that end within 2 weeks, 1 year, 5 years and 10 years",
        reliability="amber",
        low=0.05,
        high=0.5,
        source=CARE_SPELLS_2013,
        year=2013,
        reason="11% under two weeks, 46% under one year and 14% over five are published, old; the rest is what is left",
    )
    spread_within_authority: Share = parameter(
        0.92,
        meaning="Spread of usual caseloads over the workers of one authority, relative to that over England's",
        reliability="red",
        low=0.8,
        high=1.0,
        reason="Set so that with the differences between authorities England's bands come out as published",
    )
    overload_slows_closure: Ratio = parameter(
        0.0,
        meaning="How far a holder's overload prolongs work; at 0.5, a holder at twice capacity takes 1.5 times as long",
        reliability="red",
        low=0.0,
        high=0.5,
        reason="No English estimate was found; 0 is no effect",
    )
    care_entries_from_plans: Share = parameter(
        0.4,
        meaning="Share of children entering care who were on a child protection plan",
        reliability="red",
        low=0.2,
        high=0.6,
        reason=NOT_FOUND,
    )
    plans_stepping_down: Share = parameter(
        0.6,
        meaning="Share of ended child protection plans, care aside, after which the child stays in need",
        reliability="red",
        low=0.4,
        high=0.8,
        reason=NOT_FOUND,
    )
    conferences_in_time_share: Share = parameter(
        0.814,
        meaning="Share of initial child protection conferences held within 15 working days while somebody holds the case",
        reliability="green",
        low=0.75,
        high=0.87,
        source=CONFERENCES_2025,
        year=2025,
        reason="8.7% within 10 and 72.7% within 11 to 15; while a case waits for a social worker none is taken to be in time",
    )
    conferences_with_plan_share: Annotated[float, Quantity("share", 0.01, 1.0, noun=False)] = parameter(
        0.858,
        meaning="Share of initial child protection conferences that lead to a plan",
        reliability="green",
        low=0.857,
        high=0.859,
        source=CONFERENCES_AND_PLANS,
        year="2020 to 2025",
        reason="61,840 plans started over 72,100 conferences; 85.7% in 2020 and 85.9% in 2023. Says how many conferences"
        " there are beside the plans, and changes no child's way",
    )
    care_leaver_support_years: Years = parameter(
        3,
        meaning="Years a young person who left care at 18 stays on a social worker's or adviser's list",
        reliability="amber",
        low=0,
        high=7,
        source=CARE_LEAVER_DUTIES,
        year=1989,
        reason="To the age of 21; longer when in education, and an adviser need not be a social worker",
    )
