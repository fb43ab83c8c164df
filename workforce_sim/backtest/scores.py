"""Forecasts held against what happened: every cell scored, for the simulation and for each naive forecast alike.

* CRPS, the continuous ranked probability score: the distance between a forecast distribution and what happened, in the
  measure's own unit; of a forecast without spread it is the absolute error (Gneiting and Raftery 2007, Strictly proper
  scoring rules, prediction, and estimation, JASA 102). Replications are a random sample of their law: the fair estimator
  does not charge them for being few. The 99 quantiles of a naive forecast are no sample but the law itself, cut into
  equal shares: the quantile decomposition is right for them, and the fair one would flatter them (Zamo and Naveau 2018,
  Estimation of the continuous ranked probability score with limited information, Mathematical Geosciences 50).
* Pinball loss: mean over the levels 0.025, 0.1, 0.25, 0.5, 0.75, 0.9 and 0.975 (Koenker and Bassett 1978).
* Quantiles and with them the intervals: at the level (k - 1/2) / 99 for the k-th quantile of a naive forecast, at
  k / (n + 1) for the k-th of n replications, because a further draw of the same law lies below the k-th with just that
  probability (Hyndman and Fan 1996, types 5 and 6): a right forecast then covers its share however few replications
  there are, as long as the bound lies between two of them: from 39 on for the 95% interval, 9 for the 80% interval.
  Fewer give no such interval, and its coverage is missing.
* PIT, the probability integral transform: the share of the forecast below what happened, evenly spread from 0 to 1 when
  forecasts are calibrated (Dawid 1984; Gneiting, Balabdaoui and Raftery 2007, JRSS B 69). A figure that falls among n
  values stands for the stretch from its lowest to its highest rank over n + 1; the table holds the middle of it, and the
  histogram spreads it evenly (non-randomised: Czado, Gneiting and Held 2009, Biometrics 65).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from workforce_sim.backtest.cells import LEFT_OUT, Ensemble, left_out, reasons
from workforce_sim.backtest.naive import naive_forecasts
from workforce_sim.backtest.panel import LEVELS, MEASURES, Panel, codes_of, panels, place_key
from workforce_sim.backtest.scoreboard import scoreboard
from workforce_sim.errors import UserError
from workforce_sim.records.frames import LABELS
from workforce_sim.records.recorder import Array

SIMULATION = "simulation"
"""The method that is put to the test; the others are the naive forecasts."""

BOUNDS: Mapping[str, float] = {
    "lower_95": 0.025,
    "lower_80": 0.1,
    "lower_50": 0.25,
    "median": 0.5,
    "upper_50": 0.75,
    "upper_80": 0.9,
    "upper_95": 0.975,
}
"""The levels of the quantiles that are kept, which bound the 50, 80 and 95% intervals."""

ROUNDING = 1e-9
"""By how much a rank may miss a whole number and still be it."""

FORECASTS = {
    "origin": pl.Int32(),
    "time_period": pl.Int32(),
    "horizon": pl.Int32(),
    "geographic_level": pl.String(),
    "code": pl.String(),
    "name": pl.String(),
    "measure": pl.String(),
    "method": pl.String(),
    "actual": pl.Float64(),
    **dict.fromkeys(BOUNDS, pl.Float64()),
    **dict.fromkeys(("crps", "pinball", "pit", "pit_lower", "pit_upper"), pl.Float64()),
}
"""The columns of the table of forecasts: a row a cell and method."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a backtest comes to: scores put together, every forecast with what happened, and what was not scored."""

    scoreboard: pl.DataFrame
    forecasts: pl.DataFrame
    left_out: pl.DataFrame


def score(annual_return: pl.DataFrame, published: pl.DataFrame | None = None) -> Scored:
    """Score replications from one or more origins against what was published, beside the four naive forecasts.

    ``annual_return`` is that table of a run, or of several with the column ``origin`` in front (without it, the origin is
    the first year of the table); every measure of ``MEASURES`` must be there, for every replication, year and area.
    ``published`` is like ``figures.history.published()``, which is taken unless given. Years not published yet are left
    out. Raises UserError where there are fewer than two replications or no year to score.
    """
    if "origin" not in annual_return.columns:
        annual_return = annual_return.with_columns(pl.col("time_period").min().alias("origin"))
    known = panels(_history() if published is None else published)
    parts = annual_return.partition_by("origin", maintain_order=True)
    return scored(known, (_ensemble(part, known[LEVELS[0]].last_year) for part in parts))


def scored(known: Mapping[str, Panel], ensembles: Iterable[Ensemble]) -> Scored:
    """Score the replications of origin after origin, holding those of one at a time."""
    forecasts, missing = [], []
    for ensemble in ensembles:
        forecasts.append(score_origin(known, ensemble))
        missing.append(left_out(known, ensemble))
    table = pl.concat(forecasts) if forecasts else pl.DataFrame(schema=FORECASTS)
    if table.is_empty():
        raise UserError("no figure is published for what was simulated after its origin: there is nothing to score")
    return Scored(scoreboard(table), table, pl.concat(missing) if missing else pl.DataFrame(schema=LEFT_OUT))


def score_origin(known: Mapping[str, Panel], ensemble: Ensemble) -> pl.DataFrame:
    """Score one origin: a row a cell that is scored and method, with the columns of ``FORECASTS``."""
    if ensemble.values.shape[0] < 2:
        raise UserError("1 replication has no spread to score; simulate 2 or more, better 40")
    parts = [part for level in LEVELS for part in _of_level(known[level], level, ensemble)]
    return pl.concat(parts) if parts else pl.DataFrame(schema=FORECASTS)


def _of_level(panel: Panel, level: str, ensemble: Ensemble) -> Iterator[pl.DataFrame]:
    codes = codes_of(panel, level)
    if not any(own == level for own, _ in ensemble.places):
        return
    horizons = [year - ensemble.origin for year in ensemble.years]
    before = panel.until(ensemble.origin)
    for measure in MEASURES:
        place, year = np.nonzero(reasons(panel, level, ensemble, measure) == "")
        if not place.size:
            continue
        targets = np.asarray(ensemble.years)[year]
        cells = {
            "origin": np.full(place.size, ensemble.origin),
            "time_period": targets,
            "horizon": targets - ensemble.origin,
            "geographic_level": [level] * place.size,
            "code": [panel.codes[number] for number in place],
            "name": [panel.names[number] for number in place],
            "measure": [measure] * place.size,
        }
        actual = panel.figures[measure][place, targets - panel.years[0]]
        ahead = np.asarray(horizons)[year] - 1
        members = {SIMULATION: ensemble.of(level, codes, measure)[place, year]}
        members |= {name: given[place, ahead] for name, given in naive_forecasts(before, measure).items()}
        for method, values in members.items():
            found = cell_scores(values, actual, is_sample=method == SIMULATION)
            yield pl.DataFrame({**cells, "method": [method] * place.size, "actual": actual, **found}, schema=FORECASTS).fill_nan(
                None
            )


def cell_scores(members: Array, actual: Array, *, is_sample: bool) -> dict[str, Array]:
    """Score forecasts of shape (cells, members) against what happened, shape (cells,).

    ``is_sample`` says whether the members are a random sample, as replications are, or the quantiles of a law. Gives
    arrays of shape (cells,): those of ``BOUNDS``, not a number where there are too few members for one, crps and pinball
    in the unit of the measure, and the PIT.
    """
    import scoringrules as rules

    ordered = np.sort(members, axis=1)
    count = ordered.shape[1]
    kind: Any = "weibull" if is_sample else "hazen"
    levels = np.array(list(BOUNDS.values()))
    bounds = np.quantile(ordered, levels, axis=1, method=kind)
    crps = rules.crps_ensemble(actual, ordered, estimator="fair" if is_sample else "qd", sorted_ensemble=True)
    pinball = rules.quantile_score(actual[:, None], bounds.T, levels).mean(axis=1)
    below = np.count_nonzero(ordered < actual[:, None], axis=1)
    up_to = np.count_nonzero(ordered <= actual[:, None], axis=1)
    lower, upper = below / (count + 1.0), (up_to + 1.0) / (count + 1.0)
    if is_sample:
        rank = levels * (count + 1)
        bounds[(rank < 1.0 - ROUNDING) | (rank > count + ROUNDING)] = np.nan
    return {
        **dict(zip(BOUNDS, bounds, strict=True)),
        "crps": np.asarray(crps, dtype=np.float64),
        "pinball": np.asarray(pinball, dtype=np.float64),
        "pit": (lower + upper) / 2.0,
        "pit_lower": lower,
        "pit_upper": upper,
    }


def _ensemble(part: pl.DataFrame, last_year: int) -> Ensemble:
    """Put the rows of one origin into an array; rows of an area that is not published, such as two together, are passed over."""
    origin = int(part["origin"][0])
    rows = part.filter(pl.col("time_period") > origin, pl.col("time_period") <= last_year)
    areas = rows.select(LABELS).unique(maintain_order=True)
    keys = [place_key(*key) for key in areas.select("geographic_level", "region_code", "new_la_code").iter_rows()]
    years = tuple(sorted(int(year) for year in rows["time_period"].unique()))
    if not years:
        raise UserError(f"origin {origin}: no census is published after it, so that there is nothing to score")
    numbered = areas.with_row_index("area")
    ordered = rows.join(numbered, on=LABELS, nulls_equal=True).sort("replication", "time_period", "area")
    shape = (ordered["replication"].n_unique(), len(years), len(keys), len(MEASURES))
    values = ordered.select(pl.col(MEASURES).cast(pl.Float64).fill_null(np.nan)).to_numpy()
    kept = [number for number, key in enumerate(keys) if key is not None]
    places = tuple(key for key in keys if key is not None)
    return Ensemble(origin, years, places, values.reshape(shape)[:, :, kept])


def _history() -> pl.DataFrame:
    from workforce_sim.figures.history import published

    return published()
