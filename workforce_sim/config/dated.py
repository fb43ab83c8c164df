"""Dated values: one number that holds always, or several that each hold from a date on."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from workforce_sim.clock import Calendar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Dated:
    """Hold what a parameter is worth on each date.

    ``before`` holds until the first of ``changes``; each change then holds from its date until the next (a step), or,
    with ``ramp``, the value moves along a straight line, day by day, from each change to the next. The last one stays.
    Without changes ``before`` holds always. Changes are in order of date, each date once.
    """

    before: float
    changes: tuple[tuple[dt.date, float], ...] = ()
    ramp: bool = False

    def __post_init__(self) -> None:
        """Refuse changes that are out of order, which would make the value on a date ambiguous."""
        dates = [date for date, _ in self.changes]
        if any(later <= earlier for earlier, later in pairwise(dates)):
            raise ValueError("the changes of a dated value must be in order of date, each date once")

    @property
    def is_constant(self) -> bool:
        """Say whether the value is the same on every date."""
        return all(value == self.before for _, value in self.changes)

    @property
    def maximum(self) -> float:
        """The largest value on any date, the value before the first change included."""
        return max([self.before, *(value for _, value in self.changes)])

    @property
    def minimum(self) -> float:
        """The smallest value on any date, the value before the first change included."""
        return min([self.before, *(value for _, value in self.changes)])

    @cached_property
    def _dates(self) -> tuple[dt.date, ...]:
        return tuple(date for date, _ in self.changes)

    def on(self, date: dt.date) -> float:
        """Give the value on a date."""
        place = bisect_right(self._dates, date) - 1
        if place < 0:
            return self.before
        since, value = self.changes[place]
        if not self.ramp or place == len(self.changes) - 1:
            return value
        until, target = self.changes[place + 1]
        return value + (target - value) * ((date - since).days / (until - since).days)

    def daily(self, calendar: Calendar) -> NDArray[np.float64]:
        """Give the value on every day simulated, the start day first; float64 array of shape (calendar.days + 1,)."""
        import numpy as np  # waits until a simulation needs it: asking for help must not load numpy

        values = np.full(calendar.days + 1, self.before, dtype=np.float64)
        days = np.arange(calendar.days + 1)
        for (since, value), following in zip_longest(self.changes, self.changes[1:]):
            first = calendar.day_of(since)
            values[max(first, 0) :] = value
            if self.ramp and following is not None:
                until = calendar.day_of(following[0])
                between = days[max(first, 0) : max(until, 0)]
                values[between] = value + (following[1] - value) * ((between - first) / (until - first))
        return values

    def plain(self) -> float | dict[str, float | bool]:
        """Write the value as a scenario file would: a number, or a mapping of ISO dates to numbers."""
        if not self.changes:
            return self.before
        written: dict[str, float | bool] = {"ramp": True} if self.ramp else {}
        return written | {date.isoformat(): value for date, value in self.changes}

    def __str__(self) -> str:
        """Write the value for a table on screen."""
        if not self.changes:
            return f"{self.before:g}"
        steps = ", ".join(f"{date.isoformat()}: {value:g}" for date, value in self.changes)
        return "{" + ("ramp: true, " if self.ramp else "") + steps + "}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic that the section has already read the value: see ``reading.py``."""
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe to editors the two ways in which a dated value may be written."""
        by_date = {
            "type": "object",
            "properties": {"ramp": {"type": "boolean", "description": "true for a straight line between the dates"}},
            "patternProperties": {r"^\d{4}-\d{2}-\d{2}$": {"type": "number"}},
            "additionalProperties": False,
        }
        return {"anyOf": [{"type": "number"}, by_date]}
