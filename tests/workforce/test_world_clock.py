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


def test_stories_due_at_the_same_time_go_on_in_the_order_in_which_they_began_to_wait() -> None:
    said: list[str] = []

    def waits(env: simpy.Environment, name: str, days: float) -> Generator[simpy.Event, object, None]:
        yield env.timeout(days)
        said.append(name)
        yield env.timeout(3 - days)
        said.append(f"{name} again")

    for env in (WorldClock(), simpy.Environment()):
        for name, days in (("first", 2), ("second", 1), ("third", 2.0)):
            env.process(waits(env, name, days))
        env.run(until=3)
        assert said == ["second", "first", "third"], "the third day itself is not part of the run"
        env.run(until=3.5)
        assert said[3:] == ["second again", "first again", "third again"]
        said.clear()


def test_a_story_can_wait_for_any_of_simpys_own_events() -> None:
    env = WorldClock()
    heard: list[object] = []

    def listens(either: simpy.Event, late: simpy.Event) -> Generator[simpy.Event, object, None]:
        heard.append(list((yield either | late).values()))  # type: ignore[attr-defined]
        heard.append((yield simpy.Timeout(env, 2.0, value="two days on")))
        late.fail(ArithmeticError("told to nobody"))

    soon, late = env.event(), env.event()
    env.process(listens(soon, late))
    soon.succeed("soon")
    with pytest.raises(ArithmeticError, match="told to nobody"):
        env.run(until=10)
    assert heard == [["soon"], "two days on"]
    assert env.now == 2.0


@pytest.mark.parametrize("days", [0, 5])
def test_the_clock_runs_until_an_event_or_until_nothing_is_due(days: int) -> None:
    env = WorldClock()
    over = env.event()

    def ends() -> Generator[simpy.Event, object, None]:
        yield env.timeout(days)
        over.succeed("over")
        yield env.timeout(1)

    env.process(ends())
    assert env.peek() == 0, "the story begins today"
    assert env.run(until=over) == "over"
    assert env.now == days
    assert env.run() is None
    assert (env.now, env.peek()) == (days + 1, float("inf"))


def test_neither_a_story_nor_the_clock_goes_back_in_time() -> None:
    env = WorldClock()
    told = env.event().succeed()

    def goes_back(first: simpy.Event) -> Generator[simpy.Event, object, None]:
        yield first
        yield env.timeout(-1.0)

    for first in (told, env.timeout(1)):
        env.process(goes_back(first))
        with pytest.raises(ValueError, match=r"cannot wait -1\.0 days"):
            env.run(until=2)
    env = WorldClock()
    env.run(until=2)
    with pytest.raises(ValueError, match=r"until \(1\) must be greater"):
        env.run(until=1)
