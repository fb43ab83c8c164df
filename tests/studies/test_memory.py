"""A run that does not fit is refused before it starts, with one that does."""

from __future__ import annotations

import pytest

from workforce_sim.errors import UserError
from workforce_sim.studies.memory import Size, available_bytes, check_fits

pytestmark = pytest.mark.unit

GIGABYTE = 1e9


def test_england_fits_a_laptop() -> None:
    check_fits(Size(places=150, years=10, replications=50, jobs=2), 8 * GIGABYTE)


def test_too_many_processes_are_refused_with_how_many_would_fit() -> None:
    with pytest.raises(UserError, match=r"4 replications of 150 authorities .* on 64 .* --jobs \d+ would fit"):
        check_fits(Size(places=150, years=10, replications=4, jobs=64), 8 * GIGABYTE)


def test_too_many_replications_are_refused_with_how_many_would_fit() -> None:
    with pytest.raises(UserError, match=r"--jobs 1 --replications (\d+) would fit") as refused:
        check_fits(Size(places=150, years=10, replications=100_000, jobs=2), 8 * GIGABYTE)
    fits = int(str(refused.value).split("--replications ")[1].split()[0])
    check_fits(Size(places=150, years=10, replications=fits, jobs=1), 8 * GIGABYTE)
    with pytest.raises(UserError):
        check_fits(Size(places=150, years=10, replications=fits + 1, jobs=1), 8 * GIGABYTE)


def test_where_nothing_fits_it_says_what_to_change() -> None:
    with pytest.raises(UserError, match="not even one replication would fit: simulate fewer areas or years"):
        check_fits(Size(places=150, years=10, replications=1, jobs=1), 0.1 * GIGABYTE)


def test_a_machine_that_does_not_say_may_try() -> None:
    check_fits(Size(places=1, years=1, replications=1, jobs=1), None)


def test_the_memory_of_this_machine_is_plausible() -> None:
    available = available_bytes()
    assert available is None or 1e7 < available < 1e15
