"""Family networks: what family group conferences avert at pre-proceedings.

Source of the effect: Foundations' trial at pre-proceedings (see ``family_networks`` in docs/parameters.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.reforms.roll_out import share_in_force

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

Real = NDArray[np.float64]


def conferences_offered(scenario: Scenario, profile: AuthorityProfile, calendar: Calendar) -> Real | None:
    """Give the share of families in pre-proceedings who are offered a conference, shape (days + 1,); None where none ever is."""
    networks = scenario.family_networks
    in_force = share_in_force(networks.roll_out, profile, calendar, scenario.start.year)
    return None if in_force is None else in_force * networks.conferences_offered_share


def averted_by_conferences(scenario: Scenario, profile: AuthorityProfile, calendar: Calendar, paid: float) -> Real | None:
    """Give the share of moves averted each day as ``averted_by_help`` does, plan to care alone; None where none ever is.

    A child who leaves a plan for care has been in pre-proceedings, so that what a conference averts of the one is
    averted of the other. ``paid`` is the share of conferences that there is money for.
    """
    networks = scenario.family_networks
    in_force = share_in_force(networks.roll_out, profile, calendar, scenario.start.year)
    if in_force is None:
        return None
    averted = networks.conferences_offered_share * networks.conference_averts_care_share
    return np.outer(in_force * paid, (0.0, 0.0, averted))
