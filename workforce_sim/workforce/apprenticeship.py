"""Apprenticeships: September cohorts, each apprentice's three years with a practice educator, and what follows."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Generator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import simpy
from numpy.typing import NDArray

from workforce_sim.clock import Phase, at
from workforce_sim.errors import LedgerError
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key
from workforce_sim.workforce.candidates import patience_days
from workforce_sim.workforce.capacity import refresh_capacity
from workforce_sim.workforce.social_worker import Apprentice, Candidate, Route, SocialWorker

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.dated import Dated
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

WITHDRAWS = decision("apprenticeship.withdraws")
ROUNDING = decision("apprenticeship.rounding")
HIRED_BY_SPONSOR = decision("apprenticeship.hired_by_sponsor")

INTAKE_MONTH = 9
EXISTING_BEGAN = dt.date(2024, 1, 1)
DAYS_A_MONTH = 365.2425 / 12
NEVER_DAYS = 100_000
"""Past the end of every scenario."""
ALMOST_ONE_PLACE = 1e-9
"""What rounding may take from a place that is paid for."""
ALL_BUT_CERTAIN = 1.0 - 1e-12
"""The largest yearly share whose hazard is a number."""


def intakes(authorities: Sequence[Authority]) -> Story:
    """Take on the apprentices of every September and share the places among the simulated authorities."""
    first = authorities[0]
    env, calendar = first.env, first.calendar
    begun: list[tuple[int, int]] = []
    for year in range(calendar.start.year, calendar.end.year + 1):
        day = calendar.day_of(dt.date(year, INTAKE_MONTH, 1))
        if not 0 <= day <= calendar.days:
            continue
        yield env.timeout(at(day, Phase.STARTERS) - env.now)
        places = share_places(authorities, places_paid_for(first, day, first.timetable.apprenticeship_intake[day], begun))
        for authority, count in zip(authorities, places, strict=True):
            take_on_cohort(authority, year, count)
        begun.append((day, sum(authority.flows.apprentices_started for authority in authorities)))


def places_paid_for(authority: Authority, day: int, intake: float, begun: Sequence[tuple[int, int]]) -> float:
    """Give how many of a year's places the budget for apprenticeships can support to the end; all of them without one.

    ``begun`` has the first day and size of every earlier cohort: what is still to be paid for them, as if nobody withdrew,
    is spoken for.
    """
    budgets, prices = authority.accounts.budgets, authority.accounts.prices
    if "apprenticeship" not in budgets.lines:
        return intake
    length = length_days(authority)
    spoken_for = sum(heads * max(0.0, 1.0 - (day - first_day) / length) for first_day, heads in begun)
    wanted = intake + spoken_for
    share = budgets.granted_share("apprenticeship", day, wanted * prices.on("apprentice_support", day))
    return float(max(0, math.floor(wanted * share - spoken_for + ALMOST_ONE_PLACE)))


def share_places(authorities: Sequence[Authority], intake: float) -> list[int]:
    """Share a year's places: by funded posts, by vacancies or as listed; whole places by largest remainder."""
    settings = authorities[0].scenario.apprenticeship
    weigh = {"posts": posts_funded, "vacancies": posts_vacant, "list": listed_places}[settings.shared_by]
    weights = [weigh(authority) for authority in authorities]
    return largest_remainder(intake, np.asarray(weights, dtype=np.float64))


def posts_funded(authority: Authority) -> float:
    """Give an authority's funded posts, in weekly hours."""
    return authority.establishment.total_funded


def posts_vacant(authority: Authority) -> float:
    """Give an authority's vacant posts, in weekly hours."""
    return authority.establishment.vacant_hours


def listed_places(authority: Authority) -> float:
    """Give the yearly places that the scenario lists for an authority under its name or code; none if not listed."""
    places = authority.scenario.apprenticeship.places
    return places.get(authority.profile.code, places.get(authority.profile.name, 0.0))


def largest_remainder(total: float, weights: NDArray[np.float64]) -> list[int]:
    """Share a whole number among places in proportion to their weights, by largest remainder (Hamilton's method)."""
    if weights.sum() <= 0.0:
        return [0] * len(weights)
    exact = round(total) * weights / weights.sum()
    shares = np.floor(exact).astype(int)
    left_over = round(total) - int(shares.sum())
    for place in np.argsort(shares - exact, kind="stable")[:left_over]:
        shares[place] += 1
    return [int(share) for share in shares]


def take_on_cohort(authority: Authority, year: int, places: int) -> None:
    """Take on an authority's apprentices of one year, as far as there are practice educators; other places go unused."""
    free = educators_free(authority)
    for number in range(places):
        if number >= free:
            authority.flows.places_unused += 1
            continue
        key = identity_key("apprentice", authority.profile.code, year, number)
        apprentice = Apprentice(key, began_day=int(authority.env.now))
        authority.training.started += 1
        authority.training.begun_here += 1
        authority.flows.apprentices_started += 1
        admit(authority, apprentice)


def take_on_existing(authority: Authority) -> None:
    """Enter those who have been apprentices since before the start: the authority's part of the published awards.

    Those who come on top of the newly qualified of a usual year, by the authority's part of England's starters, rounded
    up or down by luck; who has withdrawn already is gone.
    """
    settings, decisions, calendar = authority.scenario.apprenticeship, authority.decisions, authority.calendar
    began_day = calendar.day_of(EXISTING_BEGAN)
    if began_day >= 0 or began_day + length_days(authority) <= 0:
        return
    additional = settings.existing * settings.existing_additional_share
    expected = additional * authority.profile.share_of_england_starters
    count = int(expected + decisions.uniform(ROUNDING, authority.key))
    for number in range(count):
        key = identity_key("apprentice", authority.profile.code, EXISTING_BEGAN.year, "existing", number)
        apprentice = Apprentice(key, began_day, year=int(-began_day / 365.2425))
        if withdrawal_day(authority, apprentice) > 0:
            authority.training.in_training_at_start += 1
            admit(authority, apprentice)


def admit(authority: Authority, apprentice: Apprentice) -> None:
    """Let an apprenticeship go on from today, under a practice educator."""
    authority.training.in_training += 1
    assign_educator(authority, apprentice)
    authority.env.process(apprenticeship(authority, apprentice))


def apprenticeship(authority: Authority, apprentice: Apprentice) -> Story:
    """Follow one apprentice through the years of training, to withdrawal or to qualifying."""
    env, training = authority.env, authority.training
    withdraws_on = withdrawal_day(authority, apprentice)
    qualifies_on = apprentice.began_day + length_days(authority)
    ends_on = min(withdraws_on, qualifies_on)
    while True:
        next_year = apprentice.began_day + math.ceil((apprentice.year + 1) * 365.2425)
        wakes_on = min(next_year, ends_on)
        if wakes_on > authority.calendar.days:
            return
        yield env.timeout(max(at(wakes_on, Phase.STARTERS) - env.now, 0.0))
        if wakes_on == ends_on:
            break
        apprentice.year += 1
        assign_educator(authority, apprentice)
    release_educator(authority, apprentice)
    training.in_training -= 1
    if apprentice.began_day > 0:
        training.begun_here -= 1
    if withdraws_on < qualifies_on:
        training.withdrawn += 1
        authority.flows.apprentices_withdrawn += 1
        return
    training.qualified += 1
    authority.flows.apprentices_qualified += 1
    look_for_first_post(authority, apprentice)


def look_for_first_post(authority: Authority, apprentice: Apprentice) -> None:
    """Let somebody who has just qualified take a vacant post of the sponsor, or else look in the open market."""
    settings, decisions, today = authority.scenario.apprenticeship, authority.decisions, int(authority.env.now)
    stays_here = decisions.uniform(HIRED_BY_SPONSOR, apprentice.key) < settings.hired_by_sponsor_share
    candidate = Candidate(
        key=apprentice.key,
        route=Route.APPRENTICESHIP,
        home=authority.index,
        looks_until=today + patience_days(authority, apprentice.key),
        start_delay_days=0,
        stays_on_days=round(settings.stay_on_months * DAYS_A_MONTH) if stays_here else 0,
        has_accepted=stays_here,
    )
    authority.labour_market.arrive(candidate)


def withdrawal_day(authority: Authority, apprentice: Apprentice) -> int:
    """Draw the day on which an apprentice would withdraw; it may lie after qualifying.

    The hazard is constant unless the scenario dates it. Then the one exponential draw is spent along the cumulative
    hazard (inversion: Devroye, Non-Uniform Random Variate Generation, 1986, section VI.2.1), so that an apprentice who
    withdraws before a change does so on the same day with it and without; before the start it was as on the start day.
    """
    withdrawal = authority.scenario.apprenticeship.withdrawal_per_year
    if withdrawal.is_constant:
        rate = -math.log1p(-min(withdrawal.before, ALL_BUT_CERTAIN))
        if rate <= 0.0:
            return authority.calendar.days + NEVER_DAYS
        years = authority.decisions.exponential(WITHDRAWS, apprentice.key, mean=1.0 / rate)
        return apprentice.began_day + math.ceil(years * 365.2425)
    gathered = gathered_hazard(withdrawal, authority.calendar)
    before_start = max(-apprentice.began_day, 0) * gathered[1]
    first_day = max(apprentice.began_day, 0)
    luck = authority.decisions.exponential(WITHDRAWS, apprentice.key)
    if luck < before_start:
        return apprentice.began_day + math.ceil(luck / gathered[1])
    day = bisect_left(gathered, gathered[first_day] + luck - before_start)
    return day if day < len(gathered) else authority.calendar.days + NEVER_DAYS


@lru_cache(maxsize=8)
def gathered_hazard(withdrawal: Dated, calendar: Calendar) -> list[float]:
    """Add up the hazard of withdrawing, day by day from the start; nought first, ``calendar.days + 2`` numbers."""
    shares = np.minimum(withdrawal.daily(calendar), ALL_BUT_CERTAIN)
    hazard = -np.log1p(-shares) / 365.2425
    return [0.0, *np.cumsum(hazard).tolist()]


def length_days(authority: Authority) -> int:
    """Give the days from the first day of an apprenticeship to qualifying."""
    return math.ceil(authority.scenario.apprenticeship.length_months * DAYS_A_MONTH)


def educators_qualified_before(authority: Authority) -> int:
    """Give the day before which somebody must have qualified to act as practice educator today."""
    return int(authority.env.now) - round(authority.scenario.apprenticeship.educator_experience_years * 365)


def educators_free(authority: Authority) -> int:
    """Count how many more apprentices the experienced staff can supervise."""
    settings = authority.scenario.apprenticeship
    experienced = len(authority.roster.experienced(educators_qualified_before(authority)))
    most = math.floor(settings.educators_share * experienced) * settings.apprentices_per_educator
    return max(0, most - authority.training.in_training)


def assign_educator(authority: Authority, apprentice: Apprentice) -> None:
    """Give an apprentice without an educator the readiest experienced worker who has room for one, and count the load."""
    if apprentice.educator is None:
        most = authority.scenario.apprenticeship.apprentices_per_educator
        qualified_before = educators_qualified_before(authority)
        with_room = [
            worker for worker in authority.roster.experienced(qualified_before) if len(worker.apprentices) < most
        ]
        if not with_room:
            return
        educator = next((worker for worker in with_room if worker.holds_cases), with_room[0])
        educator.apprentices.append(apprentice)
        apprentice.educator = educator
    refresh_capacity(authority, apprentice.educator)


def release_educator(authority: Authority, apprentice: Apprentice) -> None:
    """Free the practice educator of an apprentice who has finished."""
    educator: SocialWorker | None = apprentice.educator
    if educator is not None:
        educator.apprentices.remove(apprentice)
        apprentice.educator = None
        refresh_capacity(authority, educator)


def check_training(authority: Authority) -> None:
    """Raise LedgerError unless start + started - qualified - withdrawn apprentices are in training."""
    training = authority.training
    expected = training.in_training_at_start + training.started - training.qualified - training.withdrawn
    if expected != training.in_training:
        raise LedgerError(f"apprentices in {authority.profile.name}: {expected} expected, {training.in_training} in training")
