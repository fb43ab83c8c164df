"""Funded posts in expectation: growth and its response to vacancies, a target caseload, and who is counted in or out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workforce_sim.twin.found import FTE, HEADS, Found
from workforce_sim.twin.people import MONTHS_A_YEAR, months_on_arrival
from workforce_sim.twin.posts import ENTRY, Opening, OpenPosts, opening_of
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Role
from workforce_sim.workforce.staffing import VACANT_POST_HOURS

Array = NDArray[np.float64]

POST_FTE = VACANT_POST_HOURS / FULL_TIME_HOURS
"""FTE of a post that is funded anew."""

LEFT_OVER = 0.5
"""Of a post or a person, what is due and does not make up a whole one: in the simulation anything from nought to one."""


@dataclass(slots=True, eq=False)
class Establishment:
    """Keep funded posts in FTE; arrays of shape (authorities,).

    ``case_holders`` are those of case holders, ``case_holders_vacant`` the vacant ones of them, ``due``
    and ``due_count`` the FTE to fund or to count in that do not make up
    a post or a person yet; ``grown`` is how posts stand to those at the start as each year begins.
    """

    world: Found
    funded: Array
    case_holders: Array
    case_holders_vacant: Array
    new_posts: Opening
    left_behind: Opening
    months_on_arrival: int
    due: Array = field(init=False)
    due_count: Array = field(init=False)
    at_start: Array = field(init=False)
    grown: list[Array] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing due."""
        self.due, self.due_count = np.zeros_like(self.funded), np.zeros_like(self.funded)
        self.at_start = self.funded.copy()
        self.grown = [np.ones_like(self.funded)]

    def vacant(self, in_post: Array) -> Array:
        """Give the vacant posts in FTE: what is funded and not in post."""
        return np.asarray(np.maximum(self.funded - in_post[FTE], 0.0), dtype=np.float64)

    def vacancy_rate(self, in_post: Array) -> Array:
        """Give vacant posts over funded posts."""
        vacant = self.vacant(in_post)
        return np.divide(vacant, self.funded, out=np.zeros_like(vacant), where=self.funded > 0.0)

    def fund(self, posts: OpenPosts, in_post: Array, month: int, day: int) -> None:
        """Fund new posts or stop funding open ones; half a post is left over, as on average in the simulation."""
        target = self.world.scenario.establishment.target_caseload
        if target is None:
            self.due = self.due + self.funded * self._growth_of_month(in_post, month, day)
        else:
            self.due = self._wanted(target) - self.case_holders
        added = np.maximum(self.due / POST_FTE - LEFT_OVER, 0.0)
        new = np.array([added, added * POST_FTE])
        posts.recruit(day, new, self.new_posts)
        gone = posts.take_oldest(np.maximum(-self.due / POST_FTE - LEFT_OVER, 0.0), entry_only=target is not None)
        change = new[FTE] - gone[FTE].sum(axis=0)
        self.due = self.due - change
        self.funded = self.funded + change
        holders = new[FTE] * self.new_posts.share_of(ENTRY) - gone[FTE, ENTRY]
        self.case_holders = self.case_holders + holders
        self.case_holders_vacant = np.maximum(self.case_holders_vacant + holders, 0.0)

    def reclassify(self, posts: OpenPosts, in_post: Array, month: int, day: int) -> Array:
        """Say who is counted in (above nought) or out on the first day of a month; heads and FTE, shape (2, authorities)."""
        settings, conditions = self.world.scenario.reclassification, self.world.conditions
        away = self.vacancy_rate(in_post) - self.world.figure("usual_vacancy_rate")
        share = conditions.reclassified[month // MONTHS_A_YEAR] + settings.response_to_vacancies * away
        self.due_count = self.due_count + in_post[FTE] * share / MONTHS_A_YEAR
        coming = np.maximum(self.due_count / POST_FTE - LEFT_OVER, 0.0)
        by_pool = posts.take_oldest(coming)
        taken = by_pool.sum(axis=1)
        beyond = coming - taken[HEADS]  # where no post is open, one is funded with whoever is in it
        counted_in = taken + np.array([beyond, beyond * POST_FTE])
        self.funded = self.funded + beyond * POST_FTE
        each = np.divide(in_post[FTE], in_post[HEADS], out=np.ones_like(in_post[FTE]), where=in_post[HEADS] > 0.0)
        going = np.minimum(np.maximum((-self.due_count - LEFT_OVER * POST_FTE) / each, 0.0), in_post[HEADS])
        counted_out = np.array([going, going * each])
        posts.recruit(day, counted_out, self.left_behind)
        moved = counted_in - counted_out
        self.case_holders = self.case_holders + beyond * POST_FTE
        self.case_holders_vacant = np.maximum(
            self.case_holders_vacant + counted_out[FTE] * self.left_behind.share_of(ENTRY) - by_pool[FTE, ENTRY],
            0.0,
        )
        self.due_count = self.due_count - moved[FTE]
        return np.asarray(moved, dtype=np.float64)

    def year_ends(self) -> None:
        """Note how far posts have grown since the start."""
        grown = np.divide(self.funded, self.at_start, out=np.ones_like(self.funded), where=self.at_start > 0.0)
        self.grown.append(grown**self.world.scenario.labour_market.follows_posts)

    def _growth_of_month(self, in_post: Array, month: int, day: int) -> Array:
        """Give the share by which posts grow this month, as ``funding.hours_due`` works it out."""
        settings = self.world.scenario.establishment
        away = self.vacancy_rate(in_post) - self.world.figure("usual_vacancy_rate")
        growth = self.world.timetable.growth_per_year[day] + settings.growth_response_to_vacancies * away
        growth = growth + self.world.conditions.growth[month // MONTHS_A_YEAR]
        return np.asarray((1.0 + growth) ** (1.0 / MONTHS_A_YEAR) - 1.0, dtype=np.float64)

    def _wanted(self, target: float) -> Array:
        """Give the case holders' posts that bring caseloads to their target, cases staying at their number."""
        at_start = self.world.figure("cases") / self.world.figure("case_holders_fte")
        funded = self.world.role_fte[Role.CASE_HOLDER] + self.world.vacant[FTE, ENTRY]
        return np.asarray(funded * at_start / target, dtype=np.float64)


def establishment(world: Found) -> Establishment:
    """Fund the posts of those in post and the vacant ones."""
    scenario = world.scenario
    funded = world.inpost[FTE] + world.vacant[FTE].sum(axis=0)
    case_holders = world.role_fte[Role.CASE_HOLDER] + world.vacant[FTE, ENTRY]
    at_once = opening_of(world, scenario, 0)
    new = at_once
    if scenario.establishment.target_caseload is not None:
        new = opening_of(world, scenario, 0, (Role.CASE_HOLDER,))
    return Establishment(world, funded, case_holders, world.vacant[FTE, ENTRY].copy(), new, at_once, months_on_arrival(scenario))
