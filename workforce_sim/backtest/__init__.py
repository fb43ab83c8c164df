"""Forecasts from past censuses held against what happened since, beside forecasts that anyone could have made."""

from workforce_sim.backtest.scores import Scored, score
from workforce_sim.backtest.study import Backtested, backtest

__all__ = ["Backtested", "Scored", "backtest", "score"]
