"""How long a shock is felt: month by month, a replication with the shock beside the same replication without it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.stats import t as student

from workforce_sim.clock import Calendar
from workforce_sim.records.measures import RATES, SUMS
from workforce_sim.records.recorder import OF_THE_YEAR, Array
from workforce_sim.records.tables import ANNUAL_RETURN, Table
from workforce_sim.studies.questions.shocks import Shock

A_TENTH = 0.1
"""What is left of the largest harm when a shock counts as over."""
DAYS_A_MONTH = 365.2425 / 12
THREE_STANDARD_ERRORS = 0.99865
"""The share of a normal distribution below three standard deviations above its mean."""


def has_monthly_value(measure: str) -> bool:
    """Say whether a measure has a value at the end of a month: what is counted over a year, such as leavers, has none."""
    found = [_in_month(name) for name in _counts(measure)]
    return all(each is not None and each[0].columns[each[0].index[each[1]]].over_time != "sum" for each in found)


def monthly_tables(measure: str) -> set[str]:
    """Name the monthly tables that the measure at every month's end is made of."""
    return {found[0].name for found in map(_in_month, _counts(measure)) if found} if has_monthly_value(measure) else set()


def monthly_values(measure: str, months: Mapping[str, Array]) -> Array:
    """Give a measure at every month's end from the monthly tables by name, whose columns are the last axis of each."""
    if found := _in_month(measure):
        table, column = found
        return months[table.name][..., table.index[column]]
    if measure in SUMS:
        total: Array = np.sum([monthly_values(part, months) for part in SUMS[measure]], axis=0)
        return total
    rate, above, below = RATES[measure]
    return rate(monthly_values(above, months), monthly_values(below, months))


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


def _counts(measure: str) -> tuple[str, ...]:
    """List the counts that a measure is worked out from: itself, where it is one."""
    if _in_month(measure):
        return (measure,)
    parts = SUMS.get(measure) or (RATES[measure][1:] if measure in RATES else ())
    return tuple(count for part in parts for count in _counts(part)) or (measure,)


def _in_month(measure: str) -> tuple[Table, str] | None:
    """Find the monthly table that has a measure, and its name there."""
    name = measure
    if measure in ANNUAL_RETURN.index:
        name = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].of_month or measure
    return next(((table, name) for table in OF_THE_YEAR if name in table.index), None)
