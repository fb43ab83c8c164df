"""Whatever is posted, the lines add up to it to the penny."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.errors import LedgerError
from workforce_sim.money.ledger import LINES, Ledger, pence
from workforce_sim.records.tables import MONEY_MONTH

AMOUNTS = st.lists(st.tuples(st.sampled_from(LINES), st.integers(0, 1), st.floats(0.0, 1e9)), max_size=30)


@pytest.mark.property
@given(AMOUNTS)
def test_lines_add_up_to_what_was_posted_in_any_order(amounts: list[tuple[str, int, float]]) -> None:
    forwards, backwards = Ledger(2, ["Leeds"]), Ledger(2, ["Leeds"])
    for line, month, pounds in amounts:
        forwards.post(line, pence(np.array([pounds])), month)
    for line, month, pounds in reversed(amounts):
        backwards.post(line, pence(np.array([pounds])), month)
    forwards.check()
    assert np.array_equal(forwards.by_line, backwards.by_line)
    assert int(forwards.posted.sum()) == sum(int(pence(np.array([pounds]))[0]) for _, _, pounds in amounts)


@pytest.mark.unit
def test_a_penny_that_is_in_no_line_is_found() -> None:
    ledger = Ledger(3, ["Leeds", "Essex"])
    ledger.post("agency", np.full((3, 2), 100))
    ledger.by_line[1, 1, LINES.index("agency")] -= 1
    with pytest.raises(LedgerError, match="pounds of Essex in month 1: the lines do not add up"):
        ledger.check()


@pytest.mark.unit
def test_a_line_below_nought_is_found() -> None:
    ledger = Ledger(1, ["Leeds"])
    ledger.post("fostering", np.array([[-5]]))
    with pytest.raises(LedgerError, match="a line is below nought"):
        ledger.check()


@pytest.mark.unit
def test_the_lines_are_the_columns_of_the_monthly_accounts_in_their_order() -> None:
    assert MONEY_MONTH.names[: len(LINES) + 1] == (*(f"{line}_gbp" for line in LINES), "total_gbp")
