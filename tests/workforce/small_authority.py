"""Builders: an authority of a few people, or a published one, and a world of them, in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from tests.steady import STEADY, settled
from workforce_sim.clock import Phase, at
from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.areas import select
from workforce_sim.figures.care import with_children
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.replication import open_world
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.social_worker import LONG_AGO, Role, Route, SocialWorker

NOBODY_COMES_OR_CHANGES = STEADY | {
    "establishment.growth_per_year": 0.0,
    "establishment.growth_response_to_vacancies": 0.0,
    "apprenticeship.existing": 0,
    "agency.converts_share": 0.0,
    "promotion.internal_share": 0.0,
}
"""No new posts, no apprentices, no promotion; with ``starters=0`` in the authority, nobody starts either."""

CONSTANT_HAZARD = STEADY | {
    "turnover.level": 1.0,
    "turnover.caseload_effect_points": 0.0,
    "turnover.service_under_two_years": 1.0,
    "turnover.service_two_to_five_years": 1.0,
    "turnover.service_over_five_years": 1.0,
    "turnover.age_60_and_over": 1.0,
}
"""Everybody leaves at the authority's own published rate, whoever they are and whenever it is."""


@cache
def published(area: str) -> tuple[AuthorityProfile, ...]:
    """The published figures of an area."""
    return select(area)


def authority_of(
    holders: int = 3, *, vacancies: float = 0.0, agency: int = 0, cases: int = 0, starters: float = 0.0, turnover: float = 0.0
) -> AuthorityProfile:
    """An authority of so many full-time case holders and nobody else, its children in proportion to its cases.

    What it is at the census is usual for it.
    """
    pattern = published("Rutland")[0]
    held = cases or 15 * (holders + agency)
    ratio = held / pattern.cases
    stocks = ("cin", "cpp", "cla", "uasc")
    children = {f"{name}_at_31_march": getattr(pattern, f"{name}_at_31_march") * ratio for name in stocks}
    children |= {f"{name}_started_per_year": getattr(pattern, f"{name}_started_per_year") * ratio for name in stocks}
    return replace(
        pattern,
        inpost_fte=float(holders),
        inpost_headcount=holders,
        vacancy_fte=vacancies,
        agency_fte=float(agency),
        agency_headcount=agency,
        agency_cover_fte=min(float(agency), vacancies),
        case_holders_fte=float(holders + agency),
        cases=held,
        roles_fte=(float(holders), 0.0, 0.0, 0.0, 0.0, 0.0),
        roles_headcount=(holders, 0, 0, 0, 0, 0),
        turnover_per_year=turnover,
        starters_fte_per_year=starters,
        share_of_england_starters=starters / 6000.0,
        turnover_standard_error=0.0,
        starters_standard_error=0.0,
        reclassified_per_year=0.0,
        usual_vacancy_rate=vacancies / max(holders + vacancies, 1.0),
        caseload_away=0.0,
        caseload_usually_away=0.0,
        referrals_per_year=pattern.referrals_per_year * ratio,
        ceased_at_18_per_year=pattern.ceased_at_18_per_year * ratio,
        **children,
        care=with_children(pattern.care, children["cla_at_31_march"] + children["uasc_at_31_march"]),
    )


def scenario_with(values: Mapping[str, Any] | None = None, years: int = 1) -> Scenario:
    """The default scenario over a short horizon, with some parameters changed."""
    return Scenario().with_values({"horizon_years": years, **(values or {})})


def world_of(
    profiles: Sequence[AuthorityProfile], values: Mapping[str, Any] | None = None, years: int = 1, replication: int = 0
) -> list[Authority]:
    """Authorities as they stand on the census day, every story begun and nothing happened yet."""
    return open_world(scenario_with(values, years), profiles, Decisions(1, replication))[0]


def played(authority: Authority, until: float) -> Authority:
    """The authority once the days up to ``until`` have passed, its cases caught up at every month end."""
    for month_ends in authority.calendar.month_ends:
        if authority.env.now < at(month_ends, Phase.RECORDS) < until:
            authority.env.run(until=at(month_ends, Phase.RECORDS))
            authority.case_book.advance_to(month_ends + 1)
    authority.env.run(until=until)
    return authority


def case_holder(key: int, hours: int = 37, **facts: Any) -> SocialWorker:
    """A case holder of ten years' service and no age."""
    told: dict[str, Any] = {
        "route": Route.IN_POST_AT_START,
        "role": Role.CASE_HOLDER,
        "started_day": -3650,
        "qualified_day": -5000,
        "sixtieth_birthday": 100_000,
        "usual_caseload": 1.0,
        "readiness": key,
        "committed_until": LONG_AGO,
    }
    return SocialWorker(key=key, hours=hours, **{**told, **facts})


@cache
def england_on_census_day() -> list[Authority]:
    """All authorities as they stand on the census day, opened once in a session; look at them, change nothing."""
    return world_of(published("England"))


@cache
def steady_england_on_census_day() -> list[Authority]:
    """The same where every year is as the year before."""
    return world_of([settled(profile) for profile in published("England")], STEADY)
