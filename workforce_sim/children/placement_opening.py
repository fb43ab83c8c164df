"""The first placements: children found at the start get ages, needs and kinds that come out as published."""

from __future__ import annotations

import numpy as np

from workforce_sim.children.placement_kernel import (
    BANDS,
    GROUP,
    HIGH_NEED_SHARE,
    KIND,
    NEEDS,
    ROW,
    STATUS,
    UNACCOMPANIED,
    UNACCOMPANIED_GROUP,
    WANTED,
    Places,
    Real,
    Small,
    Whole,
)
from workforce_sim.compiled import compiled


def open_placements(at: Places, facts: Small, children: Whole, order: Whole) -> None:
    """Place the children found at the start, in ``order`` of shape (children,), as ``place_at_start`` does."""
    high = at.settings[HIGH_NEED_SHARE]
    needs = np.tile(np.array([1.0 - high, high]), (BANDS, 1))
    owed = np.zeros_like(at.bands), np.zeros((BANDS, NEEDS)), np.zeros_like(at.kinds)
    place_at_start(at, facts, children, order, needs, *owed)


@compiled
def place_at_start(
    at: Places,
    facts: Small,
    children: Whole,
    order: Whole,
    needs: Real,
    bands_owed: Real,
    needs_owed: Real,
    kinds_owed: Real,
) -> None:
    """Place the children found at the start so that ages, needs and kinds come out as they should, to a child or two.

    In ``order``, of shape (children,), each child gets the age band that is owed most to those whose care ends alike, the
    need owed most to that age, and the kind owed most to both; what is owed grows by its chance with every child.
    ``needs`` of shape (5, 2) are chances; ``bands_owed`` of shape (3, 5), ``needs_owed`` (5, 2) and ``kinds_owed`` (11, 8)
    are zeros.
    """
    for turn in range(order.shape[0]):
        row, status = children[order[turn], ROW], children[order[turn], STATUS]
        group = owed_most(at.bands, bands_owed, status)
        if status == UNACCOMPANIED:
            group = UNACCOMPANIED_GROUP
        else:
            group += BANDS * owed_most(needs, needs_owed, group)
        kind = owed_most(at.kinds, kinds_owed, group)
        facts[row, GROUP] = group
        facts[row, WANTED] = kind
        facts[row, KIND] = kind
        at.filled[kind] += 1


@compiled
def owed_most(chances: Real, owed: Real, who: int) -> int:
    """Choose what is owed most to one of a group, after its chances have been added to what was owed."""
    best = 0
    for one in range(chances.shape[1]):
        owed[who, one] += chances[who, one]
        best = one if owed[who, one] > owed[who, best] else best
    owed[who, best] -= 1.0
    return best
