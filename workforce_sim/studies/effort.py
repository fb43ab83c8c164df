"""What a study would take: replications, minutes and megabytes, told before anything is simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from workforce_sim.config.scenario import Scenario
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.memory import MEGABYTE, NUMBER_BYTES, Size
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.pieces import Piece, simulate_piece
from workforce_sim.studies.replicate import the_model
from workforce_sim.studies.study_folder import PIECES
from workforce_sim.studies.work import Wanted, areas_of_scenario

PIECE_FILE_BYTES = 4096
"""A small file takes a whole block of the disk."""
COMPRESSED = 0.5
"""Long tables of numbers with their labels, compressed, over the numbers alone; measured."""
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How much there is to do; ``replications`` includes ``done_before``; with ``most_replications`` it may be more.

    ``seconds`` of simulating, over all processes; ``disk_bytes`` while it goes on; ``memory_bytes`` over all processes.
    """

    points: int
    replications: int
    most_replications: int
    done_before: int
    seconds_a_replication: float
    processes: int
    disk_bytes: float
    memory_bytes: float

    def sentences(self) -> Iterable[str]:
        """Say it in words."""
        points = f"{self.points:,} points, " if self.points > 1 else ""
        done = f", of which {self.done_before:,} are done" if self.done_before else ""
        yield f"{points}{self.replications:,} replications{done}; {self.seconds_a_replication:,.2f} s each on this machine."
        yield f"About {_minutes(self.seconds(self.replications))} on {_processes(self.processes)}."
        if self.most_replications > self.replications:
            yield (
                f"At most {self.most_replications:,} replications, about {_minutes(self.seconds(self.most_replications))}, "
                "if the precision asked for needs them."
            )
        yield (
            f"About {max(self.disk_bytes / MEGABYTE, 1.0):,.0f} megabytes on the disk and "
            f"{self.memory_bytes / MEGABYTE:,.0f} in memory."
        )

    def seconds(self, replications: int) -> float:
        """Say how long what is left of so many replications takes, in seconds."""
        return max(replications - self.done_before, 0) * self.seconds_a_replication / self.processes


def effort(
    base: Scenario,
    pieces: Iterable[Piece],
    *,
    points: int,
    most_replications: int,
    processes: int,
    folder: Path,
    on_compile: Callable[[], None] | None = None,
) -> Effort:
    """Work out what the pieces of a study would take, by simulating one replication of its scenario."""
    store = PieceStore(folder / PIECES)
    replications = done = files = 0
    for piece in pieces:
        replications += len(piece.replications)
        files += 1
        if store.has(piece.key):
            done += len(piece.replications)
    replicate = the_model(on_compile)
    outcome = simulate_piece(Wanted(base).pieces()[0], replicate)
    places = len(simulated_profiles(base))
    a_replication = (base.horizon_years + 1) * len(areas_of_scenario(base)) * len(ANNUAL_RETURN.columns) * NUMBER_BYTES
    return Effort(
        points=points,
        replications=replications,
        most_replications=max(most_replications, replications),
        done_before=done,
        seconds_a_replication=outcome.seconds,
        processes=processes,
        disk_bytes=files * PIECE_FILE_BYTES + replications * a_replication * (1.0 + COMPRESSED),
        memory_bytes=Size(places, base.horizon_years, 1, processes).bytes_needed,
    )


def _minutes(seconds: float) -> str:
    if seconds < 1.5 * MINUTE:
        return f"{max(seconds, 1.0):,.0f} seconds"
    if seconds < 90 * MINUTE:
        return f"{seconds / MINUTE:,.0f} minutes"
    return f"{seconds / MINUTE / 60:,.1f} hours"


def _processes(count: int) -> str:
    return "1 process" if count == 1 else f"{count} processes"
