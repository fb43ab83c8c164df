"""What help averts, who leads a case in need, and what is counted as plans begin and end."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.caseload.small_book import helped, small_book, state_of
from tests.conftest import Statistical
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import (
    CARE,
    DORMANT,
    GONE,
    HOLDER,
    IN_NEED,
    LED,
    MARKS,
    NEEDS_HOLDER,
    NONE,
    PLAN,
    STAGE,
    WAITING,
)

YEAR = 365


def played(days: int = YEAR, **different: Any) -> CaseBook:
    book, _ = small_book(holders=40, **different)
    book.advance_to(days)
    book.check_ledger()
    return book


def averting(plans: float = 0.0, need_to_care: float = 0.0, plan_to_care: float = 0.0) -> dict[str, Any]:
    return {"averted": np.array([[plans, need_to_care, plan_to_care]])}


@pytest.mark.unit
def test_help_without_effect_changes_nothing_at_all() -> None:
    without = {"averted": np.zeros((200, 3)), "led_share": np.zeros(200)}
    assert state_of(played(**without)) == state_of(played())


@pytest.mark.unit
def test_help_changes_nothing_before_it_begins() -> None:
    later = np.arange(200) >= 150
    help_then = {"averted": np.outer(later, (0.9, 0.9, 0.9)), "led_share": 0.9 * later}
    assert state_of(played(150, **help_then)) == state_of(played(150))
    assert state_of(played(300, **help_then)) != state_of(played(300))


@pytest.mark.unit
def test_what_is_only_counted_changes_nothing_for_children() -> None:
    counted = {"pre_proceedings_share": 0.25, "conference_in_time_share": 0.8, "conference_without_plan_share": 0.1}
    one, other = state_of(played(**counted)), state_of(played())
    told = {"pre_proceedings", "conferences", "conferences_within_15_days"}
    assert {name for name in one if one[name] != other[name]} == told


@pytest.mark.unit
def test_help_that_is_changed_on_a_day_is_help_that_was_always_to_change_then() -> None:
    """Two years: a good deal of help, and from the 300th day none, which is what happens when its money is spent."""
    days = np.arange(800)
    until = np.outer(days < 300, (0.9, 0.9, 0.9)), 0.9 * (days < 300)
    told = played(700, averted=until[0], led_share=until[1])
    changed = played(300, averted=np.full((1, 3), 0.9), led_share=np.full(1, 0.9))
    changed.change_help(np.zeros((1, 3)), np.zeros(1))
    changed.advance_to(700)
    changed.check_ledger()
    assert state_of(changed) == state_of(told)
    assert changed.counts()["led_by_family_support"] < played(700, led_share=np.full(1, 0.9)).counts()["led_by_family_support"]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("averted", "ended"),
    [
        (averting(plans=1.0), "cpp_started"),
        (averting(plan_to_care=1.0), "pre_proceedings_to_care"),
    ],
)
def test_a_move_that_help_always_averts_never_happens(averted: dict[str, Any], ended: str) -> None:
    assert played().counts()[ended] > 5
    assert played(**averted).counts()[ended] == 0


@pytest.mark.unit
def test_with_every_way_into_care_averted_only_unaccompanied_children_come_into_it() -> None:
    counts = played(**averting(need_to_care=1.0, plan_to_care=1.0)).counts()
    assert counts["care_entries_averted"] > 30
    assert counts["cla_started"] == counts["uasc_started"] > 0


@pytest.mark.unit
def test_referrals_of_new_families_are_the_same_with_help() -> None:
    usual, other = played().counts(), played(**helped()).counts()
    assert usual["referrals"] - usual["rereferrals"] == other["referrals"] - other["rereferrals"]


@pytest.mark.unit
def test_children_outside_the_count_are_helped_and_not_counted() -> None:
    everybody = {**averting(1.0, 1.0, 1.0), "led_share": np.ones(1), "outside_share": 1.0, "pre_proceedings_share": 1.0}
    counts = played(conference_in_time_share=1.0, **everybody).counts()
    assert counts["cases"] > 0
    assert {name for name, count in counts.items() if count} <= {"cases", "allocations", "changes_of_social_worker"}


@pytest.mark.unit
def test_a_case_led_by_family_support_is_with_no_social_worker_until_a_plan_or_care_begins() -> None:
    book = played(led_share=np.ones(1), families_per_day=10.0)
    rows = book._book.rows
    led = ((rows[:, MARKS] & LED) > 0) & (rows[:, STAGE] != GONE)
    assert led.sum() == book.counts()["led_by_family_support"] > 20
    assert set(rows[led, STAGE]) == {IN_NEED}
    assert set(rows[led, HOLDER]) == {NONE}
    in_need = rows[:, STAGE] == IN_NEED
    assert led[in_need].all(), "everybody in whom need began is led"
    must_be_held = ((rows[:, MARKS] & NEEDS_HOLDER) > 0) & np.isin(rows[:, STAGE], (PLAN, CARE))
    assert (rows[must_be_held, HOLDER] != NONE).all()
    assert must_be_held.sum() > 5


@pytest.mark.unit
def test_a_case_led_by_family_support_stays_so_when_help_averts_a_plan() -> None:
    book = played(led_share=np.ones(1), **averting(1.0, 1.0, 1.0))
    counts = book.counts()
    assert counts["plans_averted"] > 20
    assert counts["led_by_family_support"] == (book._book.rows[:, STAGE] == IN_NEED).sum()


@pytest.mark.unit
def test_with_nobody_in_post_a_case_led_by_family_support_does_not_wait() -> None:
    book, _ = small_book(holders=0, led_share=np.ones(1), held_share=1.0)
    book.advance_to(YEAR)
    book.check_ledger()
    rows = book._book.rows
    led = ((rows[:, MARKS] & LED) > 0) & (rows[:, STAGE] != GONE)
    assert led.sum() > 20
    assert not (rows[led, HOLDER] == WAITING).any()
    others = np.isin(rows[:, STAGE], (PLAN, CARE))
    assert (rows[others, HOLDER] == WAITING).all()


@pytest.mark.unit
def test_with_nobody_in_post_no_conference_is_held_in_time() -> None:
    book, _ = small_book(holders=0, held_share=1.0, conference_in_time_share=1.0)
    book.advance_to(YEAR)
    counts = book.counts()
    assert counts["conferences"] == counts["cpp_started"] > 20
    assert counts["conferences_within_15_days"] == 0
    assert (told := played(conference_in_time_share=1.0).counts())["conferences_within_15_days"] == told["conferences"]


@pytest.mark.unit
def test_every_need_that_is_closed_may_have_had_a_conference_without_a_plan_and_no_other() -> None:
    everybody, nobody = played(conference_without_plan_share=1.0).counts(), played().counts()
    assert nobody["conferences"] == nobody["cpp_started"]
    book, _ = small_book(holders=40, conference_without_plan_share=1.0)
    book.advance_to(YEAR)
    closed = book.arrays.moves[IN_NEED, [GONE, DORMANT]].sum()
    assert everybody["conferences"] - everybody["cpp_started"] == closed > 100


@pytest.mark.unit
def test_every_child_who_leaves_a_plan_for_care_has_been_in_pre_proceedings() -> None:
    nobody_else = played(pre_proceedings_share=0.0, **averting(plan_to_care=0.5)).counts()
    assert nobody_else["pre_proceedings"] == nobody_else["pre_proceedings_to_care"] + nobody_else["care_entries_averted"]
    everybody = played(pre_proceedings_share=1.0).counts()
    assert everybody["pre_proceedings"] == everybody["cpp_ended"] > everybody["pre_proceedings_to_care"]


@pytest.mark.statistical
def test_moves_are_averted_led_and_counted_as_often_as_told(statistical: Statistical) -> None:
    told: dict[str, Any] = {"averted": np.array([[0.3, 0.2, 0.2]]), "led_share": np.full(1, 0.4), "pre_proceedings_share": 0.25}
    told |= {"conference_in_time_share": 0.814, "conference_without_plan_share": 0.05}
    book, _ = small_book(holders=400, families_per_day=100.0, **told)
    book.advance_to(5 * YEAR)
    counts = book.counts()
    without_care = counts["cpp_ended"] - counts["pre_proceedings_to_care"]
    entered, plans = counts["cla_started"] - counts["uasc_started"], counts["cpp_started"]
    rows = book._book.rows
    in_need = rows[:, STAGE] == IN_NEED
    closed = book.arrays.moves[IN_NEED, [GONE, DORMANT]].sum()
    claims = {
        "3 in 10 plans are averted": (counts["plans_averted"], counts["plans_averted"] + plans, 0.3),
        "2 in 10 entries into care are averted": (counts["care_entries_averted"], counts["care_entries_averted"] + entered, 0.2),
        "814 in 1,000 conferences are in time": (counts["conferences_within_15_days"], counts["conferences"], 0.814),
        "5 in 100 needs closed had a conference without a plan": (counts["conferences"] - plans, closed, 0.05),
        "4 in 10 in need are led by family support": (counts["led_by_family_support"], in_need.sum(), 0.4),
    }
    for hypothesis, (found, number, share) in claims.items():
        claim = statistical(hypothesis, sample_size=int(number), false_alarm_rate=1e-4)
        claim.holds_within(found / number, share, math.sqrt(share * (1.0 - share) / number))
    assert 0.2 < (counts["pre_proceedings"] - counts["pre_proceedings_to_care"]) / without_care < 0.35
