"""A question being worked on beside the page: how far it is, what it has found so far, and stopping it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
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
        self._work = Work(store, processes.crew(self.unwanted))
        self._processes = processes
        self._wanted = list(self._all_wanted())
        self._pieces: list[Piece] = [piece for each in self._wanted for piece in each.pieces()]
        self._began = time.perf_counter()
        self._done_before = self._done()
        self._thread = threading.Thread(target=self._carry_out, daemon=True, name="question")

    def start(self) -> Task:
        """Begin."""
        self.state = AT_WORK
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
            for replications in self._looks():
                self.answer = self._answered(replications, whole=replications == self._asked)
            self.state = DONE
        except CancelledError:
            self.answer = self._answered_with_finished() if self.keeps else None
            self.state = STOPPED
        except (UserError, UnfinishedError, ProcessEndedError) as error:
            self._fail(str(error))
        except Exception as error:  # noqa: BLE001 - whatever it was, the page has to say so
            self._fail(f"{type(error).__name__}: {error}")

    def _fail(self, why: str) -> None:
        self.problem = f"{why[:1].upper()}{why[1:]}"
        self.state = FAILED

    @property
    def _asked(self) -> int:
        return self.question.replications if self.compares else AHEAD

    def _looks(self) -> Iterator[int]:
        is_small = len(simulated_profiles(self.question.baseline)) <= SMALL
        yield from takewhile(lambda look: look < self._asked, FIRST_LOOKS if is_small else FIRST_LOOKS_AT_MANY)
        yield self._asked

    def _answered(self, replications: int, *, whole: bool) -> Answer:
        seconds = time.perf_counter() - self._began
        if not self.compares:
            return looked_ahead(self._work, self.question, replications, self._asked, seconds)
        apart = whole and self.question.take_apart
        return answered(self._work, self.question, replications, self._asked, seconds, take_apart=apart)

    def _answered_with_finished(self) -> Answer | None:
        """Answer with the first replications that both sides have; None where these are too few."""
        sides = self._wanted[: 2 if self.compares else 1]
        finished = min(_first_finished(self._work.store, side) for side in sides)
        if finished < FEWEST:
            return None
        self.unwanted.clear()
        return self._answered(finished, whole=False)

    def _all_wanted(self) -> Iterator[Wanted]:
        question = self.question
        if not self.compares:
            yield Wanted(question.baseline, {}, AHEAD, question.seed, tables=TABLES)
            return
        sides, *apart = wanted_of((question.baseline, question.plan), question.replications, question.seed)
        yield from sides
        if question.take_apart:
            yield from (one for each in apart for one in each)

    def _done(self) -> int:
        return sum(len(piece.replications) for piece in self._pieces if self._work.store.has(piece.key))


def _first_finished(store: PieceStore, wanted: Wanted) -> int:
    """Count the replications from the first on that have all finished."""
    return sum(len(piece.replications) for piece in takewhile(lambda piece: store.has(piece.key), wanted.pieces()))
