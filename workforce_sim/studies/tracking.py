"""Where published figures fall among the replications of an earlier projection, and which of them are off course."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from workforce_sim.records import measures
from workforce_sim.records.frames import LABELS
from workforce_sim.records.geography import LOCAL, REGIONAL, SIMULATED
from workforce_sim.records.recorder import Array
from workforce_sim.studies.estimates import estimates

TRACKED = (
    "inpost_fte",
    "vacancy_fte",
    "vacancy_rate_fte",
    "agency_fte",
    "agency_rate_fte",
    "starters_fte",
    "leavers_fte",
    "turnover_rate_fte",
    "caseload_fte",
    "cases",
    "case_holders_fte",
)
"""The measures that are followed, with the department's column names."""

PUBLISHED_DECIMALS = 1
"""FTE and rates are published to a tenth; the replications are rounded likewise, so that equal figures are ties."""

ON_COURSE, WATCH, OFF_COURSE = "within the 80% range", "outside the 80% range", "outside the 95% range"
BOUNDS = ("median", "lower_80", "upper_80", "lower_95", "upper_95")


def percentile(value: float, replications: Array) -> float:
    """Say what share of the replications lies below a value, in per cent; those equal to it count half.

    Drawn from the same law as the replications, a value's percentile is spread evenly from 0 to 100 (mid-ranks: Parzen
    2004, Quantile probability and statistical data modeling, Statistical Science 19(4)).
    """
    below = np.count_nonzero(replications < value)
    equal = np.count_nonzero(replications == value)
    return float(100.0 * (below + equal / 2.0) / replications.size)


def verdict(value: float, bounds: dict[str, float]) -> str:
    """Say in which range a value lies, and on which side of it; a value on a bound lies within."""
    for words, share in ((OFF_COURSE, 95), (WATCH, 80)):
        if value > bounds[f"upper_{share}"]:
            return f"{words}, high"
        if value < bounds[f"lower_{share}"]:
            return f"{words}, low"
    return ON_COURSE


def luck_outside(share: float, replications: int) -> float:
    """Say how likely a figure of the replications' own law lies outside their range that holds a share of them.

    A little more often than one minus the share, because the range is estimated: the k-th smallest of n lies above a
    further value with probability k / (n + 1), and the lower bound is at k = 1 + (1 - share) / 2 * (n - 1).
    """
    tail = (1.0 - share) / 2.0
    return 2.0 * (1.0 + tail * (replications - 1)) / (replications + 1)


def track(annual_return: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """Hold published figures against a projection: a row an area, census after the start, and measure published for it.

    ``annual_return`` is that table of a run; ``published`` has a row a year and place with the department's column
    names, like ``figures.history.published``. Areas are in the order of the run, then years, then ``TRACKED``. Columns:
    the labels of the area, time_period, measure, published, those of ``BOUNDS``, percentile, replications, verdict.
    """
    start = annual_return["time_period"].min()
    known = {
        (row["time_period"], _key(row)): row
        for row in published.filter(pl.col("time_period") > start).iter_rows(named=True)
    }
    rows: list[dict[str, object]] = []
    for of_area in annual_return.filter(pl.col("time_period") > start).partition_by(LABELS, maintain_order=True):
        area = of_area.row(0, named=True)
        members = _members(annual_return) if area["geographic_level"] == SIMULATED else [_key(area)]
        for of_year in of_area.partition_by("time_period", maintain_order=True):
            year = of_year["time_period"][0]
            actual = _added_up([known.get((year, member), {}) for member in members])
            labels = {"time_period": year, **{label: area[label] for label in LABELS}}
            rows += [{**labels, **row} for row in _compared(of_year, actual)]
    return pl.DataFrame(rows, schema=_SCHEMA)


_SCHEMA = {
    **dict.fromkeys(LABELS, pl.String()),
    "time_period": pl.Int32(),
    "measure": pl.String(),
    "published": pl.Float64(),
    **dict.fromkeys(BOUNDS, pl.Float64()),
    "percentile": pl.Float64(),
    "replications": pl.Int32(),
    "verdict": pl.String(),
}


def _compared(of_year: pl.DataFrame, actual: dict[str, float | None]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name in TRACKED:
        value = actual.get(name)
        drawn = np.round(of_year[name].drop_nulls().to_numpy().astype(np.float64), PUBLISHED_DECIMALS)
        if value is None or not drawn.size:
            continue
        value = round(value, PUBLISHED_DECIMALS)
        given = estimates(drawn)
        bounds = {bound: round(float(given[bound]), PUBLISHED_DECIMALS) for bound in BOUNDS}
        rows.append(
            {
                "measure": name,
                "published": value,
                **bounds,
                "percentile": round(percentile(value, drawn), 2),
                "replications": drawn.size,
                "verdict": verdict(value, bounds),
            }
        )
    return rows


def _key(row: dict[str, object]) -> tuple[str, str]:
    level = str(row["geographic_level"])
    code = {REGIONAL: row["region_code"], LOCAL: row["new_la_code"]}.get(level)
    return level, str(code or "")


def _members(annual_return: pl.DataFrame) -> list[tuple[str, str]]:
    authorities = annual_return.filter(pl.col("geographic_level") == LOCAL)["new_la_code"].unique(maintain_order=True)
    return [(LOCAL, str(code)) for code in authorities]


def _added_up(parts: Sequence[dict[str, float | None]]) -> dict[str, float | None]:
    """Add up the counts of areas and work the rates out afresh; what is unknown for one of them is unknown."""
    if len(parts) == 1:
        return parts[0]
    total: dict[str, float | None] = {}
    for name in TRACKED:
        values = [part.get(name) for part in parts]
        total[name] = None if None in values else sum(value for value in values if value is not None)
    for name in TRACKED:
        if name in measures.RATES:
            rate, above, below = measures.RATES[name]
            over, under = total[above], total[below]
            total[name] = float(rate(over, under)) if over is not None and under else None
    return total
