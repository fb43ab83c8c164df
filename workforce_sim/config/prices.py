"""Unit prices: what a week of work, a placement, an apprentice or a grant costs, each at the prices of its own year."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Reliability, Section, parameter
from workforce_sim.config.publications import (
    AGENCY_FOSTER_COST,
    APPRENTICE_AWARDS,
    APPRENTICESHIP_PRICE,
    CARE_LEAVER_BURSARY,
    CHILDRENS_HOME_COST,
    EXPENDITURE,
    GUARDIAN_ALLOWANCE,
    IN_HOUSE_FOSTER_COST,
    MINIMUM_ALLOWANCE,
    PAY_SCALES,
    ST_HELENS_COST,
    STABLE_HOMES_SUMS,
    SUPPORTED_ACCOMMODATION_COST,
)
from workforce_sim.config.units import Price, Ratio, Ratios, pounds

NOT_FOUND = "No published figure found"
ONE_PLACE = "One authority's figure for all"
SHARED_OUT = "What England spent on the line beside what is priced here, by head: a rate, not what one more head costs"

WEEK = "a week"
YEAR = "a year"


def _price(
    default: float | Dated,
    reliability: Reliability,
    low: float,
    high: float,
    meaning: str,
    source: str = "",
    year: str | int = "",
    reason: str = "",
) -> Any:
    return parameter(
        default, meaning=meaning, reliability=reliability, low=low, high=high, source=source, year=year, reason=reason
    )


class Prices(Section):
    """Pounds for a unit of everything that the accounts count."""

    social_worker_week: Annotated[Dated, pounds(WEEK, 2025)] = _price(
        1280, "amber", 1100, 1500, "A full-time case holder, with on-costs", ST_HELENS_COST, "2025-26", ONE_PLACE
    )
    relative_by_role: Ratios = parameter(
        (1.0, 1.14, 1.31, 1.76, 2.3, 1.14),
        meaning="Cost of a case holder, senior practitioner, first-line, middle and senior manager, and of the qualified"
        " without cases, relative to a case holder's",
        reliability="amber",
        low=0.8,
        high=3.0,
        source=PAY_SCALES,
        year="2019-20",
        reason="Middles of one authority's scales; the last two are assumed",
    )
    newly_qualified_relative: Ratio = _price(
        0.88,
        "amber",
        0.8,
        1.0,
        "Cost in the assessed and supported year, relative to a case holder's",
        PAY_SCALES,
        "2019-20",
        "£32,251 to the middle of £34,688 and £38,476",
    )
    agency_week: Annotated[Dated, pounds(WEEK, 2025)] = _price(
        1800,
        "amber",
        1500,
        2200,
        "A full-time agency social worker, as paid to the agency",
        ST_HELENS_COST,
        "2025-26",
        ONE_PLACE,
    )
    other_safeguarding_year: Annotated[Dated, pounds(YEAR, 2024)] = _price(
        3300,
        "amber",
        1000,
        12000,
        "Other staff and overheads of safeguarding and social work, for each social worker in post or from an agency",
        EXPENDITURE,
        "2024-25",
        SHARED_OUT,
    )
    recruitment: Annotated[Dated, pounds("a starter", 2025)] = _price(
        5000, "red", 1000, 15000, "Advert, panel, checks and induction of one full-time starter", reason=NOT_FOUND
    )
    welcome_payment: Annotated[Dated, pounds("a starter")] = _price(
        0, "red", 0, 8000, "Payment to a full-time starter", reason="A lever: where paid, up to £8,000 was found in 2023"
    )
    apprentice_salary_year: Annotated[Dated, pounds(YEAR, 2025)] = _price(
        27000, "red", 22000, 34000, "Salary of an apprentice, without on-costs", reason=NOT_FOUND
    )
    apprentice_training_year: Annotated[Dated, pounds(YEAR, 2023)] = _price(
        8000,
        "amber",
        7000,
        9000,
        "Training of an apprentice, from the levy",
        APPRENTICESHIP_PRICE,
        2024,
        "A third of the three-year degree",
    )
    apprentice_support: Annotated[Dated, pounds("an apprentice", 2023)] = _price(
        25380,
        "amber",
        20000,
        30000,
        "What a budget for apprenticeships pays for each apprentice who begins",
        APPRENTICE_AWARDS,
        2023,
        "£11.7m for 461 apprentices",
    )
    kinship_foster_week: Annotated[Dated, pounds(WEEK, 2024)] = _price(
        215,
        "amber",
        165,
        400,
        "A child with a kinship foster carer",
        MINIMUM_ALLOWANCE,
        "2024-25",
        "The plain mean of the fifteen rates by age and region; the carer's support is not in it",
    )
    in_house_foster_week: Annotated[Dated, pounds(WEEK, 2017)] = _price(
        646, "amber", 500, 750, "A child with another of the authority's own foster carers", IN_HOUSE_FOSTER_COST, 2017, "All-in"
    )
    agency_foster_week: Annotated[Dated, pounds(WEEK, 2020)] = _price(
        820,
        "amber",
        750,
        950,
        "A child with a foster carer of an independent agency",
        AGENCY_FOSTER_COST,
        2020,
        "Large agencies",
    )
    childrens_home_week: Annotated[Dated, pounds(WEEK, 2023)] = _price(
        6107, "green", 5200, 7000, "A child in a children's home", CHILDRENS_HOME_COST, "2023-24", "£318,400 a year"
    )
    supported_accommodation_week: Annotated[Dated, pounds(WEEK, 2023)] = _price(
        621, "amber", 400, 1500, "A child in supported accommodation", SUPPORTED_ACCOMMODATION_COST, 2023, ONE_PLACE
    )
    with_parents_week: Annotated[Dated, pounds(WEEK, 2025)] = _price(
        50, "red", 0, 150, "A looked-after child placed with parents", reason=NOT_FOUND
    )
    placed_for_adoption_week: Annotated[Dated, pounds(WEEK, 2025)] = _price(
        150, "red", 0, 400, "A child placed for adoption", reason=NOT_FOUND
    )
    other_placement_week: Annotated[Dated, pounds(WEEK, 2025)] = _price(
        1500,
        "red",
        500,
        4000,
        "A child in any other placement",
        reason="Residential schools, family centres, hospitals and placements not reported: no price found for the mix",
    )
    looked_after_other_week: Annotated[Dated, pounds(WEEK, 2024)] = _price(
        550,
        "amber",
        350,
        700,
        "Other services to a looked-after child: short breaks, adoption and guardianship support, education, contact",
        EXPENDITURE,
        "2024-25",
        SHARED_OUT,
    )
    special_guardianship_week: Annotated[Dated, pounds(WEEK, 2024)] = _price(
        175,
        "amber",
        0,
        215,
        "Allowance for a child whom placements.special_guardianship_level moves out of care, until 18",
        GUARDIAN_ALLOWANCE,
        2023,
        "£40 a week less than for a child with a kinship foster carer, whose price is 215; means-tested, so that 0 is possible",
    )
    family_group_conference: Annotated[Dated, pounds("a conference", 2025)] = _price(
        1500, "red", 500, 3000, "One family group conference", reason=NOT_FOUND
    )
    personal_adviser_year: Annotated[Dated, pounds(YEAR, 2025)] = _price(
        48000, "red", 38000, 58000, "A full-time personal adviser of care leavers, with on-costs", reason=NOT_FOUND
    )
    family_help_year: Annotated[Dated, pounds("a year for 10,000 children", 2023)] = _price(
        282_000,
        "amber",
        225_000,
        430_000,
        "Family Help where it is in force, for the children aged 0 to 17 who live there",
        STABLE_HOMES_SUMS,
        2023,
        "£45m over two years in ten areas with 798,000 children; £523.5m a year for all of England's 12.2 million in 2025-26"
        " is £430,000, and the £270m of it that was new £222,000",
    )
    kinship_support_year: Annotated[Dated, pounds("a year for a child", 2023)] = _price(
        350,
        "red",
        100,
        2000,
        "Training and support of kinship foster carers, for each child with one, while placements.kinship_level or"
        " .special_guardianship_level is above 1",
        reason="£9m over two years for carers' training, shared over the 12,920 children with kinship foster carers in 2023;"
        " what finding more of them takes was not found",
    )
    setting_up_home_grant: Annotated[Dated, pounds("a care leaver")] = _price(
        Dated(2000, ((dt.date(2023, 4, 1), 3000),)),
        "amber",
        2000,
        3000,
        "Grant to a young person who leaves care at 18 or over",
        STABLE_HOMES_SUMS,
        2023,
        "£2,000 until April 2023, from when on £3,000 is the sum recommended; what authorities pay is not published",
    )
    care_leaver_bursary: Annotated[Dated, pounds("a start")] = _price(
        Dated(1000, ((dt.date(2023, 8, 1), 3000),)),
        "green",
        1000,
        3000,
        "Bursary to a care leaver who begins an apprenticeship",
        CARE_LEAVER_BURSARY,
        2023,
        "£1,000 for those who began before 1 August 2023",
    )


def price_years() -> dict[str, int | None]:
    """Give the financial year of every price, by its April; None for sums fixed in pounds."""
    return {
        name: quantity.price_year
        for name, info in Prices.model_fields.items()
        for quantity in info.metadata
        if isinstance(quantity, Price)
    }
