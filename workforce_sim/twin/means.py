"""What the years bring on average: the simulation's own conditions with every draw at its middle, put at their means.

A factor that is the exponential of a normal swing of variance v has its mean at exp(v / 2) times its middle. Moves drawn
from Student's t are taken for normal ones of the same variance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from workforce_sim.randomness.decisions import Decision, Decisions
from workforce_sim.randomness.draws import identity_key
from workforce_sim.workforce.conditions import Conditions, conditions_of, conditions_of_england, staff_by_chance

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

Array = NDArray[np.float64]

MIDDLE = 0.5
QUADRATURE_POINTS = 15
LARGEST_ANGLE = 1.2
"""The bound of the angle of an agency rate in ``conditions.agency_rates``."""


class Middle:
    """Answer every draw with the middle of its law, in the place of ``Decisions``."""

    def uniforms(self, of: Decision, identities: NDArray[np.int64]) -> Array:  # noqa: ARG002 - as Decisions asks
        """Give the middle for each of many."""
        return np.full(len(identities), MIDDLE)

    def uniform(self, of: Decision, identity: int, ordinal: int = 0) -> float:  # noqa: ARG002 - as Decisions asks
        """Give the middle."""
        return MIDDLE


NO_LUCK = cast(Decisions, Middle())
"""Stands where the luck of a replication would be: every draw at its middle."""


@dataclass(frozen=True, slots=True)
class MeanConditions:
    """The conditions of every authority on average, as in ``Conditions``; the first five of shape (years, authorities).

    ``agency_rate``, ``cases_counted`` and ``holders_counted`` of shape (years + 1, authorities).
    """

    leaving: Array
    candidates: Array
    growth: Array
    reclassified: Array
    agency_rate: Array
    cases_counted: Array
    holders_counted: Array


def mean_conditions(
    scenario: Scenario, profiles: Sequence[AuthorityProfile], agency_holding_share: Sequence[float]
) -> MeanConditions:
    """Give what the years bring to every authority on average.

    ``agency_holding_share`` is the share of each one's agency workers who hold cases. What is not known about the rates
    themselves (``uncertainty: chance+rates``) has mean 1 or 0 by construction.
    """
    certain = scenario.model_copy(update={"uncertainty": "chance"})
    years = scenario.horizon_years
    england = conditions_of_england(certain, NO_LUCK, years)
    found = []
    for profile, share in zip(profiles, agency_holding_share, strict=True):
        middle = conditions_of(profile, certain, NO_LUCK, identity_key("authority", profile.code), england, share)
        found.append(at_their_means(middle, profile, certain, share))
    names = MeanConditions.__slots__
    return MeanConditions(**{name: np.array([getattr(each, name) for each in found]).T for name in names})


def at_their_means(middle: Conditions, profile: AuthorityProfile, scenario: Scenario, agency_holding_share: float) -> Conditions:
    """Raise conditions drawn at their middle to their means; arrays as in ``Conditions``."""
    turnover, market = scenario.turnover, scenario.labour_market
    years = len(middle.leaving)
    leaving_var = turnover.authority_year_spread**2
    supply_var = market.authority_year_spread**2
    leaving = leaving_var + gathered(turnover.national_spread, turnover.national_persistence, years)
    supply = supply_var + gathered(market.national_spread, market.national_persistence, years)
    agency_rate = mean_agency_rate(middle.agency_rate, scenario)
    return Conditions(
        leaving=middle.leaving * np.exp(leaving / 2.0),
        candidates=middle.candidates * np.exp(supply / 2.0),
        growth=middle.growth,
        reclassified=middle.reclassified,
        agency_rate=agency_rate,
        **mean_counting(middle, scenario, *staff_beyond_middle(middle, profile, agency_rate, agency_holding_share)),
    )


def gathered(spread: float, persistence: float, years: int) -> Array:
    """Give the variance that shocks of one spread have gathered, year by year, as they wear off; shape (years,)."""
    return np.asarray(spread**2 * np.cumsum(persistence ** (2.0 * np.arange(years))), dtype=np.float64)


def mean_agency_rate(middle: Array, scenario: Scenario) -> Array:
    """Give the rate at which agency workers are as many as on average, for one that wanders in its angle.

    There are rate / (1 - rate) of them to one in post, the squared tangent of the angle; its mean is that over a normal
    angle between the simulation's bounds (Gauss and Hermite's quadrature). Shape (years + 1,), the start is known.
    """
    settings, years = scenario.agency, len(middle) - 1
    own = gathered(settings.authority_year_spread, settings.authority_year_persistence, years)
    spread = np.sqrt(np.concatenate(([0.0], own + settings.national_spread**2 * np.arange(1, years + 1))))
    nodes, weights = np.polynomial.hermite_e.hermegauss(QUADRATURE_POINTS)
    angles = np.arcsin(np.sqrt(middle))[:, None] + spread[:, None] * nodes
    beside = np.tan(np.clip(angles, 0.0, LARGEST_ANGLE)) ** 2 @ (weights / weights.sum())
    return np.asarray(beside / (1.0 + beside), dtype=np.float64)


def staff_beyond_middle(
    middle: Conditions, profile: AuthorityProfile, agency_rate: Array, agency_holding_share: float
) -> tuple[Array, Array]:
    """Give by how much all staff and those who hold cases are more at the mean agency rate than at the middle one.

    Logarithms, shape (years,), by the simulation's own ``staff_by_chance``.
    """
    nothing = np.zeros(len(middle.leaving))
    at_middle = staff_by_chance(profile, nothing, middle.agency_rate[1:], agency_holding_share)
    at_mean = staff_by_chance(profile, nothing, agency_rate[1:], agency_holding_share)
    return at_mean[0] - at_middle[0], at_mean[1] - at_middle[1]


def mean_counting(middle: Conditions, scenario: Scenario, staff: Array, holding: Array) -> dict[str, Array]:
    """Give the mean factors by which the census counts cases and holders; shape (years + 1,).

    ``staff`` and ``holding`` as ``staff_beyond_middle`` gives: the counts go along with staff, and what agency use adds to
    holders is taken off before, as in the simulation. How the spread of staff bends the factors is left out.
    """
    settings, years = scenario.counting, np.arange(1, len(middle.leaving) + 1)
    together = settings.cases_lasting_spread**2 * years + settings.cases_passing_spread**2
    caseload = gathered(settings.caseload_lasting_spread, settings.caseload_persistence, len(years))
    caseload = caseload + settings.caseload_passing_spread**2
    either = (together + caseload / 4.0) / 2.0
    cases = either + settings.national_spread**2 * years / 2.0 + settings.cases_follow_staff * staff
    holders = either + settings.holders_follow_staff * staff - holding
    first = np.zeros(1)
    return {
        "cases_counted": middle.cases_counted * np.exp(np.concatenate((first, cases))),
        "holders_counted": middle.holders_counted * np.exp(np.concatenate((first, holders))),
    }
