"""The agency desk keeps cover at its share of past vacancies and surge at its published number, in hours that add up."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy.stats import binomtest

from tests.conftest import Statistical
from tests.workforce.small_authority import NOBODY_COMES_OR_CHANGES, authority_of, played, published, world_of
from workforce_sim.clock import Phase, at
from workforce_sim.errors import LedgerError
from workforce_sim.workforce.agency import check_assignments, hours_of
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Role

HALF_A_POST = FULL_TIME_HOURS / 2


def still(values: dict[str, object] | None = None, years: int = 2) -> Authority:
    """Forty case holders who stay, ten posts vacant that nobody takes, fourteen agency workers: ten cover, four more."""
    profile = authority_of(40, vacancies=10.0, agency=14, turnover=1e-9)
    return world_of([profile], {**NOBODY_COMES_OR_CHANGES, **(values or {})}, years=years)[0]


@pytest.mark.unit
def test_while_vacancies_stay_as_they_are_so_do_cover_and_surge_though_the_workers_change() -> None:
    authority = still()
    at_start = {worker.key for worker in authority.agency.covering}
    for month_ends in authority.calendar.month_ends:
        played(authority, at(month_ends, Phase.RECORDS) + 0.01)
        assert hours_of(authority.agency, covers_vacancy=True) == pytest.approx(370, abs=HALF_A_POST)
        assert hours_of(authority.agency, covers_vacancy=False) == pytest.approx(4 * 37, abs=HALF_A_POST)
        check_assignments(authority)
    assert at_start.isdisjoint(worker.key for worker in authority.agency.covering)


@pytest.mark.unit
@pytest.mark.parametrize(("cover", "surge"), [(0.5, 1.0), (1.0, 0.0), (0.0, 0.0), (1.2, 1.5)])
def test_the_levels_scale_cover_and_surge(cover: float, surge: float) -> None:
    authority = played(still({"agency.cover_level": cover, "agency.surge_level": surge}), 40)
    assert hours_of(authority.agency, covers_vacancy=True) == pytest.approx(370 * cover, abs=HALF_A_POST)
    assert hours_of(authority.agency, covers_vacancy=False) == pytest.approx(4 * 37 * surge, abs=HALF_A_POST)


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
def test_cover_follows_vacancies_after_as_many_months_as_stated(months: int) -> None:
    authority = still({"agency.follows_months": months})
    played(authority, 100)
    for key in range(10):
        authority.establishment.fund_vacant_post(key, Role.CASE_HOLDER, 37, 100)
    authority.env.run(until=130)
    soon = hours_of(authority.agency, covers_vacancy=True)
    played(authority, 100 + 400)
    late = hours_of(authority.agency, covers_vacancy=True)
    assert late == pytest.approx(740, abs=HALF_A_POST)
    assert soon == pytest.approx(740 if months == 1 else 370 + 370 / 12, abs=HALF_A_POST)


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
        present = [*authority.agency.covering, *authority.agency.surge]
        assert len(present) == authority.profile.agency_headcount
        assert sum(worker.hours for worker in present) == round(authority.profile.agency_fte * FULL_TIME_HOURS)


@pytest.mark.unit
def test_an_assignment_or_an_hour_too_many_is_found() -> None:
    authority = still()
    authority.agency.assignments_ended += 1
    with pytest.raises(LedgerError, match="agency in Rutland: assignments"):
        check_assignments(authority)
    authority.agency.assignments_ended -= 1
    authority.agency.covering[0].hours -= 1
    with pytest.raises(LedgerError, match="agency in Rutland: hours"):
        check_assignments(authority)
