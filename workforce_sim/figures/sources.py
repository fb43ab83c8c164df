"""The published files the program reads, and what it takes from each.

Names of measures are the publisher's column names. Counts and amounts are taken; of the rates only those of the
workforce census are, because they are the ones the program shows and checks. Every other share is worked out from its
counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LICENCE = "Open Government Licence v3.0"

SYMBOLS = {
    "x": "unavailable",
    "z": "not applicable",
    "c": "suppressed",
    "u": "unreliable",
    "low": "rounds to 0",
    "note 4": "not split by its council",
}
"""What the publishers write instead of a number; ``low`` is read as 0, the others as missing with the symbol kept."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: what it is called, where it says place and year, which columns are figures.

    ``pattern`` is the file name, with a star for the years in it. ``breakdowns`` are columns whose words say which
    group a figure counts; they are joined with ": ". ``own_symbols`` translates symbols written in another way,
    ``words`` judgements that stand for numbers. ``year`` is given only for a file without a year column.
    """

    pattern: str
    title: str
    numbers: tuple[str, ...]
    region_columns: bool = True
    breakdowns: tuple[str, ...] = ()
    own_symbols: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)
    year: int | None = None
    may_be_negative: bool = False
    skipped_codes: tuple[str, ...] = ()

    @property
    def place_columns(self) -> tuple[str, ...]:
        """Columns that say when and where, all of which must be there."""
        if self.region_columns:
            return (
                "time_period",
                "geographic_level",
                "region_code",
                "region_name",
                "old_la_code",
                "new_la_code",
                "la_name",
            )
        return (
            ("new_la_code", "area_name")
            if self.year
            else ("time_period", "geographic_level", "area_name", "new_la_code")
        )

    def source(self, year: int) -> str:
        """Name publisher, publication and licence, for the latest year in the file."""
        return f"{self.title.format(year=year)}, {LICENCE}"


_CHILDREN_IN_NEED = "DfE, Children in need {year}"
_LOOKED_AFTER = "DfE, Children looked after in England including adoptions {year}"

FILES = (
    SourceFile(
        "csww_indicators_*.csv",
        "DfE, Children's social work workforce {year}",
        (
            "inpost_fte",
            "inpost_headcount",
            "starters_fte",
            "starters_headcount",
            "leavers_fte",
            "leavers_headcount",
            "turnover_rate_fte",
            "turnover_rate_headcount",
            "agency_fte",
            "agency_headcount",
            "agency_rate_fte",
            "agency_rate_headcount",
            "agency_cover_fte",
            "agency_cover_rate_fte",
            "vacancy_fte",
            "vacancy_rate_fte",
            "vacancy_agency_cover_rate_fte",
            "case_holders_fte",
            "cases",
            "caseload_fte",
            "working_days_lost_fte",
            "absence_rate_fte",
        ),
    ),
    SourceFile(
        "workforce_roles_*.csv",
        "DfE, Children's social work workforce {year}",
        ("inpost_fte", "inpost_headcount"),
        region_columns=False,
        breakdowns=("role",),
    ),
    SourceFile(
        "b1_children_in_need_*.csv",
        _CHILDREN_IN_NEED,
        (
            "Anypoint_episodes",
            "Anypoint_child",
            "Started_episodes",
            "Started_child",
            "Ended_episodes",
            "Ended_child",
            "At31_episodes",
            "awaiting_assessment",
        ),
    ),
    SourceFile(
        "c1_children_in_need_referrals_and_rereferrals_*.csv",
        _CHILDREN_IN_NEED,
        (
            "referral_count",
            "rereferral_count",
            "no_further_action_count",
            "not_in_need_count",
            "referral_child_count",
            "rereferral_child_count",
        ),
    ),
    SourceFile("d3_cpps_subsequent_plan_*.csv", _CHILDREN_IN_NEED, ("CPP_start", "CPP_subsequent")),
    SourceFile(
        "d5_cpps_at31march_by_duration_*.csv",
        _CHILDREN_IN_NEED,
        (
            "CPP_At31",
            "3_months_or_less",
            "more_than_3_months_6_months",
            "more_than_6_months_less_than_1_year",
            "1_year_less_than_2_years",
            "2_years_or_more",
        ),
    ),
    SourceFile(
        "cla_number_and_rate_per_10k_children.csv",
        _LOOKED_AFTER,
        ("children_count",),
        breakdowns=("population_type",),
    ),
    SourceFile(
        "cla_on_31_march_*.csv",
        _LOOKED_AFTER,
        ("children",),
        region_columns=False,
        breakdowns=("breakdown_topic", "breakdown"),
    ),
    SourceFile(
        "cla_ceased_*.csv",
        _LOOKED_AFTER,
        ("children",),
        region_columns=False,
        breakdowns=("breakdown_topic", "breakdown"),
        own_symbols={"-100.0": "c", "-400.0": "z"},  # the numbers this file carries where its siblings say c and z
    ),
    SourceFile(
        "ons_mid-year_population_estimates_*.csv",
        "ONS, Mid-year population estimates {year}",
        ("population_estimate",),
        breakdowns=("age_group",),
    ),
    SourceFile(
        "childrens_services_net_expenditure_2024_25.csv",
        "MHCLG, Local authority revenue expenditure and financing, RO3 2024-25",
        (
            "children_looked_after_gbp_thousand",
            "cla_residential_care_gbp_thousand",
            "cla_fostering_gbp_thousand",
            "cla_asylum_seeking_gbp_thousand",
            "cla_other_gbp_thousand",
            "other_children_and_families_gbp_thousand",
            "family_support_gbp_thousand",
            "youth_justice_gbp_thousand",
            "safeguarding_and_social_work_gbp_thousand",
            "asylum_seekers_gbp_thousand",
            "services_for_young_people_gbp_thousand",
            "sure_start_and_early_years_gbp_thousand",
            "safeguarding_and_social_work_employees_gbp_thousand",
        ),
        region_columns=False,
        own_symbols={"[x]": "x", "[note 4]": "note 4"},
        year=2025,
        may_be_negative=True,  # net of income
        skipped_codes=("E06", "E08", "E09", "E10"),  # totals by kind of council, not places
    ),
    SourceFile(
        "ofsted_judgements_31_march_2025.csv",
        "Ofsted, Children's social care in England 2025",
        ("overall_effectiveness",),
        region_columns=False,
        words={"Outstanding": 1.0, "Good": 2.0, "Requires improvement to be good": 3.0, "Inadequate": 4.0},
        year=2025,
    ),
)
"""In the order they are read: the first files say which region an authority belongs to."""
