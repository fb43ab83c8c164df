"""How care ends: at 18 by the case book, before that by the ways in which each authority's published cases ended."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.compiled import compiled
from workforce_sim.randomness.draws import keyed_uniform, place_in

if TYPE_CHECKING:
    from workforce_sim.figures.profile import AuthorityProfile

Real = NDArray[np.float64]

BEFORE_18 = 5
SPECIAL_GUARDIANSHIP = 1
WAYS_OUT = BEFORE_18 + 1
"""Home, special guardianship, adoption, child arrangements, otherwise; then at 18."""


@lru_cache(maxsize=512)
def ways_before_18(profile: AuthorityProfile) -> Real:
    """Give the published share of each way in which care ended before 18; shape (5,), not summing to 1.

    Where nobody is known to have left before 18, all endings are counted as other ones.
    """
    care = profile.care
    shares = np.array(
        [
            care.ended_home_share,
            care.ended_special_guardianship_share,
            care.ended_adoption_share,
            care.ended_child_arrangements_share,
            care.ended_otherwise_share,
        ]
    )
    return shares if shares.sum() > 0.0 else np.array([0.0, 0.0, 0.0, 0.0, 1.0])


@compiled
def end_care(luck: int, shares: Real, today: int, before_18: int, to_guardians: int, at_18: int, out: Real) -> None:
    """Count how care ended for those who left it in the month that ends today; ``out`` of shape (6,) is written.

    ``luck`` is the authority's key of the decision, ``shares`` of shape (5,). Which child left in which way is not said:
    where and how long a child was cared for does not hang on it. But for ``to_guardians`` of those who left ``before_18``,
    whom a scenario moved to special guardians beyond the usual.
    """
    for way in range(WAYS_OUT):
        out[way] = 0.0
    out[BEFORE_18] = at_18
    out[SPECIAL_GUARDIANSHIP] = to_guardians
    for place in range(before_18 - to_guardians):
        out[place_in(shares, keyed_uniform(luck, today, place))] += 1.0
