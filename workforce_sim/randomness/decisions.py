"""Name every decision that luck takes, and keep the luck of one replication.

The key of a draw is (seed, replication, decision, identity, ordinal). The scenario is not in it: the same family is
referred on the same day, and the same person gives notice on the same day, in two scenarios that do not change that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workforce_sim.randomness.distributions import decided_between
from workforce_sim.randomness.draws import (
    decided_uniform,
    identity_key,
    mix,
    place_in,
    poisson_count,
    uniforms_into,
)

_registered: set[str] = set()


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that luck decides, such as whether an apprentice completes; ``key`` is 63 bits made from its name."""

    name: str
    key: int


def decision(name: str) -> Decision:
    """Register a decision under a name that nothing else in the program uses.

    Raises ValueError when the name was registered before: two places would share one luck.
    """
    if name in _registered:
        raise ValueError(f"the decision {name!r} is already registered: two under one name would share their luck")
    _registered.add(name)
    return Decision(name, identity_key("decision", name))


def decision_names() -> tuple[str, ...]:
    """Name every decision that the modules loaded so far leave to luck, in alphabetical order."""
    return tuple(sorted(_registered))


class Decisions:
    """The luck of one replication: ask what is decided and for whom, and get the same answer whenever you ask again.

    ``identity`` is a 63-bit key from ``identity_key``; ``ordinal`` counts the times the identity meets the decision.
    """

    __slots__ = ("_key", "replication", "seed")

    def __init__(self, seed: int, replication: int) -> None:
        self.seed = seed
        self.replication = replication
        self._key = mix(identity_key("seed", seed), replication)

    def key(self, decision: Decision) -> int:
        """Give the key of a decision in this replication, as the ``base`` of ``keyed_uniform`` in compiled code."""
        return mix(self._key, decision.key)

    def uniform(self, decision: Decision, identity: int, ordinal: int = 0) -> float:
        """Draw a number strictly between 0 and 1."""
        return decided_uniform(self._key, decision.key, identity, ordinal)

    def value(self, decision: Decision, identity: int, points: NDArray[np.float64]) -> float:
        """Draw a value from a distribution given by points with straight lines between: shares below, values; (2, points)."""
        return decided_between(self._key, decision.key, identity, points)

    def uniforms(self, decision: Decision, identities: NDArray[np.int64], ordinal: int = 0) -> NDArray[np.float64]:
        """Draw for many identities at once, each as ``uniform`` would; both arrays of shape (identities,)."""
        drawn = np.empty(identities.shape[0])
        uniforms_into(self.key(decision), identities, ordinal, drawn)
        return drawn

    def exponential(self, decision: Decision, identity: int, ordinal: int = 0, mean: float = 1.0) -> float:
        """Draw a waiting time of constant hazard, in the unit of its mean."""
        return -mean * math.log(decided_uniform(self._key, decision.key, identity, ordinal))

    def choose(self, decision: Decision, identity: int, weights: NDArray[np.float64], ordinal: int = 0) -> int:
        """Pick a place with probability in proportion to its weight; weights of shape (places,), not all zero."""
        return place_in(weights, decided_uniform(self._key, decision.key, identity, ordinal))

    def poisson(self, decision: Decision, identity: int, mean: float, ordinal: int = 0) -> int:
        """Draw a count; by the same luck a larger mean never gives a smaller count."""
        return poisson_count(mean, decided_uniform(self._key, decision.key, identity, ordinal))
