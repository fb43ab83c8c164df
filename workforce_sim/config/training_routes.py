"""Training routes: university, Step Up to Social Work and the Approach programme, each with its own calendar."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from workforce_sim.config.declaration import Reliability, Section, parameter
from workforce_sim.config.publications import (
    ACHIEVEMENT_BY_ROUTE,
    APPROACH,
    FAST_TRACK_RETENTION,
    FIRST_FRONTLINE_COHORT,
    SOCIAL_WORK_EDUCATION,
    STEP_UP,
    STEP_UP_SIZE,
)
from workforce_sim.config.training_route import TrainingRoute
from workforce_sim.config.units import (
    CalendarYear,
    DatedHeadsPerYear,
    MonthOfYear,
    Months,
    RelativeHazard,
    Share,
    WholeYears,
)

ACADEMIC_YEAR = "The usual academic calendar; courses differ by a month or two"


def _intake(
    default: float, reliability: Reliability, low: float, high: float, source: str, year: str, reason: str
) -> Any:
    meaning = "People who start the course in one cohort, England, all social work"
    return parameter(
        default, meaning=meaning, reliability=reliability, low=low, high=high, source=source, year=year, reason=reason
    )


def _calendar(default: int, meaning: str, source: str = "", year: str = "", reason: str = ACADEMIC_YEAR) -> Any:
    reliability: Reliability = "green" if source else "red"
    return parameter(default, meaning=meaning, reliability=reliability, source=source, year=year, reason=reason)


EVERY = "Years from one cohort to the next"
LENGTH = "Months from the start of the course to qualifying"
MONTH = "Month of the year in which a cohort qualifies"
A_YEAR = "A year in which a cohort qualifies; the others follow from it"


def _completion(default: float, reliability: Reliability, low: float, high: float, source: str, year: str) -> Any:
    meaning = "Share of those who start the course who qualify"
    return parameter(default, meaning=meaning, reliability=reliability, low=low, high=high, source=source, year=year)


def _reaching(default: float, low: float, high: float, reason: str) -> Any:
    meaning = "Share of those who qualify who start in a local authority's children's services"
    return parameter(default, meaning=meaning, reliability="red", low=low, high=high, reason=reason)


def _fast_track_reaching() -> Any:
    return parameter(
        0.88,
        meaning="Share of those who qualify who start in a local authority's children's services",
        reliability="amber",
        low=0.8,
        high=1.0,
        source=FAST_TRACK_RETENTION,
        year="2021",
        reason="12% of fast-track qualifiers were not in statutory social work 18 months on; they train for children's",
    )


def _leaving(default: float, low: float, high: float, reason: str) -> Any:
    meaning = "Leaving in the first two years after qualifying, relative to anyone else with that service"
    return parameter(default, meaning=meaning, reliability="red", low=low, high=high, reason=reason)


RESIDUAL = (
    "What the two university routes must bring for all routes together to reach labour_market.newly_qualified_per_year;"
    " the share of university qualifiers who enter children's work is not published"
)


class UniversityUndergraduate(TrainingRoute):
    """Three years at university."""

    intake: DatedHeadsPerYear = _intake(
        3013, "amber", 2600, 3300, SOCIAL_WORK_EDUCATION, "2021-22", "54% of 5,580 enrolments, adults' and children's"
    )
    every_years: WholeYears = _calendar(1, EVERY)
    length_months: Months = _calendar(34, LENGTH)
    qualifies_month: MonthOfYear = _calendar(7, MONTH)
    first_qualifies_year: CalendarYear = _calendar(2026, A_YEAR)
    completion_share: Share = _completion(0.86, "green", 0.8, 0.92, ACHIEVEMENT_BY_ROUTE, "2021-22")
    share_reaching: Share = _reaching(0.56, 0.45, 0.65, RESIDUAL)
    first_two_years_leaving: RelativeHazard = _leaving(1.0, 0.8, 1.2, "The reference for the other routes")


class UniversityPostgraduate(TrainingRoute):
    """Two years at university, fast-track programmes not counted."""

    intake: DatedHeadsPerYear = _intake(
        1717,
        "amber",
        1400,
        2100,
        SOCIAL_WORK_EDUCATION,
        "2021-22",
        "46% of 5,580 enrolments less 850 a year on the fast-track programmes, which that figure includes",
    )
    every_years: WholeYears = _calendar(1, EVERY)
    length_months: Months = _calendar(24, LENGTH)
    qualifies_month: MonthOfYear = _calendar(9, MONTH)
    first_qualifies_year: CalendarYear = _calendar(2026, A_YEAR)
    completion_share: Share = _completion(0.89, "green", 0.83, 0.95, ACHIEVEMENT_BY_ROUTE, "2021-22")
    share_reaching: Share = _reaching(0.56, 0.45, 0.65, RESIDUAL)
    first_two_years_leaving: RelativeHazard = _leaving(1.0, 0.8, 1.2, "The reference for the other routes")


class StepUp(TrainingRoute):
    """Step Up to Social Work: fourteen months with a local authority, every second January."""

    intake: DatedHeadsPerYear = _intake(
        700, "amber", 500, 750, STEP_UP_SIZE, "2023", "About 700 expected in the cohort of 2024-25"
    )
    every_years: WholeYears = _calendar(2, EVERY, STEP_UP_SIZE, "2023", "Every two years")
    length_months: Months = _calendar(14, LENGTH, STEP_UP, "2025", "Fourteen months")
    qualifies_month: MonthOfYear = _calendar(3, MONTH, STEP_UP, "2025", "Starts in January and lasts fourteen months")
    first_qualifies_year: CalendarYear = _calendar(
        2027, A_YEAR, STEP_UP, "2025", "The cohorts of January 2024 and 2026 qualify in 2025 and 2027"
    )
    completion_share: Share = _completion(0.89, "amber", 0.83, 0.97, ACHIEVEMENT_BY_ROUTE, "2021-22")
    share_reaching: Share = _reaching(
        0.95, 0.85, 1.0, "Trained with local authority children's services; the share that starts is not published"
    )
    first_two_years_leaving: RelativeHazard = _leaving(
        0.9, 0.6, 1.1, "Regional recruitment was found to retain better than national; the size is not published"
    )


class Approach(TrainingRoute):
    """The Approach programme, formerly Frontline: qualified after one year, 500 a year from 2024."""

    intake: DatedHeadsPerYear = _intake(
        500, "green", 400, 500, APPROACH, "2024 to 2026", "Funded for three years; assumed to go on"
    )
    every_years: WholeYears = _calendar(1, EVERY, APPROACH, "2024", "A cohort every year")
    length_months: Months = _calendar(12, LENGTH, FIRST_FRONTLINE_COHORT, "2015", "Qualified after the first year")
    qualifies_month: MonthOfYear = _calendar(9, MONTH)
    first_qualifies_year: CalendarYear = _calendar(2026, A_YEAR, APPROACH, "2024", "A cohort every year")
    completion_share: Share = _completion(0.95, "amber", 0.88, 0.98, FIRST_FRONTLINE_COHORT, "2015")
    share_reaching: Share = _fast_track_reaching()
    first_two_years_leaving: RelativeHazard = _leaving(
        1.3, 0.8, 2.3, "75% of the first cohort left its first employer within 36 months; later ones are not published"
    )


class TrainingRoutes(Section):
    """The four routes by course; the apprenticeship is its own subject."""

    university_undergraduate: UniversityUndergraduate = Field(default_factory=UniversityUndergraduate)
    university_postgraduate: UniversityPostgraduate = Field(default_factory=UniversityPostgraduate)
    step_up: StepUp = Field(default_factory=StepUp)
    approach: Approach = Field(default_factory=Approach)

    @property
    def by_name(self) -> dict[str, TrainingRoute]:
        """The routes under the names they have in scenario files."""
        return {
            "university_undergraduate": self.university_undergraduate,
            "university_postgraduate": self.university_postgraduate,
            "step_up": self.step_up,
            "approach": self.approach,
        }
