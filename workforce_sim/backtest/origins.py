"""The scenario of an origin: England as it stood, and as the model was calibrated, at a past census."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from workforce_sim.backtest.naive import LONGEST
from workforce_sim.config.layers import Layer
from workforce_sim.config.loading import build
from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.assembly import LATEST_YEAR

ORIGINS = range(2019, LATEST_YEAR)
"""The censuses that are forecast from: two years of figures at least lie before, one at least after."""


def origin_scenario(origin: int, areas: str | Sequence[str] = "England") -> Scenario:
    """Load the default scenario from the census of an origin, as far ahead as there is something to score it against."""
    values = {
        "name": f"from_{origin}",
        "start": dt.date(origin, 9, 30),
        "horizon_years": min(LONGEST, LATEST_YEAR - origin),
        "areas": areas if isinstance(areas, str) else list(areas),
    }
    return build([Layer(f"origin {origin}", values)])
