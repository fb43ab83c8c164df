"""A case book of a few dozen children in one line."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import (
    ASSESSED_IN,
    ASSESSED_OUT,
    CARE,
    DORMANT,
    GONE,
    IN_NEED,
    LEAVER,
    NEXT_DUE,
    PLAN,
    ROWS_USED,
    TEAM_SIZE,
    TEAMS,
    UASC,
)
from workforce_sim.caseload.rates import CaseRates, stage_shapes
from workforce_sim.randomness.distributions import even, exponential, fixed
from workforce_sim.randomness.draws import identity_key

WAYS_OUT = (
    (),
    (),
    ((DORMANT, 1.0),),
    ((IN_NEED, 1.0),),
    ((DORMANT, 0.8), (PLAN, 0.15), (CARE, 0.05)),
    ((DORMANT, 0.4), (IN_NEED, 0.4), (CARE, 0.2)),
    ((DORMANT, 0.6), (LEAVER, 0.4)),
    ((GONE, 0.2), (LEAVER, 0.8)),
    ((GONE, 1.0),),
)


def small_rates(name: str = "small", families_per_day: float = 2.0, **different: Any) -> CaseRates:
    """Rates of a place with every stage and short work, so that two months see everything."""
    usual: dict[str, Any] = {
        "new_family_key": identity_key("families", name),
        "new_uasc_key": identity_key("uasc", name),
        "families_per_day": np.full(1, families_per_day),
        "uasc_per_day": np.full(1, 0.1),
        "return_share": np.full(1, 0.25),
        "no_action_share": 0.07,
        "not_in_need_share": 0.3,
        "held_share": 0.8,
        "outside_share": 0.0,
        "mean_days": (1.0, 1.0, 10.0, 10.0, 25.0, 20.0, 30.0, 15.0, 40.0),
        "shapes": stage_shapes(
            {
                ASSESSED_OUT: even(),
                ASSESSED_IN: even(),
                IN_NEED: exponential(),
                PLAN: even(),
                CARE: exponential(),
                UASC: even(),
                LEAVER: fixed(),
            }
        ),
        "ways_out": WAYS_OUT,
        "hard_cap_ratio": 1.6,
        "team_size": 3,
    }
    return CaseRates(**(usual | different))


def helped(until: int = 90) -> dict[str, Any]:
    """Help that grows from nothing to a good deal by a day, for ``small_rates``: every turn of a child's way is taken."""
    growing = np.linspace(0.0, 1.0, until + 1)
    return {
        "averted": np.outer(growing, (0.4, 0.3, 0.5)),
        "led_share": 0.6 * growing,
        "pre_proceedings_share": 0.25,
        "conference_in_time_share": 0.8,
    }


def small_book(holders: int = 8, capacity_cases: float = 6.0, **different: Any) -> tuple[CaseBook, list[int]]:
    """A book with that many equal holders on its first day, and their numbers."""
    book = CaseBook(small_rates(**different), rows=16)
    return book, [book.add_holder(1, capacity_cases, 37) for _ in range(holders)]


def queue_rates(servers: int, mean_days: float, arrivals_per_day: float, **different: Any) -> CaseRates:
    """Rates of a textbook queue: one kind of work with exponential lengths, one team of holders of one case each."""
    usual: dict[str, Any] = {
        "name": "queue",
        "families_per_day": arrivals_per_day,
        "uasc_per_day": np.zeros(1),
        "no_action_share": 0.0,
        "not_in_need_share": 1.0,
        "held_share": 1.0,
        "mean_days": (1.0, 1.0, mean_days, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
        "shapes": stage_shapes({ASSESSED_OUT: exponential()}),
        "ways_out": ((), (), ((GONE, 1.0),), (), (), (), (), (), ()),
        "hard_cap_ratio": 1.0,
        "team_size": servers,
        "work_waits": True,
    }
    return small_rates(**(usual | different))


def state_of(book: CaseBook) -> dict[str, Any]:
    """Everything the book knows, as plain values that two books can be compared by."""
    arrays = book._book
    teams = int(arrays.totals[TEAMS])
    places = teams * int(arrays.totals[TEAM_SIZE])
    used = int(arrays.totals[ROWS_USED])
    rows = arrays.rows[:used]
    assert rows[:, NEXT_DUE].max(initial=-1) < used
    kept = {
        "rows": rows,
        "due": arrays.due,
        "holders": arrays.holders[: book._holders],
        "capacities": arrays.capacities[: book._holders, 0],
        "scores": arrays.scores[:places],
        "occupants": arrays.occupants[:places],
        "teams": arrays.teams[:teams, :3],
        "moves": arrays.moves,
    }
    return book.counts() | {
        name: hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest() for name, array in kept.items()
    }
