"""What one person at the app has under way and has found; nobody else sees it, and it goes when the browser does."""

from __future__ import annotations

import tempfile
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workforce_sim.app.answer import Answer
from workforce_sim.app.processes import Processes, shared
from workforce_sim.app.question import Question
from workforce_sim.app.work import STOPPED, Task
from workforce_sim.studies.piece_store import PieceStore

MOST_PICTURES = 60
"""Drawn pictures kept for when the page is shown again."""


class OwnPieces(PieceStore):
    """Pieces in a temporary folder that lasts as long as anybody holds on to them: also work that has yet to hear it is over."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="workforce_sim_app_", ignore_cleanup_errors=True)
        self.own_folder = Path(self._temporary.name)
        super().__init__(self.own_folder / "pieces")


class Session:
    """One person's folder, work and answers; when it is forgotten its work stops and its folder goes."""

    def __init__(self, processes: Processes | None = None) -> None:
        self.processes = processes or shared()
        self._store = OwnPieces()
        self.folder = self._store.own_folder
        self.look: Task | None = None
        self.run: Task | None = None
        self.answer: Answer | None = None
        self._events: list[threading.Event] = []
        self._pictures: dict[Any, str] = {}
        weakref.finalize(self, _set_all, self._events)

    def look_at(self, question: Question) -> Task:
        """Look ahead at a place without a plan, unless that has been or is being done.

        A look that had to make way for a comparison is taken up again once that has ended.
        """
        is_waiting = self.run is not None and self.run.is_under_way
        if self.look is None or self.look.question != question:
            if self.look is not None:
                self.look.stop(keep=False)
            self.look = self._begun(question, compares=False)
        elif self.look.state == STOPPED and not is_waiting:
            self.look = self._begun(question, compares=False)
        return self.look

    def compare(self, question: Question) -> Task:
        """Begin to work on a question; what was under way stops, and a look ahead keeps the futures that it has."""
        if self.look is not None and self.look.is_under_way:
            self.look.stop(keep=True)
        if self.run is not None and self.run.is_under_way:
            self.run.stop(keep=False)
        self.run = self._begun(question, compares=True)
        return self.run

    def settle(self) -> None:
        """Take over what work that has ended has found; where it was to be forgotten the earlier answer stays."""
        if self.run is not None and not self.run.is_under_way and self.run.answer is not None:
            self.answer = self.run.answer

    def drawn(self, name: Any, draw: Callable[[], str]) -> str:
        """Give a picture, drawn once for its name."""
        if name not in self._pictures:
            while len(self._pictures) >= MOST_PICTURES:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[name] = draw()
        return self._pictures[name]

    def new_folder(self) -> Path:
        """Give the path of a folder that does not exist yet, for one download."""
        return Path(tempfile.mkdtemp(dir=self.folder)) / "results"

    def _begun(self, question: Question, *, compares: bool) -> Task:
        task = Task(question, self._store, self.processes, compares=compares)
        self._events.append(task.unwanted)
        return task.start()


def _set_all(events: list[threading.Event]) -> None:
    for event in events:
        event.set()
