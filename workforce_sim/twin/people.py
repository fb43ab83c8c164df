"""People in post in expectation: cohorts by length of service, year of the sixtieth birthday and how readily they leave.

A Markov manpower model (Bartholomew, Forbes and McClean, Statistical Techniques for Manpower Planning, 1991, chapter 4) in
steps of a month: the hazards are those of ``workforce.turnover``, the effect of caseload left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.compiled import compiled
from workforce_sim.twin.found import HEADS, Found
from workforce_sim.workforce import turnover
from workforce_sim.workforce.appointment import AGES_OF_NEWLY_QUALIFIED, AGES_OF_STARTERS, experience_on_arrival_days
from workforce_sim.workforce.turnover import DAYS_A_YEAR, FIVE_YEARS, TWO_YEARS
from workforce_sim.workforce.warm_start import AGES_IN_POST, YOUNGEST_STARTER, stationary_service

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario

Array = NDArray[np.float64]

MONTHS_A_YEAR = 12
DAYS_A_MONTH = DAYS_A_YEAR / MONTHS_A_YEAR
TWO_YEARS_MONTHS, OVER_FIVE_MONTHS = 24, 60
SERVICE_CELLS = OVER_FIVE_MONTHS + 1
"""A cell for every month of service up to five years, and one for all who have been longer."""
SIXTY = 60.0
GRID = 200
"""Points at which the laws of service and of age of those in post at the start are read."""


@dataclass(slots=True, eq=False)
class People:
    """Keep who is in post; ``cells`` of shape (2, kinds, birthdays, service, authorities), heads first and then FTE.

    A kind is how readily somebody leaves in the first two years: kind 0 as anybody, then ``Supply.early_leaving``, the last
    one as a former apprentice committed to stay. A birthday is the year in which somebody turns sixty: before the start, in
    year 0, 1, … or never. ``hazard`` is that of a worker whose multipliers are all 1, a day, shape (days + 1, authorities).
    """

    cells: Array
    by_service: Array
    age_60_and_over: float
    hazard: Array
    entering: Array = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nobody entering."""
        self.entering = np.zeros_like(self.cells[:, :, :, 0])

    @property
    def total(self) -> Array:
        """Everybody in post, heads and FTE; shape (2, authorities)."""
        return np.asarray(self.cells.sum(axis=(1, 2, 3)), dtype=np.float64)

    def multipliers(self, month: int) -> Array:
        """Give the mean multiplier of the hazard over a month, by kind, birthday and service at its beginning."""
        age = np.ones(self.cells.shape[2])
        year, months = divmod(month, MONTHS_A_YEAR)
        age[: year + 1] = self.age_60_and_over
        age[year + 1] += (self.age_60_and_over - 1.0) * (months + 0.5) / MONTHS_A_YEAR
        return np.asarray(self.by_service[:, None, :] * age[None, :, None], dtype=np.float64)

    def readiness(self, month: int) -> Array:
        """Give how readily people leave this month on average, relative to multipliers of 1.

        Shape (3, authorities): in heads, in FTE, and in FTE of those with two years' service or more.
        """
        sums = np.zeros((2, 3, self.cells.shape[-1]))
        add_up(self.cells, self.multipliers(month), TWO_YEARS_MONTHS, sums)
        weighted, total = sums
        return np.asarray(np.divide(weighted, total, out=np.ones_like(total), where=total > 0.0), dtype=np.float64)

    def enter(self, kind: int, birthdays: Array, people: Array) -> None:
        """Let people start during the month; ``people`` of shape (2, authorities), ``birthdays`` their shares."""
        self.entering[:, kind] += birthdays[None, :, None] * people[:, None, :]

    def come_into_count(self, birthdays: Array, months: int, people: Array) -> None:
        """Count people in with so many months of service."""
        self.cells[:, 0, :, min(months, OVER_FIVE_MONTHS)] += birthdays[None, :, None] * people[:, None, :]

    def fall_out_of_count(self, people: Array) -> None:
        """Count people out, of everybody alike; ``people`` of shape (2, authorities)."""
        total = self.total
        self.cells *= 1.0 - np.divide(people, total, out=np.zeros_like(total), where=total > 0.0)[:, None, None, None]

    def pass_month(self, month: int, gathered: Array, in_post: Array) -> None:
        """Let a month pass in which the hazard of multiplier 1 gathers to ``gathered``, shape (authorities,).

        ``in_post`` is everybody by the daily ledger, shape (2, authorities), to which the cells are brought.
        """
        multipliers = self.multipliers(month)
        values, which = np.unique(multipliers, return_inverse=True)
        grow_older(self.cells, which.reshape(multipliers.shape), np.exp(-values[:, None] * gathered))
        self.cells[:, :, :, 0] = self.entering * np.exp(-0.5 * multipliers[:, :, 0, None] * gathered)
        total = self.total
        self.cells *= np.divide(in_post, total, out=np.zeros_like(total), where=total > 0.0)[:, None, None, None]
        self.entering[:] = 0.0


@compiled
def add_up(cells: Array, multipliers: Array, longer_from: int, sums: Array) -> None:
    """Add up people times multipliers, and people; into ``sums`` of shape (2, 3, authorities).

    In heads, in FTE and in FTE of those in the cells of service from ``longer_from`` on.
    """
    for kind in range(cells.shape[1]):
        for birthday in range(cells.shape[2]):
            for service in range(cells.shape[3]):
                multiplier = multipliers[kind, birthday, service]
                for place in range(cells.shape[4]):
                    heads, fte = cells[0, kind, birthday, service, place], cells[1, kind, birthday, service, place]
                    sums[0, 0, place] += heads * multiplier
                    sums[1, 0, place] += heads
                    sums[0, 1, place] += fte * multiplier
                    sums[1, 1, place] += fte
                    if service >= longer_from:
                        sums[0, 2, place] += fte * multiplier
                        sums[1, 2, place] += fte


@compiled
def grow_older(cells: Array, which: NDArray[np.int64], staying: Array) -> None:
    """Let those stay who stay, at the share ``staying[which]`` of each cell, and move everybody to a month more of service.

    ``which`` of shape (kinds, birthdays, service), ``staying`` of shape (shares, authorities).
    """
    last = cells.shape[3] - 1
    for unit in range(cells.shape[0]):
        for kind in range(cells.shape[1]):
            for birthday in range(cells.shape[2]):
                for step in range(last + 1):
                    service = last - step
                    share = which[kind, birthday, service]
                    for place in range(cells.shape[4]):
                        left = cells[unit, kind, birthday, service, place] * staying[share, place]
                        if service == last:
                            cells[unit, kind, birthday, last, place] = left
                        else:
                            if service + 1 == last:
                                left += cells[unit, kind, birthday, last, place]
                            cells[unit, kind, birthday, service + 1, place] = left


def people_found(world: Found) -> People:
    """Place those in post at the start in their cells, and set hazards so that they leave at the published turnover."""
    scenario, settings = world.scenario, world.scenario.turnover
    birthdays = scenario.horizon_years + 2
    service = (settings.service_under_two_years, settings.service_two_to_five_years, settings.service_over_five_years)
    kinds = len(world.supply.early_leaving) + 2
    cells = np.zeros((2, kinds, birthdays, SERVICE_CELLS, len(world.profiles)))
    for place, profile in enumerate(world.profiles):
        days, share = stationary_service(round(profile.turnover_per_year, 4), service)
        shares = share_by_cell(days, share, birthdays)
        cells[:, 0, :, :, place] = world.inpost[:, place, None, None] * shares
    people = People(cells, service_multipliers(scenario, world.supply.early_leaving), settings.age_60_and_over, np.empty(0))
    at_start = starting_readiness(people, service)
    people.hazard = hazards(world, at_start)
    return people


def starting_readiness(people: People, service: tuple[float, float, float]) -> Array:
    """Give how readily those in post leave on the start day; shape (authorities,)."""
    months = np.arange(SERVICE_CELLS)
    level = np.where(months < TWO_YEARS_MONTHS, service[0], np.where(months < OVER_FIVE_MONTHS, service[1], service[2]))
    age = np.ones(people.cells.shape[2])
    age[0] = people.age_60_and_over
    heads = people.cells[HEADS, 0]
    weighted = np.einsum("bsa,b,s->a", heads, age, level)
    total = heads.sum(axis=(0, 1))
    return np.asarray(np.divide(weighted, total, out=np.ones_like(total), where=total > 0.0), dtype=np.float64)


def hazards(world: Found, at_start: Array) -> Array:
    """Give the hazard of a worker whose multipliers are all 1 for every day, by the simulation's own law.

    Shape (days + 1, authorities). Who would leave on the start day leaves on the next, and nobody on the last.
    """
    daily = np.zeros((world.calendar.days + 1, len(world.profiles)))
    for place, profile in enumerate(world.profiles):
        base = profile.turnover_per_year / float(at_start[place])
        years = world.conditions.leaving[:, place]
        law = turnover.leaving_law(world.calendar, world.scenario, base, profile.turnover_per_year, years)
        daily[:-1, place] = np.diff(law.force)
    daily[1] += daily[0]
    daily[0] = 0.0
    return daily


def service_multipliers(scenario: Scenario, early_leaving: tuple[float, ...]) -> Array:
    """Give the mean multiplier of service over the next month, by kind and months of service; shape (kinds, cells)."""
    settings, months = scenario.turnover, np.arange(SERVICE_CELLS + 1)
    rows = []
    stay_on = scenario.apprenticeship.stay_on_months
    for early in (1.0, *early_leaving, None):
        level = np.where(
            months < TWO_YEARS_MONTHS,
            settings.service_under_two_years * (1.0 if early is None else early),
            np.where(months < OVER_FIVE_MONTHS, settings.service_two_to_five_years, settings.service_over_five_years),
        )
        if early is None:
            level = np.where(months < stay_on, level * scenario.apprenticeship.stay_on_leaving, level)
        rows.append(0.5 * (level[:-1] + level[1:]))
    return np.array(rows)


def share_by_cell(days: Array, share: Array, birthdays: int) -> Array:
    """Give the share of those in post at the start by birthday and service; shape (birthdays, service)."""
    luck = (np.arange(GRID) + 0.5) / GRID
    service = np.interp(luck, share, days)
    below, ages = np.array(AGES_IN_POST).T
    age = np.maximum(np.interp(luck, below, ages)[:, None], YOUNGEST_STARTER + service[None, :] / DAYS_A_YEAR)
    turns = np.clip(np.floor(SIXTY - age) + 1.0, 0.0, birthdays - 1.0).astype(np.int64)
    months = np.where(
        service < TWO_YEARS,
        np.minimum(service * TWO_YEARS_MONTHS / TWO_YEARS, TWO_YEARS_MONTHS - 1),
        np.where(service < FIVE_YEARS, service / DAYS_A_MONTH, OVER_FIVE_MONTHS),
    ).astype(np.int64)
    cell = turns * SERVICE_CELLS + np.broadcast_to(months, turns.shape)
    counted = np.bincount(cell.ravel(), minlength=birthdays * SERVICE_CELLS).reshape(birthdays, SERVICE_CELLS)
    return np.asarray(smooth_service(counted / counted.sum(), days, share), dtype=np.float64)


def smooth_service(shares: Array, days: Array, share: Array) -> Array:
    """Bring the shares by service to the exact law: the grid is coarser than its months."""
    edges = np.array([*np.linspace(0.0, TWO_YEARS, TWO_YEARS_MONTHS + 1), *(np.arange(25, 60) * DAYS_A_MONTH), FIVE_YEARS])
    exact = np.diff(np.append(np.interp(edges, days, share), 1.0))
    by_birthday = shares.sum(axis=1)
    young = by_birthday[:, None] * exact[None, :]
    over_five = shares[:, -1]
    young[:, -1] = over_five * (exact[-1] / max(over_five.sum(), 1e-12)) if over_five.sum() else young[:, -1]
    rest = np.maximum(by_birthday - young[:, -1], 0.0)
    young[:, :-1] = rest[:, None] * exact[None, :-1] / max(rest.sum(), 1e-12)
    return np.asarray(young, dtype=np.float64)


@lru_cache(maxsize=512)
def birthdays_of_starters(month: int, birthdays: int, *, newly_qualified: bool) -> Array:
    """Give the shares of those who start in a month by the year in which they turn sixty; shape (birthdays,)."""
    below, ages = AGES_OF_NEWLY_QUALIFIED if newly_qualified else AGES_OF_STARTERS
    now = (month + 0.5) / MONTHS_A_YEAR
    year = month // MONTHS_A_YEAR

    def older(age: float) -> float:
        return 1.0 - float(np.interp(age, ages, below))

    shares = np.zeros(birthdays)
    shares[0] = older(SIXTY)
    reached = shares[0]
    for later in range(year, birthdays - 2):
        by_then = older(SIXTY + now - (later + 1))
        shares[later + 1] = by_then - reached
        reached = by_then
    shares[-1] = 1.0 - reached
    return shares


def months_on_arrival(scenario: Scenario) -> int:
    """Give the months of service of somebody who comes into the count: as long as the experience on arrival."""
    return int(experience_on_arrival_days(scenario) / DAYS_A_MONTH)
