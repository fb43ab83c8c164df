"""A place to work for studies asked for from Python: pieces are kept for as long as the study lasts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from workforce_sim.studies.crew import Crew, LocalCrew, crew_at
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.work import Work


@contextmanager
def work_for_now(
    jobs: int | None = None, cluster: str | None = None, on_progress: Callable[[int, int], None] | None = None
) -> Iterator[Work]:
    """Give a store in a temporary folder and a crew: processes on this machine, all cores unless told, or a cluster.

    ``on_progress`` hears (replications done, replications asked for so far).
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="workforce_sim_"))
        crew: Crew = stack.enter_context(crew_at(cluster)) if cluster else LocalCrew(jobs)
        yield Work(PieceStore(Path(folder)), crew, on_progress)
