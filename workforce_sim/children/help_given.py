"""The help that reforms give in one authority, day by day since the start, as the case book and the workforce read it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class HelpGiven:
    """What help changes each day; the last day's number holds afterwards, and without help all are nought."""

    averted: Real = field(default_factory=lambda: np.zeros((1, 3)))
    """Shape (days, 3): share of the moves from need to plan, from need to care and from plan to care averted."""
    led_share: Real = field(default_factory=lambda: np.zeros(1))
    """Shape (days,): share of children in whom need begins whose case a family support worker leads."""
    protection_teams_fte: Real = field(default_factory=lambda: np.zeros(1))
    """Shape (days,): social workers wanted in multi-agency child protection teams, FTE."""
    family_help: Real = field(default_factory=lambda: np.zeros(1))
    """Shape (days,): how much of Family Help is planned to be in force, whatever money is left for it."""
    conferences: Real = field(default_factory=lambda: np.zeros(1))
    """Shape (days,): share of families in pre-proceedings who are planned to be offered a conference."""


NO_HELP = HelpGiven()
