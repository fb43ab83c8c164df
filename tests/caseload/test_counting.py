"""The ledger of children and cases balances, and says which part does not when something is broken on purpose."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.caseload.small_book import helped, small_book
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import (
    ALLOCATIONS,
    CLOSED,
    FIRST_CASE,
    GONE,
    HELD,
    HOLDER,
    IN_NEED,
    IN_QUEUE,
    LATER,
    LED_NOW,
    LOAD,
    NONE,
    STAGE,
    TEAM_LOAD,
)
from workforce_sim.caseload.counting import COUNTS
from workforce_sim.errors import LedgerError
from workforce_sim.records.tables import CHILDREN_MONTH

pytestmark = pytest.mark.unit


def busy_book() -> CaseBook:
    book, numbers = small_book(holders=4, **helped(60))
    book.remove_holder(50, numbers[0])
    book.advance_to(90)
    assert book.counts()["unallocated"] > 0
    return book


def lose_a_row(book: CaseBook) -> None:
    book._book.totals[CLOSED] += 1


def lose_a_case(book: CaseBook) -> None:
    book._book.totals[HELD] -= 1


def forget_a_move(book: CaseBook) -> None:
    book._book.moves[IN_NEED, GONE] += 1


def misplace_a_child(book: CaseBook) -> None:
    row = np.nonzero(book._book.rows[:, STAGE] == IN_NEED)[0][0]
    book._book.rows[row, STAGE] = IN_NEED + 1


def swap_two_loads(book: CaseBook) -> None:
    one, other = book.holder_numbers()[:2]
    book._book.holders[one, LOAD] += 1
    book._book.holders[other, LOAD] -= 1


def overlook_one_who_waits(book: CaseBook) -> None:
    book._book.totals[IN_QUEUE] -= 1


def burden_a_team(book: CaseBook) -> None:
    book._book.teams[0, TEAM_LOAD] += 1


def cut_a_list(book: CaseBook) -> None:
    holder = book.holder_numbers()[0]
    book._book.rows[book._book.holders[holder, FIRST_CASE], LATER] = NONE


def hide_who_holds(book: CaseBook) -> None:
    row = np.nonzero(book._book.rows[:, HOLDER] >= 0)[0][0]
    book._book.rows[row, HOLDER] = NONE


def lose_a_lead(book: CaseBook) -> None:
    book._book.totals[LED_NOW] += 1


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (lose_a_row, "opened less closed"),
        (lose_a_case, "cases held"),
        (forget_a_move, "opening plus moves, stage 4"),
        (misplace_a_child, "opening plus moves, stage 4"),
        (swap_two_loads, "load of holder"),
        (overlook_one_who_waits, "cases waiting"),
        (burden_a_team, "cases held by teams"),
        (cut_a_list, "in the holder's list"),
        (hide_who_holds, "rows with a holder"),
        (lose_a_lead, "led by family support"),
    ],
)
def test_a_ledger_broken_on_purpose_is_caught_and_named(fault: Callable[[CaseBook], None], named: str) -> None:
    book = busy_book()
    book.check_ledger()
    fault(book)
    with pytest.raises(LedgerError, match=named):
        book.check_ledger()


def test_the_monthly_check_catches_cases_lost_between_holders_and_teams() -> None:
    book = busy_book()
    book.check_totals()
    burden_a_team(book)
    with pytest.raises(LedgerError, match="cases held by teams"):
        book.check_totals()


def test_counts_are_the_columns_of_the_children_table_in_order() -> None:
    assert CHILDREN_MONTH.names == COUNTS


def test_flows_add_up() -> None:
    counts = busy_book().counts()
    assert counts["referrals"] == counts["no_further_action"] + counts["assessments_completed"] + counts[
        "in_assessment"
    ] + counts["uasc_started"]
    assert counts["cin_started"] - counts["cin_ended"] + counts["not_in_need"] == pytest.approx(
        counts["cin"] + counts["not_in_need"]
    )
    assert counts["cla_started"] - counts["cla_ceased"] == counts["cla"]
    assert counts["cpp_started"] - counts["cpp_ended"] == counts["cpp"]
    assert counts["care_leavers_started"] - counts["care_leavers_ended"] == counts["care_leavers"]


def test_a_quiet_book_counts_nothing() -> None:
    book, _ = small_book(families_per_day=0.0, uasc_per_day=np.zeros(1))
    book.advance_to(300)
    assert set(book.counts().values()) == {0.0}
    assert book._book.totals[ALLOCATIONS] == 0
