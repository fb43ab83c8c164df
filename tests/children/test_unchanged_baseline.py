"""Where nothing changes, children stay at the published figures: case books and placements alone, without social workers.

All of England goes through five years in six replications, and twenty authorities of different size in forty. Who holds a
case changes nothing for a child, so these are the children of any run of the baseline.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import t as student

from tests.conftest import Statistical
from tests.workforce.small_authority import published
from workforce_sim.caseload.care_register import CareRegister
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import CARE, MARKS, OUTSIDE, SINCE, STAGE
from workforce_sim.caseload.counting import COUNTS
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.clock import Calendar
from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.care import PLACEMENT_KINDS
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.workforce.open_case_book import open_case_book
from workforce_sim.workforce.placements import open_placements

pytestmark = pytest.mark.statistical

Real = NDArray[np.float64]

YEARS = 5
MONTHS = 12 * YEARS
SCENARIO = Scenario()
CALENDAR = Calendar(dt.date(2025, 9, 30), YEARS)
OF_ENGLAND, OF_AN_AUTHORITY = 6, 40
CARE_STARTED, LOOKED_AFTER = COUNTS.index("cla_started"), COUNTS.index("cla")
AFTER = (1, 3, 5)
GROUPS = kernel.BANDS + 1
TOLERANCE = 0.05


def opened(profile: AuthorityProfile, decisions: Decisions) -> CaseBook:
    holders = max(1, round(profile.case_holders_fte))
    return open_case_book(profile, SCENARIO, CALENDAR, decisions, [(profile.cases / holders, 37)] * holders)[0]


@dataclass
class England:
    """Sums over all authorities of one replication: at the start and every month end after it, or in every month."""

    counts: Real
    """Shape (months + 1, counts): flows since the start, stocks now."""
    placements: Real
    """Shape (months, columns of ``placements_month``)."""
    groups: Real
    """Shape (months + 1, 6): looked-after children by age band, and unaccompanied ones."""
    days_in_care: Real
    """Shape (months + 1,): days since care began, added up over all looked after but unaccompanied children."""


@cache
def england() -> tuple[England, ...]:
    return tuple(lived_through(number) for number in range(OF_ENGLAND))


def lived_through(replication: int) -> England:
    decisions = Decisions(2026, replication)
    seen = England(
        np.zeros((MONTHS + 1, len(COUNTS))),
        np.zeros((MONTHS, kernel.COLUMNS)),
        np.zeros((MONTHS + 1, GROUPS)),
        np.zeros(MONTHS + 1),
    )
    for profile in published("England"):
        add(profile, decisions, seen)
    return seen


def add(profile: AuthorityProfile, decisions: Decisions, seen: England) -> None:
    """Play one authority month by month, as the census does, and add what is seen."""
    book, register, row = opened(profile, decisions), CareRegister(), np.zeros(kernel.COLUMNS)
    placements = open_placements(profile, SCENARIO, CALENDAR, decisions, book, register)
    began, before = 0, book.counts_array()
    look(book, register, before, 0, seen)
    for month, ends in enumerate(CALENDAR.month_ends):
        book.advance_to(ends + 1)
        counts = book.counts_array()
        register.walk(book, int(counts[LOOKED_AFTER]))
        started = int(counts[CARE_STARTED] - before[CARE_STARTED])
        placements.play_month(register, month, ends, ends - began, started, row)
        seen.placements[month] += row
        look(book, register, counts, month + 1, seen)
        began, before = ends, counts


def look(book: CaseBook, register: CareRegister, counts: Real, at: int, seen: England) -> None:
    listed = register.children[: register.found[kernel.LOOKED_AFTER], kernel.ROW]
    seen.counts[at] += counts
    seen.groups[at] += np.bincount(register.facts[listed, kernel.GROUP], minlength=GROUPS)
    rows = book.arrays.rows[: book.rows_used]
    in_care = rows[(rows[:, STAGE] == CARE) & (rows[:, MARKS] & OUTSIDE == 0)]
    seen.days_in_care[at] += (book.day - 1 - in_care[:, SINCE]).sum()


def stock(name: str) -> Real:
    """A stock of England at the start and each month end; shape (replications, months + 1)."""
    return np.array([each.counts[:, COUNTS.index(name)] for each in england()])


def flow(name: str) -> Real:
    """A flow of England in each year; shape (replications, years)."""
    return np.diff(stock(name)[:, ::12], axis=1)


def moves() -> Real:
    """Placement moves in each year; shape (replications, years)."""
    monthly = np.array([each.placements[:, kernel.MOVED] for each in england()])
    return monthly.reshape(OF_ENGLAND, YEARS, 12).sum(axis=2)


def of_england(name: str) -> float:
    return float(sum(getattr(profile, name) for profile in published("England")))


@pytest.mark.parametrize("year", AFTER)
def test_children_of_england_stay_within_five_per_cent(statistical: Statistical, year: int) -> None:
    """Chance moves the mean of the smallest, 1,660 children placed for adoption, by 1% (Poisson): 5% are five deviations."""
    known = {"cin": of_england("cin_at_31_march"), "cpp": of_england("cpp_at_31_march")}
    known["cla"] = of_england("cla_at_31_march") + of_england("uasc_at_31_march")
    measured = {name: stock(name)[:, 12 * year].mean() for name in known}
    at_start = np.sum([profile.care.placements for profile in published("England")], axis=0)
    lived = np.mean([each.placements[12 * year - 1, : kernel.KINDS] for each in england()], axis=0)
    known |= dict(zip(PLACEMENT_KINDS, at_start.tolist(), strict=True))
    measured |= dict(zip(PLACEMENT_KINDS, lived.tolist(), strict=True))
    for name, expected in known.items():
        claim = statistical(f"{name} of England after {year} years is within 5% of the published", round(expected), 1e-5)
        assert measured[name] == pytest.approx(expected, rel=TOLERANCE), claim.hypothesis


PUBLISHED_2025 = {
    "referrals": 632_830,
    "cin_started": 396_870,
    "cpp_started": 61_840,
    "conferences": 72_100,
    "cla_started": 32_270,
    "uasc_started": 6_950,
}
"""England, year to 31 March 2025 (DfE)."""
CEASED = (31_850, 33_780, 34_450)
"""Ceased to be looked after in England, years to 31 March 2023, 2024 and 2025 (DfE).

More than started in 2025, so that the published stock fell by 2%. Here it stays, and as many cease as start: 6% fewer than
in 2025 and 3% fewer than in the three years."""


@pytest.mark.parametrize("name", PUBLISHED_2025)
def test_what_begins_in_england_each_year_is_as_published(statistical: Statistical, name: str) -> None:
    """Children found in need come out at 0.7% too few: shares of referrals are those of three years, not of the latest."""
    expected = PUBLISHED_2025[name]
    claim = statistical(f"{name} of England is within 5% of the published in every year", expected, 1e-5)
    assert flow(name).mean(axis=0) == pytest.approx(np.full(YEARS, expected), rel=TOLERANCE), claim.hypothesis


def test_as_many_children_cease_to_be_looked_after_as_start(statistical: Statistical) -> None:
    claim = statistical("cla_ceased of England is within 5% of those who start and of three published years", 32_270, 1e-5)
    ceased = flow("cla_ceased").mean(axis=0)
    assert ceased == pytest.approx(np.full(YEARS, PUBLISHED_2025["cla_started"]), rel=TOLERANCE), claim.hypothesis
    assert ceased == pytest.approx(np.full(YEARS, np.mean(CEASED)), rel=TOLERANCE), claim.hypothesis


def test_the_first_year_is_like_the_later_ones(statistical: Statistical) -> None:
    """Children found part-way leave care, plans and need as evenly as those who come later, and move as often.

    Endings are Poisson in each year, those that follow referrals at most 1.7 times as variable.
    """
    years = {"cla_ceased": (flow("cla_ceased"), 1.0), "cpp_ended": (flow("cpp_ended"), 1.7), "moves": (moves(), 1.7)}
    years |= {"cin_ended": (flow("cin_ended"), 1.7), "care_leavers_started": (flow("care_leavers_started"), 1.0)}
    for name, (seen, times) in years.items():
        first, later = seen[:, 0].mean(), seen[:, 1:].mean()
        error = np.sqrt(times * later * (1.0 + 1.0 / (YEARS - 1)) / OF_ENGLAND)
        claim = statistical(f"{name} of England in the first year are as in the four after it", round(later), 1e-4)
        claim.holds_within(first, later, float(error))


@pytest.mark.parametrize("year", [1, 5])
def test_ages_and_time_in_care_are_at_the_start_as_they_stay(statistical: Statistical, year: int) -> None:
    groups = np.array([each.groups for each in england()])
    for group in range(GROUPS):
        before, after = groups[:, 0, group].mean(), groups[:, 12 * year, group].mean()
        claim = statistical(f"looked-after children of group {group} are as many after {year} years", round(before), 1e-4)
        claim.holds_within(after, before, float(np.sqrt(2.0 * before / OF_ENGLAND)))
    children = stock("cla") - stock("uasc")
    means = np.array([each.days_in_care for each in england()]) / children
    # Care lasts 1,090 days on average; its spread, and that of the time since it began, is below twice the mean.
    error = 2.0 * means[:, 0].mean() * np.sqrt(2.0 / children[:, 0].sum())
    claim = statistical(f"days since care began are the same on average after {year} years", int(children[0, 0]), 1e-4)
    claim.holds_within(means[:, 12 * year].mean(), means[:, 0].mean(), float(error))


def test_children_by_need_stay_and_so_do_those_in_homes(statistical: Statistical) -> None:
    """Nothing is published of need: what is assumed at the start is to last, like everything else."""
    first, last = (np.array([each.placements[month] for each in england()]).mean(axis=0) for month in (0, MONTHS - 1))
    for column in range(kernel.BY_NEED, kernel.TO_GUARDIANS):
        before, after = first[column], last[column]
        claim = statistical(f"children of column {column} of placements_month are as many after five years", round(before), 1e-4)
        claim.holds_within(after, before, float(np.sqrt(2.0 * before / OF_ENGLAND)))


def twenty() -> tuple[AuthorityProfile, ...]:
    """Twenty authorities from the fewest children looked after to the most."""
    by_size = sorted(published("England"), key=lambda profile: profile.cla_at_31_march)
    return tuple(by_size[place] for place in np.linspace(0, len(by_size) - 1, 20).round().astype(int))


STOCKS = ("cin", "cpp", "cla")


@cache
def of_twenty() -> tuple[Real, Real]:
    """Published stocks, shape (20, 3), and those after 1, 3 and 5 years, shape (replications, 20, 3 years, 3 stocks)."""
    known = [(p.cin_at_31_march, p.cpp_at_31_march, p.cla_at_31_march + p.uasc_at_31_march) for p in twenty()]
    lived = np.zeros((OF_AN_AUTHORITY, len(known), len(AFTER), len(STOCKS)))
    columns = [COUNTS.index(name) for name in STOCKS]
    for replication in range(OF_AN_AUTHORITY):
        decisions = Decisions(7, replication)
        for place, profile in enumerate(twenty()):
            book = opened(profile, decisions)
            for step, year in enumerate(AFTER):
                book.advance_to(CALENDAR.census_days[year] + 1)
                lived[replication, place, step] = book.counts_array()[columns]
    return np.array(known), lived


def test_the_published_stock_lies_in_the_95_range_of_each_authority(statistical: Statistical) -> None:
    """Of 40 replications about the published stock, one at most on one side happens once in 10^10."""
    known, lived = of_twenty()
    low, high = np.quantile(lived, [0.025, 0.975], axis=0)
    outside = [
        f"{profile.name}: {name} after {year} years, published {known[place, which]:.0f}"
        for place, profile in enumerate(twenty())
        for step, year in enumerate(AFTER)
        for which, name in enumerate(STOCKS)
        if not low[place, step, which] <= known[place, which] <= high[place, step, which]
    ]
    claim = statistical("published stocks lie in the 95% range of 20 authorities' own replications", OF_AN_AUTHORITY, 1e-6)
    assert not outside, f"{claim.hypothesis}: {outside}"


def test_the_mean_of_each_authoritys_replications_is_its_published_stock(statistical: Statistical) -> None:
    """One by one with Student's t, at a rate shared among all that are judged, and all twenty together.

    The start is rounded to whole children, so half a child is no bias.
    """
    known, lived = of_twenty()
    error = np.sqrt(lived.var(axis=0, ddof=1) / OF_AN_AUTHORITY + 0.25 / 3.0)
    away = (lived.mean(axis=0) - known[:, None, :]) / error
    freedom = OF_AN_AUTHORITY - 1
    for which, name in enumerate(STOCKS):
        for step, year in enumerate(AFTER):
            judged = away[:, step, which]
            claim = statistical(f"{name} of 20 authorities after {year} years is on average as published", OF_AN_AUTHORITY, 1e-4)
            claim.holds_at(float(min(1.0, 2.0 * student.sf(np.abs(judged).max(), freedom) * len(judged))))
            claim.holds_within(float(judged.mean()), 0.0, float(np.sqrt(freedom / (freedom - 2.0) / len(judged))))
