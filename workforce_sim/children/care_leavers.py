"""Care leavers: how many advisers they need, who is paid a grant, and how many begin an apprenticeship."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workforce_sim.config.care_leaver_support import CareLeaverSupport

Array = NDArray[np.float64]


class Supported(NamedTuple):
    """What care leavers draw on in each month: full-time advisers, grants paid, apprenticeships begun; expected numbers."""

    advisers: Array
    grants: Array
    apprenticeships: Array


def supported(care_leavers: Array, started: Array, settings: CareLeaverSupport) -> Supported:
    """Work out what care leavers draw on from their number at each month end and those who began support in the month.

    Of a stock in apprenticeships that last some months, one in so many begins each month (Little's law).
    """
    begins_a_month = settings.apprenticeship_share / settings.apprenticeship_months
    return Supported(
        care_leavers / settings.care_leavers_per_adviser,
        started * settings.grant_claimed_share,
        care_leavers * begins_a_month,
    )
