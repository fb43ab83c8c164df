"""Special guardians: for whom one is found sooner than would have been, so that care ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.scenario import Scenario

Real = NDArray[np.float64]


def guardian_share(scenario: Scenario, calendar: Calendar, paid: float) -> Real | None:
    """Give the share of children coming into care each day for whom a guardian is found sooner; None where there never is.

    Shape (days,), or (1,) where it never changes. ``paid`` is the share of them that there is money for.
    """
    share = scenario.placements.special_guardianship_share
    return share.daily(calendar) * paid if share.maximum > 0.0 else None
