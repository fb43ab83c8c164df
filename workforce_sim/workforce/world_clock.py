"""The clock of a world: SimPy's own, spared what it would do thousands of times in a replication for nobody."""

from __future__ import annotations

from heapq import heappush
from types import MethodType

from simpy import Environment, Event, Process, Timeout
from simpy.events import NORMAL, EventPriority


class WorldClock(Environment):
    """Keep the time and the events to come, as SimPy does, but for two things.

    The end of a story is no event when nobody waits for it: they were a quarter of all events. And the time is read
    without calling a function.
    """

    __slots__ = ("_now",)  # where SimPy keeps the time: below, ``now`` becomes another name for it

    def __init__(self) -> None:
        super().__init__()
        # SimPy binds these for its own class only; bound anew at every call they would cost as much as the event.
        self.__dict__.update(
            process=MethodType(Process, self), timeout=MethodType(Timeout, self), event=MethodType(Event, self)
        )

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: float = 0) -> None:
        """Let an event happen after a delay, unless it is the end of a story that went well and nobody waits for."""
        if type(event) is Process and not event.callbacks and event.ok:
            return
        heappush(self._queue, (self._now + delay, priority, next(self._eid), event))


WorldClock.now = WorldClock.__dict__["_now"]  # type: ignore[method-assign]  # a property too, only a quicker one
