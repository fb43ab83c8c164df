"""The census: at every month end who is in post and who holds what, and whether every ledger balances."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

import numpy as np
import simpy
from numpy.typing import NDArray

from workforce_sim.clock import Phase, at
from workforce_sim.records.recorder import Recorder
from workforce_sim.records.tables import CHILDREN_MONTH
from workforce_sim.workforce.absence import absence_rate_today, count_absence
from workforce_sim.workforce.agency import check_assignments
from workforce_sim.workforce.apprenticeship import check_training
from workforce_sim.workforce.authority import Authority, MonthFlows
from workforce_sim.workforce.capacity import ASYE_DAYS
from workforce_sim.workforce.placements import check_placements, find_guardians, place_children
from workforce_sim.workforce.protection_teams import hours_in_teams
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Route

Story = Generator[simpy.Event, object, None]

BAND_EDGES_CASES_PER_FTE = (5.0, 10.0, 15.0, 20.0, 25.0)
MONTHS_A_YEAR = 12
CHILDREN_FLOWS = sum(column.over_time == "sum" for column in CHILDREN_MONTH.columns)
"""The flows come first in ``children_month``, the stocks after them."""



def census(
    authorities: Sequence[Authority], recorder: Recorder, settle: Callable[[int, int], None] | None = None
) -> Story:
    """Go round every authority at each month end: catch the cases up, count, check the ledgers, write down.

    The full check of every person and case is made on 30 September, the running totals every month. ``settle`` is told
    each month and its last day when everybody has been counted; without it the accounts are settled and nothing else.
    """
    first = authorities[0]
    env, calendar, labour_market, accounts = first.env, first.calendar, first.labour_market, first.accounts
    settle = settle or accounts.settle
    so_far = [authority.case_book.counts_array() for authority in authorities]
    month_began = 0
    for month, month_ends in enumerate(calendar.month_ends):
        yield env.timeout(at(month_ends, Phase.RECORDS) - env.now)
        is_september = (month + 1) % MONTHS_A_YEAR == 0
        labour_market.let_go(month_ends)
        labour_market.check()
        for place, authority in enumerate(authorities):
            authority.case_book.advance_to(month_ends + 1)
            counts = authority.case_book.counts_array()
            row = recorder.row("placements_month", month, place)
            place_children(authority, month, month_ends, month_ends - month_began, counts, so_far[place], row)
            check_ledgers(authority, in_full=is_september)
            recorder.write("workforce_month", month, place, workforce_now(authority, month_ends - month_began))
            recorder.write("children_month", month, place, children_now(counts, so_far[place]))
            accounts.count(authority, month)
            if is_september:
                bands = fte_by_band(*authority.case_book.holder_loads())
                recorder.write_caseload_bands((month + 1) // MONTHS_A_YEAR, place, bands)
            so_far[place] = counts
            authority.flows = MonthFlows()
        settle(month, month_ends)
        month_began = month_ends
        if month + 1 < len(calendar.month_ends):
            for authority in authorities:
                find_guardians(authority, month + 1, month_ends)


def check_ledgers(authority: Authority, *, in_full: bool) -> None:
    """Raise LedgerError naming the ledger of people, posts, hours, apprentices, assignments, placements or cases that is out."""
    name = authority.profile.name
    authority.roster.check_totals(name, authority.establishment.total_in_post)
    check_assignments(authority, in_full=in_full)
    check_training(authority)
    check_placements(authority, in_full=in_full)
    if in_full:
        authority.establishment.check(name)
        authority.roster.check(name, authority.establishment.total_in_post)
        authority.case_book.check_ledger()


def workforce_now(authority: Authority, days: int) -> list[float]:
    """Count the workforce of one authority at a month end, and who came and went in the month of so many days.

    In the order of the columns of ``workforce_month``, where destinations and routes are in their own order; caseload is
    worked out later.
    """
    flows, establishment, agency, training = (
        authority.flows,
        authority.establishment,
        authority.agency,
        authority.training,
    )
    in_post = fte(establishment.total_in_post)
    return [
        in_post,
        authority.roster.headcount,
        fte(establishment.total_funded),
        fte(establishment.vacant_hours),
        fte(agency.hours),
        agency.headcount,
        fte(agency.covering.hours),
        fte(authority.case_book.hours_holding()),
        authority.case_book.held,
        np.nan,
        in_post * share_absent(authority, days),
        fte(first_year_hours(authority)),
        fte(sum(flows.started_hours)),
        fte(sum(flows.left_hours)),
        *map(fte, flows.left_hours),
        *map(fte, flows.started_hours[Route.NEWLY_QUALIFIED :]),
        fte(flows.reclassified_hours),
        flows.promotions,
        training.in_training,
        flows.apprentices_started,
        flows.apprentices_qualified,
        flows.apprentices_withdrawn,
        flows.places_unused,
        len(authority.labour_market.waiting[authority.index]),
        fte(hours_in_teams(authority)),
    ]


def children_now(counts: NDArray[np.float64], so_far: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn the case book's running counts into the flows of a month and the stocks at its end; shape (34,)."""
    row = counts.copy()
    row[:CHILDREN_FLOWS] -= so_far[:CHILDREN_FLOWS]
    return row


def share_absent(authority: Authority, days: int) -> float:
    """Give the share of working time lost to absence in the month, taken to be the same for all in post.

    Long absences as they happened among case holders, short ones at the published rate.
    """
    count_absence(authority, 0)
    long_absent = authority.absent_hour_days / days / authority.holder_hours if authority.holder_hours else 0.0
    authority.absent_hour_days = 0.0
    return long_absent + absence_rate_today(authority) * (1.0 - authority.scenario.absence.long_share)


def first_year_hours(authority: Authority) -> int:
    """Add up the weekly hours of those in their assessed and supported year."""
    since = authority.env.now - ASYE_DAYS
    return sum([w.hours for w in authority.first_years if w.asye_from > since and not w.has_left])


def fte_by_band(loads: NDArray[np.int64], hours: NDArray[np.int64]) -> NDArray[np.float64]:
    """Add up the FTE of those who hold a case by cases per FTE, in the published bands; shape (6,)."""
    holding = (loads > 0) & (hours > 0)
    ratio = loads[holding] * FULL_TIME_HOURS / hours[holding]
    band = np.searchsorted(BAND_EDGES_CASES_PER_FTE, ratio, side="right")
    weights = hours[holding] / FULL_TIME_HOURS
    return np.bincount(band, weights=weights, minlength=len(BAND_EDGES_CASES_PER_FTE) + 1).astype(np.float64)


def fte(hours: int) -> float:
    """Turn weekly hours into full-time equivalents."""
    return hours / FULL_TIME_HOURS
