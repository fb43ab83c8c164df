"""Counting: how far the cases and caseloads that a census publishes lie from those that are held."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CALIBRATED, WORKFORCE
from workforce_sim.config.units import Quantity, Share

Spread = Annotated[float, Quantity("standard deviation of the logarithm", 0.0, 1.0)]


class Counting(Section):
    """How an authority's published cases and case holders move from census to census beyond the work itself.

    An authority's cases change by an eighth from one census to the next, and its case holders with them: teams begin or
    cease to be counted, cases are recorded otherwise. Part stays, part is gone by the next census.
    """

    cases_follow_staff: Share = parameter(
        0.52,
        meaning="How far cases go along with an authority's staff where chance, not policy, makes it grow or shrink",
        reliability="amber",
        low=0.3,
        high=0.8,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    holders_follow_staff: Annotated[float, Quantity("share", 0.0, 2.0, noun=False)] = parameter(
        0.783,
        meaning="How far case holders go along with an authority's staff where chance, not policy, makes it grow or shrink",
        reliability="amber",
        low=0.6,
        high=1.0,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    holders_settle: Annotated[float, Quantity("share", 0.0, 0.2, noun=False)] = parameter(
        0.035,
        meaning="Case holders that the census counts beyond those simulated after the start, as a share of them",
        reliability="red",
        low=0.0,
        high=0.06,
        reason="Simulated holders fall by so much in the first year (vacancies gather in case-holding posts, some holders are"
        " away), which published years do not show: holders per worker fell by 1.3 in a hundred a year from 2019 to 2025",
    )
    cases_lasting_spread: Spread = parameter(
        0.0831,
        meaning="How far a year moves an authority's published cases and case holders for good",
        reliability="amber",
        low=0.08,
        high=0.16,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    cases_passing_spread: Spread = parameter(
        0.0905,
        meaning="How far one census's published cases and case holders lie off, gone by the next",
        reliability="amber",
        low=0.07,
        high=0.14,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    caseload_lasting_spread: Spread = parameter(
        0.02,
        meaning="How far a year moves an authority's published caseload away from others' beyond what is simulated",
        reliability="amber",
        low=0.0,
        high=0.1,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    caseload_passing_spread: Spread = parameter(
        0.0663,
        meaning="How far one census's published caseload lies off, gone by the next",
        reliability="amber",
        low=0.03,
        high=0.1,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    caseload_persistence: Share = parameter(
        0.839,
        meaning="Part of an authority's distance from England's caseload that is still there a year later",
        reliability="amber",
        low=0.7,
        high=0.95,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    national_spread: Spread = parameter(
        0.0288,
        meaning="How far England's published cases depart afresh each year, for good",
        reliability="amber",
        low=0.01,
        high=0.03,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
