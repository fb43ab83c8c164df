"""Dated values changed between two dates, and only there: what a shock or a lever makes of a parameter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from workforce_sim.config.dated import Dated

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a value on a day: it is multiplied, then something is added."""

    times: float = 1.0
    plus: float = 0.0

    def of(self, value: float) -> float:
        """Give the changed value."""
        return value * self.times + self.plus


def changed_between(value: Dated, start: dt.date, since: dt.date, until: dt.date | None, change: Change) -> Dated:
    """Give a dated value that is changed from ``since`` to the day before ``until``, or for good, relative to itself.

    On every day from ``start``, which must not be after ``since``, it is what ``value`` was on that day, with the change
    between the two dates; its first date is ``start``, so that nothing of it depends on what held before.
    """

    def on(date: dt.date) -> float:
        usual = value.on(date)
        return change.of(usual) if since <= date and (until is None or date < until) else usual

    ends = {since} if until is None else {since, until}
    return _through(on, start, _dates(value) | ends, _jumps(value) | ends, ramp=value.ramp)


def followed_by(value: Dated, start: dt.date, following: Dated) -> Dated:
    """Give a dated value that is ``value`` from ``start`` until the first date of ``following``, and that from then on."""
    since = following.changes[0][0]

    def on(date: dt.date) -> float:
        return following.on(date) if date >= since else value.on(date)

    earlier = {date for date in _dates(value) if date < since}
    dates = earlier | _dates(following)
    return _through(on, start, dates, earlier & _jumps(value) | _jumps(following), ramp=value.ramp or following.ramp)


def _dates(value: Dated) -> set[dt.date]:
    return {date for date, _ in value.changes}


def _jumps(value: Dated) -> set[dt.date]:
    """List the dates on which a value may jump: every one of a step, of a line the first."""
    return {date for date, _ in value.changes[: 1 if value.ramp else None]}


def _through(
    on: Callable[[dt.date], float], start: dt.date, dates: set[dt.date], jumps: set[dt.date], *, ramp: bool
) -> Dated:
    """Put a dated value together from its values on the dates where it changes.

    Where it is written as lines, a jump has a date on each side of it, a day apart.
    """
    knots = dates | ({date - A_DAY for date in jumps} if ramp else set())
    changes = [(date, on(date)) for date in sorted({start, *(date for date in knots if date >= start)})]
    if not ramp:
        changes = [each for place, each in enumerate(changes) if place == 0 or each[1] != changes[place - 1][1]]
    return Dated(changes[0][1], tuple(changes), ramp)
