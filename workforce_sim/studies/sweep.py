"""A sweep: every point of a design simulated, each as often as asked or as its precision needs, and told in one table."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import t as student

from workforce_sim.clock import Calendar
from workforce_sim.config.dated import Dated
from workforce_sim.errors import UserError
from workforce_sim.records.geography import Area
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.design import Point, count_points, points, scenario_at
from workforce_sim.studies.estimates import long_labels, summary_columns
from workforce_sim.studies.pieces import Piece
from workforce_sim.studies.questions.sweep import Precision, Sweep
from workforce_sim.studies.temporary import work_for_now
from workforce_sim.studies.work import UnfinishedError, Wanted, Work, areas_of_scenario, census_years

MOST_POINTS = 10_000
"""Points that a design may have before it must be confirmed."""
BATCH_ROWS = 50_000
"""Rows of a table that are put together at a time, so that memory does not grow with the number of points."""


@dataclass
class Swept:
    """A sweep that has been carried out: its points and where their outcomes are."""

    sweep: Sweep
    points: list[Point]
    replications: list[int]
    pieces: list[list[Piece]]
    work: Work
    left_out: frozenset[int] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The varied parameters."""
        return tuple(varied.name for varied in self.sweep.vary)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas that the tables have rows for."""
        return areas_of_scenario(self.sweep.base)

    @cached_property
    def calendar(self) -> Calendar:
        """The years that every point simulates."""
        return self.sweep.base.calendar()

    @property
    def finished(self) -> list[int]:
        """The places of the points that are in the tables: all but those of which a piece failed."""
        return [place for place in range(len(self.points)) if place not in self.left_out]

    def values(self, place: int) -> Array:
        """Read the annual returns of one point; shape (replications, years + 1, areas, columns)."""
        return np.concatenate([self.work.store.outcome(piece.key).arrays[ANNUAL_RETURN.name] for piece in self.pieces[place]])

    def parameters(self) -> pl.DataFrame:
        """Give the design: a row a point with the value of every varied parameter and its replications."""
        numbers = pl.Series("point", [place + 1 for place in range(len(self.points))], dtype=pl.Int32)
        counts = pl.Series("replications", self.replications, dtype=pl.Int32)
        columns = [_column(name, [point[order] for point in self.points]) for order, name in enumerate(self.names)]
        return pl.DataFrame([numbers, *columns, counts])

    def annual_returns(self) -> Iterator[pl.DataFrame]:
        """Give the one tidy table in batches: a row a point, replication, census and area."""
        design = self.parameters().drop("replications")
        kept = [ANNUAL_RETURN.index[name] for name in self.sweep.kept_measures]
        years = census_years(self.calendar)
        cells = len(years) * len(self.areas)
        for places in self._batches(max(self.replications, default=1) * cells):
            values = [self.values(place) for place in places]
            repeats = [each.shape[0] for each in values]
            columns = {
                "point": pl.Series(np.repeat(np.add(places, 1), np.multiply(repeats, cells)), dtype=pl.Int32),
                "replication": pl.Series(
                    np.concatenate([np.repeat(np.arange(1, count + 1), cells) for count in repeats]), dtype=pl.Int32
                ),
                **long_labels(years, self.areas, sum(repeats)),
            }
            for name, column in zip(self.sweep.kept_measures, kept, strict=True):
                columns[name] = pl.Series(name, np.concatenate([each[..., column].reshape(-1) for each in values])).fill_nan(None)
            yield _with_parameters(pl.DataFrame(columns), design)

    def summaries(self) -> Iterator[pl.DataFrame]:
        """Give the summary in batches: a row a point, census, area and measure, with estimates over replications."""
        design = self.parameters().drop("replications")
        measures = self.sweep.kept_measures
        kept = [ANNUAL_RETURN.index[name] for name in measures]
        years = census_years(self.calendar)
        rows = len(years) * len(self.areas) * len(measures)
        for places in self._batches(rows):
            columns = summary_columns([self.values(place)[..., kept] for place in places], measures, years, self.areas)
            number = pl.Series("point", np.repeat(np.add(places, 1), rows), dtype=pl.Int32)
            yield _with_parameters(pl.DataFrame({"point": number, **columns}), design)

    def _batches(self, rows_a_point: int) -> Iterator[list[int]]:
        size = max(1, BATCH_ROWS // rows_a_point)
        for first in range(0, len(self.finished), size):
            yield self.finished[first : first + size]


def carry_out_sweep(work: Work, sweep: Sweep, pieces: list[list[Piece]]) -> Swept:
    """Simulate every point of a sweep that the work's store does not hold; pieces that fail are left out and noted.

    ``pieces`` are those of ``pieces_at_first``.
    """
    chosen = list(points(sweep))
    precision = sweep.precision
    first = sweep.replications if precision is None else precision.at_least
    swept = Swept(sweep, chosen, [first] * len(chosen), pieces, work)
    work.carry_out([piece for each in pieces for piece in each], first * len(chosen))
    if precision is not None:
        replicate_until_precise(swept, precision)
    failed = {failure.key for failure in work.failures}
    swept.left_out = frozenset(
        place for place, own in enumerate(swept.pieces) if any(piece.key in failed for piece in own)
    )
    return swept


def pieces_at_first(sweep: Sweep, most_points: int = MOST_POINTS) -> list[list[Piece]]:
    """Cut every point of a sweep into pieces: all of them, or what is done before precision is looked at.

    Raises UserError for a point whose values do not fit together and for a design of more than ``most_points``.
    """
    count = count_points(sweep)
    if count > most_points:
        raise UserError(
            f"{sweep.name}: the design has {count:,} points; more than {most_points:,} must be confirmed with --yes"
        )
    last = sweep.replications if sweep.precision is None else sweep.precision.at_least
    return [_pieces(sweep, place, point, last) for place, point in enumerate(points(sweep))]


def replicate_until_precise(swept: Swept, precision: Precision) -> None:
    """Add replications to the points that need them, round by round, until each is precise or has the most allowed.

    How many depends on the point's own replications alone, so that order and number of processes change nothing. Each
    round asks for as many as the spread so far says are needed, at most twice what there is (sequential procedure of
    Chow and Robbins, Annals of Mathematical Statistics 36, 1965).
    """
    waiting = set(range(len(swept.points)))
    while waiting:
        failed = {failure.key for failure in swept.work.failures}
        added: list[Piece] = []
        asked = 0
        for place in sorted(waiting):
            have = swept.replications[place]
            if have >= precision.at_most or any(piece.key in failed for piece in swept.pieces[place]):
                waiting.discard(place)
                continue
            needed = needed_replications(swept.values(place), precision, _widest(swept.areas))
            if needed <= have:
                waiting.discard(place)
                continue
            following = min(needed, 2 * have, precision.at_most)
            more = _pieces(swept.sweep, place, swept.points[place], following, have + 1)
            swept.pieces[place] += more
            swept.replications[place] = following
            added += more
            asked += following - have
        swept.work.carry_out(added, asked)


def needed_replications(values: Array, precision: Precision, area: int) -> int:
    """Say how many replications would bring every half-width down to what is asked, judging by those there are.

    ``values`` of shape (replications, years + 1, areas, columns). Gives the number there is when it is enough.
    """
    have = values.shape[0]
    quantile = float(student.ppf(0.975, have - 1))
    needed: int = have
    for measure, width in precision.half_width.items():
        spread = float(np.nanmax(np.nanstd(values[:, 1:, area, ANNUAL_RETURN.index[measure]], axis=0, ddof=1)))
        if quantile * spread / math.sqrt(have) > width:
            needed = max(needed, have + 1, math.ceil((quantile * spread / width) ** 2))
    return needed


@dataclass(frozen=True)
class SweepTables:
    """The tables of a sweep: its design, every annual return, and the summary."""

    points: pl.DataFrame
    annual_return: pl.DataFrame
    summary: pl.DataFrame


def sweep(question: Sweep, jobs: int | None = None, cluster: str | None = None) -> SweepTables:
    """Carry out a sweep and give its tables, nothing written; the shelf's own ``sweep``.

    >>> import workforce_sim as ws
    >>> baseline = ws.load_scenario("configs/authorities/nottinghamshire.yaml")
    >>> vary = {"apprenticeship.intake": [0, 6, 12], "turnover.level": {"low": 0.8, "high": 1.0, "points": 3}}
    >>> swept = ws.sweep(ws.Sweep(name="apprentices", base=baseline, vary=vary, replications=20))
    >>> swept.summary.filter(measure="vacancy_rate_fte", time_period=2035)  # doctest: +SKIP

    Raises UserError for wrong input and UnfinishedError where a replication fails.
    """
    with work_for_now(jobs, cluster) as work:
        swept = carry_out_sweep(work, question, pieces_at_first(question, count_points(question)))
        if work.failures:
            raise UnfinishedError(work.failures)
        return SweepTables(swept.parameters(), pl.concat(swept.annual_returns()), pl.concat(swept.summaries()))


def _pieces(sweep: Sweep, place: int, point: Point, last: int, first: int = 1) -> list[Piece]:
    settings = {varied.name: varied.setting(value) for varied, value in zip(sweep.vary, point, strict=True)}
    try:
        return Wanted(sweep.base, settings, last, sweep.seed).pieces(first)
    except UserError:
        scenario_at(sweep, place + 1, point)  # says which point it is
        raise


def _widest(areas: tuple[Area, ...]) -> int:
    """Find the area that holds all that is simulated."""
    return max(range(len(areas)), key=lambda place: (len(areas[place].members), -place))


def _with_parameters(table: pl.DataFrame, design: pl.DataFrame) -> pl.DataFrame:
    """Put the varied parameters beside the number of the point, rows in the order they had."""
    rows = design[(table["point"] - 1).to_numpy()]
    return pl.DataFrame([*rows, *table.drop("point")])


def _column(name: str, values: list[Any]) -> pl.Series:
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    if numbers:
        return pl.Series(name, [float(value) for value in values])
    return pl.Series(name, [str(value) if isinstance(value, str | Dated) else _words(value) for value in values])


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{date}: {item}" for date, item in value.items()) + "}"
    return str(value)
