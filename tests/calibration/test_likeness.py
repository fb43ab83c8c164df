"""A simulated England looks like the published one: its censuses spread, last and hang together as the department's do.

The factors of ``calibration/simulated.py`` are set so that this holds (indirect inference), and this test holds them to
it. Both panels are of nine censuses less the years before the start, read by one reader; docs/calibration.md shows the
figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.conftest import Statistical
from workforce_sim.calibration.estimators import TAILS, regress, spread_with_tails, without_england
from workforce_sim.calibration.panel import panel, ratio
from workforce_sim.config.loading import default_scenario
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.replication import replicate
from workforce_sim.studies.areas import simulated_profiles

pytestmark = pytest.mark.statistical

Series = NDArray[np.float64]

START, YEARS, REPLICATIONS = 2025, 5, 2


@dataclass(frozen=True, slots=True)
class Censuses:
    """What is compared, of one England; shape (authorities, censuses), starters and leavers without the first."""

    in_post: Series
    vacancies: Series
    agency: Series
    cases: Series
    holders: Series
    starters: Series
    leavers: Series


@cache
def published() -> Censuses:
    figures = panel(START)
    flows = figures.starters[:, 1:], figures.leavers[:, 1:]
    return Censuses(figures.in_post, figures.vacancies, figures.agency, figures.cases, figures.holders, *flows)


def simulated(told: dict[str, float] | None = None) -> tuple[Censuses, ...]:
    return _simulated(tuple((told or {}).items()))


@cache
def _simulated(told: tuple[tuple[str, float], ...]) -> tuple[Censuses, ...]:
    scenario = default_scenario({"horizon_years": str(YEARS)}).with_values(dict(told))
    return tuple(_censuses(replicate(scenario, simulated_profiles(scenario), 1, number)) for number in range(1, REPLICATIONS + 1))


def _censuses(records: ReplicationRecords) -> Censuses:
    def of(measure: str) -> Series:
        return np.array(records.arrays["annual_return"][:, :, ANNUAL_RETURN.index[measure]].T, dtype=np.float64)

    stocks = ("inpost_fte", "vacancy_fte", "agency_fte", "cases", "case_holders_fte")
    return Censuses(*map(of, stocks), of("starters_fte")[:, 1:], of("leavers_fte")[:, 1:])


def apart(stock: Series, years: int) -> float:
    """Give how far a stock of two censuses some years apart differs beyond what all do: a standard deviation of logarithms."""
    there = np.where(stock > 0.0, stock, np.nan)
    return spread_with_tails(without_england(np.log(there[:, years:]) - np.log(there[:, :-years])), TAILS)


def surprise(values: Series, years: int) -> float:
    """Give what a census some years before leaves unexplained: a standard deviation."""
    own = without_england(values)
    return spread_with_tails(regress(own[:, years:], own[:, :-years]).left_over, TAILS)


def lasting(values: Series, years: int) -> float:
    """Give the slope on the census some years before."""
    own = without_england(values)
    return float(regress(own[:, years:], own[:, :-years]).estimate[0])


def in_post(seen: Censuses, years: int) -> float:
    return apart(seen.in_post, years)


def cases(seen: Censuses, years: int) -> float:
    return apart(seen.cases, years)


def posts(seen: Censuses, years: int) -> float:
    return apart(seen.in_post + seen.vacancies, years)


def vacancy_rate(seen: Censuses, years: int) -> float:
    return surprise(ratio(seen.vacancies, seen.in_post + seen.vacancies), years)


def agency_angle(seen: Censuses) -> Series:
    return np.asarray(np.arcsin(np.sqrt(ratio(seen.agency, seen.agency + seen.in_post))))


def agency_rate(seen: Censuses, years: int) -> float:
    return surprise(agency_angle(seen), years)


def agency_lasts(seen: Censuses, years: int) -> float:
    return lasting(agency_angle(seen), years)


def caseload(seen: Censuses, years: int) -> float:
    return surprise(np.log(ratio(seen.cases, seen.holders)), years)


def starters_per_post(seen: Censuses, years: int) -> float:
    return surprise(ratio(seen.starters, (seen.in_post + seen.vacancies)[:, 1:]), years)


def turnover(seen: Censuses, years: int) -> float:
    return surprise(ratio(seen.leavers, seen.in_post[:, 1:]), years)


LIKENESS = {
    in_post: 0.06,
    cases: 0.06,
    posts: 0.16,
    vacancy_rate: 0.1,
    agency_rate: 0.08,
    agency_lasts: 0.04,
    caseload: 0.12,
    starters_per_post: 0.1,
    turnover: 0.1,
}
"""How far a simulated figure lies from the published one at most, as a share of it."""
KNOWN_TO = 0.03
"""Standard error, relative, of a spread of some 900 changes with heavy tails."""


@pytest.mark.parametrize("years", [1, 2, 3])
@pytest.mark.parametrize("of", LIKENESS, ids=lambda of: of.__name__)
def test_simulated_censuses_spread_and_last_as_published_ones(
    of: Callable[[Censuses, int], float], years: int, statistical: Statistical
) -> None:
    ratio_of_both = float(np.mean([of(each, years) for each in simulated()])) / of(published(), years)
    claim = statistical(f"simulated {of.__name__} over {years} years is like the published one", REPLICATIONS, 1e-4)
    claim.holds_within(max(abs(ratio_of_both - 1.0) - LIKENESS[of], 0.0), 0.0, KNOWN_TO)


def test_a_world_whose_supply_hardly_swings_would_be_noticed(statistical: Statistical) -> None:
    ratio_of_both = float(np.mean([in_post(each, 1) for each in simulated({"labour_market.authority_year_spread": 0.05})]))
    ratio_of_both /= in_post(published(), 1)
    claim = statistical("in post swings as published with candidates who come evenly", REPLICATIONS, 1e-4)
    with pytest.raises(AssertionError, match="candidates who come evenly"):
        claim.holds_within(max(abs(ratio_of_both - 1.0) - LIKENESS[in_post], 0.0), 0.0, KNOWN_TO)


if __name__ == "__main__":  # the table of docs/calibration.md
    for measure in LIKENESS:
        pairs = [(measure(published(), years), np.mean([measure(each, years) for each in simulated()])) for years in (1, 2, 3)]
        print(f"| {measure.__name__} |", " | ".join(f"{seen:.3f}, {made:.3f}" for seen, made in pairs), "|")
