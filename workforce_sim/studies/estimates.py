"""What the replications say together: mean, median, intervals and standard error of every annual measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from workforce_sim.clock import Calendar, financial_year
from workforce_sim.records.frames import LABELS, stacked
from workforce_sim.records.geography import Area
from workforce_sim.records.recorder import Array, ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, MONEY_YEAR

QUANTILES: Mapping[str, float] = {
    "median": 0.5,
    "lower_80": 0.1,
    "upper_80": 0.9,
    "lower_95": 0.025,
    "upper_95": 0.975,
}
"""The share of replications below each bound: an 80% interval leaves a tenth on either side."""

DECIMALS = 4


def estimates(values: Array) -> dict[str, Array]:
    """Estimate the mean, its standard error, the median and the intervals over replications, the first axis.

    Gives arrays without that axis, by name: ``mean``, those of ``QUANTILES`` (linear between replications), and
    ``standard_error``, the sample standard deviation over the square root of the number of replications. Replications
    in which a value does not exist (a rate with nothing to divide by) are left out; where none remains, or one alone
    for the standard error, the estimate is not a number.
    """
    ordered = np.sort(values, axis=0)  # not-a-number sorts last
    known = np.count_nonzero(~np.isnan(values), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(ordered, axis=0) / known
        spread = np.nansum((ordered - mean) ** 2, axis=0) / np.where(known > 1, known - 1, np.nan)
        given = {"mean": mean}
        given.update({name: _quantile(ordered, known, share) for name, share in QUANTILES.items()})
        given["standard_error"] = np.sqrt(spread / known)
    return given


def summary(
    scenario: str, calendar: Calendar, areas: Sequence[Area], records: Sequence[ReplicationRecords]
) -> pl.DataFrame:
    """Summarise the annual return: one row a year, area and measure, the start census first.

    The intervals show what differs between replications (``uncertainty``), as if every assumption were right. Rounded to
    four decimals.
    """
    years = [calendar.date_of(day).year for day in calendar.census_days]
    columns = summary_columns([stacked(ANNUAL_RETURN, records, areas)], ANNUAL_RETURN.names, years, areas)
    return pl.DataFrame({"scenario": pl.repeat(scenario, len(columns["measure"]), eager=True), **columns})


def costs(
    scenario: str, calendar: Calendar, areas: Sequence[Area], records: Sequence[ReplicationRecords]
) -> pl.DataFrame:
    """Summarise the yearly accounts as ``summary`` does the annual return: one row a financial year, area and line."""
    years = [financial_year(int(began)) for began in np.unique(calendar.financial_years)]
    columns = summary_columns([stacked(MONEY_YEAR, records, areas)], MONEY_YEAR.names, years, areas)
    return pl.DataFrame({"scenario": pl.repeat(scenario, len(columns["measure"]), eager=True), **columns})


def summary_columns(
    scenarios: Sequence[Array], measures: Sequence[str], years: Sequence[int] | Sequence[str], areas: Sequence[Area]
) -> dict[str, pl.Series]:
    """Give the columns of a summary of some scenarios: a row a scenario, year, area and measure.

    Each scenario's values have the shape (replications, years, areas, measures).
    """
    columns = long_labels(years, areas, len(scenarios), of_each=len(measures))
    columns["measure"] = pl.Series(list(measures) * (len(scenarios) * len(years) * len(areas)))
    if len({values.shape[0] for values in scenarios}) == 1:
        estimated = [estimates(np.stack(scenarios, axis=1))]  # as many replications of each: all in one go
    else:
        estimated = [estimates(values) for values in scenarios]
    for name in estimated[0]:
        flat = np.concatenate([each[name].reshape(-1) for each in estimated])
        columns[name] = pl.Series(name, np.round(flat, DECIMALS) + 0.0).fill_nan(None)  # no minus nought
    return columns


def long_labels(
    years: Sequence[int] | Sequence[str], areas: Sequence[Area], repeats: int, of_each: int = 1
) -> dict[str, pl.Series]:
    """Label the rows of a long table that goes ``repeats`` times through years and areas, ``of_each`` rows to an area.

    Years of a census are numbers, financial years names.
    """
    of_area = np.tile(np.repeat(np.arange(len(areas)), of_each), len(years) * repeats)
    of_year = np.tile(np.repeat(np.arange(len(years)), len(areas) * of_each), repeats)
    named = pl.Series(list(years), dtype=pl.String if isinstance(years[0], str) else pl.Int32)
    columns = {"time_period": named.gather(of_year)}
    for label in LABELS:
        columns[label] = pl.Series(label, [getattr(area, label) for area in areas], dtype=pl.String).gather(of_area)
    return columns


def quantile_over_replications(values: Array, share: float) -> float:
    """Give the value below which a share of the replications lie, shape (replications,), as ``estimates`` does."""
    known = (~np.isnan(values)).sum(axis=0, keepdims=True).astype(np.float64)
    return float(_quantile(np.sort(values)[:, None], known, share)[0])


def _quantile(ordered: Array, known: Array, share: float) -> Array:
    position = share * np.maximum(known - 1, 0)
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(known - 1, 0)).astype(np.int64)
    low = np.take_along_axis(ordered, below[None], axis=0)[0]
    high = np.take_along_axis(ordered, above[None], axis=0)[0]
    between: Array = low + (high - low) * (position - below)
    return between
