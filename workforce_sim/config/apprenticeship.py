"""The social worker degree apprenticeship: three years in an authority's pay, then qualified."""

from __future__ import annotations

from typing import Annotated, Literal

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import (
    ACHIEVEMENT_BY_ROUTE,
    APPRENTICE_AWARDS,
    APPRENTICESHIP_LENGTH,
    STABLE_HOMES,
)
from workforce_sim.config.units import (
    PEOPLE_A_YEAR,
    DatedHeadsPerYear,
    DatedYearlyShare,
    Heads,
    Months,
    MonthsOrNone,
    Quantity,
    RelativeHazard,
    Share,
    Shares,
    Years,
)

NOT_FOUND = "No published figure found"


class Apprenticeship(Section):
    """How many start, where, how many finish, what they can do meanwhile and what becomes of them."""

    intake: DatedHeadsPerYear = parameter(
        0,
        meaning="Apprentices who start each September in all the authorities simulated together",
        reliability="red",
        low=0,
        high=500,
        reason="A lever, not an estimate: 0 is no intake beyond those already in training",
    )
    places_cap: Heads = parameter(
        500,
        meaning="Most apprentices who may start in a year; an intake above it is refused",
        reliability="green",
        low=0,
        high=500,
        source=STABLE_HOMES,
        year=2023,
        reason="Support for up to 500 extra child and family social worker apprentices",
    )
    shared_by: Literal["posts", "vacancies", "list"] = parameter(
        "posts",
        meaning="How places are shared among authorities: by funded posts, by vacancies, or by the list in places",
        reliability="red",
        reason="The department's awards went to authorities that bid; no rule was published",
    )
    places: Annotated[dict[str, float], PEOPLE_A_YEAR] = parameter(
        {},
        meaning="Places by name or code of authority; if shared_by is list, the intake is shared in proportion",
        reliability="red",
        reason="Empty: only the planner knows",
    )
    length_months: Months = parameter(
        36,
        meaning="Months from the start to qualifying",
        reliability="green",
        low=30,
        high=48,
        source=APPRENTICESHIP_LENGTH,
        year=2024,
    )
    withdrawal_per_year: DatedYearlyShare = parameter(
        0.061,
        meaning="Share of apprentices who withdraw in a year of training",
        reliability="amber",
        low=0.03,
        high=0.1,
        source=ACHIEVEMENT_BY_ROUTE,
        year="2021-22",
        reason="82.7% of the first cohort qualified after three years; adults' and children's services together",
    )
    off_the_job_share: Share = parameter(
        0.2,
        meaning="Share of paid hours spent learning away from the job",
        reliability="green",
        low=0.2,
        high=0.3,
        source=APPRENTICESHIP_LENGTH,
        year=2024,
        reason="The minimum of paid hours",
    )
    capacity_by_year: Shares = parameter(
        (0.0, 0.05, 0.15),
        meaning="Cases carried under the educator's name in each year of training, as a share of a full holder's",
        reliability="red",
        low=0.0,
        high=0.3,
        reason=NOT_FOUND,
    )
    educator_time_share: Share = parameter(
        0.1,
        meaning="Share of a practice educator's capacity that one apprentice takes",
        reliability="red",
        low=0.05,
        high=0.2,
        reason=NOT_FOUND,
    )
    apprentices_per_educator: Annotated[int, Quantity("apprentices", 1, 20, whole=True)] = parameter(
        1,
        meaning="Apprentices one practice educator supervises at once",
        reliability="red",
        low=1,
        high=2,
        reason=NOT_FOUND,
    )
    educators_share: Share = parameter(
        0.2,
        meaning="Share of experienced staff who can act as practice educators at the same time",
        reliability="red",
        low=0.1,
        high=0.3,
        reason=NOT_FOUND,
    )
    educator_experience_years: Years = parameter(
        2,
        meaning="Years after qualifying before somebody can act as practice educator",
        reliability="red",
        low=1,
        high=4,
        reason=NOT_FOUND,
    )
    existing: Heads = parameter(
        461,
        meaning="Apprentices already in training in England, who started in January 2024 and qualify in January 2027",
        reliability="amber",
        low=300,
        high=461,
        source=APPRENTICE_AWARDS,
        year=2023,
        reason="Places awarded to 79 authorities; how many were taken up is not published",
    )
    existing_additional_share: Share = parameter(
        0.2,
        meaning="Share of those already in training who come on top of the newly qualified of a usual year",
        reliability="red",
        low=0.0,
        high=1.0,
        reason="Authorities trained apprentices before the awards; those are among labour_market.newly_qualified_per_year,"
        " and what the awards added is not published",
    )
    hired_by_sponsor_share: Share = parameter(
        1.0,
        meaning="Share of those who qualify whom their own authority takes on when it has a vacancy",
        reliability="red",
        low=0.6,
        high=1.0,
        reason="Authorities choose; no figure was found",
    )
    stay_on_months: MonthsOrNone = parameter(
        24,
        meaning="Months a newly qualified apprentice is committed to stay",
        reliability="red",
        low=0,
        high=36,
        reason=NOT_FOUND,
    )
    stay_on_leaving: RelativeHazard = parameter(
        0.5,
        meaning="Leaving while committed to stay, relative to anyone else with that service",
        reliability="red",
        low=0.2,
        high=1.0,
        reason=NOT_FOUND,
    )
