"""The labour market: the candidates who come forward, which is what limits hiring."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import ATTRITION, CALIBRATED, NEWLY_QUALIFIED, WORKFORCE
from workforce_sim.config.units import DatedLevel, Heads, MeanDays, Probability, Quantity, Ratio, Share, Years


class LabourMarket(Section):
    """How many candidates look for posts, of which kinds, for how long and how near."""

    candidates_level: DatedLevel = parameter(
        1.0,
        meaning="Experienced candidates as a multiple of the number that past starters imply",
        reliability="amber",
        low=0.85,
        high=1.15,
        source=ATTRITION,
        year=2025,
        reason="1 reproduces England's starters of recent years; they ranged from 4,826 to 6,028 since 2017",
    )
    follows_posts: Ratio = parameter(
        0.54,
        meaning="How far candidates come in proportion to funded posts: 1 is ten in a hundred more for as many more posts",
        reliability="amber",
        low=0.0,
        high=1.0,
        source=WORKFORCE,
        year="2018 to 2025",
        reason="England's starters of 2023 to 2025 were 7% above those of 2018 to 2020, its posts 13%",
    )
    latest_year_level: Ratio = parameter(
        0.988,
        meaning="England's starters per post in the census year before the start, as a multiple of the latest five years'",
        reliability="amber",
        low=0.9,
        high=1.1,
        source=WORKFORCE,
        year="2021 to 2025",
        reason=CALIBRATED,
    )
    national_persistence: Share = parameter(
        0.5,
        meaning="Part of England's departure from its usual supply of candidates that is still there a year later",
        reliability="red",
        low=0.2,
        high=0.9,
        reason="Eight published years cannot tell 0.3 from 0.9",
    )
    national_spread: Ratio = parameter(
        0.0743,
        meaning="How far England's supply of candidates departs afresh each year: standard deviation over mean",
        reliability="amber",
        low=0.05,
        high=0.16,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    authority_year_spread: Ratio = parameter(
        0.433,
        meaning="How far an authority's supply of candidates swings from year to year: standard deviation over mean",
        reliability="amber",
        low=0.3,
        high=0.55,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    authority_year_persistence: Share = parameter(
        0.3,
        meaning="Part of an authority's swing in starters that is still there a year later",
        reliability="red",
        low=0.0,
        high=0.6,
        reason="Chosen: eight years hardly tell a lasting swing from a level; the backtest is much the same from 0 to 0.6",
    )
    newly_qualified_per_year: Heads = parameter(
        3000,
        meaning="Newly qualified workers who start in England's local authority children's work in a year, all routes",
        reliability="amber",
        low=2600,
        high=3300,
        source=NEWLY_QUALIFIED,
        year=2021,
        reason="'Almost 3,000 a year' supported through the first year; heads, and it includes other employers",
    )
    another_authority_share: Share = parameter(
        0.23,
        meaning="Share of starters who come from another local authority",
        reliability="amber",
        low=0.18,
        high=0.27,
        source=ATTRITION,
        year="2023 to 2025",
        reason="The 29.1% of leavers who move, times leavers per starter in England in 2023 to 2025",
    )
    patience_days: MeanDays = parameter(
        120,
        meaning="Days on average that a candidate looks for a post before giving up",
        reliability="red",
        low=60,
        high=365,
        reason="No published figure found",
    )
    open_posts_draw: Annotated[float, Quantity("power of the number of open posts", 0.0, 1.0)] = parameter(
        0.0,
        meaning="How far candidates go where more posts are open: 1 in proportion to them, 0 by the authority's pull alone",
        reliability="amber",
        low=0.0,
        high=0.3,
        source=WORKFORCE,
        year="2018 to 2025",
        reason="Authorities' starters do not follow their vacancies: -0.006 (standard error 0.016) starters per post more for"
        " each vacancy per post a year before, 1,190 authority-years",
    )
    own_region_share: Probability = parameter(
        0.8,
        meaning="Share of candidates who look only within their own region",
        reliability="red",
        low=0.6,
        high=0.95,
        reason="No published figure found",
    )
    looking_spread_days: MeanDays = parameter(
        60,
        meaning="Days after a cohort qualifies over which its members begin to look for a post",
        reliability="red",
        low=30,
        high=120,
        reason="An autumn peak of recruitment is reported, its length is not",
    )
    experience_on_arrival_years: Years = parameter(
        3,
        meaning="Years since qualifying of somebody who starts with experience; it decides when they may be promoted or teach",
        reliability="red",
        low=2,
        high=10,
        reason="No published figure found",
    )
