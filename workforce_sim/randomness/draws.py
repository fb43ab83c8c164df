"""Turn a key into luck: a hash of what is decided and for whom, never the next number of a sequence.

A key is a whole number of 63 bits, so that compiled code passes signed 64-bit numbers only (a mixture of signed and
unsigned would become floating point there). The mixer is SplitMix64 (Steele, Lea and Flood, "Fast splittable
pseudorandom number generators", OOPSLA 2014), whose output function is variant 13 of Stafford's finalisers: the key
is the state, the value says how many golden steps on, and the upper 63 bits of the output are the new key.

Inside the mixer numbers must be unsigned: machine code may assume that signed multiplication never overflows. Plain
Python keeps whole numbers of any size and masks them to 64 bits, which gives the same bits.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workforce_sim.compiled import PLAIN, compiled

BITS_63 = 0x7FFF_FFFF_FFFF_FFFF
BITS_64 = 0xFFFF_FFFF_FFFF_FFFF
GOLDEN_STEP = 0x9E37_79B9_7F4A_7C15
FIRST_MULTIPLIER = 0xBF58_476D_1CE4_E5B9
SECOND_MULTIPLIER = 0x94D0_49BB_1331_11EB
"""All four have their top bit set, so compiled code reads them as unsigned without being told."""
TO_UNIT = 2.0**-52
POISSON_REACH = 12.0
"""Standard deviations either side of a large mean beyond which a Poisson count is taken as impossible (about 1e-30)."""


def _to_unsigned(value: int) -> int:
    return np.uint64(value)  # type: ignore[return-value]


def _to_signed(value: int) -> int:
    return np.int64(value)  # type: ignore[return-value]


_unsigned: Callable[[int], int] = int if PLAIN else compiled(_to_unsigned)
_signed: Callable[[int], int] = int if PLAIN else compiled(_to_signed)


@compiled
def mix(key: int, value: int) -> int:
    """Give the key of one value under another key: ``mix(mix(decision, person), time)`` and so on; 63 bits."""
    bits = (_unsigned(key) + _unsigned(value) * GOLDEN_STEP + GOLDEN_STEP) & BITS_64
    bits = ((bits ^ (bits >> 30)) * FIRST_MULTIPLIER) & BITS_64
    bits = ((bits ^ (bits >> 27)) * SECOND_MULTIPLIER) & BITS_64
    return _signed((bits ^ (bits >> 31)) >> 1)


@compiled
def uniform(key: int) -> float:
    """Read a key as a number strictly between 0 and 1, on a grid of 2^-52."""
    return ((key >> 11) + 0.5) * TO_UNIT


@compiled
def keyed_uniform(base: int, identity: int, ordinal: int) -> float:
    """Give the luck, between 0 and 1, of one identity the ``ordinal``-th time it meets the decision keyed ``base``."""
    return uniform(mix(mix(base, identity), ordinal))


@compiled
def decided_uniform(replication: int, decision: int, identity: int, ordinal: int) -> float:
    """Do as ``keyed_uniform`` from the keys of the replication and of the decision, in one call from Python."""
    return uniform(mix(mix(mix(replication, decision), identity), ordinal))


@compiled
def uniforms_into(base: int, identities: NDArray[np.int64], ordinal: int, out: NDArray[np.float64]) -> None:
    """Fill ``out`` with the luck of many identities; both arrays of shape (identities,)."""
    for place in range(identities.shape[0]):
        out[place] = keyed_uniform(base, identities[place], ordinal)


@compiled
def keys_into(base: int, out: NDArray[np.int64]) -> None:
    """Fill ``out`` with the keys of the values 0, 1, 2 ... under another key; shape (values,)."""
    for value in range(out.shape[0]):
        out[value] = mix(base, value)


@compiled
def place_in(weights: NDArray[np.float64], luck: float) -> int:
    """Pick a place with probability in proportion to its weight; 0 or more weights, at least one positive."""
    total = 0.0
    for place in range(weights.shape[0]):
        total += weights[place]
    left = luck * total
    chosen = 0
    for place in range(weights.shape[0]):
        if weights[place] > 0.0:
            chosen = place
            left -= weights[place]
            if left < 0.0:
                break
    return chosen


@compiled
def poisson_count(mean: float, luck: float) -> int:
    """Give the Poisson count at a quantile of its distribution: by the same luck a larger mean never gives fewer.

    Exact inversion of the distribution function, by its recurrence, from 0 or 12 standard deviations below the mean.
    """
    if mean <= 0.0:
        return 0
    count = max(0, int(mean - POISSON_REACH * math.sqrt(mean) - POISSON_REACH))
    last = int(mean + POISSON_REACH * math.sqrt(mean) + POISSON_REACH)
    rarity = mean if count == 0 else mean - count * math.log(mean) + math.lgamma(count + 1.0)
    probability = math.exp(-rarity)
    below = probability
    while below < luck and count < last:
        count += 1
        probability *= mean / count
        below += probability
    return count


@lru_cache(maxsize=8192, typed=True)
def identity_key(*parts: str | int) -> int:
    """Give someone or something the key that says how they came, such as ("apprentice", "E10000024", 2027, 3).

    63 bits, the same in every process and version of Python; a word and the number it spells differ. Kept, for the same
    come in every replication of a place.
    """
    spelled = "\x1f".join(f"{type(part).__name__[0]}{part}" for part in parts)
    return int.from_bytes(hashlib.blake2b(spelled.encode(), digest_size=8).digest(), "big") & BITS_63
