"""Dated values: steps, lines, and the days between."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.clock import Calendar
from workforce_sim.config import Dated, Scenario
from workforce_sim.errors import UserError

START = dt.date(2025, 9, 30)
CALENDAR = Calendar(START, 5)
NUMBERS = st.floats(-1e6, 1e6)
CHANGES = st.dictionaries(st.dates(START, dt.date(2032, 1, 1)), NUMBERS, max_size=6).map(
    lambda by_date: tuple(sorted(by_date.items()))
)
DATED = st.builds(Dated, NUMBERS, CHANGES, st.booleans())


@pytest.mark.unit
def test_a_step_holds_from_its_date_until_the_next() -> None:
    intake = Dated(0.0, ((dt.date(2027, 9, 1), 250.0), (dt.date(2029, 9, 1), 500.0)))
    days = [dt.date(2027, 8, 31), dt.date(2027, 9, 1), dt.date(2029, 8, 31), dt.date(2029, 9, 1), dt.date(2040, 1, 1)]
    assert [intake.on(day) for day in days] == [0.0, 250.0, 250.0, 500.0, 500.0]


@pytest.mark.unit
def test_a_ramp_is_a_straight_line_day_by_day() -> None:
    cover = Dated(1.0, ((dt.date(2026, 4, 1), 1.0), (dt.date(2026, 4, 11), 0.0)), ramp=True)
    values = [cover.on(dt.date(2026, 4, day)) for day in range(1, 12)]
    assert values == pytest.approx([1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0])
    assert cover.on(dt.date(2026, 3, 31)) == 1.0
    assert cover.on(dt.date(2030, 1, 1)) == 0.0


@pytest.mark.unit
def test_changes_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="in order of date"):
        Dated(0.0, ((dt.date(2027, 1, 1), 1.0), (dt.date(2026, 1, 1), 2.0)))


@pytest.mark.property
@given(DATED)
def test_the_daily_values_are_the_values_on_each_date(dated: Dated) -> None:
    daily = dated.daily(CALENDAR)
    assert daily.shape == (CALENDAR.days + 1,)
    assert daily.dtype == np.float64
    assert daily.tolist() == [dated.on(CALENDAR.date_of(day)) for day in range(CALENDAR.days + 1)]


@pytest.mark.property
@given(DATED)
def test_no_day_lies_outside_the_smallest_and_largest_value(dated: Dated) -> None:
    daily = dated.daily(CALENDAR)
    rounding = 1e-9 * max(abs(dated.maximum), abs(dated.minimum), 1.0)
    assert dated.minimum - rounding <= daily.min()
    assert daily.max() <= dated.maximum + rounding


@pytest.mark.property
@given(DATED)
def test_a_constant_is_the_same_every_day_and_only_a_constant_is(dated: Dated) -> None:
    all_dates = [date for date, _ in dated.changes]
    values = {dated.before, *(dated.on(date) for date in all_dates)}
    assert dated.is_constant == (len(values) == 1)


@pytest.mark.property
@given(st.builds(Dated, NUMBERS, CHANGES, st.just(True)))
def test_a_ramp_moves_one_way_between_two_dates(dated: Dated) -> None:
    for (since, first), (until, last) in pairwise(dated.changes):
        days = [since + dt.timedelta(days=day) for day in range((until - since).days)]
        steps = np.diff([dated.on(day) for day in days])
        assert (steps * np.sign(last - first) >= -1e-6).all()


@pytest.mark.property
@given(
    st.dictionaries(st.dates(START, dt.date(2032, 1, 1)), st.floats(0, 500), min_size=1, max_size=5),
    st.booleans(),
)
def test_a_dated_value_survives_being_written_and_read(changes: dict[Any, float], ramp: bool) -> None:
    given_value = {"ramp": ramp, **changes}
    scenario = Scenario().with_values({"apprenticeship.intake": given_value})
    intake = scenario.apprenticeship.intake
    assert intake.changes == tuple(sorted(changes.items()))
    assert scenario.with_values({"apprenticeship.intake": intake.plain()}) == scenario
    assert scenario.with_values({"apprenticeship.intake": intake}) == scenario


GRANT = "prices.setting_up_home_grant"


@pytest.mark.unit
def test_before_its_first_date_a_value_is_the_default_of_the_day_before() -> None:
    """The grant is £2,000 until April 2023 and £3,000 from then on."""
    from_2027 = Scenario().with_values({GRANT: {dt.date(2027, 4, 1): 3500}}).prices.setting_up_home_grant
    assert [from_2027.on(dt.date(year, 4, 1)) for year in (2026, 2027)] == [3000, 3500]
    earlier = Scenario().with_values({"start": "2022-09-30", GRANT: {dt.date(2023, 1, 1): 2500}}).prices.setting_up_home_grant
    assert [earlier.on(dt.date(year, 6, 1)) for year in (2022, 2023)] == [2000, 2500]


@pytest.mark.unit
def test_a_default_may_have_dates_before_the_start_and_a_given_value_may_not() -> None:
    assert Scenario().with_values(Scenario().resolved()) == Scenario()
    with pytest.raises(UserError, match=rf"{GRANT} has the date 2023-04-02; it must be on or after the start"):
        Scenario().with_values({GRANT: {dt.date(2023, 4, 2): 3000}})
