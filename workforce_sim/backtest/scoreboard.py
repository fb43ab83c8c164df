"""Scores put together: by measure, level, horizon and origin, for every method, and how much better than the best naive one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from workforce_sim.backtest.naive import NAIVE
from workforce_sim.records.recorder import Array

Numbers = npt.NDArray[np.int64]

BINS = 10
"""Of the PIT histogram."""

PIT_COLUMNS = tuple(f"pit_{number}" for number in range(1, BINS + 1))
COVERED = (50, 80, 95)
"""Per cent of the intervals whose coverage is counted."""

RESAMPLES = 1000
"""Bootstrap samples of places: the standard error of a standard error of so many is 2%."""

SEED = 20_190_930
"""Of the bootstrap alone, fixed so that the same forecasts have the same scoreboard."""

CELL = ("measure", "geographic_level", "horizon", "origin", "code")
GROUP = ("measure", "geographic_level", "horizon", "origin", "method")


def scoreboard(forecasts: pl.DataFrame) -> pl.DataFrame:
    """Put scores of cells together: a row a measure, level, horizon, origin and method.

    ``forecasts`` has the columns of ``scores.FORECASTS``. A missing origin means all origins together, a missing horizon
    all horizons together; every cell counts alike. Columns: cells, places, bias and mae (median less what happened, unit
    of the measure), mape (per cent; without cells whose figure is nought), mape_cells, crps, pinball, coverage of the 50,
    80 and 95% intervals (shares; a figure on a bound is inside), the shares of the ten bins of the PIT, best_naive, skill
    (CRPS over that of the best naive forecast, less one: below nought is better) and its standard error.
    """
    cells = forecasts.with_columns(
        (pl.col("median") - pl.col("actual")).alias("error"),
        *(pl.col("actual").is_between(f"lower_{share}", f"upper_{share}").alias(f"covered_{share}") for share in COVERED),
        *pit_shares(forecasts),
    )
    methods = _methods(forecasts)
    beside = forecasts.pivot(on="method", on_columns=methods, index=CELL, values="crps")
    rows = pl.concat([_averages(view) for view in _views(cells)])
    skills = pl.concat([_skills(view, methods) for view in _views(beside)])
    order = {name: place for place, name in enumerate(methods)}
    return rows.join(skills, on=GROUP, nulls_equal=True, maintain_order="left").sort(
        pl.col("measure").replace_strict(_places(forecasts, "measure"), return_dtype=pl.Int32),
        pl.col("geographic_level").replace_strict(_places(forecasts, "geographic_level"), return_dtype=pl.Int32),
        "origin",
        "horizon",
        pl.col("method").replace_strict(order, return_dtype=pl.Int32),
    )


def pit_shares(forecasts: pl.DataFrame) -> list[pl.Series]:
    """Say how much of each cell's stretch of PIT falls into each bin; columns ``PIT_COLUMNS``, which add up to one."""
    lower, upper = (forecasts[name].to_numpy()[:, None] for name in ("pit_lower", "pit_upper"))
    edges = np.linspace(0.0, 1.0, BINS + 1)
    inside = np.minimum(upper, edges[1:]) - np.maximum(lower, edges[:-1])
    shares = np.maximum(inside, 0.0) / (upper - lower)
    return [pl.Series(name, shares[:, place]) for place, name in enumerate(PIT_COLUMNS)]


def skill_and_error(crps: Array, places: Numbers, best: int) -> tuple[Array, Array]:
    """Compare every method's mean CRPS with that of one of them, with a standard error from resampling places.

    ``crps`` has the shape (cells, methods), ``places`` numbers the place of each cell from nought. Places are drawn with
    all their years, because the years of one place err together; what they err together in a year that was odd for all
    of them is not in the standard error. Not a number where there is one place alone.
    """
    count = int(places.max()) + 1
    sums = np.zeros((count, crps.shape[1]))
    np.add.at(sums, places, crps)
    total = sums.sum(axis=0)
    skill = total / total[best] - 1.0
    if count == 1:
        return skill, np.full(crps.shape[1], np.nan)
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES) @ sums
    return skill, np.std(drawn / drawn[:, [best]] - 1.0, axis=0, ddof=1)


def _views(cells: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """Look at cells as one heap, by horizon, and by horizon and origin."""
    nothing = pl.lit(None, dtype=pl.Int32)
    by_horizon = cells.with_columns(nothing.alias("origin"))
    return by_horizon.with_columns(nothing.alias("horizon")), by_horizon, cells


def _averages(view: pl.DataFrame) -> pl.DataFrame:
    share = (pl.col("error") / pl.col("actual")).abs().filter(pl.col("actual") != 0.0)
    return view.group_by(GROUP, maintain_order=True).agg(
        pl.len().cast(pl.Int32).alias("cells"),
        pl.col("code").n_unique().cast(pl.Int32).alias("places"),
        pl.col("error").mean().alias("bias"),
        pl.col("error").abs().mean().alias("mae"),
        (100.0 * share.mean()).alias("mape"),
        share.len().cast(pl.Int32).alias("mape_cells"),
        pl.col("crps").mean(),
        pl.col("pinball").mean(),
        *(pl.col(f"covered_{each}").mean().alias(f"coverage_{each}") for each in COVERED),
        *(pl.col(name).mean() for name in PIT_COLUMNS),
    )


def _skills(view: pl.DataFrame, methods: list[str]) -> pl.DataFrame:
    naive = [methods.index(each.name) for each in NAIVE]
    rows = []
    for key, group in view.group_by(GROUP[:-1], maintain_order=True):
        crps = group.select(methods).to_numpy()
        places = group["code"].rank("dense").to_numpy().astype(np.int64) - 1
        best = naive[int(np.argmin(crps[:, naive].mean(axis=0)))]
        skill, error = skill_and_error(crps, places, best)
        rows += [(*key, method, methods[best], skill[n], error[n]) for n, method in enumerate(methods)]
    texts = dict.fromkeys(("measure", "geographic_level"), pl.String()) | dict.fromkeys(("horizon", "origin"), pl.Int32())
    numbers = {"skill": pl.Float64(), "skill_standard_error": pl.Float64()}
    schema = {**texts, "method": pl.String(), "best_naive": pl.String(), **numbers}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    return found.with_columns(pl.col("skill", "skill_standard_error").fill_nan(None))


def _methods(table: pl.DataFrame) -> list[str]:
    return table["method"].unique(maintain_order=True).to_list()


def _places(table: pl.DataFrame, column: str) -> dict[str, int]:
    return {name: place for place, name in enumerate(table[column].unique(maintain_order=True))}
