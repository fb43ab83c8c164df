"""Open an authority's case book as the census found it: children at their published numbers, cases at theirs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import (
    ASSESSED_IN,
    ASSESSED_OUT,
    CARE,
    DORMANT,
    GONE,
    IN_NEED,
    LEAVER,
    NEEDS_HOLDER,
    OUTSIDE,
    PLAN,
    STAGES,
    UASC,
)
from workforce_sim.caseload.rates import DAYS_TO_RETURN, CaseRates, stage_shapes
from workforce_sim.children.durations import CALENDAR_DAYS_A_WORKING_DAY, Shapes, shapes_of
from workforce_sim.children.help_given import NO_HELP, HelpGiven
from workforce_sim.children.pathway import DAYS_A_YEAR, Pathway, conference_without_plan_share, pathway, pre_proceedings_share
from workforce_sim.compiled import compiled
from workforce_sim.randomness import distributions
from workforce_sim.randomness.decisions import Decisions, decision
from workforce_sim.randomness.distributions import read_one, share_below_one
from workforce_sim.randomness.draws import identity_key, keyed_uniform, keys_into, mix

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.dated import Dated
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

NEW_FAMILY = decision("children.new_family")
NEW_UASC = decision("children.new_uasc")
KNOWN_AT_START = decision("children.known_at_start")
TIME_TO_GO = decision("children.time_to_go_at_start")
TIME_SPENT = decision("children.time_spent_at_start")
HELD_AT_START = decision("children.held_at_start")

FIRST_DAY = 1
"""The census is taken at the end of day 0, so the first day to be played is the next."""
STATUTORY_WORKING_DAYS = 45
"""Working Together to Safeguard Children: the longest an assessment should take."""


class Laws(NamedTuple):
    """Durations of every stage, as the case book reads them, and what is left of them for children found part-way."""

    shapes: NDArray[np.float64]
    """Shape (9, 1025), in means."""
    remainders: NDArray[np.float64]
    """Shape (9, 1025), in the same means."""


def open_case_book(
    profile: AuthorityProfile,
    scenario: Scenario,
    calendar: Calendar,
    decisions: Decisions,
    holders: Sequence[tuple[float, int]],
    help_given: HelpGiven = NO_HELP,
) -> tuple[CaseBook, list[int]]:
    """Open the case book of one authority on the first day after the census, and give the numbers of its holders.

    Exactly ``profile.cases`` are held, shared over ``holders``, pairs of capacity in cases and weekly hours, in
    proportion to capacity and at least one each; the children are in their stages at the published stocks, for as long
    as stationary work would find them there.
    """
    way = pathway(profile, scenario.cases)
    laws = _laws(shapes_of(scenario.cases))
    key = identity_key("authority", profile.code)
    rates = case_rates(way, laws, scenario, calendar, decisions, key, help_given)
    book = CaseBook(rates, FIRST_DAY, rows=0)
    held_rows = _write_children(book, way, laws, profile.cases, decisions, key)
    capacities = np.array([capacity for capacity, _ in holders], dtype=np.float64)
    hours = np.array([worked for _, worked in holders], dtype=np.int64)
    return book, book.open_holders(capacities, hours, held_rows)


def case_rates(
    way: Pathway,
    laws: Laws,
    scenario: Scenario,
    calendar: Calendar,
    decisions: Decisions,
    authority: int,
    help_given: HelpGiven = NO_HELP,
) -> CaseRates:
    """Turn a pathway and the help that reforms give into what the case book is told; ``authority`` is the key of the place.

    Where more cases are held than there are children in need, arrivals are scaled up and the excess is outside the
    count of children.
    """
    cases = scenario.cases
    scale = max(way.held_share, 1.0)
    referrals = _daily(cases.referrals_level, calendar)
    returns = _daily(cases.rereferral_level, calendar)
    return CaseRates(
        new_family_key=mix(decisions.key(NEW_FAMILY), authority),
        new_uasc_key=mix(decisions.key(NEW_UASC), authority),
        families_per_day=referrals * (scale * way.new_families / DAYS_A_YEAR),
        uasc_per_day=np.full(1, scale * way.uasc_started / DAYS_A_YEAR),
        return_share=np.minimum(returns * way.return_share, 1.0),
        no_action_share=way.no_action_share,
        not_in_need_share=way.not_in_need_share,
        held_share=min(way.held_share, 1.0),
        outside_share=1.0 - 1.0 / scale,
        mean_days=_means(way),
        shapes=laws.shapes,
        ways_out=_ways_out(way),
        hard_cap_ratio=cases.hard_cap_ratio,
        team_size=cases.team_size,
        overload_slows_closure=cases.overload_slows_closure,
        assessment_limit_days=round(STATUTORY_WORKING_DAYS * CALENDAR_DAYS_A_WORKING_DAY),
        averted=help_given.averted,
        led_share=help_given.led_share,
        pre_proceedings_share=pre_proceedings_share(way, scenario.family_networks.care_after_pre_proceedings_share),
        conference_in_time_share=cases.conferences_in_time_share,
        conference_without_plan_share=conference_without_plan_share(way, cases.conferences_with_plan_share),
    )


def _ways_out(way: Pathway) -> tuple[tuple[tuple[int, float], ...], ...]:
    """Give, by stage, where children go next; the rest of need, plans and care is closed and may return."""
    closed_need = 1.0 - way.in_need_to_plan - way.in_need_to_care
    closed_plan = 1.0 - way.plan_to_in_need - way.plan_to_care
    ways: list[tuple[tuple[int, float], ...]] = [()] * STAGES
    ways[ASSESSED_OUT] = ((DORMANT, 1.0),)
    ways[ASSESSED_IN] = ((IN_NEED, 1.0),)
    ways[IN_NEED] = ((DORMANT, closed_need), (PLAN, way.in_need_to_plan), (CARE, way.in_need_to_care))
    ways[PLAN] = ((DORMANT, closed_plan), (IN_NEED, way.plan_to_in_need), (CARE, way.plan_to_care))
    ways[CARE] = ((DORMANT, 1.0 - way.care_at_18), (LEAVER, way.care_at_18))
    ways[UASC] = ((GONE, 1.0 - way.uasc_at_18), (LEAVER, way.uasc_at_18))
    ways[LEAVER] = ((GONE, 1.0),)
    return tuple(ways)


def _means(way: Pathway) -> tuple[float, ...]:
    means = [1.0] * STAGES
    means[DORMANT] = DAYS_TO_RETURN / 2.0
    means[ASSESSED_OUT] = means[ASSESSED_IN] = way.assessment_days
    means[IN_NEED] = way.in_need_days
    means[PLAN] = way.plan_days
    means[CARE] = way.care_days
    means[UASC] = way.uasc_days
    means[LEAVER] = way.leaver_days
    return tuple(means)


@lru_cache(maxsize=8)
def _laws(shapes: Shapes) -> Laws:
    laid = stage_shapes(
        {
            ASSESSED_OUT: shapes.assessment,
            ASSESSED_IN: shapes.assessment,
            IN_NEED: shapes.need,
            PLAN: shapes.plan,
            CARE: shapes.care,
            UASC: shapes.uasc,
            LEAVER: shapes.care_leaver,
        }
    )
    return Laws(laid, np.stack([distributions.remainder(shape) for shape in laid]))


@lru_cache(maxsize=8)
def _daily(level: Dated, calendar: Calendar) -> NDArray[np.float64]:
    return np.full(1, level.before) if level.is_constant else level.daily(calendar)


def _children_at_start(way: Pathway, cases: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the children to write: by stage, those counted and those outside the count; int64, each of shape (9,).

    Children counted are at the published stocks, rounded; where more cases are held than that, the rest is outside it,
    in the same proportions of stages.
    """
    stocks = np.zeros(STAGES)
    stocks[ASSESSED_OUT] = way.stock_assessed_out
    stocks[ASSESSED_IN] = way.stock_assessed_in
    stocks[IN_NEED] = way.stock_in_need
    stocks[PLAN] = way.stock_plan
    stocks[CARE] = way.stock_care
    stocks[UASC] = way.stock_uasc
    stocks[LEAVER] = way.stock_leaver
    counted = np.round(stocks).astype(np.int64)
    counted[IN_NEED] += round(float(stocks[ASSESSED_IN:].sum())) - int(counted[ASSESSED_IN:].sum())
    counted[IN_NEED] = max(counted[IN_NEED], 0)
    beyond = max(cases - int(counted.sum()), 0)
    outside = np.floor(beyond * stocks / stocks.sum()).astype(np.int64)
    outside[IN_NEED] += beyond - int(outside.sum())
    counted[DORMANT] = round(way.stock_dormant)
    outside[DORMANT] = round(way.stock_dormant * (max(way.held_share, 1.0) - 1.0))
    return counted, outside


def _write_children(
    book: CaseBook, way: Pathway, laws: Laws, cases: int, decisions: Decisions, authority: int
) -> NDArray[np.int64]:
    """Write the children known at the start; give the rows of those held, in the order in which they are dealt out."""
    counted, outside = _children_at_start(way, cases)
    totals = counted + outside
    stages = np.repeat(np.arange(STAGES), totals)
    known = mix(decisions.key(KNOWN_AT_START), authority)
    keys = np.empty(stages.shape[0], dtype=np.int64)
    marks = np.zeros(stages.shape[0], dtype=np.int64)
    due = np.empty(stages.shape[0], dtype=np.int64)
    began = np.empty(stages.shape[0], dtype=np.int64)
    to_go, spent = decisions.key(TIME_TO_GO), decisions.key(TIME_SPENT)
    means = _means(way)
    first = 0
    for stage in range(DORMANT, STAGES):
        rows = slice(first, first + int(totals[stage]))
        first = rows.stop
        keys_into(mix(known, stage), keys[rows])
        marks[rows][int(counted[stage]) :] = OUTSIDE
        part_way_into(laws.shapes[stage], laws.remainders[stage], means[stage], to_go, spent, keys[rows], due[rows], began[rows])
    dormant = int(totals[: DORMANT + 1].sum())
    held = dormant + np.argsort(decisions.uniforms(HELD_AT_START, keys[dormant:]))[:cases]
    marks[held] |= NEEDS_HOLDER
    book.open_children(stages, keys, began, due, marks)
    return held


@compiled
def part_way_into(
    shape: NDArray[np.float64],
    remainder: NDArray[np.float64],
    mean_days: float,
    to_go: int,
    spent: int,
    keys: NDArray[np.int64],
    due: NDArray[np.int64],
    began: NDArray[np.int64],
) -> None:
    """Draw, for children found part-way through a stage, the day on which it ends and the day on which it began.

    ``to_go`` and ``spent`` are the keys of the two decisions; the three arrays are of shape (children,).
    """
    for child in range(keys.shape[0]):
        left = read_one(remainder, keyed_uniform(to_go, keys[child], 0))
        shorter = share_below_one(shape, left)
        luck = shorter + (1.0 - shorter) * keyed_uniform(spent, keys[child], 0)
        length = max(read_one(shape, luck), left)
        due[child] = max(math.ceil(left * mean_days), 1)
        began[child] = -math.floor((length - left) * mean_days)
