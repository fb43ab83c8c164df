"""What the years bring on average: the simulation's own conditions with every draw at its middle, put at their means.

A factor that is the exponential of a normal swing of variance v has its mean at exp(v / 2) times its middle; the agency
rate is the squared sine of an angle, whose mean is (1 - cos(2 x angle) exp(-2 v)) / 2. Moves drawn from Student's t are
taken for normal ones of the same variance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from workforce_sim.randomness.decisions import Decision, Decisions
from workforce_sim.randomness.draws import identity_key
from workforce_sim.workforce.conditions import Conditions, conditions_of, conditions_of_england

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

Array = NDArray[np.float64]

MIDDLE = 0.5


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
        found.append(at_their_means(middle, certain))
    names = MeanConditions.__slots__
    return MeanConditions(**{name: np.array([getattr(each, name) for each in found]).T for name in names})


def at_their_means(middle: Conditions, scenario: Scenario) -> Conditions:
    """Raise conditions drawn at their middle to their means; arrays as in ``Conditions``."""
    turnover, market = scenario.turnover, scenario.labour_market
    years = len(middle.leaving)
    leaving_var = turnover.authority_year_spread**2
    supply_var = market.authority_year_spread**2
    leaving = leaving_var + gathered(turnover.national_spread, turnover.national_persistence, years)
    supply = supply_var + gathered(market.national_spread, market.national_persistence, years)
    return Conditions(
        leaving=middle.leaving * np.exp(leaving / 2.0),
        candidates=middle.candidates * np.exp(supply / 2.0),
        growth=middle.growth,
        reclassified=middle.reclassified,
        agency_rate=mean_agency_rate(middle.agency_rate, scenario),
        **mean_counting(middle, scenario),
    )


def gathered(spread: float, persistence: float, years: int) -> Array:
    """Give the variance that shocks of one spread have gathered, year by year, as they wear off; shape (years,)."""
    return np.asarray(spread**2 * np.cumsum(persistence ** (2.0 * np.arange(years))), dtype=np.float64)


def mean_agency_rate(middle: Array, scenario: Scenario) -> Array:
    """Give the mean of a rate that wanders in its angle; shape (years + 1,), the start is known."""
    settings, years = scenario.agency, len(middle) - 1
    own = gathered(settings.authority_year_spread, settings.authority_year_persistence, years)
    spread = np.concatenate(([0.0], own + settings.national_spread**2 * np.arange(1, years + 1)))
    angles = np.arcsin(np.sqrt(middle))
    return np.asarray((1.0 - np.cos(2.0 * angles) * np.exp(-2.0 * spread)) / 2.0, dtype=np.float64)


def mean_counting(middle: Conditions, scenario: Scenario) -> dict[str, Array]:
    """Give the mean factors by which the census counts cases and holders; shape (years + 1,).

    That cases and holders go along with staff is taken at its middle: staff are in the twin at their mean already.
    """
    settings, years = scenario.counting, np.arange(1, len(middle.leaving) + 1)
    together = settings.cases_lasting_spread**2 * years + settings.cases_passing_spread**2
    caseload = gathered(settings.caseload_lasting_spread, settings.caseload_persistence, len(years))
    caseload = caseload + settings.caseload_passing_spread**2
    holders = (together + caseload / 4.0) / 2.0
    cases = holders + settings.national_spread**2 * years / 2.0
    first = np.zeros(1)
    return {
        "cases_counted": middle.cases_counted * np.exp(np.concatenate((first, cases))),
        "holders_counted": middle.holders_counted * np.exp(np.concatenate((first, holders))),
    }
