"""The clock of a world: SimPy's own, with a lighter kind of process for stories that nobody interrupts or waits for."""

from __future__ import annotations

from collections.abc import Callable, Generator
from heapq import heappush
from types import MethodType

import simpy
from simpy.events import NORMAL, URGENT


class Wait:
    """Let some days pass, as ``simpy.Timeout`` does, for a story that waits for nothing else at once.

    It keeps what the clock asks of an event and no more; a replication has some five thousand of them.
    """

    __slots__ = ("_ok", "_value", "callbacks")

    def __init__(self, env: simpy.Environment, delay: float) -> None:
        if delay < 0:
            raise ValueError(f"a story cannot wait {delay} days")
        self.callbacks: list[Callable[[simpy.Event], None]] = []
        self._ok = True
        self._value = None
        heappush(env._queue, (env._now + delay, NORMAL, next(env._eid), self))  # type: ignore[misc]


class Story:
    """Tell a story from one event it waits for to the next, as ``simpy.Process`` does, until it is over.

    A story is no event itself: none here is waited for or interrupted, and without what that takes a replication needs a
    quarter fewer events and a tenth less time. What goes wrong in a story goes up to whoever runs the clock.
    """

    __slots__ = ("_go_on",)

    def __init__(self, env: simpy.Environment, generator: Generator[simpy.Event, object, object]) -> None:
        self._go_on = generator.send
        begins = env.event()
        begins._ok, begins._value = True, None  # as SimPy begins a process: today, before whatever else is due
        begins.callbacks.append(self)
        env.schedule(begins, URGENT)

    def __call__(self, event: simpy.Event) -> None:
        """Go on, now that an event has happened, to the next one that the story waits for."""
        try:
            self._go_on(event._value).callbacks.append(self)
        except StopIteration:
            return


class WorldClock(simpy.Environment):
    """Keep the time and the events to come as SimPy does; ``process`` begins a ``Story``."""

    __slots__ = ("_now",)  # where SimPy keeps the time: below, ``now`` becomes another name for it

    def __init__(self) -> None:
        super().__init__()
        # SimPy binds these for its own class only; bound anew at every call they would cost as much as the event.
        self.__dict__.update(
            process=MethodType(Story, self), timeout=MethodType(Wait, self), event=MethodType(simpy.Event, self)
        )


WorldClock.now = WorldClock.__dict__["_now"]  # type: ignore[method-assign]  # a property too, only a quicker one
