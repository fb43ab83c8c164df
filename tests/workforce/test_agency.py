"""The agency desk keeps agency work at what is usual and covers its share of new vacancies, in hours that add up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest

from tests.conftest import Statistical
from tests.workforce.small_authority import NOBODY_COMES_OR_CHANGES, authority_of, played, published, world_of
from workforce_sim.clock import Phase, at
from workforce_sim.errors import LedgerError
from workforce_sim.workforce.agency import check_assignments, hours_usual
from workforce_sim.workforce.agency_book import ENDS_DAY, HOLDER, HOURS, KEY, Assignments
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, NOBODY, Role

HALF_A_POST = FULL_TIME_HOURS / 2
VACANT_SHARE = 10 / 50
"""The vacancy rate of ``still``, which is what is usual there."""


def still(values: dict[str, object] | None = None, years: int = 2) -> Authority:
    """Forty case holders who stay, ten posts vacant that nobody takes, fourteen agency workers: ten cover, four more."""
    profile = authority_of(40, vacancies=10.0, agency=14, turnover=1e-9)
    return world_of([profile], {**NOBODY_COMES_OR_CHANGES, **(values or {})}, years=years)[0]


@pytest.mark.unit
def test_while_vacancies_stay_as_they_are_so_do_cover_and_surge_though_the_workers_change() -> None:
    authority = still()
    at_start = authority.agency.covering.present[:, KEY].copy()
    for month_ends in authority.calendar.month_ends:
        played(authority, at(month_ends, Phase.RECORDS) + 0.01)
        assert authority.agency.covering.hours == pytest.approx(370, abs=HALF_A_POST)
        assert authority.agency.surge.hours == pytest.approx(4 * 37, abs=HALF_A_POST)
        check_assignments(authority)
    assert not np.isin(authority.agency.covering.present[:, KEY], at_start).any()


@pytest.mark.unit
@pytest.mark.parametrize(("cover", "surge"), [(0.5, 1.0), (1.0, 0.0), (0.0, 0.0), (1.2, 1.5)])
def test_the_levels_scale_cover_and_surge(cover: float, surge: float) -> None:
    authority = played(still({"agency.cover_level": cover, "agency.surge_level": surge}), 40)
    assert authority.agency.covering.hours == pytest.approx(370 * cover, abs=HALF_A_POST)
    assert authority.agency.surge.hours == pytest.approx(4 * 37 * surge, abs=HALF_A_POST)


@pytest.mark.unit
def test_a_dated_end_to_agency_work_moves_every_case_to_somebody_employed() -> None:
    ends = {dt.date(2026, 4, 1): 0.0}
    authority = played(still({"agency.cover_level": ends, "agency.surge_level": ends}), 240)
    assert authority.agency.headcount == 0
    loads, hours = authority.case_book.holder_loads()
    assert len(loads) == len([w for w in authority.roster.people.values() if w.holds_cases])
    assert int(hours.sum()) == authority.holder_hours
    authority.case_book.check_ledger()


@pytest.mark.unit
@pytest.mark.parametrize("months", [1, 12])
@pytest.mark.parametrize("share", [0.0, 0.6, 1.0])
def test_the_stated_share_of_new_vacancies_is_covered_after_as_many_months_as_stated(share: float, months: int) -> None:
    authority = still({"agency.follows_months": months, "agency.follows_vacancies": share})
    played(authority, 100)
    for key in range(10):
        authority.establishment.fund_vacant_post(key, Role.CASE_HOLDER, 37, 100)
    authority.env.run(until=130)
    soon = authority.agency.covering.hours
    played(authority, 100 + 400)
    late = authority.agency.covering.hours
    unexpected = 370 - 370 * VACANT_SHARE  # of ten more posts so many would be vacant anyway
    assert late == pytest.approx(370 + share * unexpected, abs=HALF_A_POST)
    assert soon == pytest.approx(370 + share * unexpected / months, abs=HALF_A_POST)
    assert authority.agency.surge.hours == pytest.approx(4 * 37, abs=HALF_A_POST), "vacancies ask for cover, not for more"


@pytest.mark.unit
def test_cover_ends_with_vacancies_and_never_falls_below_none() -> None:
    """All ten vacant posts are withdrawn: of the ten who cover, those are left whom the fewer posts would usually have."""
    authority = still({"agency.follows_months": 1, "agency.follows_vacancies": 1.0, "recruitment.freeze": 1})
    played(authority, 40)
    for vacancy in list(authority.establishment.vacancies.values()):
        authority.establishment.withdraw(vacancy)
    played(authority, 100)
    assert authority.establishment.vacant_hours == 0
    assert authority.agency.covering.hours == pytest.approx(370 * VACANT_SHARE, abs=HALF_A_POST)
    assert authority.agency.surge.hours == pytest.approx(4 * 37, abs=HALF_A_POST)


@pytest.mark.unit
def test_what_is_usual_goes_from_one_census_to_the_next_along_a_straight_line() -> None:
    authority = still()
    rates = np.array([0.0, 0.12, 0.06])
    authority.conditions = replace(authority.conditions, agency_rate=rates)
    for month, rate in ((0, 0.0), (3, 0.03), (6, 0.06), (12, 0.12), (18, 0.09), (23, 0.065)):
        hours = hours_usual(authority, month)
        assert hours / (hours + 40 * FULL_TIME_HOURS) == pytest.approx(rate), month


@pytest.mark.unit
def test_agency_work_is_at_its_new_usual_rate_by_the_next_census() -> None:
    """A fifth of 50 full-time equivalents is ten, of 40 in post; five in seven cover a vacancy, as at the start."""
    authority = still()
    authority.conditions.agency_rate[1:] = 0.2
    played(authority, authority.calendar.days)
    assert authority.agency.covering.hours == pytest.approx(10 * 37 * 10 / 14, abs=HALF_A_POST)
    assert authority.agency.surge.hours == pytest.approx(10 * 37 * 4 / 14, abs=HALF_A_POST)


@pytest.mark.statistical
def test_assignments_last_their_stated_mean_and_some_of_their_workers_stay(statistical: Statistical) -> None:
    values = {**NOBODY_COMES_OR_CHANGES, "agency.converts_share": 0.2, "recruitment.freeze": 1}
    authority = world_of([authority_of(40, vacancies=100.0, agency=100, turnover=1e-9)], values, years=6)[0]
    played(authority, authority.calendar.days)
    ended, months = authority.agency.assignments_ended, len(authority.calendar.month_ends)
    # At exponential lengths with a mean of six months, 1 - exp(-1/6) of those present end in a month; none on the first day.
    of_all, ending = 100 * (months - 1), 1.0 - np.exp(-1.0 / 6.0)
    claim = statistical("15.4% of assignments end in a month", of_all, 1e-3)
    claim.holds_at(binomtest(ended, of_all, float(ending)).pvalue)
    claim = statistical("one in five who end an assignment looks for a post here", ended, 1e-3)
    claim.holds_at(binomtest(authority.labour_market.came, ended, 0.2).pvalue)


@pytest.mark.unit
def test_agency_workers_of_every_authority_hold_cases_as_the_census_implies() -> None:
    for authority in world_of(published("Rutland") + published("Nottinghamshire")):
        agency = authority.agency
        present = np.concatenate([agency.covering.present, agency.surge.present])
        assert len(present) == agency.headcount == authority.profile.agency_headcount
        assert present[:, HOURS].sum() == agency.hours == round(authority.profile.agency_fte * FULL_TIME_HOURS)


@pytest.mark.unit
def test_an_assignment_or_an_hour_too_many_is_found() -> None:
    authority = still()
    authority.agency.assignments_ended += 1
    with pytest.raises(LedgerError, match="agency in Rutland: assignments"):
        check_assignments(authority)
    authority.agency.assignments_ended -= 1
    authority.agency.covering.present[0, HOURS] -= 1
    with pytest.raises(LedgerError, match="agency in Rutland: hours"):
        check_assignments(authority)


@pytest.mark.unit
def test_those_due_leave_and_the_others_keep_their_order_even_when_the_book_has_grown() -> None:
    assignments = assignments_ending_on([30, 10, 20, 10, *range(40, 240)])
    ended = assignments.end_due(20)
    assert [row[KEY] for row in ended] == [1, 2, 3], "struck off in the order in which they came"
    assert assignments.present[:, KEY].tolist() == [0, *range(4, 204)]
    assert (assignments.headcount, assignments.hours) == (201, 201 * FULL_TIME_HOURS)
    assert assignments.end_due(20) == []


@pytest.mark.unit
def test_those_whose_assignment_ends_soonest_are_released_first_until_the_hours_are_near_enough() -> None:
    assignments = assignments_ending_on([30, 10, 20, 10])
    released = assignments.release(2 * FULL_TIME_HOURS + 1.0, tolerated=HALF_A_POST)
    assert [row[KEY] for row in released] == [1, 3]
    assert assignments.present[:, KEY].tolist() == [0, 2]
    assert assignments.hours == 2 * FULL_TIME_HOURS
    assert len(assignments.release(1000.0, tolerated=HALF_A_POST)) == 2
    assert (assignments.headcount, assignments.hours) == (0, 0)


def assignments_ending_on(days: list[int]) -> Assignments:
    """Enter a full-time worker for each day, who holds no cases and is known by the place in the list."""
    assignments = Assignments()
    for place, day in enumerate(days):
        assignments.begin(1, FULL_TIME_HOURS)[0, [KEY, HOURS, ENDS_DAY, HOLDER]] = place, FULL_TIME_HOURS, day, NOBODY
    return assignments
