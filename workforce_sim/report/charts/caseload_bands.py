"""Caseloads over workers: how many hold how many, published once and as the simulation has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from workforce_sim.config.cases import Cases
from workforce_sim.records.tables import CASELOAD_BANDS
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.picture import Drawing, Picture
from workforce_sim.studies.estimates import quantile_over_replications

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

BANDS = ("under 5 cases", "5 to 10", "10 to 15", "15 to 20", "20 to 25", "25 and more")
PUBLISHED_YEAR = 2021
SOURCE = (
    "Published: Department for Education, 30 September 2021, once and for England only, without those who held more than 50"
    " cases. Simulated: agency workers included."
)


def caseload_bands(results: Reported) -> Picture:
    """Show the share of holders by cases per FTE at the start and the end of a run, beside England's published shares."""
    table = results.here(results.table("caseload_bands"))
    years = (results.start, results.last)
    series = [f"England, published {PUBLISHED_YEAR}", *(f"{results.area.name}, simulated {year}" for year in years)]
    published, shares = published_shares(), [_shares(table.filter(time_period=year)) for year in years]
    values = []
    for place, band in enumerate(BANDS):
        values.append(Dot(band, series[0], published[place]))
        for name, share in zip(series[1:], shares, strict=True):
            middle, lower, upper = (quantile_over_replications(share[:, place], at) for at in (0.5, 0.1, 0.9))
            values.append(Dot(band, name, middle, *((lower, upper) if upper > lower else ())))
    said = " ".join(
        f"{name}: {'; '.join(f'{dot.row} {dot.value:.0f}%' for dot in values if dot.series == name)}." for name in series
    )

    def draw(width: int) -> Drawing:
        return dots(values, width, unit="%", colours=(palette.ORANGE, palette.LIGHT_BLUE, palette.DARK_BLUE))

    return Picture(
        name="caseload_bands",
        title=f"How many cases a full-time week holds, {results.area.name}, {results.start} and {results.last}",
        alt="Dot plot of the share of those who hold cases by cases per FTE; simulated shares are the middle of the"
        f" replications. {said}",
        note=f"Share of those who hold any. Lines hold 80% of {results.replications} replications. {SOURCE}",
        draw=draw,
    )


def published_shares() -> list[float]:
    """Give the published share of each band, in per cent: the default of the parameter, whatever a scenario assumes."""
    return [100.0 * share for share in Cases().caseload_bands]


def _shares(table: pl.DataFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    counts = table.select(CASELOAD_BANDS.names).to_numpy().astype(float)
    return np.asarray(100.0 * counts / counts.sum(axis=1, keepdims=True))
