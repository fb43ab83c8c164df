"""The value at which a target begins, or ceases, to be met with a stated probability: stochastic bisection."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from workforce_sim.records.recorder import Array
from workforce_sim.studies.certainty import clear_difference, lasting_interval
from workforce_sim.studies.questions.targets import Target

Ask = tuple[float, int, int]
"""A value of the lever, and the first and last of the replications wanted of it."""
Measured = Callable[[Sequence[Ask]], list[Array]]
"""Simulates what is asked and gives, for each, the target's measure; arrays of shape (replications,)."""

Find = Literal["smallest", "largest"]
BLOCK = 5
"""Replications are added in multiples of this, the size of a piece of work."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: the smallest or largest value from ``low`` to ``high``, in steps, that does it often enough.

    A value does it when the target is met with at least ``probability``. ``at_least`` and ``at_most`` are replications of
    one value; ``confidence`` is that all values that are decided are decided rightly.
    """

    target: Target
    low: float
    high: float
    step: float
    probability: float
    confidence: float
    at_least: int
    at_most: int
    find: Find

    @property
    def steps(self) -> int:
        """How many steps there are from the low end to the high one; the last may be shorter."""
        return max(1, math.ceil((self.high - self.low) / self.step - 1e-9))

    @property
    def error(self) -> float:
        """The chance of error allowed at one value: the whole of it over the most values that can be tried (Bonferroni)."""
        most_values = 3 + math.ceil(math.log2(self.steps))
        return (1.0 - self.confidence) / most_values

    def value(self, place: int) -> float:
        """Give the value some steps from the low end."""
        return self.high if place == self.steps else round(self.low + place * self.step, 10)


@dataclass(slots=True)
class Tried:
    """One value that was tried: the target's measure in each replication of it, and what they say."""

    search: Search
    place: int
    measured: Array = field(default_factory=lambda: np.empty(0))

    @property
    def value(self) -> float:
        """The value of the lever."""
        return self.search.value(self.place)

    @property
    def replications(self) -> int:
        """How many replications of it there are."""
        return int(self.measured.size)

    @property
    def met(self) -> int:
        """In how many of them the target is met."""
        return int(np.count_nonzero(self.search.target.is_met(self.measured)))

    @property
    def probability(self) -> float:
        """The share in which it is met."""
        return self.met / self.replications

    @property
    def interval(self) -> tuple[float, float]:
        """An interval of the probability; all those of one search hold together, whenever each was stopped."""
        return lasting_interval(self.met, self.replications, self.search.error)

    @property
    def is_decided(self) -> bool:
        """Whether the interval lies wholly on one side of the probability asked for."""
        lower, upper = self.interval
        return lower >= self.search.probability or upper < self.search.probability

    @property
    def does(self) -> bool:
        """Whether the value does it: surely where that is decided, else as far as its replications say."""
        return self.probability >= self.search.probability

    @property
    def needs_more(self) -> bool:
        """Whether more replications are wanted and allowed."""
        return not self.is_decided and self.replications < self.search.at_most


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: every value tried, in order, and the two between which the answer lies.

    ``does`` is the smallest (or largest) value known to do it, None where none of those tried does; ``does_not`` the value
    next to it that does not, None where the end of the range already does it.
    """

    search: Search
    tried: tuple[Tried, ...]
    does: Tried | None
    does_not: Tried | None

    @property
    def low_end(self) -> Tried:
        """The low end of the range."""
        return self.tried[0]

    @property
    def high_end(self) -> Tried:
        """The high end of the range."""
        return self.tried[-1]

    @property
    def every_value_does(self) -> bool:
        """Whether both ends of the range do it."""
        return self.low_end.does and self.high_end.does

    @property
    def best(self) -> Tried:
        """The value tried that does best, the one with least shortfall among equals."""
        target = self.search.target
        return max(self.tried, key=lambda each: (each.probability, -float(np.nanmean(target.shortfall(each.measured)))))

    @property
    def is_decided(self) -> bool:
        """Whether both sides of the answer are beyond the doubt allowed."""
        return all(each.is_decided for each in (self.does, self.does_not) if each is not None)

    @property
    def surely_does(self) -> Tried | None:
        """The first value, from the end that is wanted, that does it beyond the doubt allowed."""
        return next((each for each in self._from_wanted_end if each.is_decided and each.does), None)

    @property
    def surely_does_not(self) -> Tried | None:
        """The last value before it, from the same end, that beyond the same doubt does not."""
        last = None
        for each in self._from_wanted_end:
            if each.is_decided and each.does:
                break
            last = each if each.is_decided else last
        return last

    @property
    def _from_wanted_end(self) -> tuple[Tried, ...]:
        return self.tried if self.search.find == "smallest" else self.tried[::-1]

    @property
    def replications(self) -> int:
        """How many replications were spent."""
        return sum(each.replications for each in self.tried)

    @property
    def effect(self) -> float:
        """What going from the low end to the high one does to the measure on average; 0 where no effect is clear."""
        pairs = min(self.low_end.replications, self.high_end.replications)
        return clear_difference(self.low_end.measured[:pairs], self.high_end.measured[:pairs])

    @property
    def more_helps(self) -> bool | None:
        """Whether more of the lever brings the measure nearer to the target; None where the ends do not differ clearly."""
        return None if self.effect == 0.0 else self.effect * self.search.target.harmful_sign < 0.0


def search_for(search: Search, measured: Measured) -> Found:
    """Find the smallest or largest value that does it, by bisection with as many replications of each value as it needs.

    Replication n is the same luck at every value (common random numbers), so neighbouring values differ by the lever
    alone. At each value replications are added in blocks until the lasting interval of its probability leaves out the one
    asked for, or the most allowed are there: then the share met decides, and the value is called undecided. With
    probability ``confidence`` every decided value is decided rightly, so that, where the probability moves one way with the
    lever, the answer lies between ``does_not`` and ``does``. That a step of a noisy bisection waits for a sequential test of
    power one is from Waeber, Frazier and Henderson, SIAM Journal on Control and Optimization 51, 2013.

    Both ends of the range are tried first, and its middle where neither does it.
    """
    tried: dict[int, Tried] = {}

    def judge(*places: int) -> list[Tried]:
        for place in places:
            tried.setdefault(place, Tried(search, place))
        replicate_until_decided([tried[place] for place in places], measured)
        return [tried[place] for place in places]

    wanted_end, other_end = (0, search.steps) if search.find == "smallest" else (search.steps, 0)
    wanted, other = judge(wanted_end, other_end)
    does: Tried | None = None
    does_not: Tried | None = None
    if wanted.does:
        does = wanted
    else:
        if not other.does and search.steps > 1:
            (other,) = judge(search.steps // 2)
        if other.does:
            does_not, does = wanted, other
            while abs(does.place - does_not.place) > 1:
                (middle,) = judge((does.place + does_not.place) // 2)
                does, does_not = (middle, does_not) if middle.does else (does, middle)
    return Found(search, tuple(tried[place] for place in sorted(tried)), does, does_not)


def replicate_until_decided(values: Sequence[Tried], measured: Measured) -> None:
    """Add replications to each value, block by block, until it is decided or has the most allowed.

    How many depends on the value's own replications alone, so that nobody's number of processes changes the answer.
    """
    while waiting := [each for each in values if each.replications == 0 or each.needs_more]:
        asks = [(each.value, each.replications + 1, _following(each)) for each in waiting]
        for each, arrived in zip(waiting, measured(asks), strict=True):
            each.measured = np.concatenate((each.measured, arrived))


def _following(each: Tried) -> int:
    """Say up to which replication to go next: half as many again, a multiple of a block."""
    have, search = each.replications, each.search
    following = search.at_least if have == 0 else (have + max(have // 2, BLOCK)) // BLOCK * BLOCK
    return min(following, search.at_most)
