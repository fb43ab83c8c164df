"""Special guardians who are found sooner: for whom, when care ends, and that nobody else is touched."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest

from tests.caseload.small_book import small_book, state_of
from tests.conftest import Statistical
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import CARE, SINCE, STAGE, UASC

MEAN_DAYS, SOONER_DAYS, AT_18 = 30.0, 20, 0.4
"""Of ``small_rates``: care lasts exponentially long, and two fifths leave it at 18."""


def played(days: int, **different: Any) -> CaseBook:
    book, _ = small_book(holders=40, guardian_days=SOONER_DAYS, **different)
    book.advance_to(days)
    book.check_ledger()
    return book


@pytest.mark.unit
def test_guardians_for_nobody_change_nothing_at_all() -> None:
    assert state_of(played(365, guardian_share=np.zeros(200))) == state_of(played(365))


@pytest.mark.unit
def test_care_of_children_who_leave_before_18_ends_when_a_guardian_is_found() -> None:
    everybody = played(365, guardian_share=np.ones(1), ways_out=before_18())
    rows = everybody.arrays.rows[: everybody.rows_used]
    in_care = rows[rows[:, STAGE] == CARE]
    assert in_care.size
    assert (everybody.day - in_care[:, SINCE]).max() <= SOONER_DAYS
    assert everybody.counts()["guardians_found_sooner"] > 0


@pytest.mark.unit
def test_nobody_who_stays_to_18_finds_a_guardian() -> None:
    to_18 = list(before_18())
    to_18[CARE] = ((8, 1.0),)
    assert played(365, guardian_share=np.ones(1), ways_out=tuple(to_18)).counts()["guardians_found_sooner"] == 0


@pytest.mark.unit
def test_guardians_are_found_for_those_who_come_from_the_day_on_which_support_begins() -> None:
    later = 1.0 * (np.arange(400) >= 200)
    assert state_of(played(200, guardian_share=later)) == state_of(played(200))
    many = {"guardian_share": later, "families_per_day": 10.0}
    counted = [played(day, **many).counts()["guardians_found_sooner"] for day in (200 + SOONER_DAYS, 300)]
    assert counted[0] == 0
    assert counted[1] > 0


@pytest.mark.statistical
def test_as_many_find_a_guardian_as_would_have_stayed_longer(statistical: Statistical) -> None:
    """Care of an exponential length is longer than d days with probability exp(-d / mean), to whole days."""
    share = 0.5
    counts = played(6000, guardian_share=np.full(1, share), families_per_day=20.0, uasc_per_day=np.zeros(1)).counts()
    longer = math.exp(-(SOONER_DAYS + 0.5) / MEAN_DAYS)
    found, ended = int(counts["guardians_found_sooner"]), int(counts["cla_ceased"])
    claim = statistical("guardians are found for the share of those who would have stayed longer but not to 18", ended, 1e-4)
    claim.holds_at(binomtest(found, ended, share * longer * (1.0 - AT_18)).pvalue)


def before_18() -> tuple[tuple[tuple[int, float], ...], ...]:
    """Ways out as in ``small_rates`` but that care always ends before 18."""
    from tests.caseload.small_book import WAYS_OUT

    ways = list(WAYS_OUT)
    ways[CARE], ways[UASC] = ((1, 1.0),), ((0, 1.0),)
    return tuple(ways)
