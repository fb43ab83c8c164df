"""What people call every measure of the tables, and which subject it belongs to, so that each can be found in a long list.

The words are those of the department's publications: children's social work workforce (reporting year 2025), children in
need and children looked after in England. Measures that a page shows are called here what the page calls them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workforce_sim.records.tables import ANNUAL_RETURN, MEASURE_OF_LINE, MONEY_YEAR
from workforce_sim.report.numbers import ALL_LINES, NAMES

WORKFORCE, CASELOADS, SPENDING = "Workforce", "Caseloads", "Spending"
IN_NEED, LOOKED_AFTER, PLACEMENTS = "Children in need and protection", "Children looked after", "Placements of children"

_OWN: Mapping[str, Mapping[str, str]] = {
    WORKFORCE: {
        "inpost_fte": "",
        "inpost_headcount": "In post",
        "establishment_fte": "",
        "vacancy_fte": "",
        "vacancy_rate_fte": "",
        "vacancy_agency_cover_rate_fte": "Vacancies covered by agency workers",
        "starters_fte": "",
        "starters_newly_qualified_fte": "Starters, newly qualified, university or fast track",
        "starters_apprenticeship_fte": "Starters, newly qualified apprentices",
        "starters_another_authority_fte": "Starters from another authority",
        "starters_experienced_fte": "Starters, experienced, from elsewhere",
        "starters_agency_fte": "Starters from agency work",
        "leavers_fte": "",
        "leavers_left_fte": "Leavers who left local authority social work",
        "leavers_to_agency_fte": "Leavers to agency work",
        "leavers_another_authority_fte": "Leavers to another authority",
        "reclassified_fte": "Reclassified into the count, net",
        "turnover_rate_fte": "",
        "agency_fte": "",
        "agency_headcount": "Agency workers",
        "agency_rate_fte": "",
        "agency_cover_fte": "Agency workers who cover a vacancy",
        "agency_cover_rate_fte": "Agency workers who cover a vacancy",
        "absent_fte": "Absent, sick or on leave",
        "absence_rate_fte": "",
        "apprentices_headcount": "",
        "apprentices_started": "Apprentices who began",
        "apprentices_qualified": "Apprentices who qualified",
        "apprentice_places_unused": "Apprentice places unused, no practice educator",
        "in_protection_teams_fte": "In multi-agency child protection teams",
    },
    CASELOADS: {
        "case_holders_fte": "Social workers who hold cases",
        "cases": "Cases held by a social worker",
        "caseload_fte": "",
        "unallocated": "",
        "waited_days": "Days that cases waited for a social worker",
        "changes_of_social_worker": "",
        "led_by_family_support": "In need, case led by a family support worker",
    },
    IN_NEED: {
        "referrals": "Referrals",
        "rereferrals": "Referrals within 12 months of an earlier one",
        "rereferral_rate": "Referrals within 12 months of an earlier one",
        "assessments_completed": "Assessments completed",
        "assessments_within_45_days": "Assessments within 45 days",
        "assessments_within_45_days_rate": "",
        "cin": "",
        "cin_started": "Episodes of need started",
        "cin_ended": "Episodes of need ended",
        "conferences": "Initial child protection conferences",
        "conferences_within_15_days": "Conferences within 15 days",
        "conferences_within_15_days_rate": "",
        "cpp": "",
        "cpp_started": "Protection plans started",
        "cpp_ended": "Protection plans ended",
        "plans_averted": "Protection plans averted",
        "pre_proceedings": "Plans that ended after pre-proceedings",
        "pre_proceedings_to_care": "Care entries after pre-proceedings",
    },
    LOOKED_AFTER: {
        "cla": "",
        "cla_lower_need": "Looked after, lower need",
        "cla_middle_need": "Looked after, middle need",
        "cla_high_need": "Looked after, high need",
        "uasc": "Looked after, unaccompanied asylum-seeking",
        "cla_started": "",
        "cla_started_from_need": "Care entries from need without a plan",
        "uasc_started": "Care entries, unaccompanied asylum-seeking",
        "care_entries_averted": "",
        "cla_ceased": "Left care",
        "cla_ceased_home": "Left care for home",
        "cla_ceased_special_guardianship": "",
        "cla_ceased_adoption": "Left care by adoption",
        "cla_ceased_child_arrangements": "Left care by a child arrangements order",
        "cla_ceased_otherwise": "Left care before 18 in another way",
        "cla_ceased_at_18": "Left care at 18",
        "with_more_guardians": "",
        "care_leavers": "Care leavers with support",
    },
    PLACEMENTS: {
        "in_family_settings": "",
        "family_setting_rate": "",
        "foster": "",
        "kinship_foster": "",
        "in_house_foster": "Fostered by the authority's own carers",
        "agency_foster": "Fostered by an agency's carers",
        "with_parents": "Placed with parents",
        "placed_for_adoption": "Placed for adoption",
        "childrens_home": "",
        "childrens_home_lower_need": "",
        "childrens_home_middle_need": "Middle need, in children's homes",
        "childrens_home_high_need": "",
        "supported_accommodation": "",
        "other_placement": "Placed elsewhere",
        "waiting_for_placement": "Waiting for a placement that would do",
        "placement_moves": "Placement moves",
        "placement_moves_per_child": "",
    },
}
"""By subject, in the order that tables list them; empty where a page has a name already."""
_SPENT = {name: called for line, called in ALL_LINES.items() for name in (line, MEASURE_OF_LINE[line])}

_BESIDE_MONEY = {
    "social_worker_years": (WORKFORCE, "Social worker years"),
    "care_entries": (LOOKED_AFTER, "Care entries"),
}
"""What the accounts hold beside money, for the price of each; after the money in tables of them."""

SUBJECT_OF: Mapping[str, str] = MappingProxyType(
    {measure: subject for subject, names in _OWN.items() for measure in names}
    | dict.fromkeys(_SPENT, SPENDING)
    | {measure: subject for measure, (subject, _) in _BESIDE_MONEY.items()}
)
"""The subject of every measure of the annual return and of the accounts, in the order that tables list them."""
CALLED: Mapping[str, str] = MappingProxyType(
    {measure: own or NAMES[measure] for names in _OWN.values() for measure, own in names.items()}
    | _SPENT
    | {measure: called for measure, (_, called) in _BESIDE_MONEY.items()}
)
"""What people call every measure; two that share a name differ by unit."""
UNITS: Mapping[str, str] = MappingProxyType(
    {column.name: column.unit for column in (*MONEY_YEAR.columns, *ANNUAL_RETURN.columns)}
)
"""The unit of every measure in words, because a cell that is only a sign says nothing when it is read aloud."""
