"""Candidates through the year: experienced workers from elsewhere, and movers from authorities that are not simulated."""

from __future__ import annotations

import math
from collections.abc import Generator
from itertools import accumulate, islice
from typing import TYPE_CHECKING

import numpy as np
import simpy
from numpy.typing import NDArray

from workforce_sim.calibration.levels import level_weights
from workforce_sim.calibration.newly_qualified import FTE_PER_STARTER, newly_qualified
from workforce_sim.calibration.panel import FIRST_CENSUS
from workforce_sim.clock import Phase, at
from workforce_sim.randomness.decisions import Decision, decision
from workforce_sim.randomness.draws import identity_key, keys_into, mix
from workforce_sim.workforce.establishment import Vacancy
from workforce_sim.workforce.social_worker import Candidate, Route

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

EXPERIENCED_COME = decision("candidates.experienced_come")
MOVERS_COME = decision("candidates.movers_come")
DAY_OF_MONTH = decision("candidates.day_of_month")
PATIENCE = decision("candidates.patience")
ALREADY_APPOINTED = decision("candidates.already_appointed")
FIRST_DAY = decision("candidates.first_day")
IS_MOVER = decision("candidates.is_mover")

MONTHS_A_YEAR = 12
DAYS_A_YEAR = 365.2425


def experienced_candidates(authority: Authority) -> Story:
    """Let experienced candidates from outside local authority children's work come, month by month.

    As many as past starters imply, once newly qualified starters, movers and conversions from agency are taken off.
    """
    expected = max(starters_from_elsewhere(authority), 0.0) / MONTHS_A_YEAR
    yield from monthly_arrivals(authority, expected, EXPERIENCED_COME, Route.EXPERIENCED)


def movers_from_outside(authority: Authority) -> Story:
    """Let movers from authorities outside the simulation come, month by month; none in a run of all England."""
    inside = authority.labour_market.inside_share[authority.index]
    expected = candidates_per_year(authority) * authority.scenario.labour_market.another_authority_share * (1.0 - inside)
    yield from monthly_arrivals(authority, expected / MONTHS_A_YEAR, MOVERS_COME, Route.ANOTHER_AUTHORITY)


def already_appointed(authority: Authority) -> list[tuple[Vacancy, Candidate]]:
    """Draw who has been appointed before the start and works out notice elsewhere: posts promised, each with a first day.

    As many as the usual candidates of one notice period; without them nobody experienced would start for ten weeks.
    """
    decisions, scenario = authority.decisions, authority.scenario
    notice = scenario.recruitment.notice_days_experienced
    movers = candidates_per_year(authority) * scenario.labour_market.another_authority_share
    movers *= 1.0 - authority.labour_market.inside_share[authority.index]
    a_year = (max(starters_from_elsewhere(authority), 0.0) + movers) * scenario.recruitment.offer_accepted_share
    expected = a_year * float(authority.conditions.candidates[0]) * notice / DAYS_A_YEAR
    count = decisions.poisson(ALREADY_APPOINTED, authority.key, expected)
    stream = identity_key("already appointed", authority.profile.code)
    promised = []
    for place, vacancy in enumerate(list(authority.establishment.vacancies.values())[:count]):
        key = mix(stream, place)
        first_day = 1 + int(decisions.uniform(FIRST_DAY, key) * notice)
        is_mover = decisions.uniform(IS_MOVER, key) * a_year < movers * scenario.recruitment.offer_accepted_share
        route = Route.ANOTHER_AUTHORITY if is_mover else Route.EXPERIENCED
        promised.append((vacancy, Candidate(key, route, authority.index, 0, first_day, has_accepted=True)))
        authority.labour_market.appoint_before_start(vacancy)
    return promised


def monthly_arrivals(authority: Authority, expected_a_month: float, how_many: Decision, route: Route) -> Story:
    """Let the candidates of a route come, each on a day of a month, and look for a post.

    More come in a year that is good for supply, and where posts have grown (``labour_market.follows_posts``).
    """
    env, labour_market, month_ends = authority.env, authority.labour_market, authority.calendar.month_ends
    notice_days = round(authority.scenario.recruitment.notice_days_experienced)
    posts_at_start = authority.establishment.total_funded
    for year, supply in enumerate(authority.conditions.candidates.tolist()):
        grown = authority.establishment.total_funded / posts_at_start if posts_at_start else 1.0
        expected = expected_a_month * supply * grown**authority.scenario.labour_market.follows_posts
        months = range(year * MONTHS_A_YEAR, (year + 1) * MONTHS_A_YEAR)
        comers = comers_by_month(authority, months, expected, how_many, route)
        for month, comers_of_month in zip(months, comers, strict=True):
            for day, key, looks_until in comers_of_month:
                comes_at = at(day, Phase.LABOUR_MARKET)
                if comes_at > env.now:
                    yield env.timeout(comes_at - env.now)
                labour_market.arrive(Candidate(key, route, authority.index, looks_until, notice_days))
            yield env.timeout(month_ends[month] + 1 - env.now)


def comers_by_month(
    authority: Authority, months: range, expected_a_month: float, how_many: Decision, route: Route
) -> list[list[tuple[int, int, int]]]:
    """Draw who comes in each of some months, in order of day: (day, identity, last day of looking); all at once."""
    decisions, month_ends = authority.decisions, authority.calendar.month_ends
    begins = [month_ends[month - 1] + 1 if month else 1 for month in months]
    expected = [expected_a_month * authority.timetable.candidates_level[day] for day in begins]
    counts = [decisions.poisson(how_many, authority.key, mean, month) for month, mean in zip(months, expected, strict=True)]
    keys = np.empty(sum(counts), dtype=np.int64)
    for month, count, end in zip(months, counts, accumulate(counts), strict=True):
        keys_into(identity_key(route.name, authority.profile.code, month), keys[end - count : end])
    lucks = decisions.uniforms(DAY_OF_MONTH, keys).tolist()
    everyone = iter(zip(keys.tolist(), lucks, patience_of_each(authority, keys), strict=True))
    by_month = []
    for month, begin, count in zip(months, begins, counts, strict=True):
        length = month_ends[month] + 1 - begin
        comers = [(begin + int(luck * length), key, patience) for key, luck, patience in islice(everyone, count)]
        by_month.append(sorted((day, key, day + patience) for day, key, patience in comers))
    return by_month


def patience_days(authority: Authority, key: int) -> int:
    """Draw how many days a candidate looks before giving up."""
    return int(authority.decisions.exponential(PATIENCE, key, mean=authority.scenario.labour_market.patience_days))


def patience_of_each(authority: Authority, keys: NDArray[np.int64]) -> list[int]:
    """Draw the same for many candidates at once; ``keys`` of shape (candidates,)."""
    mean_days = authority.scenario.labour_market.patience_days
    return [int(-mean_days * math.log(luck)) for luck in authority.decisions.uniforms(PATIENCE, keys).tolist()]


def candidates_per_year(authority: Authority) -> float:
    """Give how many candidates a year past starters imply, in heads: some of those offered a post refuse it."""
    accepted = authority.scenario.recruitment.offer_accepted_share
    return authority.profile.starters_fte_per_year / FTE_PER_STARTER / accepted


def starters_from_elsewhere(authority: Authority) -> float:
    """Give how many experienced candidates a year, in heads, are neither newly qualified, nor movers, nor from agency."""
    scenario, profile = authority.scenario, authority.profile
    everyone = candidates_per_year(authority)
    movers = everyone * scenario.labour_market.another_authority_share
    newly_qualified = newly_qualified_in_figures(authority) * profile.share_of_england_starters
    ends_a_year = MONTHS_A_YEAR / scenario.agency.assignment_months
    conversions = profile.agency_fte * ends_a_year * scenario.agency.converts_share
    return everyone - movers - newly_qualified / scenario.recruitment.offer_accepted_share - conversions


def newly_qualified_in_figures(authority: Authority) -> float:
    """Give England's newly qualified, heads a year, in the census years that the starters figures are drawn from.

    The biennial Step Up cohort falls into some of those years and not into others.
    """
    start, routes = authority.calendar.start, authority.scenario.training_routes
    weights = level_weights(start.year - FIRST_CENSUS)
    years = range(start.year - len(weights) + 1, start.year + 1)
    return sum(weight * newly_qualified(year, routes) for weight, year in zip(weights, years, strict=True)) / sum(weights)
