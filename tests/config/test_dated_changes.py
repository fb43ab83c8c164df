"""Dated values changed between two dates: right on every single day, whatever the value was before."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.config import Dated
from workforce_sim.config.dated_changes import Change, changed_between, followed_by

START = dt.date(2025, 9, 30)
DAYS = [START + dt.timedelta(days=day) for day in range(900)]
NUMBERS = st.floats(-100.0, 100.0)
DATES = st.sampled_from(DAYS)
CHANGES = st.dictionaries(DATES, NUMBERS, max_size=5).map(lambda by_date: tuple(sorted(by_date.items())))
DATED = st.builds(Dated, NUMBERS, CHANGES, st.booleans())


@pytest.mark.property
@given(value=DATED, since=DATES, until=st.none() | DATES, change=st.builds(Change, NUMBERS, NUMBERS))
def test_every_day_is_as_it_was_and_changed_between_the_dates_alone(
    value: Dated, since: dt.date, until: dt.date | None, change: Change
) -> None:
    result = changed_between(value, START, since, until, change)
    assert result.changes[0][0] == START
    for day in DAYS:
        usual = value.on(day)
        expected = change.of(usual) if since <= day and (until is None or day < until) else usual
        assert result.on(day) == pytest.approx(expected, rel=1e-9, abs=1e-6), (value, day)


@pytest.mark.property
@given(value=DATED, since=DATES, until=DATES)
def test_no_change_leaves_every_day_as_it_was(value: Dated, since: dt.date, until: dt.date) -> None:
    result = changed_between(value, START, since, until, Change())
    assert [result.on(day) for day in DAYS] == pytest.approx([value.on(day) for day in DAYS], abs=1e-9)


@pytest.mark.property
@given(value=DATED, following=DATED.filter(lambda dated: dated.changes))
def test_what_follows_holds_from_its_first_date_and_what_was_until_then(value: Dated, following: Dated) -> None:
    result = followed_by(value, START, following)
    since = following.changes[0][0]
    expected = [following.on(day) if day >= since else value.on(day) for day in DAYS]
    assert [result.on(day) for day in DAYS] == pytest.approx(expected, abs=1e-9)


@pytest.mark.unit
def test_a_surge_laid_over_a_step_keeps_the_step() -> None:
    plan = Dated(1.0, ((dt.date(2027, 1, 1), 0.8),))
    surged = changed_between(plan, START, dt.date(2026, 10, 1), dt.date(2027, 4, 1), Change(times=1.5))
    assert surged.changes == (
        (START, 1.0),
        (dt.date(2026, 10, 1), 1.5),
        (dt.date(2027, 1, 1), pytest.approx(1.2)),
        (dt.date(2027, 4, 1), 0.8),
    )
