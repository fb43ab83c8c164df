"""The agency desk in expectation: cover and surge brought every month to what is usual and what vacancies ask for."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workforce_sim.twin.found import Found
from workforce_sim.workforce.agency import DAYS_A_MONTH, MONTHS_A_YEAR, expected_vacancy_rate

Array = NDArray[np.float64]


@dataclass(slots=True, eq=False)
class Desk:
    """Keep agency workers in FTE, shape (authorities,), as ``workforce.agency.agency_desk`` does in whole people."""

    world: Found
    cover: Array
    surge: Array
    heads_each: Array
    """Heads an FTE: of those here at the start as published, all who come work full time."""
    months: deque[Array] = field(init=False)
    looked_on: int = 0

    def __post_init__(self) -> None:
        """Take vacancies to have been as they were to be expected."""
        months = max(round(self.world.scenario.agency.follows_months), 1)
        self.months = deque([np.zeros(len(self.world.profiles))] * months, maxlen=months)

    def look(self, month: int, today: int, vacant: Array, funded: Array) -> Array:
        """Bring cover and surge to what is wanted this month; gives the heads whose assignment has run its time.

        ``vacant`` and ``funded`` posts in FTE, shape (authorities,).
        """
        world, settings = self.world, self.world.scenario.agency
        staying = math.exp(-(today - self.looked_on) / (settings.assignment_months * DAYS_A_MONTH))
        heads = self.heads()
        ended = heads * (1.0 - staying)
        self.looked_on = today
        self.heads_each = 1.0 + (self.heads_each - 1.0) * staying
        rates = [expected_vacancy_rate(profile, settings, month) for profile in world.profiles]
        self.months.append(vacant - funded * np.array(rates))
        more_vacant = sum(self.months, np.zeros_like(vacant)) / len(self.months)
        usual = self.usual(month)
        cover = np.maximum(usual * world.cover_share + settings.follows_vacancies * more_vacant, 0.0)
        self.cover = cover * world.timetable.agency_cover_level[today]
        self.surge = usual * (1.0 - world.cover_share) * world.timetable.agency_surge_level[today]
        return ended

    def usual(self, month: int) -> Array:
        """Give the FTE usual this month for those in post at the start (as ``agency.hours_usual``); shape (authorities,)."""
        year, months = divmod(month, MONTHS_A_YEAR)
        before, after = self.world.conditions.agency_rate[year : year + 2]
        rate = before + (after - before) * months / MONTHS_A_YEAR
        return np.asarray(self.world.figure("inpost_fte") * rate / (1.0 - rate), dtype=np.float64)

    def fte(self) -> Array:
        """Give the FTE of all agency workers."""
        return self.cover + self.surge

    def heads(self) -> Array:
        """Give how many agency workers there are."""
        return self.fte() * self.heads_each


def desk(world: Found) -> Desk:
    """Open the desk with the agency workers found at the start."""
    fte, cover = world.figure("agency_fte"), world.figure("agency_cover_fte")
    heads = world.figure("agency_headcount")
    each = np.divide(heads, fte, out=np.ones_like(fte), where=fte > 0.0)
    return Desk(world, np.minimum(cover, fte), fte - np.minimum(cover, fte), each)
