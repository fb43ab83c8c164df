"""How sure a share of replications is: Wilson's interval for a number fixed beforehand, a lasting one for stopping early."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import betaln
from scipy.stats import binomtest, false_discovery_control
from scipy.stats import t as student

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


def chance_of_change(met: npt.NDArray[np.bool_], met_otherwise: npt.NDArray[np.bool_]) -> float:
    """Say how likely chance alone makes two shares of the same replications differ as much: the p-value of the exact test.

    Of the replications that changed sides, as many should have gained as lost. McNemar, Psychometrika 12, 1947; exactly, by
    the binomial distribution of ``scipy.stats``. 1 where none changed.
    """
    gained = int(np.count_nonzero(~met & met_otherwise))
    lost = int(np.count_nonzero(met & ~met_otherwise))
    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def clear_among(chances: Sequence[float]) -> list[bool]:
    """Say which of many differences are clear, so that of those called so at most one in twenty is expected to be chance.

    Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995; by ``scipy.stats``.
    """
    if not chances:
        return []
    return [bool(adjusted < CLEAR) for adjusted in false_discovery_control(chances)]


def mean_difference(values: Array, otherwise: Array, confidence: float = 0.95) -> tuple[float, float, float]:
    """Give the mean difference between two measurements of the same replications, and the ends of its interval.

    By Student's distribution over pairs, of ``scipy.stats``; the ends are not numbers where there is one pair alone.
    """
    differences = otherwise - values
    differences = differences[~np.isnan(differences)]
    mean = float(differences.mean()) if differences.size else math.nan
    if differences.size < 2:
        return mean, math.nan, math.nan
    standard_error = float(differences.std(ddof=1)) / math.sqrt(differences.size)
    half = float(student.ppf(0.5 + confidence / 2.0, differences.size - 1)) * standard_error
    return mean, mean - half, mean + half


def clear_difference(values: Array, otherwise: Array) -> float:
    """Give the mean difference between two measurements of the same replications; 0 where its interval covers 0."""
    mean, lower, upper = mean_difference(values, otherwise)
    return mean if lower > 0.0 or upper < 0.0 else 0.0
