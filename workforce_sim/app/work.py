"""A question being worked on beside the page: how far it is, what it has found so far, and stopping it."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from workforce_sim.app.answer import Answer, answered, looked_ahead
from workforce_sim.app.processes import CancelledError, ProcessEndedError, Processes
from workforce_sim.app.question import Question
from workforce_sim.errors import UserError
from workforce_sim.records.tables import ANNUAL_RETURN, MONEY_YEAR
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.compare import wanted_of
from workforce_sim.studies.paired import FEWEST
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.pieces import SMALL, Piece
from workforce_sim.studies.work import UnfinishedError, Wanted, Work

TABLES = (ANNUAL_RETURN.name, MONEY_YEAR.name)
FIRST_LOOKS = (5, 10, 20)
FIRST_LOOKS_AT_MANY = (2, *FIRST_LOOKS)
"""Replications after which there is something to show while the rest is simulated, of one authority and of a region."""
SECONDS_TO_END = 5.0
AHEAD = 20
"""Replications of the look ahead at a place before anything is changed."""
WAITING, AT_WORK, DONE, STOPPED, FAILED = "waiting", "at work", "done", "stopped", "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: replications done and asked, and the seconds that the rest will take, once that can be told."""

    done: int
    asked: int
    seconds_left: float | None

    @property
    def words(self) -> str:
        """Say it in words."""
        left = self.seconds_left
        if left is None:
            return f"{self.done} of {self.asked} replications"
        about = f"{left / 60:.0f} minutes" if left >= 90 else f"{max(1, round(left))} seconds"
        return f"{self.done} of {self.asked} replications, about {about} left"


class Task:
    """One question at work in a thread of its own, the simulations in processes; the page only ever looks at it.

    ``answer`` is the latest that could be said. ``compares`` is whether the plan is simulated too, or the baseline alone.
    """

    def __init__(self, question: Question, store: PieceStore, processes: Processes, *, compares: bool) -> None:
        self.question = question
        self.compares = compares
        self.state = WAITING
        self.answer: Answer | None = None
        self.problem = ""
        self.unwanted = threading.Event()
        self.keeps = True
        self._work = Work(store, processes.crew(self.unwanted), self._heard)
        self._reading = Work(store, processes.crew(threading.Event()))
        sides, apart = self._wanted()
        self._sides = [each.pieces() for each in sides]
        in_turn = sorted((piece for side in self._sides for piece in side), key=lambda piece: piece.last)
        self._pieces = [*in_turn, *(piece for each in apart for piece in each.pieces())]
        looks = FIRST_LOOKS if len(simulated_profiles(question.baseline)) <= SMALL else FIRST_LOOKS_AT_MANY
        self._looks = tuple(look for look in looks if look < self._asked)
        self._began = time.perf_counter()
        self._done_before = self._done()
        self._thread = threading.Thread(target=self._carry_out, daemon=True, name="question")

    def start(self) -> Task:
        """Begin."""
        self.state = AT_WORK
        _everybodys.add(self)
        self._thread.start()
        return self

    def stop(self, *, keep: bool) -> None:
        """End early: what has finished is answered with, or forgotten; returns at once."""
        self.keeps = keep
        self.unwanted.set()

    def join(self, seconds: float | None = None) -> None:
        """Wait until it has ended."""
        self._thread.join(seconds)

    @property
    def is_under_way(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in (WAITING, AT_WORK)

    @property
    def progress(self) -> Progress:
        """How far it is."""
        done, asked = self._done(), sum(len(piece.replications) for piece in self._pieces)
        fresh, passed = done - self._done_before, time.perf_counter() - self._began
        return Progress(done, asked, passed / fresh * (asked - done) if fresh else None)

    def _carry_out(self) -> None:
        try:
            self._work.carry_out(self._pieces, sum(len(piece.replications) for piece in self._pieces))
            if self._work.failures:
                raise UnfinishedError(self._work.failures)
            self.answer = self._answered(self._asked, whole=True)
            self.state = DONE
        except CancelledError:
            self.answer = self._answered_with_finished() if self.keeps else None
            self.state = STOPPED
        except (UserError, UnfinishedError, ProcessEndedError) as error:
            self._fail(str(error))
        except Exception as error:  # noqa: BLE001 - whatever it was, the page has to say so
            self._fail(f"{type(error).__name__}: {error}")

    def _heard(self, *_: int) -> None:
        """Look at what has finished, when enough has for the next look."""
        finished = self._finished() if self._looks else 0
        reached = [look for look in self._looks if look <= finished]
        if reached:
            self._looks = self._looks[len(reached) :]
            self.answer = self._answered(reached[-1], whole=False)

    def _fail(self, why: str) -> None:
        self.problem = f"{why[:1].upper()}{why[1:]}"
        self.state = FAILED

    @property
    def _asked(self) -> int:
        return self.question.replications if self.compares else AHEAD

    def _answered(self, replications: int, *, whole: bool) -> Answer:
        seconds = time.perf_counter() - self._began
        if not self.compares:
            return looked_ahead(self._reading, self.question, replications, self._asked, seconds)
        apart = whole and self.question.take_apart
        return answered(self._reading, self.question, replications, self._asked, seconds, take_apart=apart)

    def _answered_with_finished(self) -> Answer | None:
        """Answer with the first replications that both sides have; None where these are too few."""
        finished = self._finished()
        if finished < FEWEST:
            return None
        return self._answered(finished, whole=False)

    def _finished(self) -> int:
        """Count the replications from the first on that both sides have."""
        return min(_first_finished(self._reading.store, side) for side in self._sides)

    def _wanted(self) -> tuple[list[Wanted], list[Wanted]]:
        """List the sides of the comparison, and what is simulated to take it apart."""
        question = self.question
        if not self.compares:
            return [Wanted(question.baseline, {}, AHEAD, question.seed, tables=TABLES)], []
        sides, *apart = wanted_of((question.baseline, question.plan), question.replications, question.seed)
        return sides, [one for each in apart for one in each] if question.take_apart else []

    def _done(self) -> int:
        return sum(len(piece.replications) for piece in self._pieces if self._work.store.has(piece.key))


_everybodys: weakref.WeakSet[Task] = weakref.WeakSet()


def stop_everybodys() -> None:
    """End whatever is under way on this server, and wait until it has: nothing is written once its folder has gone."""
    tasks = [task for task in _everybodys if task.is_under_way]
    for task in tasks:
        task.stop(keep=False)
    for task in tasks:
        task.join(SECONDS_TO_END)


def _first_finished(store: PieceStore, pieces: Sequence[Piece]) -> int:
    """Count the replications from the first on that have all finished."""
    return sum(len(piece.replications) for piece in takewhile(lambda piece: store.has(piece.key), pieces))
