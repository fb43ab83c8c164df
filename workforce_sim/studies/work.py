"""The work of a study: simulate what has not been simulated before, and read what has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from workforce_sim.clock import Calendar
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.geography import Area
from workforce_sim.records.recorder import Array
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.crew import Crew
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.pieces import Failure, Piece, pieces_of, result_areas

TASK_OF_SMALL = 4
"""Most pieces that go to another process together: of a small authority a third of a second of work, or more."""
ROUNDS = 4
"""Tasks to a process, at the least where there are so many pieces: with fewer, some would wait for the last."""


class UnfinishedError(Exception):
    """Say that pieces of a study failed, with the reason of the first; never a fault of the user."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(failures)
        self.failures = tuple(failures)

    def __str__(self) -> str:
        count = len(self.failures)
        first = self.failures[0]
        pieces = "1 piece of work" if count == 1 else f"{count} pieces of work, first {first.what},"
        return f"{pieces if count > 1 else f'{pieces}, {first.what},'} failed: {first.reason}"


@dataclass(frozen=True)
class Wanted:
    """Replications 1 to ``replications`` of a scenario, given as a base and what is changed in it."""

    base: Scenario
    settings: dict[str, Any] = field(default_factory=dict)
    replications: int = 1
    seed: int = 1
    tables: tuple[str, ...] = ("annual_return",)
    areas_kept: tuple[int, ...] | None = None

    def pieces(self, first: int = 1) -> list[Piece]:
        """Cut what is wanted, from a first replication on, into pieces."""
        return pieces_of(
            self.base,
            self.settings,
            self.seed,
            first,
            self.replications,
            tables=self.tables,
            areas_kept=self.areas_kept,
        )


class Work:
    """What a study works with: a store of finished pieces, a crew, and somebody who hears how far it is.

    ``on_progress`` hears (replications done, replications asked for so far). ``failures`` are of pieces that failed.
    """

    def __init__(
        self, store: PieceStore, crew: Crew, on_progress: Callable[[int, int], None] | None = None
    ) -> None:
        self.store = store
        self.crew = crew
        self.failures: list[Failure] = []
        self.simulated = 0
        self.seconds_simulated = 0.0
        self._on_progress = on_progress or (lambda *_: None)
        self._done = 0
        self._asked = 0

    def carry_out(self, pieces: Sequence[Piece], replications: int) -> None:
        """Simulate the pieces that are not in the store; ``replications`` is how many they all have together.

        Goes on when a piece fails, and notes it in ``failures``.
        """
        self._asked += replications
        self._on_progress(self._done, self._asked)
        under_way: dict[str, int] = {}
        together = max(1, min(TASK_OF_SMALL, len(pieces) // (self.crew.size * ROUNDS)))
        arriving = self.crew.work(self._not_done(pieces, under_way), together)
        for key, outcome in arriving:
            if isinstance(outcome, Failure):
                self.failures.append(outcome)
            else:
                self.store.keep(key, outcome)
                self.simulated += under_way[key]
                self.seconds_simulated += outcome.seconds
            self._done += under_way.pop(key)
            self._on_progress(self._done, self._asked)

    def simulate(self, wanted: Sequence[Wanted]) -> None:
        """Make sure that everything wanted is in the store; raises UnfinishedError once the rest is done."""
        pieces = [piece for each in wanted for piece in each.pieces()]
        self.carry_out(pieces, sum(each.replications for each in wanted))
        if self.failures:
            raise UnfinishedError(self.failures)

    def values(self, wanted: Wanted, table: str = "annual_return") -> Array:
        """Read what was simulated; shape (replications, periods, areas, columns of the table)."""
        return np.concatenate([self.store.outcome(piece.key).arrays[table] for piece in wanted.pieces()])

    def _not_done(self, pieces: Sequence[Piece], under_way: dict[str, int]) -> Iterator[Piece]:
        for piece in pieces:
            if self.store.has(piece.key):
                self._done += len(piece.replications)
            elif piece.key not in under_way:  # two points of a design may be the same scenario
                under_way[piece.key] = len(piece.replications)
                yield piece


def areas_of_scenario(scenario: Scenario) -> tuple[Area, ...]:
    """List the areas that results of a scenario have rows for."""
    return result_areas(simulated_profiles(scenario))


def census_years(calendar: Calendar) -> list[int]:
    """List the years of the censuses, the start first."""
    return [calendar.date_of(day).year for day in calendar.census_days]
