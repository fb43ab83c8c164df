"""One authority's published figures in the shape the simulation starts from: stocks, yearly flows and rates."""

from __future__ import annotations

from dataclasses import dataclass

from workforce_sim.figures.care import CareProfile

ROLES = (
    "case_holder",
    "senior_practitioner",
    "first_line_manager",
    "middle_manager",
    "senior_manager",
    "qualified_without_cases",
)
"""Role codes of the workforce census, in the order of every tuple by role."""


@dataclass(frozen=True, slots=True)
class AuthorityProfile:
    """Say what is published about one authority at a census, and what its recent years imply.

    Joint returns keep the published pair of codes, "E09000021 / E09000027". Workforce stocks are those of 30 September
    of ``census_year`` in full-time equivalents unless the name ends in ``headcount``; children's figures are those of
    the latest year to 31 March; tuples by role follow ``ROLES``. Every figure that is not as published has one line in
    ``estimated``, such as "cases: carried forward from 2024 because 2025 is x (unavailable)".
    """

    code: str
    old_code: str
    name: str
    region_code: str
    region_name: str
    census_year: int

    inpost_fte: float
    inpost_headcount: int
    vacancy_fte: float
    agency_fte: float
    agency_headcount: int
    agency_cover_fte: float
    case_holders_fte: float
    """FTE holding at least one case, agency workers included."""
    cases: int
    roles_fte: tuple[float, ...]
    """Shape (6,); sums to inpost_fte."""
    roles_headcount: tuple[int, ...]
    """Shape (6,); sums to inpost_headcount."""

    turnover_per_year: float
    """Leavers a year over the mean of opening and closing stock, five years, shrunk."""
    starters_fte_per_year: float
    """Shrunk starters rate times in post plus vacant."""
    share_of_england_starters: float
    region_share_of_england_starters: float
    """The same for the whole region the authority is in, itself included."""
    turnover_standard_error: float
    """Of ``turnover_per_year``, relative to it."""
    starters_standard_error: float
    """Of ``starters_fte_per_year``, relative to it."""
    reclassified_per_year: float
    """Share of in post that comes into the count a year, neither starting nor leaving, for England's usual growth."""
    usual_vacancy_rate: float
    """Vacancies over posts that the authority tends to."""
    caseload_away: float
    """Logarithm of its caseload over England's at the census."""
    caseload_usually_away: float
    """The same as the censuses so far say where it usually stands."""
    absence_rate: float
    """Share of working days lost to sickness, shrunk."""

    population_0_to_17: int
    referrals_per_year: float
    rereferral_share: float
    """Share of referrals within 12 months of an earlier one, shrunk."""
    no_further_action_share: float
    """Share of referrals, shrunk."""
    not_in_need_share: float
    """Share of referrals assessed and found not in need, shrunk."""
    cin_at_31_march: float
    cin_started_per_year: float
    cpp_at_31_march: float
    cpp_started_per_year: float
    cpp_subsequent_share: float
    """Share of plans started that are a second or later plan, shrunk."""
    cla_at_31_march: float
    """Looked-after children without unaccompanied asylum-seeking children (UASC)."""
    cla_started_per_year: float
    """Without UASC."""
    uasc_at_31_march: float
    uasc_started_per_year: float
    ceased_at_18_per_year: float
    """Children who cease to be looked after at 18 or over, UASC included."""
    care: CareProfile
    """Where looked-after children live, their ages, how care ends and what is spent."""
    estimated: tuple[str, ...]

    @property
    def estimated_without_care(self) -> tuple[str, ...]:
        """The lines of ``estimated`` that are not about ``care``, of which the simulation of the workforce uses nothing."""
        return tuple(line for line in self.estimated if not line.startswith("care"))

    @property
    def establishment_fte(self) -> float:
        """Funded posts: in post plus vacant, FTE."""
        return self.inpost_fte + self.vacancy_fte

    @property
    def agency_rate(self) -> float:
        """Agency workers over agency workers and in post, FTE."""
        return self.agency_fte / (self.agency_fte + self.inpost_fte)
