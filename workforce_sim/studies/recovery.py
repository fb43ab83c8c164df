"""How long a shock is felt: month by month, a replication with the shock beside the same replication without it."""

from __future__ import annotations

import numpy as np
from scipy.stats import t as student

from workforce_sim.clock import Calendar
from workforce_sim.records.measures import RATES
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import WORKFORCE_MONTH
from workforce_sim.studies.questions.shocks import Shock

A_TENTH = 0.1
"""What is left of the largest harm when a shock counts as over."""
DAYS_A_MONTH = 365.2425 / 12
THREE_STANDARD_ERRORS = 0.99865
"""The share of a normal distribution below three standard deviations above its mean."""


def has_monthly_value(measure: str) -> bool:
    """Say whether a measure has a value at the end of a month: what is counted over a year, such as leavers, has none."""
    return all(name in WORKFORCE_MONTH.index and not _is_flow(name) for name in _columns(measure))


def monthly_values(measure: str, months: Array) -> Array:
    """Give a measure at every month's end from the ``workforce_month`` table, whose columns are the last axis of ``months``."""
    columns = [months[..., WORKFORCE_MONTH.index[name]] for name in _columns(measure)]
    if len(columns) == 1:
        return columns[0]
    rate, _, _ = RATES[measure]
    return rate(*columns)


def months_since(shock: Shock, calendar: Calendar) -> tuple[int, Array]:
    """Give the place of the first month's end in which a shock is felt, and from there on the months since it began."""
    ends = np.array(calendar.month_ends)
    begins = calendar.day_of(shock.since)
    first = int(np.searchsorted(ends, begins))
    return first, np.round((ends[first:] - begins) / DAYS_A_MONTH)


def months_to_recover(harm: Array, months: Array) -> Array:
    """Say after how many months the harm has fallen to a tenth of its largest and stays there to the end.

    ``harm`` of shape (replications, months) is how much worse the measure is with the shock than without; ``months`` of
    shape (months,). Gives shape (replications,): 0 where there never was any harm, infinity where it is not over by the end.
    """
    harm = np.nan_to_num(harm)
    if harm.shape[1] == 0:
        return np.zeros(harm.shape[0])
    largest = harm.max(axis=1)
    is_felt = harm > np.maximum(A_TENTH * largest, 0.0)[:, None]
    last_felt = harm.shape[1] - 1 - np.argmax(is_felt[:, ::-1], axis=1)
    over = np.append(months, np.inf)[last_felt + 1]
    return np.where(largest > 0.0, over, 0.0)


def months_felt(harm: Array, months: Array) -> float:
    """Say after how many months the mean harm over replications is for the first time no longer felt, up to the end.

    It is felt at a month's end where it is above a tenth of its largest and beyond chance: further from 0 than would come of
    chance as often as three standard errors do (Student's t over pairs). Infinity where it is felt at the end; 0 where
    it never is. With one replication nothing can be told from chance, and only the tenth counts. ``harm`` as in
    ``months_to_recover``.
    """
    harm = np.nan_to_num(harm)
    replications = harm.shape[0]
    mean = harm.mean(axis=0)
    if replications > 1:
        times = float(student.ppf(THREE_STANDARD_ERRORS, replications - 1))
        mean = np.where(mean > times * harm.std(axis=0, ddof=1) / np.sqrt(replications), mean, 0.0)
    return float(months_to_recover(mean[None], months)[0])


def _columns(measure: str) -> tuple[str, ...]:
    if measure in WORKFORCE_MONTH.index:
        return (measure,)
    return RATES[measure][1:] if measure in RATES else (measure,)


def _is_flow(name: str) -> bool:
    return WORKFORCE_MONTH.columns[WORKFORCE_MONTH.index[name]].over_time == "sum"
