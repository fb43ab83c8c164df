"""Apprentices in expectation: places shared and capped as in the simulation, withdrawal at its hazard, and who qualifies."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from workforce_sim.twin.found import HEADS, Found, Known
from workforce_sim.workforce.apprenticeship import (
    ALL_BUT_CERTAIN,
    EXISTING_BEGAN,
    INTAKE_MONTH,
    largest_remainder,
    length_days,
    listed_places,
)
from workforce_sim.workforce.social_worker import Role

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Array = NDArray[np.float64]

DAYS_A_YEAR = 365.2425


@dataclass(slots=True, eq=False)
class Learners:
    """Keep the apprentices in training by the day they qualify; ``withdrawing`` is their hazard of each day.

    ``intake_days`` are the first days of cohorts; ``teaching_share`` is how many of those in post are case holders or senior
    practitioners, shape (authorities,). ``in_training`` maps the day of qualifying to heads, shape (authorities,).
    """

    world: Found
    withdrawing: Array
    intake_days: frozenset[int]
    teaching_share: Array
    in_training: dict[int, Array] = field(default_factory=dict)

    def total(self) -> Array:
        """Give how many are in training; shape (authorities,)."""
        return sum(self.in_training.values(), np.zeros(len(self.world.profiles)))

    def pass_day(self, day: int) -> Array:
        """Let some withdraw and give who qualifies today; shape (authorities,)."""
        staying = math.exp(-float(self.withdrawing[day]))
        for heads in self.in_training.values():
            heads *= staying
        return self.in_training.pop(day, np.zeros(len(self.world.profiles)))

    def begin(self, day: int, funded: Array, vacant: Array, teachers: Array) -> tuple[Array, Array]:
        """Begin a September's apprentices, where today is such a day; gives who began and places unused.

        ``teachers`` are the experienced case holders and senior practitioners, in heads; all of shape (authorities,).
        """
        settings = self.world.scenario.apprenticeship
        weights = {"posts": funded, "vacancies": vacant}.get(settings.shared_by)
        places = np.array(
            largest_remainder(
                self.world.timetable.apprenticeship_intake[day], self._listed() if weights is None else np.maximum(weights, 0.0)
            ),
            dtype=np.float64,
        )
        began = np.minimum(places, self.room(teachers))
        if float(began.sum()) > 0.0:
            qualifies = day + days_of_training(self.world)
            self.in_training[qualifies] = self.in_training.get(qualifies, np.zeros_like(began)) + began
        return began, places - began

    def room(self, teachers: Array) -> Array:
        """Give how many more can be taught; a whole number of teachers act, which halves of what is left over are lost to."""
        settings = self.world.scenario.apprenticeship
        acting = settings.educators_share * teachers - 0.5 * (1.0 - settings.educators_share)
        return np.maximum(np.maximum(acting, 0.0) * settings.apprentices_per_educator - self.total(), 0.0)

    def _listed(self) -> Array:
        known = [Known(profile, self.world.scenario, self.world.calendar) for profile in self.world.profiles]
        return np.array([listed_places(cast("Authority", each)) for each in known])


def days_of_training(world: Found) -> int:
    """Give the days from the first of an apprenticeship to qualifying."""
    return length_days(cast("Authority", Known(world.profiles[0], world.scenario, world.calendar)))


def learners(world: Found) -> Learners:
    """Enter those in training since before the start: the authority's part of the awards, less who has withdrawn."""
    scenario, calendar = world.scenario, world.calendar
    settings = scenario.apprenticeship
    hazard = -np.log1p(-np.minimum(settings.withdrawal_per_year.daily(calendar), ALL_BUT_CERTAIN)) / DAYS_A_YEAR
    years = range(calendar.start.year, calendar.end.year + 1)
    days = (calendar.day_of(dt.date(year, INTAKE_MONTH, 1)) for year in years)
    heads = world.inpost[HEADS]
    roles_heads = np.array([profile.roles_headcount for profile in world.profiles], dtype=np.float64)
    teaching = roles_heads[:, [Role.CASE_HOLDER, Role.SENIOR_PRACTITIONER]].sum(axis=1)
    share = np.divide(teaching, heads, out=np.zeros_like(heads), where=heads > 0.0)
    found = Learners(world, hazard, frozenset(day for day in days if 0 <= day <= calendar.days), np.minimum(share, 1.0))
    began = calendar.day_of(EXISTING_BEGAN)
    qualifies = began + days_of_training(world)
    if began < 0 < qualifies:
        expected = settings.existing * settings.existing_additional_share * world.figure("share_of_england_starters")
        found.in_training[qualifies] = expected * math.exp(began * float(hazard[0]))
    return found
