"""Pieces of work: a scenario and a block of its replications, known by what they are and not by when they were asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workforce_sim.config.scenario import Scenario
from workforce_sim.figures import fingerprint
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.frames import stacked
from workforce_sim.records.geography import Area, areas_of
from workforce_sim.records.program import program_state
from workforce_sim.records.recorder import Array, Place
from workforce_sim.records.tables import TABLES
from workforce_sim.studies.areas import simulated_profiles, whole_areas
from workforce_sim.studies.replicate import Replicate, replicate_one

SMALL = 2
"""Authorities up to which replications are done several at a time: one takes a tenth of a second or less."""
BLOCK_OF_SMALL = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """The replications ``first`` to ``last`` of one scenario, which is ``base`` with some parameters changed.

    ``tables`` are those that are kept, of ``areas_kept`` alone (by place among the areas of results) or of all.
    ``key`` is a hash of everything that the numbers depend on: the scenario's values, seed, replications, the published
    figures and the program. The names and descriptions of scenarios are not among it.
    """

    base: Scenario
    settings: tuple[tuple[str, Any], ...]
    seed: int
    first: int
    last: int
    tables: tuple[str, ...]
    areas_kept: tuple[int, ...] | None
    key: str

    @property
    def replications(self) -> range:
        """The numbers of the replications in the piece."""
        return range(self.first, self.last + 1)

    @property
    def scenario(self) -> Scenario:
        """The scenario that is simulated."""
        return self.base.with_values(dict(self.settings)) if self.settings else self.base


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a piece gave: arrays of shape (replications, periods, areas, columns) by table, and the seconds it took."""

    arrays: dict[str, Array]
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A piece that could not be finished, and why."""

    key: str
    what: str
    reason: str


def pieces_of(
    base: Scenario,
    settings: Mapping[str, Any],
    seed: int,
    first: int,
    last: int,
    *,
    tables: tuple[str, ...] = ("annual_return",),
    areas_kept: tuple[int, ...] | None = None,
) -> list[Piece]:
    """Cut replications ``first`` to ``last`` of a scenario into pieces; raises ``UserError`` for values out of bounds.

    The cuts lie at fixed numbers, so that asking for more replications later finds the earlier ones done.
    """
    scenario = base.with_values(settings) if settings else base
    digest = scenario.digest()
    block = BLOCK_OF_SMALL if len(simulated_profiles(scenario)) <= SMALL else 1
    changed = tuple(settings.items())
    cut = []
    for begins, ends in _blocks(first, last, block):
        asked = [digest, seed, begins, ends, tables, areas_kept, fingerprint(), program_state()]
        key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:40]
        cut.append(Piece(base, changed, seed, begins, ends, tables, areas_kept, key))
    return cut


def simulate_piece(piece: Piece, replicate: Replicate) -> Outcome:
    """Simulate the replications of a piece; raises ``ReplicationError`` or ``UserError``."""
    scenario = piece.scenario
    profiles = simulated_profiles(scenario)
    records = [replicate_one(replicate, scenario, profiles, piece.seed, number) for number in piece.replications]
    areas = result_areas(profiles)
    kept = areas if piece.areas_kept is None else tuple(areas[place] for place in piece.areas_kept)
    arrays = {name: stacked(TABLES[name], records, kept) for name in piece.tables}
    return Outcome(arrays, sum(record.seconds for record in records))


@lru_cache(maxsize=16)
def result_areas(profiles: tuple[AuthorityProfile, ...]) -> tuple[Area, ...]:
    """List the areas that the results of these authorities have rows for."""
    places = [Place(p.code, p.old_code, p.name, p.region_code, p.region_name) for p in profiles]
    return areas_of(places, whole_areas(profiles))


def _blocks(first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    begins = first
    while begins <= last:
        ends = min(last, ((begins - 1) // size + 1) * size)
        yield begins, ends
        begins = ends + 1
