"""The clock of a world: stories begin, wait and end in order, and what goes wrong in one is not lost."""

from __future__ import annotations

from collections.abc import Generator

import pytest
import simpy

from workforce_sim.workforce.world_clock import WorldClock

pytestmark = pytest.mark.unit


def told_on(env: simpy.Environment) -> list[tuple[float, str]]:
    """What two stories and a message between them say, and when, on a clock of either kind."""
    said: list[tuple[float, str]] = []
    message = env.event()

    def waits() -> Generator[simpy.Event, object, None]:
        said.append((env.now, "begins"))
        said.append((env.now, str((yield message))))
        yield env.timeout(0.5)
        said.append((env.now, "ends"))

    def sends() -> Generator[simpy.Event, object, None]:
        yield env.timeout(2.0)
        env.process(waits_not())
        message.succeed("hears")
        said.append((env.now, "sent"))

    def waits_not() -> Generator[simpy.Event, object, None]:
        said.append((env.now, "is over at once"))
        yield from ()

    env.process(sends())
    env.process(waits())
    env.run(until=10)
    said.append((env.now, "the end"))
    return said


def test_stories_are_told_in_the_order_in_which_simpy_tells_them() -> None:
    told = told_on(WorldClock())
    assert told == told_on(simpy.Environment())
    assert told[-2:] == [(2.5, "ends"), (10, "the end")]


def test_an_error_in_a_story_reaches_whoever_runs_the_clock() -> None:
    env = WorldClock()

    def goes_wrong() -> Generator[simpy.Event, object, None]:
        yield env.timeout(1.0)
        raise ArithmeticError("on the first day")

    env.process(goes_wrong())
    with pytest.raises(ArithmeticError, match="on the first day"):
        env.run(until=2)
    assert env.now == 1.0
