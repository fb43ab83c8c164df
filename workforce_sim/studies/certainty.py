"""How sure a share of replications is: Wilson's interval for a number fixed beforehand, a lasting one for stopping early."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq
from scipy.special import betaln
from scipy.stats import binomtest, ttest_rel

from workforce_sim.records.recorder import Array

CLEAR = 0.05
"""A difference is called clear when chance alone would show one as large in fewer cases than this."""


def wilson(met: int, replications: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give Wilson's score interval of a probability from a number of replications that was fixed beforehand.

    Wilson, Journal of the American Statistical Association 22, 1927; by ``scipy.stats``.
    """
    interval = binomtest(met, replications).proportion_ci(confidence_level=confidence, method="wilson")
    return float(interval.low), float(interval.high)


def lasting_interval(met: int, replications: int, error: float) -> tuple[float, float]:
    """Give an interval of a probability that holds after every replication at once, so that one may stop at any look.

    The chance that it ever misses is at most ``error``, however often one looks. It holds the probabilities against which
    a mixture of all others, uniform beforehand, has never gathered odds of 1 / error: Ville's inequality (Étude critique de
    la notion de collectif, 1939) for the mixture of Robbins (Annals of Mathematical Statistics 41, 1970, page 1397).
    """
    missed = replications - met
    odds = float(betaln(met + 1.0, missed + 1.0)) + math.log(error)

    def against(probability: float) -> float:
        return odds - met * math.log(probability) - missed * math.log1p(-probability)

    middle = met / replications
    tiny = 1e-12
    lower = 0.0 if met == 0 else float(brentq(against, tiny, min(middle, 1.0 - tiny)))
    upper = 1.0 if missed == 0 else float(brentq(against, max(middle, tiny), 1.0 - tiny))
    return lower, upper


def differ_clearly(met: Array, met_otherwise: Array) -> bool:
    """Say whether two shares of the same replications differ by more than chance: the exact test of the changed ones.

    McNemar, Psychometrika 12, 1947; exactly, by the binomial distribution of ``scipy.stats``.
    """
    gained = int(np.count_nonzero(~met.astype(bool) & met_otherwise.astype(bool)))
    lost = int(np.count_nonzero(met.astype(bool) & ~met_otherwise.astype(bool)))
    return gained + lost > 0 and float(binomtest(gained, gained + lost).pvalue) < CLEAR


def clear_difference(values: Array, otherwise: Array) -> float:
    """Give the mean difference between two measurements of the same replications; 0 where chance alone might show it.

    By Student's test of pairs, from ``scipy.stats``.
    """
    known = ~(np.isnan(values) | np.isnan(otherwise))
    differences = otherwise[known] - values[known]
    if differences.size == 0 or not differences.any():
        return 0.0
    if differences.size > 1 and np.ptp(differences) > 0.0:
        is_clear = float(ttest_rel(otherwise[known], values[known]).pvalue) < CLEAR
    else:
        is_clear = differences.size > 1
    return float(differences.mean()) if is_clear else 0.0
