"""The pool of processes: one that is ended from outside is told, and the next work finds a new pool."""

from __future__ import annotations

import multiprocessing
import threading

import pytest

from workforce_sim.app.processes import CancelledError, ProcessEndedError, Processes
from workforce_sim.app.question import Question
from workforce_sim.studies.pieces import Outcome, Piece, pieces_of

pytestmark = pytest.mark.system


def some_pieces() -> list[Piece]:
    return pieces_of(Question("Rutland", years=3).baseline, {}, 1, 1, 40)


def test_a_process_that_is_ended_is_told_and_the_next_work_is_done() -> None:
    processes = Processes(1)
    try:
        arriving = processes.crew(threading.Event()).work(some_pieces(), 1)
        next(arriving)
        for child in multiprocessing.active_children():
            child.kill()
        with pytest.raises(ProcessEndedError, match="ended from outside"):
            list(arriving)
        done = dict(processes.crew(threading.Event()).work(some_pieces(), 1))
        assert {piece.key for piece in some_pieces()} == set(done)
        assert all(isinstance(outcome, Outcome) for outcome in done.values())
    finally:
        processes.close()


def test_work_that_is_unwanted_stops_before_it_is_all_done() -> None:
    processes, unwanted = Processes(1), threading.Event()
    try:
        arriving = processes.crew(unwanted).work(some_pieces(), 1)
        next(arriving)
        unwanted.set()
        finished: list[object] = []
        with pytest.raises(CancelledError):
            finished.extend(arriving)
        assert len(finished) < len(some_pieces()) - 1
    finally:
        processes.close()
