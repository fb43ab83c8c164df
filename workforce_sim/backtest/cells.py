"""What is scored and what is not: a cell is one measure of one place in one year, forecast from one origin.

The rules about places, applied alike to the simulation and to every naive forecast:

* Places are matched on their newest codes. Regions and England are compared with the rows published for them; London as
  a whole is not scored, because Inner and Outer London are.
* A place that closed or began between origin and target is not scored for targets on the other side of the change.
* Where a symbol is published instead of the figure, at the target or at the origin, that measure is not scored.
* A place with nobody in post, at the origin or at the target, is not scored: no rate means anything there. The model leaves
  it out where that is so at the origin.
* A measure that does not exist in some replication, a rate with nothing to divide by, is not scored.

Whatever is not scored is a row of ``left_out``, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from workforce_sim.backtest.panel import LEVELS, MEASURES, Panel, codes_of
from workforce_sim.figures.geography import NATIONAL
from workforce_sim.records.recorder import Array

CLOSED = "closed between origin and target"
BEGAN = "began between origin and target"
NOT_SIMULATED = "nobody in post at the origin, so not simulated"
NOBODY = "nobody in post at the target"
SYMBOL = "a symbol is published for the target"
SYMBOL_AT_ORIGIN = "a symbol is published for the origin"
NO_VALUE = "without a value in some replication"
NOT_LOOKED_AT = "outside what was simulated"

Reasons = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Ensemble:
    """The replications of one origin: the places they are of, by level and code, and the values of ``MEASURES``.

    ``values`` has the shape (replications, years, places, measures); ``years`` are the target years. England whole is
    there when its own row is.
    """

    origin: int
    years: tuple[int, ...]
    places: tuple[tuple[str, str], ...]
    values: Array

    @property
    def is_all_of_england(self) -> bool:
        """Whether every authority of England was simulated."""
        return any(level == NATIONAL for level, _ in self.places)

    def of(self, level: str, codes: Sequence[str], measure: str) -> Array:
        """Give one measure of some places; shape (places, years, replications), not a number for a place that is not there."""
        place = {code: number for number, (own, code) in enumerate(self.places) if own == level}
        given = np.full((len(codes), len(self.years), self.values.shape[0]), np.nan)
        rows = [number for number, code in enumerate(codes) if code in place]
        taken = [place[codes[number]] for number in rows]
        given[rows] = self.values[:, :, taken, MEASURES.index(measure)].transpose(2, 1, 0)
        return given


def reasons(panel: Panel, level: str, ensemble: Ensemble, measure: str) -> Reasons:
    """Say why each cell of one level and measure is not scored, or give an empty text; shape (places, years).

    Places are those of ``codes_of(panel, level)``. One that is neither simulated nor missing from a simulation of all of
    England is ``NOT_LOOKED_AT``.
    """
    codes = codes_of(panel, level)
    own = slice(0, len(codes))
    simulated = np.array([(level, code) in ensemble.places for code in codes])[:, None]
    at = [panel.years.index(year) for year in ensemble.years]
    origin = panel.years.index(ensemble.origin)
    there_before, there_after = panel.is_there[own, origin, None], panel.is_there[own][:, at]
    nobody = ~panel.is_staffed[own][:, at]
    symbol = ~np.isfinite(panel.figures[measure][own][:, at])
    symbol_before = ~np.isfinite(panel.figures[measure][own, origin, None])
    without = ~np.isfinite(ensemble.of(level, codes, measure)).all(axis=2)
    asked = simulated | ensemble.is_all_of_england
    unknown = ~(there_before | there_after)  # a council that had closed before, or had yet to begin
    return np.select(
        [
            ~asked | unknown,
            ~there_before,
            ~there_after,
            ~simulated,
            nobody,
            symbol,
            np.broadcast_to(symbol_before, symbol.shape),
            without,
        ],
        [NOT_LOOKED_AT, BEGAN, CLOSED, NOT_SIMULATED, NOBODY, SYMBOL, SYMBOL_AT_ORIGIN, NO_VALUE],
        default="",
    ).astype(object)


def left_out(panels: Mapping[str, Panel], ensemble: Ensemble) -> pl.DataFrame:
    """List every cell of an origin that is not scored: a row a place, measure and target year, with the reason."""
    rows = []
    for level in LEVELS:
        panel = panels[level]
        for measure in MEASURES:
            why = reasons(panel, level, ensemble, measure)
            for place, year in zip(*np.nonzero((why != "") & (why != NOT_LOOKED_AT)), strict=True):
                label = (level, panel.codes[place], panel.names[place], measure)
                rows.append((ensemble.origin, ensemble.years[year], *label, why[place, year]))
    return pl.DataFrame(rows, schema=LEFT_OUT, orient="row")


LEFT_OUT = {
    "origin": pl.Int32(),
    "time_period": pl.Int32(),
    "geographic_level": pl.String(),
    "code": pl.String(),
    "name": pl.String(),
    "measure": pl.String(),
    "reason": pl.String(),
}
"""The columns of the table of what is not scored."""
