"""What people call the measures of the annual return that they ask for first, and which way is worse."""

from __future__ import annotations

from dataclasses import dataclass

CHILDREN, MONEY = "children", "money"


@dataclass(frozen=True, slots=True)
class Headline:
    """One measure of the table: its name, what people call it, its unit, which way is worse, and what it is about."""

    measure: str
    name: str
    unit: str
    worse: str = ""
    about: str = ""


HEADLINES = (
    Headline("inpost_fte", "In post", "FTE", "lower"),
    Headline("vacancy_rate_fte", "Vacancy rate", "%", "higher"),
    Headline("turnover_rate_fte", "Turnover rate", "%", "higher"),
    Headline("agency_rate_fte", "Agency rate", "%", "higher"),
    Headline("caseload_fte", "Caseload", "cases per FTE", "higher"),
    Headline("apprentices_headcount", "Apprentices", "people"),
    Headline("cpp", "Protection plans", "children", about=CHILDREN),
    Headline("cla_started", "Care entries", "children", "higher", CHILDREN),
    Headline("care_entries_averted", "Care entries averted", "children", about=CHILDREN),
    Headline("cla", "Looked after", "children", about=CHILDREN),
    Headline("childrens_home", "In children's homes", "children", about=CHILDREN),
    Headline("in_family_settings", "In family settings", "children", about=CHILDREN),
    Headline("family_setting_rate", "In family settings", "%", "lower", CHILDREN),
)
"""In the order of the table; a line is all that a further column of the annual return needs."""

ON_REQUEST = (
    Headline("unallocated", "Waiting for a social worker", "cases", "higher"),
    Headline("changes_of_social_worker", "Changes of social worker", "changes", "higher"),
    Headline("assessments_within_45_days_rate", "Assessments within 45 days", "%", "lower", CHILDREN),
    Headline("conferences_within_15_days_rate", "Conferences within 15 days", "%", "lower", CHILDREN),
    Headline("cin", "Children in need", "children", about=CHILDREN),
    Headline("foster", "In foster care", "children", about=CHILDREN),
    Headline("kinship_foster", "Fostered by kin", "children", about=CHILDREN),
    Headline("supported_accommodation", "In supported accommodation", "children", about=CHILDREN),
    Headline("childrens_home_high_need", "High need, in children's homes", "children", about=CHILDREN),
    Headline("childrens_home_lower_need", "Lower need, in children's homes", "children", about=CHILDREN),
    Headline("cla_ceased_special_guardianship", "Left care for special guardians", "children", about=CHILDREN),
    Headline("with_more_guardians", "With more special guardians", "children", about=CHILDREN),
    Headline("placement_moves_per_child", "Placement moves", "moves per child", "higher", CHILDREN),
)
"""What people call measures that are in the table only where they are asked for."""

BY_MEASURE = {headline.measure: headline for headline in (*HEADLINES, *ON_REQUEST)}
"""All of them by the column of the annual return."""
