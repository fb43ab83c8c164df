"""The processes that simulate for everybody who has the app open, kept ready, and a crew of them for one piece of work."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

import joblib

from workforce_sim.studies.crew import Done, tasks, work_off
from workforce_sim.studies.pieces import Piece

SECONDS_BETWEEN_LOOKS = 0.1
"""How soon a crew hears that its work is no longer wanted."""


class CancelledError(Exception):
    """Say that nobody waits for the rest of the work any longer."""


class ProcessEndedError(Exception):
    """Say that a process was ended from outside."""

    def __str__(self) -> str:
        return "a process was ended from outside, often for want of memory"


class Processes:
    """A pool of processes that is opened when it is first asked for, and again after one of them was ended from outside.

    Everybody shares it: a crew never has more than a few tasks waiting in it, so that nobody waits for all of another's work.
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = size or int(joblib.cpu_count())
        self.is_ready = threading.Event()
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._warming = False

    def warm(self) -> None:
        """Open the pool and load the model in it, in the background: one process first, which compiles for the others."""
        with self._lock:
            if self._warming:
                return
            self._warming = True
        threading.Thread(target=self._warm, daemon=True, name="warming").start()

    def submit(self, task: Sequence[Piece]) -> Future[list[Done]]:
        """Give a task to whichever process is free first."""
        return self._opened().submit(work_off, list(task), None)

    def crew(self, unwanted: threading.Event) -> SharedCrew:
        """Give a crew for one piece of work, which stops soon after the event is set."""
        return SharedCrew(self, unwanted)

    def renew(self) -> None:
        """Forget a pool of which a process was ended."""
        with self._lock:
            self._pool = None

    def close(self) -> None:
        """End the processes; what waits is not begun."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _opened(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self.size, mp_context=context, initializer=_leave_interruptions)
            return self._pool

    def _warm(self) -> None:
        pool = self._opened()
        try:
            pool.submit(load_model).result()
            wait([pool.submit(load_model) for _ in range(self.size * 2)])
        except (BrokenProcessPool, RuntimeError):  # closed, or ended from outside, while it was warming
            self.renew()
        finally:
            self.is_ready.set()


class SharedCrew:
    """A crew in a shared pool; see ``studies.crew.Crew``."""

    def __init__(self, processes: Processes, unwanted: threading.Event) -> None:
        self.size = processes.size
        self._processes = processes
        self._unwanted = unwanted

    def work(self, pieces: Iterable[Piece], together: int) -> Iterator[Done]:
        """Carry out pieces; raises CancelledError once they are unwanted, and ProcessEndedError."""
        waiting = tasks(pieces, together)
        under_way: set[Future[list[Done]]] = set()
        try:
            while True:
                if self._unwanted.is_set():
                    raise CancelledError
                while len(under_way) <= self.size and (task := next(waiting, None)):
                    under_way.add(self._processes.submit(task))
                if not under_way:
                    return
                finished, under_way = wait(under_way, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
                for future in finished:
                    yield from future.result()
        except BrokenProcessPool:
            self._processes.renew()
            raise ProcessEndedError from None
        finally:
            for future in under_way:
                future.cancel()


def load_model() -> bool:
    """Simulate a small authority, so that the model is loaded and compiled in this process."""
    from workforce_sim.studies.replicate import the_model

    return the_model(None) is not None


def _leave_interruptions() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_shared: Processes | None = None
_opening = threading.Lock()


def shared() -> Processes:
    """Give the processes of this server."""
    global _shared
    with _opening:
        if _shared is None:
            _shared = Processes()
        return _shared
