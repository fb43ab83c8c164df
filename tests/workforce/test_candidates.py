"""Candidates come as past starters imply, more in a good year for supply and where posts have grown."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from scipy.stats import poisson

from tests.conftest import Statistical
from tests.workforce.small_authority import CONSTANT_HAZARD, NOBODY_COMES_OR_CHANGES, authority_of, played, world_of
from workforce_sim.calibration.newly_qualified import FTE_PER_STARTER
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.candidates import newly_qualified_in_figures

STILL = NOBODY_COMES_OR_CHANGES | CONSTANT_HAZARD
A_YEAR = 600.0


def sought_after(values: dict[str, Any] | None = None, vacancies: float = 0.0, replication: int = 0) -> Authority:
    """An authority to which 600 experienced candidates a year come, and nobody else."""
    profile = authority_of(100, vacancies=vacancies, turnover=1e-9, starters=A_YEAR * FTE_PER_STARTER)
    told = {"recruitment.offer_accepted_share": 1.0, "labour_market.another_authority_share": 0.0}
    alone = replace(profile, share_of_england_starters=0.0)
    return world_of([alone], STILL | told | (values or {}), years=3, replication=replication)[0]


def two_sided(count: int, mean: float) -> float:
    return float(2 * min(poisson.cdf(count, mean), poisson.sf(count - 1, mean)))


def comers_by_year(authority: Authority) -> list[int]:
    """How many candidates came in each year."""
    came = [0]
    for census_day in authority.calendar.census_days[1:]:
        played(authority, census_day + 0.99)
        came.append(authority.labour_market.came)
    return [after - before for before, after in pairwise(came)]


@pytest.mark.statistical
def test_candidates_of_a_year_are_as_many_times_the_usual_as_its_conditions_say(statistical: Statistical) -> None:
    authority = sought_after()
    authority.conditions.candidates[:] = [1.0, 0.25, 2.0]
    for came, factor in zip(comers_by_year(authority), (1.0, 0.25, 2.0), strict=True):
        claim = statistical(f"candidates of a year are Poisson with mean 600 x {factor:g}", came, 1e-4)
        claim.holds_at(two_sided(came, A_YEAR * factor))


@pytest.mark.statistical
@pytest.mark.parametrize(("follows", "factors"), [(0.0, (1.0, 1.0, 1.0)), (1.0, (1.0, 1.5, 2.25)), (0.5, (1.0, 1.5**0.5, 1.5))])
def test_candidates_follow_posts_as_far_as_is_said(follows: float, factors: tuple[float, ...], statistical: Statistical) -> None:
    values = {"establishment.growth_per_year": 0.5, "labour_market.follows_posts": follows, "recruitment.freeze": 1}
    for came, factor in zip(comers_by_year(sought_after(values)), factors, strict=True):
        claim = statistical(f"candidates of a year are Poisson with mean 600 x {factor:.3g}", came, 1e-4)
        claim.holds_at(two_sided(came, A_YEAR * factor))


@pytest.mark.statistical
def test_those_already_appointed_are_the_candidates_of_one_notice_period_in_the_first_years_conditions(
    statistical: Statistical,
) -> None:
    """600 a year, 70 days of notice, 1.5 times as many as usual in the first year."""
    good_years = {"labour_market.latest_year_level": 1.5, "labour_market.national_persistence": 1.0}
    worlds = [sought_after(good_years, vacancies=400.0, replication=replication) for replication in range(8)]
    promised = sum(v.is_promised for authority in worlds for v in authority.establishment.vacancies.values())
    notice = worlds[0].scenario.recruitment.notice_days_experienced
    claim = statistical("already appointed are Poisson with the candidates of a notice period", promised, 1e-4)
    claim.holds_at(two_sided(promised, len(worlds) * A_YEAR * 1.5 * notice / 365.2425))


@pytest.mark.unit
def test_newly_qualified_in_the_figures_are_those_of_the_years_that_levels_are_pooled_over() -> None:
    """Censuses 2021 to 2025 weigh 2, 3, 4, 5 and 6 of 20. Step Up qualifies in March of odd years: 2021, 2023 and 2025."""
    authority = sought_after()
    routes = authority.scenario.training_routes
    yearly = [routes.university_undergraduate, routes.university_postgraduate, routes.approach]
    of_every_year = sum(route.reaching(authority.calendar.start) for route in yearly)
    step_up = routes.step_up.reaching(authority.calendar.start) * (2 + 4 + 6) / 20
    assert newly_qualified_in_figures(authority) == pytest.approx(of_every_year + step_up)
