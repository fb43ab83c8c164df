"""Durations as published: bands of a table turned into a curve that luck can read, with its stationary remainder.

A shape is 1,025 durations, at each 1024th of the distribution, straight lines between, scaled so that the mean is 1:
what is published about a stage is its shape nationally and its mean locally.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workforce_sim.compiled import compiled
from workforce_sim.randomness.draws import decided_uniform

CELLS = 1024
FINER = 16
LEAN = 1e-12
"""A fixed duration has a vertical step: it is leant by so much a cell, so that it can be read backwards."""
Real = NDArray[np.float64]


def from_bands(shares: Sequence[float], edges: Sequence[float]) -> Real:
    """Spread each band's share evenly between its edges; the edges may be in any unit, one more than the shares."""
    if len(edges) != len(shares) + 1:
        raise ValueError(f"{len(shares)} bands need {len(shares) + 1} edges, not {len(edges)}")
    reached = np.concatenate([[0.0], np.cumsum(np.asarray(shares, dtype=np.float64))])
    luck = np.linspace(0.0, 1.0, CELLS + 1)
    return scaled(np.interp(luck, reached / reached[-1], np.asarray(edges, dtype=np.float64)))


def exponential() -> Real:
    """Give a constant hazard; the end of the last cell is put where the cell's mean is exact."""
    shape = -np.log1p(-np.arange(CELLS + 1)[:-1] / CELLS)
    return scaled(np.append(shape, shape[-1] + 2.0))


def mixture_of_exponentials(shares: Sequence[float], means: Sequence[float]) -> Real:
    """Mix short and long work, each of constant hazard: shares that sum to 1 and their means, in any unit."""
    points = np.geomspace(min(means) * 1e-6, max(means) * 20.0, 200_000)
    reached = sum(share * -np.expm1(-points / mean) for share, mean in zip(shares, means, strict=True))
    shape = np.interp(np.arange(CELLS) / CELLS, np.concatenate([[0.0], reached]), np.concatenate([[0.0], points]))
    tail = sum(
        share * math.exp(-shape[-1] / mean) * (shape[-1] + mean) for share, mean in zip(shares, means, strict=True)
    )
    return scaled(np.append(shape, max(shape[-1], 2.0 * tail * CELLS - shape[-1])))


def fixed() -> Real:
    """Give a duration that is always the same."""
    return np.ones(CELLS + 1)


def even() -> Real:
    """Give a duration that is anything from nothing to twice the mean, all equally likely."""
    return np.linspace(0.0, 2.0, CELLS + 1)


def scaled(shape: Real) -> Real:
    """Scale a shape to a mean of 1."""
    return np.asarray(shape / mean_of(shape), dtype=np.float64)


def mean_of(shape: Real) -> float:
    """Give the mean of a shape: the area under straight lines."""
    return float((shape[1:] + shape[:-1]).mean() / 2.0)


def read(shape: Real, luck: Real) -> Real:
    """Read durations at quantiles; any shape of array."""
    return np.asarray(np.interp(luck, np.linspace(0.0, 1.0, shape.shape[0]), shape), dtype=np.float64)


def share_below(shape: Real, durations: Real) -> Real:
    """Give the share of the distribution that is shorter than each duration, 1 beyond the longest."""
    rising = shape + np.arange(shape.shape[0]) * LEAN
    return np.asarray(np.interp(durations, rising, np.linspace(0.0, 1.0, shape.shape[0])), dtype=np.float64)


@compiled
def read_one(shape: Real, luck: float) -> float:
    """Do as ``read`` for one quantile, to the same bit, in compiled code."""
    cells = shape.shape[0] - 1
    if luck >= 1.0:
        return float(shape[cells])
    cell = int(luck * cells)
    return float((shape[cell + 1] - shape[cell]) * cells * (luck - cell / cells) + shape[cell])


@compiled
def read_between(points: Real, luck: float) -> float:
    """Read a quantile off straight lines between a few points: shares below, from 0 to 1, and values; shape (2, points)."""
    place = 1
    while place < points.shape[1] - 1 and points[0, place] <= luck:
        place += 1
    below, low = points[0, place - 1], points[1, place - 1]
    return float(low + (luck - below) / (points[0, place] - below) * (points[1, place] - low))


@compiled
def decided_between(replication: int, decision: int, identity: int, points: Real) -> float:
    """Draw as ``decided_uniform`` and read the value there as ``read_between``, in one call from Python."""
    return read_between(points, decided_uniform(replication, decision, identity, 0))


@compiled
def share_below_one(shape: Real, duration: float) -> float:
    """Do as ``share_below`` for one duration, to the same bit, in compiled code."""
    cells = shape.shape[0] - 1
    if duration >= shape[cells] + cells * LEAN:
        return 1.0
    if duration <= shape[0]:
        return 0.0
    low, high = 0, cells
    while high - low > 1:
        middle = (low + high) // 2
        if shape[middle] + middle * LEAN <= duration:
            low = middle
        else:
            high = middle
    reached = shape[low] + low * LEAN
    rise = ((low + 1) / cells - low / cells) / (shape[low + 1] + (low + 1) * LEAN - reached)
    return float(rise * (duration - reached) + low / cells)


def remainder(shape: Real) -> Real:
    """Give the law of the time still to go for those found part-way, in the same means: density (1 - F) / mean.

    The stationary excess of renewal theory (Cox, Renewal Theory, 1962, chapter 5); 1,025 points, its mean is not 1.
    """
    luck = np.linspace(0.0, 1.0, CELLS * FINER + 1)
    durations = np.concatenate([[0.0], read(shape, luck)])
    surviving = 1.0 - np.concatenate([[0.0], luck])
    area = np.concatenate([[0.0], np.cumsum(np.diff(durations) * (surviving[1:] + surviving[:-1]) / 2.0)])
    return np.asarray(np.interp(np.linspace(0.0, 1.0, CELLS + 1), area / area[-1], durations), dtype=np.float64)
