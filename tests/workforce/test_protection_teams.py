"""Multi-agency child protection teams: who joins, what becomes of cases and posts, and who is in them no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from tests.workforce.small_authority import (
    NOBODY_COMES_OR_CHANGES,
    authority_of,
    case_holder,
    played,
    published,
    scenario_with,
    world_of,
)
from workforce_sim.census import check_ledgers
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_MONTH, TABLES, WORKFORCE_MONTH
from workforce_sim.replication import replicate
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.career import leave
from workforce_sim.workforce.protection_teams import hours_in_teams, is_still_in
from workforce_sim.workforce.social_worker import Destination, Role

FROM_THE_START = [{"areas": "England", "from": "2025-09-30"}]
PER_10000 = "family_help.protection_team_social_workers_per_10000"
YEARS = 3


def small_world(wanted_fte: float, **values: Any) -> Authority:
    """Ten case holders where nobody comes or goes, so many of whom are wanted in the teams."""
    profile = authority_of(10)
    told = {
        **NOBODY_COMES_OR_CHANGES,
        "absence.level": 0.0,
        "family_help.roll_out": FROM_THE_START,
        PER_10000: wanted_fte * 10_000 / profile.population_0_to_17,
        **values,
    }
    return world_of([profile], told)[0]


@pytest.mark.unit
def test_case_holders_join_to_the_nearest_person_and_hand_their_cases_to_the_others() -> None:
    authority = small_world(3.2)
    before = authority.case_book.held + authority.case_book.counts()["unallocated"]
    funded, in_post = authority.establishment.total_funded, authority.establishment.total_in_post
    played(authority, 3.0)
    authority.case_book.advance_to(3)
    assert hours_in_teams(authority) == 3 * 37
    assert len(authority.case_book.holder_numbers()) == 7
    assert authority.holder_hours == 7 * 37
    assert authority.case_book.held + authority.case_book.counts()["unallocated"] == pytest.approx(before, abs=12)
    assert (authority.establishment.total_funded, authority.establishment.total_in_post) == (funded, in_post)
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_nobody_joins_without_the_experience_asked_for() -> None:
    authority = played(small_world(3.0, **{"family_help.protection_team_experience_years": 60}), 40.0)
    assert hours_in_teams(authority) == 0
    assert len(authority.case_book.holder_numbers()) == 10


@pytest.mark.unit
def test_teams_want_no_more_than_there_are() -> None:
    authority = played(small_world(15.0), 100.0)
    assert hours_in_teams(authority) == 10 * 37
    assert authority.case_book.held == 0
    check_ledgers(authority, in_full=True)


@pytest.mark.unit
def test_whoever_has_left_or_changed_role_or_holds_cases_again_is_in_no_team() -> None:
    assert is_still_in(case_holder(1))
    assert not is_still_in(case_holder(1, has_left=True))
    assert not is_still_in(case_holder(1, holder=4))
    assert not is_still_in(case_holder(1, role=Role.FIRST_LINE_MANAGER))


@pytest.mark.unit
def test_places_of_those_who_leave_are_taken_by_others() -> None:
    authority = small_world(3.0)
    played(authority, 3.0)
    gone = authority.protection_team[0]
    vacancy = authority.establishment.expect_vacancy(gone.key, gone.role, gone.hours, 3)
    leave(authority, gone, vacancy, Destination.LEFT)
    assert hours_in_teams(authority) == 2 * 37
    played(authority, 40.0)
    assert hours_in_teams(authority) == 3 * 37
    authority.case_book.advance_to(40)
    assert len(authority.case_book.holder_numbers()) == 6
    check_ledgers(authority, in_full=True)


def county(values: dict[str, Any] | None = None) -> ReplicationRecords:
    return replicate(scenario_with(values, years=YEARS), published("Nottinghamshire"), 1, 0)


def monthly(records: ReplicationRecords, column: str) -> np.ndarray:
    table = WORKFORCE_MONTH if column in WORKFORCE_MONTH.index else CHILDREN_MONTH
    return records.arrays[table.name][:, 0, table.index[column]]


@pytest.mark.system
def test_a_programme_rolled_out_without_any_effect_changes_nothing_to_the_bit() -> None:
    """Ledgers are checked at every month end of the replication."""
    nothing = {"family_help.roll_out": FROM_THE_START, "family_networks.roll_out": FROM_THE_START}
    nothing |= {"family_networks.conference_averts_care_share": 0.0}
    usual, free = county(), county(nothing | {"prices.family_help_year": 0, "prices.family_group_conference": 0})
    paid = county(nothing)
    for table in usual.arrays:
        assert np.array_equal(usual.arrays[table], free.arrays[table], equal_nan=True), table
        other = paid if not table.startswith("money") else free
        shown = [place for place, name in enumerate(TABLES[table].names) if table != "annual_return" or "_gbp" not in name]
        assert np.array_equal(usual.arrays[table][..., shown], other.arrays[table][..., shown], equal_nan=True), table


@pytest.mark.system
def test_a_programme_changes_nothing_before_its_first_day_and_is_counted_after_it() -> None:
    begins = dt.date(2026, 10, 1)
    everything = {
        "family_help.roll_out": [{"areas": "East Midlands", "from": begins, "ramp_months": 6}],
        "family_help.fewer_plans": 0.2,
        "family_help.fewer_care_entries": 0.2,
        "family_help.led_by_family_support_share": 0.4,
        PER_10000: 0.5,
        "family_networks.roll_out": [{"areas": "Nottinghamshire", "from": begins}],
    }
    usual, helped = county(), county(everything)
    for table in ("workforce_month", "children_month"):
        assert np.array_equal(usual.arrays[table][:12], helped.arrays[table][:12], equal_nan=True), table
    wanted = 0.5 * published("Nottinghamshire")[0].population_0_to_17 / 10_000
    assert monthly(helped, "in_protection_teams_fte")[-6:] == pytest.approx(np.full(6, wanted), abs=2.0)
    for column in ("plans_averted", "care_entries_averted", "led_by_family_support"):
        assert monthly(helped, column)[-1] > monthly(usual, column).max() == 0.0
    for column in ("cpp", "cla", "cases", "case_holders_fte"):
        assert monthly(helped, column)[-1] < monthly(usual, column)[-1], column
    year = helped.arrays["annual_return"][YEARS, 0]
    assert year[ANNUAL_RETURN.index["plans_averted"]] == monthly(helped, "plans_averted")[-12:].sum()
    assert year[ANNUAL_RETURN.index["in_protection_teams_fte"]] == monthly(helped, "in_protection_teams_fte")[-1]


@pytest.mark.system
def test_counts_without_any_programme_are_as_published() -> None:
    """81.4% of conferences in time, 85.8% with a plan (Children in need 2025); 44.8% of pre-proceedings to care (the trial)."""
    usual = county()
    conferences, in_time = monthly(usual, "conferences").sum(), monthly(usual, "conferences_within_15_days").sum()
    assert in_time / conferences == pytest.approx(0.814, abs=0.04)
    assert monthly(usual, "cpp_started").sum() / conferences == pytest.approx(0.858, abs=0.03)
    assert (monthly(usual, "conferences") >= monthly(usual, "cpp_started")).all()
    to_care = monthly(usual, "pre_proceedings_to_care").sum() / monthly(usual, "pre_proceedings").sum()
    assert to_care == pytest.approx(0.448, abs=0.06)
    assert not monthly(usual, "in_protection_teams_fte").any()
