"""Who does the work of a study: this process, several on this machine, or the workers of a cluster."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Protocol, cast

from workforce_sim.errors import UserError
from workforce_sim.records.program import program_state
from workforce_sim.studies.pieces import Failure, Outcome, Piece, simulate_piece
from workforce_sim.studies.replicate import Replicate, ReplicationError, processes_for, the_model

Done = tuple[str, Outcome | Failure]
"""The key of a piece and what became of it."""

SECONDS_TO_ANSWER = 10
TASKS_AHEAD = 3
"""Tasks waiting at each worker of a cluster, so that none is idle while an outcome travels."""


class Crew(Protocol):
    """Whoever can carry out pieces of work; the numbers do not depend on who does."""

    size: int

    def work(self, pieces: Iterable[Piece], together: int) -> Iterator[Done]:
        """Carry out pieces, ``together`` to a task, and give what became of each, in any order."""
        ...


class LocalCrew:
    """Processes on this machine, or this process alone; ``replicate`` simulates one replication."""

    def __init__(self, jobs: int | None = None, replicate: Replicate | None = None) -> None:
        self.size = processes_for(jobs, 10_000)
        self.on_compile: Callable[[], None] | None = None
        self._given = replicate

    def work(self, pieces: Iterable[Piece], together: int) -> Iterator[Done]:
        """Carry out pieces; raises what is not the fault of one piece, such as an interruption."""
        if self.size == 1:
            replicate = self._given or the_model(self.on_compile)
            for piece in pieces:
                yield done(piece, replicate)
            return
        from joblib import Parallel, delayed

        if self._given is None:
            the_model(self.on_compile)  # compiled once, before the processes begin, and not in each of them
        parallel = Parallel(n_jobs=self.size, backend="loky", return_as="generator_unordered", batch_size=1)
        arriving: Any = parallel(delayed(_in_worker)(task, self._given) for task in tasks(pieces, together))
        try:
            for outcomes in arriving:
                yield from outcomes
        finally:
            arriving.close()


class ClusterCrew:
    """The workers of a dask.distributed cluster that is running already, wherever they are."""

    def __init__(self, client: Any, size: int) -> None:
        self.size = size
        self._client = client

    def work(self, pieces: Iterable[Piece], together: int) -> Iterator[Done]:
        """Carry out pieces; one whose worker dies is given to another, and fails after the third death."""
        import distributed

        waiting = tasks(pieces, together)
        first = [self._submit(task) for task in islice(waiting, self.size * TASKS_AHEAD)]
        under_way = {future.key: task for future, task in first}
        arriving: Any = cast(Any, distributed).as_completed([future for future, _ in first])
        for future in arriving:
            task = under_way.pop(future.key)
            if future.status == "finished":
                yield from future.result()
            else:
                reason = " ".join(str(future.exception()).split())
                yield from ((piece.key, Failure(piece.key, described(piece), reason)) for piece in task)
            following = next(waiting, None)
            if following is not None:
                submitted, task = self._submit(following)
                under_way[submitted.key] = task
                arriving.add(submitted)

    def _submit(self, task: Sequence[Piece]) -> tuple[Any, Sequence[Piece]]:
        return self._client.submit(work_off, task, None, pure=False), task


@contextmanager
def crew_at(address: str) -> Iterator[ClusterCrew]:
    """Join a cluster for as long as the block lasts; its workers are left running.

    Raises UserError where nobody answers at the address, where there are no workers, or where a worker has another
    version of the program or of the figures.
    """
    try:
        import distributed
    except ImportError:
        raise UserError(f'--cluster {address}: dask is not installed; pip install "workforce_sim[cluster]"') from None
    import logging

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = cast(Any, distributed).Client(address, timeout=SECONDS_TO_ANSWER)
    except (OSError, ValueError, TimeoutError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UserError(f"--cluster {address}: no cluster can be reached there ({reason})") from None
    with client:
        threads = client.nthreads()
        if not threads:
            raise UserError(f"--cluster {address}: the cluster has no workers; start some with dask worker {address}")
        try:
            versions = client.run(program_state)
        except Exception as error:  # noqa: BLE001 - whatever a worker of another kind may say
            reason = " ".join(str(error).split())
            raise UserError(f"--cluster {address}: its workers cannot run this program ({reason})") from None
        others = [worker for worker, state in versions.items() if state != program_state()]
        if others:
            raise UserError(f"--cluster {address}: {others[0]} has another version of the program; install this one there")
        yield ClusterCrew(client, sum(threads.values()))


def tasks(pieces: Iterable[Piece], together: int) -> Iterator[Sequence[Piece]]:
    """Put pieces together into tasks that are worth sending to another process."""
    waiting = iter(pieces)
    while task := list(islice(waiting, together)):
        yield task


def work_off(task: Sequence[Piece], replicate: Replicate | None) -> list[Done]:
    """Carry out the pieces of one task."""
    if replicate is None:
        from workforce_sim.replication import replicate as the_replicate

        replicate = the_replicate
    return [done(piece, replicate) for piece in task]


def done(piece: Piece, replicate: Replicate) -> Done:
    """Carry out one piece; what goes wrong in it is told and does not stop the others."""
    try:
        return piece.key, simulate_piece(piece, replicate)
    except (ReplicationError, UserError) as error:
        return piece.key, Failure(piece.key, described(piece), str(error))


def described(piece: Piece) -> str:
    """Say which piece of work it is."""
    changes = ", ".join(f"{name} {value}" for name, value in piece.settings)
    numbers = f"{piece.first}" if piece.first == piece.last else f"{piece.first} to {piece.last}"
    return f"{piece.base.name}{f' with {changes}' if changes else ''}, replication {numbers}"


def _in_worker(task: Sequence[Piece], replicate: Replicate | None) -> list[Done]:
    """Carry out a task in a process of its own, which leaves an interruption to the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return work_off(task, replicate)
