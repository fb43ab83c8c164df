"""What the model has to reach to be called a forecast: each bar, the value found, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL

MET, MISSED, NOT_CHECKED = "met", "missed", "not checked"

BETTER_FIRST_YEARS = ("turnover_rate_fte", "vacancy_rate_fte", "agency_rate_fte", "caseload_fte")
COVERED = ("inpost_fte", *BETTER_FIRST_YEARS)
HARDLY_WORSE = 0.02
ENGLAND_MAPE = {1: 2.5, 2: 4.4, 3: 6.0}
"""Per cent by which those in post in England may be missed on average, by years ahead."""
COVERAGE = {80: (0.75, 0.85), 95: (0.92, 0.975)}
"""Between which shares an interval has to hold what happened, by its name in per cent."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing to reach: a score of a measure at a level and horizon (None: all together) between two bounds.

    ``is_strict`` where the upper bound itself does not do.
    """

    measure: str
    level: str
    horizon: int | None
    score: str
    at_least: float | None
    at_most: float
    is_strict: bool = False

    def state(self, value: float | None) -> str:
        """Say whether a value meets the bar; a score that could not be worked out is not checked."""
        if value is None:
            return NOT_CHECKED
        too_low = self.at_least is not None and value < self.at_least
        too_high = value >= self.at_most if self.is_strict else value > self.at_most
        return MISSED if too_low or too_high else MET


def all_bars() -> Iterator[Bar]:
    """Give every bar: skill of four measures in the first three years, those in post, England, and coverage."""
    for measure in BETTER_FIRST_YEARS:
        for horizon in (1, 2, 3):
            yield Bar(measure, LOCAL_AUTHORITY, horizon, "skill", None, 0.0, is_strict=True)
    for horizon in (1, 2, 3, 4, 5):
        is_late = horizon >= 3
        yield Bar("inpost_fte", LOCAL_AUTHORITY, horizon, "skill", None, 0.0 if is_late else HARDLY_WORSE, is_late)
    for horizon, most in ENGLAND_MAPE.items():
        yield Bar("inpost_fte", NATIONAL, horizon, "mape", None, most)
    for measure in COVERED:
        for share, (least, most) in COVERAGE.items():
            yield Bar(measure, LOCAL_AUTHORITY, None, f"coverage_{share}", least, most)


def bars(scoreboard: pl.DataFrame) -> pl.DataFrame:
    """Hold the scores of all origins together against every bar; a row a bar.

    Columns: measure, geographic_level, horizon (missing: all together), score (a column of the scoreboard), value,
    at_least, at_most, state. A bar without a value is not checked: nothing was simulated for it, or
    too few replications for the interval it is about.
    """
    own = scoreboard.filter(pl.col("origin").is_null(), pl.col("method") == "simulation")
    found = {(row["measure"], row["geographic_level"], row["horizon"]): row for row in own.iter_rows(named=True)}
    rows = []
    for bar in all_bars():
        value = found.get((bar.measure, bar.level, bar.horizon), {}).get(bar.score)
        place = (bar.measure, bar.level, bar.horizon, bar.score)
        rows.append((*place, value, bar.at_least, bar.at_most, bar.state(value)))
    texts = {"measure": pl.String(), "geographic_level": pl.String(), "horizon": pl.Int32(), "score": pl.String()}
    numbers = dict.fromkeys(("value", "at_least", "at_most"), pl.Float64())
    return pl.DataFrame(rows, schema={**texts, **numbers, "state": pl.String()}, orient="row")
