"""The backtest as a study: every origin simulated, in pieces that survive an interruption, and scored one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from workforce_sim.backtest.bars import bars
from workforce_sim.backtest.cells import Ensemble
from workforce_sim.backtest.origins import ORIGINS, origin_scenario
from workforce_sim.backtest.panel import MEASURES, panels, place_key
from workforce_sim.backtest.scores import Scored, scored
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.figures.history import published
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.pieces import Piece
from workforce_sim.studies.temporary import work_for_now
from workforce_sim.studies.work import Wanted, Work, areas_of_scenario, census_years

KIND = "backtest"
REPLICATIONS = 40
"""Enough for 95% intervals that hold what they should (39), and done in some ten minutes on two cores."""
FEWEST = 2
SEEDS_APART = 10_000
"""More than any census year, so that no two seeds of a backtest share an origin's luck."""

TABLES = ("bars", "scoreboard", "forecasts", "left_out")
"""The tables of a backtest, by the names of their files."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """What is asked: the scenario of every origin, how often each is simulated, and the seed."""

    origins: tuple[int, ...]
    scenarios: tuple[Scenario, ...]
    replications: int = REPLICATIONS
    seed: int = 1

    def wanted(self) -> list[Wanted]:
        """Say what is simulated, in the order of the origins.

        Each origin has luck of its own: with the same, what few replications draw for England would tilt all alike.
        """
        return [
            Wanted(scenario, {}, self.replications, self.seed * SEEDS_APART + origin)
            for origin, scenario in zip(self.origins, self.scenarios, strict=True)
        ]

    def pieces(self) -> list[list[Piece]]:
        """Cut each origin into pieces of work; raises UserError for an area that was not there at the origin."""
        return [wanted.pieces() for wanted in self.wanted()]

    def identity(self) -> dict[str, Any]:
        """Write down everything that makes it this backtest and no other."""
        return {
            "study": KIND,
            "origins": list(self.origins),
            "scenarios": [scenario.resolved() for scenario in self.scenarios],
            "digests": [scenario.digest() for scenario in self.scenarios],
            "replications": self.replications,
            "seed": self.seed,
        }

    @property
    def of_middling_length(self) -> Scenario:
        """The scenario by which the effort is judged: the one whose years are nearest to the mean."""
        years = [scenario.horizon_years for scenario in self.scenarios]
        return self.scenarios[int(np.argmin(np.abs(np.subtract(years, np.mean(years)))))]


@dataclass(frozen=True, slots=True)
class Backtested:
    """The tables of a backtest; ``columns`` says what their columns mean."""

    question: Backtest
    bars: pl.DataFrame
    scoreboard: pl.DataFrame
    forecasts: pl.DataFrame
    left_out: pl.DataFrame

    def named(self) -> dict[str, pl.DataFrame]:
        """Give the tables by the names of their files."""
        return {name: getattr(self, name) for name in TABLES}


def asked_backtest(
    origins: Sequence[int] = ORIGINS,
    replications: int = REPLICATIONS,
    seed: int = 1,
    areas: str | Sequence[str] = "England",
) -> Backtest:
    """Check what is asked and load the scenario of every origin.

    Raises UserError for an origin that cannot be scored, too few replications, and an area unknown at an origin.
    """
    if not origins:
        raise UserError("origins is empty; name at least one census to forecast from")
    for origin in origins:
        if origin not in ORIGINS:
            raise UserError(f"origins has {origin}; it must be a census from {ORIGINS[0]} to {ORIGINS[-1]}")
    if replications < FEWEST:
        raise UserError(f"replications is {replications}; it must be {FEWEST} or more, because one has no spread to score")
    if seed < 0:
        raise UserError(f"seed is {seed}; it must be 0 or more")
    chosen = tuple(sorted(set(origins)))
    scenarios = tuple(origin_scenario(origin, areas) for origin in chosen)
    for origin, scenario in zip(chosen, scenarios, strict=True):
        try:
            areas_of_scenario(scenario)
        except UserError as error:
            raise UserError(f"origin {origin}: {error}") from None
    return Backtest(chosen, scenarios, replications, seed)


def carry_out_backtest(work: Work, question: Backtest) -> Backtested:
    """Simulate every origin, what the work's store does not hold, and score them; raises UnfinishedError where a piece fails."""
    work.simulate(question.wanted())
    found: Scored = scored(panels(published()), _ensembles(work, question))
    return Backtested(question, bars(found.scoreboard), found.scoreboard, found.forecasts, found.left_out)


def backtest(
    origins: Sequence[int] = ORIGINS,
    replications: int = REPLICATIONS,
    seed: int = 1,
    areas: str | Sequence[str] = "England",
    jobs: int | None = None,
    cluster: str | None = None,
) -> Backtested:
    """Score forecasts from past censuses against what happened since, and give the tables, nothing written.

    >>> from workforce_sim.backtest import backtest
    >>> scored = backtest(origins=[2023, 2024], areas="Rutland", replications=4)
    >>> scored.scoreboard.filter(measure="caseload_fte", horizon=1, method="simulation")  # doctest: +SKIP

    Raises UserError for wrong input and UnfinishedError where a replication fails.
    """
    question = asked_backtest(origins, replications, seed, areas)
    with work_for_now(jobs, cluster) as work:
        return carry_out_backtest(work, question)


def _ensembles(work: Work, question: Backtest) -> Iterator[Ensemble]:
    """Read the replications of one origin after the other, the measures that are scored alone."""
    kept = [ANNUAL_RETURN.index[name] for name in MEASURES]
    for origin, wanted in zip(question.origins, question.wanted(), strict=True):
        areas = areas_of_scenario(wanted.base)
        keys = [place_key(area.geographic_level, area.region_code, area.new_la_code) for area in areas]
        rows = [number for number, key in enumerate(keys) if key is not None]
        parts: list[Array] = [
            work.store.outcome(piece.key).arrays[ANNUAL_RETURN.name][:, 1:][:, :, rows][..., kept] for piece in wanted.pieces()
        ]
        years = tuple(census_years(wanted.base.calendar())[1:])
        yield Ensemble(origin, years, tuple(key for key in keys if key is not None), np.concatenate(parts))
