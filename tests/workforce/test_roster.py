"""The roster counts everybody who came and went, and knows who is next in line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.small_authority import case_holder
from workforce_sim.errors import LedgerError
from workforce_sim.workforce.roster import Roster
from workforce_sim.workforce.social_worker import Role, SocialWorker

TWO_YEARS_AGO = -730


def roster_of(*workers: SocialWorker) -> Roster:
    roster = Roster()
    for worker in workers:
        roster.admit_at_start(worker)
    return roster


@pytest.mark.property
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 37), st.sampled_from(list(Role))), max_size=60))
def test_people_and_hours_add_up_after_any_starts_promotions_and_departures(steps: list[tuple[bool, int, Role]]) -> None:
    roster, present = Roster(), []
    for key, (comes, hours, role) in enumerate(steps):
        if comes or not present:
            present.append(case_holder(key, hours, readiness=key * 7 % 5))
            roster.admit(present[-1])
        elif hours % 2:
            roster.promote(present[0], role, hours)
        else:
            roster.dismiss(present.pop(0))
        roster.check("anywhere", sum(worker.hours for worker in present))
        assert set(roster.people.values()) == set(present)


@pytest.mark.unit
def test_next_in_line_is_the_readiest_who_is_qualified_long_enough_present_and_staying() -> None:
    ready, readier, readiest, newest, away = (case_holder(key) for key in (1, 2, 3, 4, 5))
    readiest.has_given_notice, newest.qualified_day, away.is_absent = True, -100, True
    roster = roster_of(readier, away, ready, newest, readiest)
    assert roster.next_in_line(Role.CASE_HOLDER, TWO_YEARS_AGO) is readier
    roster.promote(readier, Role.SENIOR_PRACTITIONER, 37)
    assert roster.next_in_line(Role.CASE_HOLDER, TWO_YEARS_AGO) is ready
    assert roster.next_in_line(Role.SENIOR_PRACTITIONER, TWO_YEARS_AGO) is readier
    assert roster.next_in_line(Role.MIDDLE_MANAGER, TWO_YEARS_AGO) is None


@pytest.mark.unit
def test_senior_practitioners_and_experienced_case_holders_can_supervise_and_managers_cannot() -> None:
    holder, senior = case_holder(1), case_holder(2, role=Role.SENIOR_PRACTITIONER)
    manager, new = case_holder(3, role=Role.FIRST_LINE_MANAGER), case_holder(4, qualified_day=-100)
    assert roster_of(holder, senior, manager, new).experienced(TWO_YEARS_AGO) == [senior, holder]


@pytest.mark.unit
def test_nobody_leaves_twice_or_is_in_post_twice() -> None:
    worker = case_holder(1)
    roster = roster_of(worker)
    with pytest.raises(LedgerError, match="in post already"):
        roster.admit(worker)
    roster.dismiss(worker)
    with pytest.raises(LedgerError, match="without having been in post"):
        roster.dismiss(worker)


@pytest.mark.unit
def test_someone_who_vanishes_or_works_other_hours_is_found() -> None:
    roster = roster_of(case_holder(1), case_holder(2))
    with pytest.raises(LedgerError, match="hours in Rutland: the roster says 74 and the establishment 73"):
        roster.check("Rutland", 73)
    roster.people[1].hours -= 1
    with pytest.raises(LedgerError, match="hours in Rutland"):
        roster.check("Rutland", 74)
    del roster.people[1]
    with pytest.raises(LedgerError, match="people in Rutland"):
        roster.check("Rutland", 74)
