"""The census: at every month end who is in post and who holds what, and whether every ledger balances."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

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
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Destination, Route

Story = Generator[simpy.Event, object, None]

BAND_EDGES_CASES_PER_FTE = (5.0, 10.0, 15.0, 20.0, 25.0)
MONTHS_A_YEAR = 12
CHILDREN_FLOWS = tuple(column.name for column in CHILDREN_MONTH.columns if column.over_time == "sum")
CHILDREN_STOCKS = tuple(column.name for column in CHILDREN_MONTH.columns if column.over_time == "last")

STARTERS_BY_COLUMN = {
    "starters_newly_qualified_fte": Route.NEWLY_QUALIFIED,
    "starters_apprenticeship_fte": Route.APPRENTICESHIP,
    "starters_another_authority_fte": Route.ANOTHER_AUTHORITY,
    "starters_experienced_fte": Route.EXPERIENCED,
    "starters_agency_fte": Route.AGENCY,
}
LEAVERS_BY_COLUMN = {
    "leavers_left_fte": Destination.LEFT,
    "leavers_to_agency_fte": Destination.TO_AGENCY,
    "leavers_another_authority_fte": Destination.ANOTHER_AUTHORITY,
}


def census(authorities: Sequence[Authority], recorder: Recorder) -> Story:
    """Go round every authority at each month end: catch the cases up, count, check the ledgers, write down.

    The full check of every person and case is made on 30 September, the running totals every month.
    """
    first = authorities[0]
    env, calendar, labour_market = first.env, first.calendar, first.labour_market
    so_far: list[Mapping[str, float]] = [authority.case_book.counts() for authority in authorities]
    month_began = 0
    for month, month_ends in enumerate(calendar.month_ends):
        yield env.timeout(at(month_ends, Phase.RECORDS) - env.now)
        is_september = (month + 1) % MONTHS_A_YEAR == 0
        labour_market.let_go(month_ends)
        labour_market.check()
        for place, authority in enumerate(authorities):
            authority.case_book.advance_to(month_ends + 1)
            check_ledgers(authority, in_full=is_september)
            loads, hours = authority.case_book.holder_loads()
            counts = authority.case_book.counts()
            days = month_ends - month_began
            recorder.write("workforce_month", month, place, workforce_now(authority, counts, loads, hours, days))
            recorder.write("children_month", month, place, children_now(counts, so_far[place]))
            if is_september:
                bands = fte_by_band(loads, hours)
                recorder.write_caseload_bands((month + 1) // MONTHS_A_YEAR, place, bands)
            so_far[place] = counts
            authority.flows = MonthFlows()
        month_began = month_ends


def check_ledgers(authority: Authority, *, in_full: bool) -> None:
    """Raise LedgerError naming the ledger of people, posts, hours, apprentices, assignments or cases that is out."""
    name = authority.profile.name
    authority.roster.check_totals(name, authority.establishment.total_in_post)
    check_assignments(authority)
    check_training(authority)
    if in_full:
        authority.establishment.check(name)
        authority.roster.check(name, authority.establishment.total_in_post)
        authority.case_book.check_ledger()


def workforce_now(
    authority: Authority,
    counts: Mapping[str, float],
    loads: NDArray[np.int64],
    hours: NDArray[np.int64],
    days: int,
) -> dict[str, float]:
    """Count the workforce of one authority at a month end, and who came and went in the month of so many days."""
    flows, establishment, agency = authority.flows, authority.establishment, authority.agency
    in_post = fte(establishment.total_in_post)
    row = {
        "inpost_fte": in_post,
        "inpost_headcount": float(authority.roster.headcount),
        "establishment_fte": fte(establishment.total_funded),
        "vacancy_fte": fte(establishment.vacant_hours),
        "agency_fte": fte(agency.cover_hours + agency.surge_hours),
        "agency_headcount": float(agency.headcount),
        "agency_cover_fte": fte(agency.cover_hours),
        "case_holders_fte": fte(int(hours[loads > 0].sum())),
        "cases": counts["cases"],
        "absent_fte": in_post * share_absent(authority, days),
        "asye_fte": fte(first_year_hours(authority)),
        "starters_fte": fte(sum(flows.started_hours)),
        "leavers_fte": fte(sum(flows.left_hours)),
        "promotions": flows.promotions,
        "apprentices_headcount": authority.training.in_training,
        "apprentices_started": flows.apprentices_started,
        "apprentices_qualified": flows.apprentices_qualified,
        "apprentices_withdrawn": flows.apprentices_withdrawn,
        "apprentice_places_unused": flows.places_unused,
        "candidates_waiting": len(authority.labour_market.waiting[authority.index]),
    }
    for column, route in STARTERS_BY_COLUMN.items():
        row[column] = fte(flows.started_hours[route])
    for column, destination in LEAVERS_BY_COLUMN.items():
        row[column] = fte(flows.left_hours[destination])
    return row


def children_now(counts: Mapping[str, float], so_far: Mapping[str, float]) -> dict[str, float]:
    """Turn the case book's running counts into the flows of a month and the stocks at its end."""
    row = {name: counts[name] - so_far[name] for name in CHILDREN_FLOWS}
    row.update((name, counts[name]) for name in CHILDREN_STOCKS)
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
    return sum(w.hours for w in authority.first_years if w.asye_from > since and not w.has_left)


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
