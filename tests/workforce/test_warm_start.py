"""An authority is born as the census found it: service, ages, first years, hazards and capacities all in balance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from tests.conftest import Statistical
from tests.workforce.small_authority import (
    NOBODY_COMES_OR_CHANGES,
    authority_of,
    england_on_census_day,
    played,
    published,
    steady_england_on_census_day,
    world_of,
)
from workforce_sim.census import check_ledgers
from workforce_sim.workforce.agency_book import HOLDER
from workforce_sim.workforce.capacity import capacity_cases
from workforce_sim.workforce.social_worker import LONG_AGO, Role
from workforce_sim.workforce.turnover import DAYS_A_YEAR, FIVE_YEARS, TWO_YEARS, service_law

SENIOR = (Role.SENIOR_PRACTITIONER, Role.FIRST_LINE_MANAGER, Role.MIDDLE_MANAGER, Role.SENIOR_MANAGER)


@pytest.mark.unit
def test_three_people_and_a_vacancy_make_an_authority() -> None:
    authority = world_of([authority_of(3, vacancies=1.0, agency=1)])[0]
    assert (authority.roster.headcount, authority.establishment.vacant_hours, authority.agency.headcount) == (3, 37, 1)
    assert authority.case_book.counts()["cases"] == 60
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_an_authority_without_case_holders_leaves_every_case_waiting() -> None:
    managers = {"roles_fte": (0.0, 0.0, 3.0, 0.0, 0.0, 0.0), "roles_headcount": (0, 0, 3, 0, 0, 0)}
    authority = world_of([replace(authority_of(3, turnover=1e-9), case_holders_fte=0.0, **managers)])[0]
    assert authority.case_book.counts()["unallocated"] == 45
    played(authority, authority.calendar.days)
    assert authority.case_book.counts()["cases"] == 0
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_an_authority_that_everybody_leaves_goes_on_with_its_cases_waiting() -> None:
    authority = played(world_of([authority_of(3, turnover=20.0)], NOBODY_COMES_OR_CHANGES | {"agency.cover_level": 0.0})[0], 365)
    assert authority.roster.headcount == 0
    assert authority.establishment.vacant_hours == 111
    assert authority.case_book.counts()["cases"] == 0
    assert authority.case_book.counts()["unallocated"] > 0
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_every_ledger_of_every_authority_balances_on_the_first_day() -> None:
    for authority in england_on_census_day():
        check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_seniors_have_two_years_of_service_wherever_there_are_enough_and_nobody_started_as_a_child() -> None:
    for authority in england_on_census_day():
        people = authority.roster.people.values()
        experienced = sum(-w.started_day > TWO_YEARS for w in people)
        if experienced > sum(w.role in SENIOR for w in people):
            assert all(-w.started_day > TWO_YEARS for w in people if w.role in SENIOR), authority.profile.name
        assert all(60.0 - (w.sixtieth_birthday - w.started_day) / DAYS_A_YEAR >= 19.9 for w in people)


@pytest.mark.statistical
def test_length_of_service_follows_the_stationary_law_of_the_authoritys_turnover(statistical: Statistical) -> None:
    authority = world_of([authority_of(1500, turnover=0.14, cases=3000)])[0]
    days, share = service_law(0.14, (1.35, 1.6, 0.6))
    served = np.array([-worker.started_day - 0.5 for worker in authority.roster.people.values()])
    claim = statistical("service is stationary for turnover of 14%", len(served), 1e-3)
    claim.holds_at(stats.kstest(served, lambda x: np.interp(x, days, share)).pvalue)


@pytest.mark.unit
def test_the_hazards_of_those_in_post_add_up_to_the_authoritys_own_turnover() -> None:
    for authority in steady_england_on_census_day():
        settings, gathered, hours = authority.scenario.turnover, 0.0, 0
        for worker in authority.roster.people.values():
            service = -worker.started_day
            level = 1.35 if service < TWO_YEARS else 1.6 if service < FIVE_YEARS else 0.6
            gathered += worker.hours * level * (1.45 if worker.sixtieth_birthday <= 0 else 1.0)
            hours += worker.hours
        first_day = authority.leaving_law.force[1] - authority.leaving_law.force[0]
        year = first_day * DAYS_A_YEAR / settings.level.on(authority.calendar.start)
        assert year * gathered / hours == pytest.approx(authority.profile.turnover_per_year), authority.profile.name


@pytest.mark.unit
def test_capacities_on_the_first_day_add_up_to_the_published_cases() -> None:
    for authority in england_on_census_day():
        rules, book, agency = authority.capacity, authority.case_book, authority.agency
        total = sum(capacity_cases(rules, w, 0) for w in authority.roster.people.values() if w.holds_cases and not w.apprentices)
        holders = np.concatenate([agency.covering.present, agency.surge.present])[:, HOLDER]
        total += sum(book.capacity_of(holder) for holder in holders[holders >= 0].tolist())
        taught = sum(len(w.apprentices) for w in authority.roster.people.values())
        if not taught:
            assert total == pytest.approx(authority.profile.cases, rel=1e-6), authority.profile.name


@pytest.mark.unit
def test_only_case_holders_in_their_first_twelve_months_are_in_a_supported_year() -> None:
    for authority in england_on_census_day():
        for worker in authority.roster.people.values():
            if worker.asye_from != LONG_AGO:
                assert worker.role is Role.CASE_HOLDER
                assert -365 < worker.started_day == worker.asye_from == worker.qualified_day
                assert worker in authority.first_years


@pytest.mark.unit
def test_luck_of_the_census_day_differs_by_replication_and_the_census_does_not() -> None:
    one, other = (world_of(published("Rutland"), replication=number)[0] for number in (0, 1))
    assert one.establishment.total_funded == other.establishment.total_funded
    assert one.case_book.counts()["cases"] == other.case_book.counts()["cases"]
    served = [[w.started_day for w in a.roster.people.values()] for a in (one, other)]
    assert served[0] != served[1]
