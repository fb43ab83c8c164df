"""Caseloads over workers: how many hold how many, published once and as the simulation has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from workforce_sim.records.tables import CASELOAD_BANDS
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.picture import Drawing, Picture
from workforce_sim.studies.estimates import quantile_over_replications

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

BANDS = ("under 5 cases", "5 to 10", "10 to 15", "15 to 20", "20 to 25", "25 and more")
PUBLISHED_YEAR = 2021


def caseload_bands(results: Reported) -> Picture:
    """Show the share of holders by cases per FTE in the last year of a run, beside England's published shares."""
    table = results.here(results.table("caseload_bands"))
    published = [100.0 * share for share in results.scenario.cases.caseload_bands]
    shares = _shares(table.filter(time_period=results.last))
    simulated = f"{results.area.name}, simulated {results.last}"
    england = f"England, published {PUBLISHED_YEAR}"
    values = []
    for place, band in enumerate(BANDS):
        values.append(Dot(band, england, published[place]))
        middle, lower, upper = (quantile_over_replications(shares[:, place], share) for share in (0.5, 0.1, 0.9))
        values.append(Dot(band, simulated, middle, lower, upper))
    said = "; ".join(f"{dot.row} {dot.value:.0f}%" for dot in values if dot.series == simulated)

    def draw(width: int) -> Drawing:
        return dots(values, width, unit="%", colours=(palette.ORANGE, palette.DARK_BLUE))

    return Picture(
        name="caseload_bands",
        title=f"How many cases a full-time week holds, share of those who hold any, {results.area.name}, {results.last}",
        alt=f"Dot plot of the share of holders by cases per FTE. {simulated}, middle of the replications: {said}."
        f" {england}: {'; '.join(f'{band} {share:.0f}%' for band, share in zip(BANDS, published, strict=True))}.",
        note="Lines hold 80% of the replications. Department for Education, 30 September 2021, published once, England only.",
        draw=draw,
    )


def _shares(table: pl.DataFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    counts = table.select(CASELOAD_BANDS.names).to_numpy().astype(float)
    return np.asarray(100.0 * counts / counts.sum(axis=1, keepdims=True))
