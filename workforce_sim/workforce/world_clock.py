"""The clock of a world: SimPy's own queue and order of events, with a lighter kind of process and a tighter loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from heapq import heappop, heappush
from types import MethodType
from typing import Any

import simpy
from simpy.core import EmptySchedule
from simpy.events import NORMAL, URGENT

TIMES_UP = object()
"""Stands on the queue where the clock is to stop."""

BACKWARDS = "a story cannot wait {} days"


class Story:
    """Tell a story from one thing it waits for to the next, as ``simpy.Process`` does, until it is over.

    A story yields the event that it waits for, or the number of days that it lets pass: then it stands on the queue
    itself and no event is made, which most waits are spared. It is no event either: none here is waited for or
    interrupted. What goes wrong in a story goes up to whoever runs the clock.
    """

    __slots__ = ("_clock", "go_on")

    def __init__(self, clock: WorldClock, generator: Generator[simpy.Event | float, object, None]) -> None:
        self._clock = clock
        self.go_on: Callable[[object], Any] = generator.send
        clock._beginning.append(self)

    def __call__(self, event: simpy.Event) -> None:
        """Go on, now that an event has happened, to the next thing that the story waits for."""
        self.tell(event._value)

    def tell(self, heard: object) -> None:
        """Go on with what was heard, None where only days have passed."""
        try:
            awaited = self.go_on(heard)
        except StopIteration:
            return
        if awaited.__class__ is not float:
            awaited.callbacks.append(self)
        elif awaited < 0.0:
            raise ValueError(BACKWARDS.format(awaited))
        else:
            clock = self._clock
            heappush(clock._queue, (clock._now + awaited, NORMAL, next(clock._eid), self))  # type: ignore[misc]


class WorldClock(simpy.Environment):
    """Keep the time and the events to come as SimPy does; ``process`` begins a ``Story``, ``timeout`` gives days to wait.

    Everything happens in SimPy's order: by time, then by urgency, then as it was asked for. What is the clock's own is
    the way there, for a replication of one authority has eight thousand events and a quarter of its time went to them:
    a story that begins goes before whatever else is due, so it stands in a line of its own and not on the queue.
    """

    __slots__ = ("_beginning", "_now")  # ``_now`` is where SimPy keeps the time: below, ``now`` becomes its other name

    def __init__(self) -> None:
        super().__init__()
        self._beginning: deque[Story] = deque()
        # SimPy binds these for its own class only; bound anew at every call they would cost as much as the event.
        self.__dict__.update(process=MethodType(Story, self), timeout=float, event=MethodType(simpy.Event, self))

    def run(self, until: float | simpy.Event | None = None) -> object:
        """Let everything happen that is due before a time, or until an event, or while there is anything, as SimPy does.

        Raises ValueError for a time that is not to come, and whatever goes wrong in a story.
        """
        if until is None or isinstance(until, simpy.Event):
            return super().run(until)
        if until <= self._now:
            raise ValueError(f"until ({until}) must be greater than the current simulation time")
        queue: list[tuple[float, int, int, Any]] = self._queue  # type: ignore[assignment]
        beginning, ids = self._beginning, self._eid
        heappush(queue, (until, URGENT, next(ids), TIMES_UP))
        while True:
            if beginning:
                due: Any = beginning.popleft()
            else:
                self._now, _, _, due = heappop(queue)
            if due.__class__ is Story:  # all that ``Story.tell`` does, written out: a call would be a third of the work
                try:
                    awaited = due.go_on(None)
                except StopIteration:
                    continue
                if awaited.__class__ is not float:
                    awaited.callbacks.append(due)
                elif awaited < 0.0:
                    raise ValueError(BACKWARDS.format(awaited))
                else:
                    heappush(queue, (self._now + awaited, NORMAL, next(ids), due))
            elif due is TIMES_UP:
                return None
            else:
                callbacks, due.callbacks = due.callbacks, None
                for callback in callbacks:
                    callback(due)
                if not due._ok and not hasattr(due, "_defused"):
                    raise due._value

    def peek(self) -> float:
        """Give the time of what is due next, infinity where nothing is."""
        return self._now if self._beginning else super().peek()

    def step(self) -> None:
        """Let the next thing happen."""
        if self._beginning:
            self._beginning.popleft().tell(None)
            return
        if not self._queue:
            raise EmptySchedule
        due: Any = self._queue[0][-1]
        if isinstance(due, Story):
            self._now = heappop(self._queue)[0]
            due.tell(None)
        else:
            super().step()


WorldClock.now = WorldClock.__dict__["_now"]  # type: ignore[method-assign]  # a property too, only a quicker one
