"""The twin beside the mean of many replications: they agree where the model is the same, and an error in one shows.

In a steady world without swings, without reclassification and without an effect of caseload, expected values and the mean
of the simulation are of one model up to what the twin leaves out (whole people, notice that ends before a start), for
which a tolerance is stated. Each comparison is judged by Student's t beyond the tolerance, all together by Bonferroni.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import t as student

from tests.conftest import Statistical
from tests.steady import STEADY, settled
from tests.workforce.small_authority import published
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.replication import replicate
from workforce_sim.twin import course, events
from workforce_sim.twin.found import Found
from workforce_sim.twin.market import Comer

pytestmark = pytest.mark.statistical

YEARS, REPLICATIONS, FALSE_ALARM_RATE = 5, 120, 1e-3
TOLERANCE = {
    "inpost_fte": 0.005,
    "establishment_fte": 0.005,
    "starters_fte": 0.015,
    "leavers_fte": 0.015,
    "leavers_to_agency_fte": 0.03,
    "starters_newly_qualified_fte": 0.02,
    "starters_apprenticeship_fte": 0.05,
    "agency_fte": 0.02,
    "apprentices_headcount": 0.01,
}
"""How far the twin may lie from the simulation's true mean, relative to it."""

Array = NDArray[np.float64]


def world(**changes: object) -> Scenario:
    """Nottinghamshire without swings or feedback, twelve apprentices a year and a freeze of half a year."""
    values: dict[str, object] = {
        **STEADY,
        "horizon_years": YEARS,
        "turnover.caseload_effect_points": 0.0,
        "apprenticeship.intake": 12,
        "recruitment.freeze": {"2028-01-01": 1, "2028-07-01": 0},
        "areas": "Nottinghamshire",
    }
    return Scenario().with_values({**values, **changes})


@cache
def simulated() -> Array:
    """The censuses of every replication; shape (replications, years, measures)."""
    places = [ANNUAL_RETURN.index[name] for name in TOLERANCE]
    profiles = [settled(published("Nottinghamshire")[0])]
    return np.array(
        [replicate(world(), profiles, 7, n).arrays["annual_return"][1:, 0, places] for n in range(1, REPLICATIONS + 1)]
    )


def twin(scenario: Scenario) -> Array:
    """The same of the twin; shape (years, measures)."""
    places = [ANNUAL_RETURN.index[name] for name in TOLERANCE]
    annual = events.lived_through(scenario, [settled(published("Nottinghamshire")[0])]).annual
    return np.asarray(annual[1:, 0, places], dtype=np.float64)


def p_value(expected: Array) -> float:
    """How likely the furthest of all comparisons is, if each true difference is within its tolerance."""
    measured = simulated()
    error = measured.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    beyond = np.maximum(np.abs(measured.mean(axis=0) - expected) - np.array(list(TOLERANCE.values())) * expected, 0.0)
    far = np.divide(beyond, error, out=np.where(beyond > 0.0, np.inf, 0.0), where=error > 0.0)
    return float(min(1.0, 2.0 * student.sf(far.max(), REPLICATIONS - 1) * far.size))


def test_the_twin_and_the_mean_of_the_simulation_agree(statistical: Statistical) -> None:
    claim = statistical("expected values are the simulation's mean within a tolerance", REPLICATIONS, FALSE_ALARM_RATE)
    claim.holds_at(p_value(twin(world())))


@pytest.mark.parametrize(
    "error",
    [
        {"turnover.level": 1.1},
        {"turnover.level": 0.9},
        {"establishment.growth_per_year": 0.035},
        {"labour_market.candidates_level": 0.8},
        {"apprenticeship.withdrawal_per_year": 0.12},
        {"apprenticeship.length_months": 30},
        {"turnover.share_to_agency": 0.3},
        {"agency.follows_vacancies": 0.3},
        {"training_routes.university_undergraduate.qualifies_month": 11},
    ],
    ids=lambda error: next(iter(error)),
)
def test_an_error_in_one_of_them_is_found(error: dict[str, object], statistical: Statistical) -> None:
    found = p_value(twin(world(**error)))
    claim = statistical("the twin of another scenario is not the simulation's mean", REPLICATIONS, FALSE_ALARM_RATE)
    assert found < claim.false_alarm_rate, f"{error} in the twin alone should show; p = {found:.2g}"


def doubled(comers: Callable[[Found], tuple[Comer, ...]]) -> Callable[[Found], tuple[Comer, ...]]:
    """The same candidates, who start twice as long after an offer."""
    return lambda found: tuple(replace(comer, start_days=2 * comer.start_days) for comer in comers(found))


def test_notice_that_is_twice_as_long_in_one_of_them_is_found(monkeypatch: pytest.MonkeyPatch, statistical: Statistical) -> None:
    monkeypatch.setattr(course, "comers_of", doubled(course.comers_of))
    found = p_value(twin(world()))
    claim = statistical("starting twice as late is not the simulation's mean", REPLICATIONS, FALSE_ALARM_RATE)
    assert found < claim.false_alarm_rate, f"a notice period twice as long in the twin alone should show; p = {found:.2g}"
