"""The scenario of an origin: England as it stood, and as the model was calibrated, at a past census."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from workforce_sim.backtest.naive import LONGEST
from workforce_sim.config.loading import Layer, build
from workforce_sim.config.scenario import Scenario

ORIGINS = range(2019, 2025)
LAST_TARGET = 2025
"""The last census there is to score against."""


def origin_scenario(origin: int, areas: str | Sequence[str] = "England") -> Scenario:
    """Load the default scenario from the census of an origin, as far ahead as there is something to score it against."""
    values = {
        "name": f"from_{origin}",
        "start": dt.date(origin, 9, 30),
        "horizon_years": min(LONGEST, LAST_TARGET - origin),
        "areas": areas if isinstance(areas, str) else list(areas),
    }
    return build([Layer(f"origin {origin}", values)])
