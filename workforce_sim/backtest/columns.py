"""What the columns of a backtest's tables mean, for its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workforce_sim.backtest.scoreboard import PIT_COLUMNS
from workforce_sim.backtest.scores import BOUNDS

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "origin": "census that is forecast from; in the scoreboard empty for all together",
        "time_period": "census that is forecast",
        "horizon": "years from the origin to the census forecast; in the scoreboard empty for all together",
        "geographic_level": "level as published",
        "code": "newest code of the place as published",
        "name": "name of the place as published",
        "measure": "column of the annual return",
        "method": "simulation, or the naive forecast",
        "actual": "figure published for the census forecast",
        **{name: f"quantile of the forecast at {level:g}" for name, level in BOUNDS.items()},
        "crps": "continuous ranked probability score, in the unit of the measure; less is better",
        "pinball": "pinball loss, mean over the quantiles kept, in the unit of the measure; less is better",
        "pit": "probability integral transform: share of the forecast below the figure, middle of its rank",
        "pit_lower": "lowest rank of the figure among n values of the forecast, over n + 1",
        "pit_upper": "highest rank of the figure among n values of the forecast, over n + 1",
        "cells": "figures scored: places times censuses times origins",
        "places": "places among them",
        "bias": "median of the forecast less the figure, mean, in the unit of the measure",
        "mae": "median of the forecast less the figure, without its sign, mean, in the unit of the measure",
        "mape": "the same in per cent of the figure, without figures of nought",
        "mape_cells": "figures that are not nought",
        **{
            f"coverage_{share}": f"share of figures inside the {share}% interval; empty where replications are too few for it"
            for share in (50, 80, 95)
        },
        **{name: f"share of the PIT in bin {place} of {len(PIT_COLUMNS)}" for place, name in enumerate(PIT_COLUMNS, 1)},
        "best_naive": "naive forecast with the lowest CRPS on the same figures",
        "skill": "CRPS over that of the best naive forecast, less one; below nought is better",
        "skill_standard_error": "standard error of the skill, bootstrap over places",
        "score": "column of the scoreboard that the bar is about",
        "value": "what was found",
        "at_least": "least value that meets the bar; empty where there is none",
        "at_most": "largest value that meets the bar; for skill of 0, values below",
        "state": "met, missed, or not checked where nothing, or too little, was simulated for it",
        "reason": "why the figure is not scored",
    }
)
"""Each column and what it means."""
