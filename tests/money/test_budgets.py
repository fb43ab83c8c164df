"""Budget lines are spent down to nought and not below, whoever asks first."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.clock import Calendar
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import LedgerError
from workforce_sim.money.budgets import SpentBudgets, open_budgets

START = dt.date(2025, 9, 30)


def budgets(pounds: float | None, places: int = 3, **line: dt.date) -> SpentBudgets:
    values = {"apprenticeship.intake": 1, "budgets.apprenticeship.pounds": pounds}
    values |= {f"budgets.apprenticeship.{name}": date for name, date in line.items()}
    return open_budgets(Scenario().with_values(values).budgets, Calendar(START, 2), places)


def day_of(date: dt.date) -> int:
    return (date - START).days


@pytest.mark.property
@given(
    st.integers(0, 10_000),
    st.lists(st.lists(st.tuples(st.integers(0, 2), st.floats(0.0, 5000.0)), max_size=6), max_size=6),
)
def test_what_is_granted_is_spent_or_left_never_below_nought_and_in_no_order(
    pounds: int, months: list[list[tuple[int, float]]]
) -> None:
    one, other = budgets(pounds), budgets(pounds)
    for asks in months:
        for place, amount in asks:
            one.ask("apprenticeship", place, amount)
        for place in reversed(range(3)):  # another order among places
            for amount in (amount for where, amount in asks if where == place):
                other.ask("apprenticeship", place, amount)
        granted, granted_other = one.settle(31), other.settle(31)
        assert granted.keys() == granted_other.keys()
        assert all((granted[name] == granted_other[name]).all() for name in granted)
        one.check()
        assert one.lines["apprenticeship"].left >= 0


@pytest.mark.unit
def test_a_line_that_cannot_bear_all_is_shared_in_proportion_to_the_penny() -> None:
    line = budgets(1000.0)
    for place, pounds in enumerate((600.0, 900.0, 1500.0)):
        line.ask("apprenticeship", place, pounds)
    assert line.settle(31)["apprenticeship"].tolist() == [20_000, 30_000, 50_000]
    line.ask("apprenticeship", 0, 1.0)
    assert line.settle(61)["apprenticeship"].tolist() == [0, 0, 0]
    assert line.granted_share("apprenticeship", 62) == 0.0


@pytest.mark.unit
def test_a_programme_reads_how_much_of_what_it_last_asked_the_line_can_still_bear() -> None:
    line = budgets(100.0)
    assert line.granted_share("apprenticeship", 1) == 1.0
    line.ask("apprenticeship", 0, 80.0)
    line.settle(31)
    assert line.granted_share("apprenticeship", 32) == pytest.approx(0.25)
    assert line.granted_share("apprenticeship", 32, pounds=10.0) == 1.0


@pytest.mark.unit
def test_outside_its_days_a_line_grants_nothing() -> None:
    line = budgets(100.0, begins=dt.date(2026, 4, 1), ends=dt.date(2026, 9, 30))
    shares = [line.granted_share("apprenticeship", day_of(dt.date(2026, month, 15))) for month in (3, 4, 9, 10)]
    assert shares == [0.0, 1.0, 1.0, 0.0]
    line.ask("apprenticeship", 0, 10.0)
    assert line.settle(day_of(dt.date(2026, 3, 31)))["apprenticeship"].sum() == 0
    line.ask("apprenticeship", 0, 10.0)
    assert line.settle(day_of(dt.date(2026, 4, 30)))["apprenticeship"].sum() == 1000


@pytest.mark.unit
def test_without_a_line_all_is_granted() -> None:
    free = budgets(None)
    free.ask("kinship", 1, 7.5)
    assert free.settle(31)["kinship"].tolist() == [0, 750, 0]
    assert free.granted_share("kinship", 40) == 1.0


@pytest.mark.unit
def test_a_programme_nobody_knows_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(KeyError, match="did you mean fostering"):
        budgets(None).ask("foster", 0, 1.0)


@pytest.mark.unit
def test_a_penny_lost_from_a_line_is_found() -> None:
    line = budgets(10.0)
    line.lines["apprenticeship"].left -= 1
    with pytest.raises(LedgerError, match="budget apprenticeship: 1000 pence granted are not the 0 spent and the 999 left"):
        line.check()
