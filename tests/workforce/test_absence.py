"""Long absence takes its share of working time, moves the cases, and ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest

from tests.conftest import Statistical
from tests.workforce.small_authority import CONSTANT_HAZARD, NOBODY_COMES_OR_CHANGES, authority_of, played, published, world_of
from workforce_sim.census import share_absent
from workforce_sim.clock import Phase, at
from workforce_sim.workforce.absence import count_absence, share_long_absent
from workforce_sim.workforce.authority import Authority

STILL = NOBODY_COMES_OR_CHANGES | CONSTANT_HAZARD


def often_away(holders: int, share: float, years: int = 5, replication: int = 0) -> Authority:
    """Case holders who all stay, all of whose absence is in long spells."""
    profile = replace(authority_of(holders, turnover=1e-9, cases=holders), absence_rate=share)
    return world_of([profile], {**STILL, "absence.long_share": 1.0}, years=years, replication=replication)[0]


@pytest.mark.statistical
def test_the_share_of_time_away_is_the_authoritys_absence_rate(statistical: Statistical) -> None:
    """Two-state Markov process: variance of the share of time away over T is p(1 - p) 2 tau / T (Cox, Renewal Theory)."""
    share, people, replications = 0.06, 200, 6
    measured, days = [], 0
    for replication in range(replications):
        authority = played(often_away(people, share, replication=replication), 1826)
        days = authority.calendar.days
        count_absence(authority, 0)
        measured.append(authority.absent_hour_days / (authority.env.now * authority.holder_hours))
    tau = 80.0 * (1.0 - share)
    error = np.sqrt(share * (1.0 - share) * 2.0 * tau / days / (people * replications))
    claim = statistical("long absences take 6% of case holders' time", people * replications, 1e-3)
    claim.holds_within(float(np.mean(measured)), share, float(error))


@pytest.mark.statistical
def test_as_many_are_away_on_the_first_day_as_on_any_other(statistical: Statistical) -> None:
    authority = often_away(1500, 0.06, years=1)
    authority.env.run(until=1)
    away = sum(worker.is_absent for worker in authority.roster.people.values())
    claim = statistical("6% are away on the first day", 1500, 1e-3)
    claim.holds_at(binomtest(away, 1500, 0.06).pvalue)


@pytest.mark.unit
def test_who_is_away_holds_no_cases_and_who_comes_back_can_again() -> None:
    authority = often_away(100, 0.06, years=2)
    seen_away: set[int] = set()
    came_back = 0
    for month_ends in authority.calendar.month_ends:
        played(authority, at(month_ends, Phase.RECORDS) + 0.01)
        for worker in authority.roster.people.values():
            load, capacity = (ask(worker.holder) for ask in (authority.case_book.caseload_of, authority.case_book.capacity_of))
            if worker.is_absent:
                assert load == capacity == 0
                seen_away.add(worker.key)
            else:
                assert capacity > 0
                came_back += worker.key in seen_away
        away = sum(w.hours for w in authority.roster.people.values() if w.is_absent)
        assert authority.absent_hours == away
        authority.case_book.check_ledger()
    assert came_back


@pytest.mark.unit
def test_without_absence_nobody_is_ever_away_and_a_level_scales_it() -> None:
    authority = often_away(50, 0.0, years=2)
    played(authority, 730)
    assert authority.absent_hours == 0
    assert authority.absent_hour_days == 0.0
    doubled = world_of(published("Rutland"), {"absence.level": 2.0})[0]
    rutland = published("Rutland")[0]
    assert share_long_absent(doubled) == pytest.approx(2.0 * rutland.absence_rate * 0.5)


@pytest.mark.unit
def test_short_absence_counts_at_the_published_rate_beside_the_long_spells_as_they_happened() -> None:
    authority = world_of(published("Rutland"))[0]
    authority.env.run(until=31)
    count_absence(authority, 0)
    long_absent = authority.absent_hour_days / 31 / authority.holder_hours
    assert share_absent(authority, 31) == pytest.approx(long_absent + 0.5 * authority.profile.absence_rate)
    assert authority.absent_hour_days == 0.0
