"""The children found in care at the start: who is of which age, of which need and in which kind of placement."""

from __future__ import annotations

from workforce_sim.children.placement_kernel import (
    CHILD,
    GROUP,
    KIND,
    KINDS,
    NEED,
    NEED_LUCK,
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
from workforce_sim.randomness.draws import keyed_uniform, place_in


@compiled
def place_at_start(
    at: Places,
    facts: Small,
    children: Whole,
    order: Whole,
    usual_kinds: Real,
    usual_needs: Real,
    bands_owed: Real,
    kinds_owed: Real,
) -> None:
    """Place the children found at the start so that ages and kinds come out as published, to a child or two.

    In ``order``, of shape (children,), each child gets the age band that is owed most to those whose care ends alike, and
    the kind owed most to that age; what is owed grows by its chance with every child. ``bands_owed`` of shape (3, 5) and
    ``kinds_owed`` (6, 8) are zeros. Need, of which nothing is published, is drawn by the chances of age and kind together.
    ``usual_kinds`` (6, 8) and ``usual_needs`` (48, 3) are as in ``placements.Chances``.
    """
    for turn in range(order.shape[0]):
        row, status = children[order[turn], ROW], children[order[turn], STATUS]
        group = owed_most(at.bands, bands_owed, status)
        if status == UNACCOMPANIED:
            group = UNACCOMPANIED_GROUP
        kind = owed_most(usual_kinds, kinds_owed, group)
        facts[row, GROUP] = group
        luck = keyed_uniform(at.lucks[NEED_LUCK], children[order[turn], CHILD], 0)
        facts[row, NEED] = place_in(usual_needs[group * KINDS + kind], luck)
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
