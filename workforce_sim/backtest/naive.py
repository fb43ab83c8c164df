"""Four naive forecasts, what anyone could say from the published series alone, each with the spread of its own past errors.

Each rule sees a panel that ends at its origin. Counts are handled as logarithms, so that an error is a ratio and a large
county and a small borough can lend each other theirs; rates are handled as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workforce_sim.backtest.panel import COUNTS, Panel
from workforce_sim.records.recorder import Array

LONGEST = 5
HORIZONS = np.arange(1, LONGEST + 1, dtype=np.float64)
"""Years ahead."""

SPREAD_LEVELS = (np.arange(99) + 0.5) / 99.0
"""The levels of the 99 quantiles that stand for a spread: the middles of 99 equal shares of probability."""

LEAST_COUNT = 0.5
"""FTE or cases below which a count is taken as this before its logarithm: half of the smallest thing that is counted."""
LEAST_LEFT = 0.2
"""Share of the last stock that last year's flows, however long they go on, leave in post: a stock cannot be negative."""

Rule = Callable[[Panel, str], Array]
"""Takes a panel that ends at the origin and a measure; gives (places, horizons) on the scale of ``scaled``."""


def scaled(measure: str, values: Array) -> Array:
    """Put a measure on the scale on which its errors are compared: logarithms for counts, as it is for rates."""
    if measure not in COUNTS:
        return values
    logarithms: Array = np.log(np.maximum(values, LEAST_COUNT))
    return logarithms


def unscaled(measure: str, values: Array) -> Array:
    """Undo ``scaled``."""
    if measure not in COUNTS:
        return values
    counts: Array = np.exp(values)
    return counts


def no_change(panel: Panel, measure: str) -> Array:
    """Say that every year will be as the last."""
    return _ahead(scaled(measure, panel.last(measure)))


def drift(panel: Panel, measure: str) -> Array:
    """Draw a place's own line on from its first figure through its last; one with a single figure stays where it is."""
    values = scaled(measure, panel.figures[measure])
    first = np.argmax(np.isfinite(values), axis=1)
    span = values.shape[1] - 1 - first
    rise = values[:, -1] - np.take_along_axis(values, first[:, None], axis=1)[:, 0]
    slope: Array = np.divide(rise, span, out=np.zeros_like(rise), where=span > 0)
    ahead: Array = values[:, -1, None] + slope[:, None] * HORIZONS
    return ahead


def last_flows(panel: Panel, measure: str) -> Array:
    """Let last year's starters and leavers go on, posts and agency workers as they are; a place lacking one stays.

    Turnover is the last leavers over the stock this leads to; caseload and cases stay.
    """
    stock, started, left, vacant, agency = (
        panel.last(name)[:, None] for name in ("inpost_fte", "starters_fte", "leavers_fte", "vacancy_fte", "agency_fte")
    )
    ahead = np.maximum(stock + HORIZONS * (started - left), LEAST_LEFT * stock)
    posts = stock + vacant
    stays = no_change(panel, measure)
    if measure == "inpost_fte":
        moved = scaled(measure, ahead)
    elif measure == "turnover_rate_fte":
        moved = 100.0 * left / ahead
    elif measure == "vacancy_rate_fte":
        moved = 100.0 * np.maximum(posts - ahead, 0.0) / np.maximum(posts, ahead)
    elif measure == "agency_rate_fte":
        moved = 100.0 * agency / (agency + ahead)
    else:
        return stays
    return np.where(np.isfinite(moved), moved, stays)


def mean_reverting(panel: Panel, measure: str) -> Array:
    """Pull every place towards what places have in common, as strongly as it was pulled before.

    Rates: the regression over all places and earlier years of a rate on itself h years before, or the one-year
    regression h times over where the history is shorter. Starters and leavers: the one-year regression of their ratio to
    those in post, times those last in post. In post and cases: growth at the mean rate of all places.
    """
    values = scaled(measure, panel.figures[measure])
    last = values[:, -1]
    if measure in ("inpost_fte", "cases"):
        return last[:, None] + np.nanmean(np.diff(values, axis=1)) * HORIZONS
    if measure in COUNTS:
        stock = scaled("inpost_fte", panel.figures["inpost_fte"])
        return stock[:, -1, None] + _iterated(values - stock)
    ahead = _iterated(values)
    for place, years in enumerate(range(1, min(LONGEST, values.shape[1] - 1) + 1)):
        slope, level = _regression(values, years)
        ahead[:, place] = level + slope * last
    return ahead


@dataclass(frozen=True, slots=True)
class Naive:
    """One naive forecast: what it is called, its rule, how many years of figures it needs, and what it says."""

    name: str
    rule: Rule
    years_needed: int
    meaning: str


NAIVE: tuple[Naive, ...] = (
    Naive("no change", no_change, 1, "every year as the last"),
    Naive("drift", drift, 2, "the place's own straight line from its first figure to its last, drawn on"),
    Naive("last flows", last_flows, 1, "last year's starters and leavers every year, posts and agency workers fixed"),
    Naive("mean-reverting", mean_reverting, 2, "pulled towards what all places have in common, as strongly as before"),
)


def naive_forecasts(panel: Panel, measure: str) -> dict[str, Array]:
    """Forecast a measure from the last year of a panel by every rule; shape (places, horizons, 99 quantiles), ascending.

    Not a number for a place without a figure in that year. A forecast is never below nought, nor a rate above 100%,
    which is to the favour of the naive forecasts.
    """
    highest = 100.0 if measure.endswith("_rate_fte") else np.inf
    return {
        naive.name: np.clip(
            unscaled(measure, naive.rule(panel, measure)[:, :, None] + past_errors(panel, naive, measure)), 0.0, highest
        )
        for naive in NAIVE
    }


def past_errors(panel: Panel, naive: Naive, measure: str) -> Array:
    """Give the errors a rule would have made before, over all places and origins whose outcome was known by now.

    99 quantiles (``SPREAD_LEVELS``) by horizon, shape (horizons, 99), on the scale of ``scaled``. Where the history is
    too short for a horizon, the errors of the longest it has, wider by the square root of the ratio of the horizons, as
    the errors of a random walk are.
    """
    values = scaled(measure, panel.figures[measure])
    found: dict[int, Array] = {}
    forecasts = {
        number: naive.rule(panel.until(panel.years[number]), measure)
        for number in range(naive.years_needed - 1, values.shape[1] - 1)
    }
    for horizon in range(1, LONGEST + 1):
        errors = [
            values[:, number + horizon] - forecast[:, horizon - 1]
            for number, forecast in forecasts.items()
            if number + horizon < values.shape[1]
        ]
        known = np.concatenate([each[np.isfinite(each)] for each in errors]) if errors else np.empty(0)
        if known.size:
            found[horizon] = np.quantile(known, SPREAD_LEVELS)
    longest = max(found)
    return np.stack(
        [found[horizon] if horizon in found else found[longest] * np.sqrt(horizon / longest) for horizon in range(1, LONGEST + 1)]
    )


def _ahead(last: Array) -> Array:
    return np.repeat(last[:, None], LONGEST, axis=1)


def _regression(values: Array, years: int) -> tuple[float, float]:
    """Regress every figure on the one some years before, over places and years; slope and level."""
    before, after = values[:, :-years].ravel(), values[:, years:].ravel()
    known = np.isfinite(before) & np.isfinite(after)
    slope, level = np.polyfit(before[known], after[known], 1)
    return float(slope), float(level)


def _iterated(values: Array) -> Array:
    """Apply the one-year regression again and again to the last year; shape (places, horizons)."""
    slope, level = _regression(values, 1)
    ahead = np.empty((values.shape[0], LONGEST))
    reached = values[:, -1]
    for place in range(LONGEST):
        reached = level + slope * reached
        ahead[:, place] = reached
    return ahead
