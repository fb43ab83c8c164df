"""Training routes: each cohort of a university course or fast-track programme, and the authorities it qualifies for."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from workforce_sim.clock import Calendar, Phase, at
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, keys_into
from workforce_sim.workforce.candidates import patience_of_each
from workforce_sim.workforce.social_worker import Candidate, Route

if TYPE_CHECKING:
    from workforce_sim.config.training_route import TrainingRoute
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

QUALIFIERS_COME = decision("training_routes.qualifiers_come")
LOOKS_FROM = decision("training_routes.looks_from")


def cohorts(authority: Authority, name: str, route: TrainingRoute) -> Story:
    """Follow one training route: every cohort that qualifies brings newly qualified candidates to the authority.

    The authority's part of a national cohort is its part of England's starters, more or less from year to year.
    """
    env, calendar = authority.env, authority.calendar
    start_days = round(authority.scenario.recruitment.start_days_newly_qualified)
    first = calendar.start - dt.timedelta(days=round(authority.scenario.labour_market.looking_spread_days))
    for began, qualifies in route.cohorts(first, calendar.end):
        day = calendar.day_of(qualifies)
        if day > env.now:
            yield env.timeout(day - env.now)
        for looked_from, key, patience_days in qualifiers(authority, name, route, began, qualifies):
            if looked_from > calendar.days:
                break
            looks_from = max(looked_from, 0)
            start_delay = start_days + min(looked_from, 0)
            if start_delay < 0:
                continue  # started before the simulation did
            begins_to_look = at(looks_from, Phase.LABOUR_MARKET)
            if begins_to_look > env.now:
                yield env.timeout(begins_to_look - env.now)
            authority.labour_market.arrive(
                Candidate(
                    key=key,
                    route=Route.NEWLY_QUALIFIED,
                    home=authority.index,
                    looks_until=looks_from + patience_days,
                    start_delay_days=start_delay,
                    early_leaving=route.first_two_years_leaving,
                )
            )


def year_of(calendar: Calendar, day: int) -> int:
    """Give the census year, from 0, that a day falls in; the first for days before the start."""
    return min(max(bisect_left(calendar.census_days, day) - 1, 0), calendar.horizon_years - 1)


def qualifiers(
    authority: Authority, name: str, route: TrainingRoute, began: dt.date, qualifies: dt.date
) -> list[tuple[int, int, int]]:
    """Draw who of a cohort comes to the authority, in order of day: (first day of looking, identity, days of patience)."""
    decisions, calendar = authority.decisions, authority.calendar
    accepted = authority.scenario.recruitment.offer_accepted_share
    expected = route.reaching(began) * authority.profile.share_of_england_starters / accepted
    expected *= float(authority.conditions.candidates[year_of(calendar, calendar.day_of(qualifies))])
    stream = identity_key(name, authority.profile.code, qualifies.year)
    count = decisions.poisson(QUALIFIERS_COME, stream, expected)
    day = calendar.day_of(qualifies)
    comers = np.empty(count, dtype=np.int64)
    keys_into(stream, comers)
    spread = authority.scenario.labour_market.looking_spread_days
    days = day + (decisions.uniforms(LOOKS_FROM, comers) * spread).astype(np.int64)
    return sorted(zip(days.tolist(), comers.tolist(), patience_of_each(authority, comers), strict=True))
