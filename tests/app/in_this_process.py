"""Processes of the app that are none: whatever is asked for is simulated in this process, so that tests need not wait."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any

from workforce_sim.app.processes import CancelledError, Processes
from workforce_sim.studies.crew import Done, work_off
from workforce_sim.studies.pieces import Piece


class InThisProcess(Processes):
    """Simulate here; after ``stops_after`` pieces the work is no longer wanted."""

    def __init__(self, stops_after: int | None = None) -> None:
        super().__init__(1)
        self.stops_after = stops_after
        self.is_ready.set()

    def warm(self) -> None:
        """Have nothing to do."""

    def crew(self, unwanted: threading.Event) -> Any:
        """Give a crew of this process."""
        return _Crew(unwanted, self.stops_after)


class _Crew:
    size = 1

    def __init__(self, unwanted: threading.Event, stops_after: int | None) -> None:
        self._unwanted, self._left = unwanted, stops_after

    def work(self, pieces: Iterable[Piece], together: int) -> Iterator[Done]:  # noqa: ARG002 - a crew's signature
        for piece in pieces:
            if self._left == 0:
                self._unwanted.set()
                self._left = None
            if self._unwanted.is_set():
                raise CancelledError
            yield from work_off([piece], None)
            if self._left is not None:
                self._left -= 1
