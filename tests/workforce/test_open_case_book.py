"""An authority's case book opens at the published figures and stays there while nothing changes."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from tests.conftest import Statistical
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.counting import COUNTS
from workforce_sim.clock import Calendar
from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.areas import select
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.workforce.open_case_book import open_case_book

ENGLAND = select("England")
CALENDAR = Calendar(dt.date(2025, 9, 30), 10)
YEARS = 5
DAYS = int(YEARS * 365.25)


def holders_of(profile: AuthorityProfile) -> list[tuple[float, int]]:
    """As many holders as the census counts FTE, with capacities of five sizes that add up to the cases."""
    count = max(1, round(profile.case_holders_fte))
    sizes = np.resize([0.3, 0.7, 1.0, 1.3, 1.7], count)
    return [(float(size * profile.cases / sizes.sum()), 37) for size in sizes]


def opened(profile: AuthorityProfile, replication: int = 0, scenario: Scenario | None = None) -> CaseBook:
    decisions = Decisions(2026, replication)
    return open_case_book(profile, scenario or Scenario(), CALENDAR, decisions, holders_of(profile))[0]


@pytest.mark.unit
def test_every_authority_opens_with_its_published_cases_and_children() -> None:
    for profile in ENGLAND:
        book = opened(profile)
        counts = book.counts()
        assert counts["cases"] == profile.cases, profile.name
        assert counts["unallocated"] == counts["referrals"] == counts["allocations"] == 0.0
        assert counts["cin"] == pytest.approx(profile.cin_at_31_march, abs=0.51), profile.name
        assert counts["cpp"] == pytest.approx(profile.cpp_at_31_march, abs=0.51)
        assert counts["cla"] == pytest.approx(profile.cla_at_31_march + profile.uasc_at_31_march, abs=1.01)
        assert counts["uasc"] == pytest.approx(profile.uasc_at_31_march, abs=0.51)
        book.check_ledger()


@pytest.mark.unit
def test_cases_are_shared_in_proportion_to_capacity_and_everyone_holds_one() -> None:
    profile = ENGLAND[20]
    holders = holders_of(profile)
    book, numbers = open_case_book(profile, Scenario(), CALENDAR, Decisions(1, 0), holders)
    loads = np.array([book.caseload_of(number) for number in numbers])
    assert loads.min() >= 1
    assert loads == pytest.approx(np.array([capacity for capacity, _ in holders]), abs=1.5)
    assert book.holder_loads()[1].sum() == 37 * len(holders)


@pytest.mark.unit
def test_an_authority_without_holders_opens_with_every_case_waiting() -> None:
    profile = ENGLAND[3]
    book, numbers = open_case_book(profile, Scenario(), CALENDAR, Decisions(1, 0), [])
    assert numbers == []
    assert book.counts()["unallocated"] == profile.cases
    book.advance_to(40)
    book.check_ledger()


@pytest.mark.unit
def test_more_holders_than_cases_leave_the_smallest_without() -> None:
    profile = ENGLAND[3]
    count = profile.cases + 10
    capacities = [(2.0 if place % 2 else 1.0, 37) for place in range(count)]
    book, numbers = open_case_book(profile, Scenario(), CALENDAR, Decisions(1, 0), capacities)
    loads = [book.caseload_of(number) for number in numbers]
    assert set(loads) == {0, 1}
    assert all(loads[1::2]), "those with more capacity come first"


@pytest.mark.unit
def test_a_referral_surge_changes_nothing_before_it_begins() -> None:
    profile = ENGLAND[20]
    surge = Scenario.model_validate({"cases": {"referrals_level": {dt.date(2026, 9, 30): 1.2}}})
    usual, surged = opened(profile), opened(profile, scenario=surge)
    usual.advance_to(365)
    surged.advance_to(365)
    assert usual.counts() == surged.counts()
    usual.advance_to(730)
    surged.advance_to(730)
    assert surged.counts()["referrals"] > usual.counts()["referrals"] * 1.05


@pytest.mark.statistical
def test_every_authority_stays_at_its_published_stocks_and_flows(statistical: Statistical) -> None:
    """Each stock is Poisson about its level and forgets its start, so the difference has twice its variance at most."""
    books = [opened(profile, replication=7) for profile in ENGLAND]
    start = np.array([book.counts_array() for book in books])
    for book in books:
        book.advance_to(DAYS + 1)
        book.check_ledger()
    end = np.array([book.counts_array() for book in books])
    cut = 1e-4 / len(ENGLAND)
    for name in ("cin", "cpp", "cla", "uasc", "care_leavers", "in_assessment", "cases"):
        column = COUNTS.index(name)
        spread = np.sqrt(2.0 * np.maximum(start[:, column], 1.0))
        worst = int(np.argmax(np.abs(end[:, column] - start[:, column]) / spread))
        claim = statistical(f"{name} after {YEARS} years is at the published stock in all authorities", len(books), cut)
        claim.holds_within(end[worst, column], start[worst, column], spread[worst])
        national = statistical(f"{name} of England after {YEARS} years is at the published stock", len(books), 1e-4)
        national.holds_within(end[:, column].sum(), start[:, column].sum(), float(np.sqrt((spread**2).sum())))


FLOWS = {
    "referrals": lambda p: p.referrals_per_year,
    "rereferrals": lambda p: p.referrals_per_year * p.rereferral_share,
    "no_further_action": lambda p: p.referrals_per_year * p.no_further_action_share,
    "not_in_need": lambda p: p.referrals_per_year * p.not_in_need_share,
    "cpp_started": lambda p: p.cpp_started_per_year,
    "cla_started": lambda p: p.cla_started_per_year + p.uasc_started_per_year,
    "uasc_started": lambda p: p.uasc_started_per_year,
    "care_leavers_started": lambda p: p.ceased_at_18_per_year,
}


@pytest.mark.statistical
def test_england_has_its_published_referrals_plans_and_care_every_year(statistical: Statistical) -> None:
    """Referrals breed referrals: at a share of 0.23 their variance is at most (1 - 0.23)^-2 times Poisson."""
    books = [opened(profile, replication=3) for profile in ENGLAND]
    for book in books:
        book.advance_to(DAYS + 1)
    total = np.array([book.counts_array() for book in books]).sum(axis=0)
    for name, published in FLOWS.items():
        expected = sum(published(profile) for profile in ENGLAND) * YEARS
        claim = statistical(f"{name} of England are as published over {YEARS} years", round(expected), 1e-4)
        claim.holds_within(total[COUNTS.index(name)], expected, float(np.sqrt(expected * 1.7) + 0.002 * expected))
    in_time = total[COUNTS.index("assessments_within_45_days")] / total[COUNTS.index("assessments_completed")]
    assert in_time == pytest.approx(0.857, abs=0.01)
