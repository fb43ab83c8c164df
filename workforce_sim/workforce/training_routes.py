"""Training routes: each cohort of a university course or fast-track programme, and the authorities it qualifies for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import identity_key, mix
from workforce_sim.workforce.candidates import patience_days
from workforce_sim.workforce.social_worker import Candidate, Route

if TYPE_CHECKING:
    from workforce_sim.config.training_route import TrainingRoute
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

QUALIFIERS_COME = decision("training_routes.qualifiers_come")
LOOKS_FROM = decision("training_routes.looks_from")


def cohorts(authority: Authority, name: str, route: TrainingRoute) -> Story:
    """Follow one training route: every cohort that qualifies brings newly qualified candidates to the authority.

    The authority's part of a national cohort is its part of England's starters.
    """
    env, calendar = authority.env, authority.calendar
    first = calendar.start - dt.timedelta(days=round(authority.scenario.labour_market.looking_spread_days))
    for began, qualifies in route.cohorts(first, calendar.end):
        day = calendar.day_of(qualifies)
        if day > env.now:
            yield env.timeout(day - env.now)
        for looked_from, key in qualifiers(authority, name, route, began, qualifies):
            if looked_from > calendar.days:
                break
            looks_from = max(looked_from, 0)
            start_delay = round(authority.scenario.recruitment.start_days_newly_qualified) + min(looked_from, 0)
            if start_delay < 0:
                continue  # started before the simulation did
            if at(looks_from, Phase.LABOUR_MARKET) > env.now:
                yield env.timeout(at(looks_from, Phase.LABOUR_MARKET) - env.now)
            authority.labour_market.arrive(
                Candidate(
                    key=key,
                    route=Route.NEWLY_QUALIFIED,
                    home=authority.index,
                    looks_until=looks_from + patience_days(authority, key),
                    start_delay_days=start_delay,
                    early_leaving=route.first_two_years_leaving,
                )
            )


def qualifiers(
    authority: Authority, name: str, route: TrainingRoute, began: dt.date, qualifies: dt.date
) -> list[tuple[int, int]]:
    """Draw who of a cohort comes to the authority: (day on which each begins to look, identity), in order of day."""
    decisions, calendar = authority.decisions, authority.calendar
    accepted = authority.scenario.recruitment.offer_accepted_share
    expected = route.reaching(began) * authority.profile.share_of_england_starters / accepted
    stream = identity_key(name, authority.profile.code, qualifies.year)
    count = decisions.poisson(QUALIFIERS_COME, stream, expected)
    day = calendar.day_of(qualifies)
    comers = [mix(stream, place) for place in range(count)]
    spread = authority.scenario.labour_market.looking_spread_days
    days = [day + int(decisions.uniform(LOOKS_FROM, key) * spread) for key in comers]
    return sorted(zip(days, comers, strict=True))
