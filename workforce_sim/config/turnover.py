"""Turnover: who leaves, for where, and what makes it likelier."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import ATTRITION, CALIBRATED, CHARACTERISTICS, SERVICE_OF_LEAVERS, WORKFORCE
from workforce_sim.config.units import (
    DatedChange,
    DatedLevel,
    DatedShare,
    Days,
    Quantity,
    Ratio,
    RelativeHazard,
    Share,
)


class Turnover(Section):
    """Leaving a post at an authority, as rates relative to the authority's own published turnover."""

    level: DatedLevel = parameter(
        1.0,
        meaning="Leaving as a multiple of each authority's own calibrated rate of the latest five years",
        reliability="green",
        low=0.8,
        high=1.25,
        source=WORKFORCE,
        year="2021 to 2025",
        reason="1 is the calibrated rate itself; latest_year_level says where England stands now",
    )
    retention_effect: DatedChange = parameter(
        0.0,
        meaning="Relative change in leaving from a retention measure; -0.1 keeps one leaver in ten",
        reliability="red",
        low=-0.25,
        high=0.1,
        reason="No measured effect on social workers in the UK was found; 0 is no measure",
    )
    share_to_agency: DatedShare = parameter(
        0.0656,
        meaning="Share of leavers who go to agency work in children's social work",
        reliability="green",
        low=0.05,
        high=0.2,
        source=ATTRITION,
        year=2025,
        reason="277.5 of 4,230.5 full-time equivalents; it was 20% in 2022, before the agency rules",
    )
    share_to_another_authority: DatedShare = parameter(
        0.291,
        meaning="Share of leavers who go to another local authority",
        reliability="green",
        low=0.23,
        high=0.32,
        source=ATTRITION,
        year=2025,
        reason="1,229.2 of 4,230.5 full-time equivalents",
    )
    caseload_effect_points: Annotated[float, Quantity("points of yearly turnover a case", -5.0, 5.0)] = parameter(
        0.183,
        meaning="Points of yearly turnover added by each case held above the authority's caseload at the start",
        reliability="amber",
        low=-0.18,
        high=0.54,
        source=WORKFORCE,
        year="2017 to 2025",
        reason="Estimated within authorities over the years with a standard error of 0.09; the simulation does not give it"
        " back, so doubt it",
    )
    caseload_effect_limit: Annotated[float, Quantity("cases", 0.0, 100.0)] = parameter(
        15,
        meaning="Cases per full-time equivalent above or below the usual beyond which leaving changes no further",
        reliability="red",
        low=5,
        high=30,
        reason="The estimate it bounds is of small differences",
    )
    service_under_two_years: RelativeHazard = parameter(
        1.35,
        meaning="Leaving in the first two years of service, relative to the authority's average",
        reliability="amber",
        low=1.0,
        high=1.7,
        source=SERVICE_OF_LEAVERS,
        year="2021-22",
        reason="Chosen with the next two so that 70.4% of leavers have under five years' service at 17.2% turnover",
    )
    service_two_to_five_years: RelativeHazard = parameter(
        1.6,
        meaning="Leaving from two to five years of service, relative to the authority's average",
        reliability="amber",
        low=1.2,
        high=2.0,
        source=SERVICE_OF_LEAVERS,
        year="2021-22",
        reason="Nearly all the growth in leavers since 2017 was after two to five years",
    )
    service_over_five_years: RelativeHazard = parameter(
        0.6,
        meaning="Leaving after five years of service, relative to the authority's average",
        reliability="amber",
        low=0.4,
        high=0.8,
        source=SERVICE_OF_LEAVERS,
        year="2021-22",
        reason="29.6% of leavers had five years' service or more",
    )
    age_60_and_over: RelativeHazard = parameter(
        1.45,
        meaning="Leaving from the age of 60, relative to the same service at a younger age",
        reliability="amber",
        low=1.2,
        high=2.0,
        source=CHARACTERISTICS,
        year=2024,
        reason="20.0% of those aged 60 and over left, against 13.8% of everyone; both worked out from bands",
    )
    latest_year_level: Ratio = parameter(
        0.847,
        meaning="England's leaving in the census year before the start, as a multiple of that of the latest five years",
        reliability="amber",
        low=0.8,
        high=1.0,
        source=WORKFORCE,
        year="2021 to 2025",
        reason=CALIBRATED,
    )
    national_persistence: Share = parameter(
        0.5,
        meaning="Part of England's departure from its usual leaving that is still there a year later",
        reliability="red",
        low=0.2,
        high=0.9,
        reason="Eight published years cannot tell 0.3 from 0.9; the backtest is much the same from 0.4 to 0.7",
    )
    national_spread: Ratio = parameter(
        0.126,
        meaning="How far England's leaving departs afresh each year: standard deviation over mean",
        reliability="amber",
        low=0.07,
        high=0.16,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    authority_year_spread: Ratio = parameter(
        0.205,
        meaning="How far an authority's turnover swings from year to year beyond chance: standard deviation over mean",
        reliability="amber",
        low=0.15,
        high=0.3,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    authority_year_persistence: Share = parameter(
        0.35,
        meaning="Part of an authority's swing in turnover that is still there a year later",
        reliability="red",
        low=0.0,
        high=0.6,
        reason="Chosen: eight years hardly tell a lasting swing from a level; the backtest is much the same from 0 to 0.6",
    )
    notice_days: Days = parameter(
        56,
        meaning="Days from a worker's notice to the last day in post",
        reliability="red",
        low=28,
        high=91,
        reason="No published figure found; one to three months is usual in local government contracts",
    )
