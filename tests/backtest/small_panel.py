"""Published rows of a place or two that fit on a line, and invented replications of real places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from workforce_sim.backtest.panel import LEVELS, MEASURES, NEEDED, Panel, codes_of, panels
from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL, REGIONAL


def rows(code: str, first_year: int = 2017, **figures: Sequence[float | None]) -> pl.DataFrame:
    """The published rows of one authority, a figure a year for each measure given; those not given are unknown."""
    count = len(next(iter(figures.values())))
    labels = {"geographic_level": LOCAL_AUTHORITY, "region_code": "R", "region_name": "R", "new_la_code": code, "la_name": code}
    values = {name: pl.Series(figures.get(name, [None] * count), dtype=pl.Float64) for name in NEEDED}
    years = pl.Series(range(first_year, first_year + count), dtype=pl.Int16)
    return pl.DataFrame({"time_period": years, **labels, **values})


def panel_of(*places: pl.DataFrame) -> Panel:
    """The panel of a few authorities."""
    every = pl.concat(places)
    above = [
        every.filter(new_la_code=every["new_la_code"][0]).with_columns(
            geographic_level=pl.lit(level), new_la_code=pl.lit(""), la_name=pl.lit("")
        )
        for level in (REGIONAL, NATIONAL)
    ]
    return panels(pl.concat([every, *above]))[LOCAL_AUTHORITY]


def annual_return(known: dict[str, Panel], origin: int, horizon: int, replications: int = 3) -> pl.DataFrame:
    """Invented replications of every place with somebody in post at an origin: its figures, and a little luck each year."""
    luck = np.random.default_rng(origin)
    frames = []
    for level in LEVELS:
        panel = known[level]
        codes = [code for code in codes_of(panel, level) if panel.at("inpost_fte", origin)[panel.codes.index(code)] > 0.0]
        for code in codes:
            start = {name: float(panel.at(name, origin)[panel.codes.index(code)]) for name in MEASURES}
            rows_of = (horizon + 1) * replications
            noise = luck.uniform(0.9, 1.1, (rows_of, len(MEASURES)))
            values = {name: np.nan_to_num(start[name], nan=1.0) * noise[:, n] for n, name in enumerate(MEASURES)}
            labels = {
                "geographic_level": level,
                "region_code": code if level == REGIONAL else None,
                "region_name": None,
                "new_la_code": code if level == LOCAL_AUTHORITY else None,
                "la_name": None,
            }
            years = np.tile(np.arange(origin, origin + horizon + 1), replications)
            numbers = np.repeat(np.arange(1, replications + 1), horizon + 1)
            texts = {name: pl.Series([label] * rows_of, dtype=pl.String) for name, label in labels.items()}
            frames.append(pl.DataFrame({"time_period": years, **texts, "replication": numbers, **values}))
    return pl.concat(frames)
