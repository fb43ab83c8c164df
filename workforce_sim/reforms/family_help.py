"""Family Help: what it averts, whose cases family support workers lead, and who leaves cases for protection teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.reforms.roll_out import share_in_force

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

Real = NDArray[np.float64]


def help_in_force(scenario: Scenario, profile: AuthorityProfile, calendar: Calendar) -> Real | None:
    """Give how much of Family Help is in force in an authority each day, shape (days + 1,); None where it never is."""
    return share_in_force(scenario.family_help.roll_out, profile, calendar, scenario.start.year)


def averted_by_help(scenario: Scenario, in_force: Real) -> Real:
    """Give the share of moves from need to plan, need to care and plan to care averted each day; shape (days + 1, 3)."""
    family_help = scenario.family_help
    return np.outer(in_force, (family_help.fewer_plans, family_help.fewer_care_entries, family_help.fewer_care_entries))


def led_share(scenario: Scenario, in_force: Real) -> Real:
    """Give the share of children in whom need begins whose case a family support worker leads; shape (days + 1,)."""
    return in_force * scenario.family_help.led_by_family_support_share


def protection_teams_fte(scenario: Scenario, profile: AuthorityProfile, in_force: Real) -> Real:
    """Give the social workers wanted in multi-agency child protection teams each day, FTE; shape (days + 1,)."""
    per_10000 = scenario.family_help.protection_team_social_workers_per_10000
    return in_force * per_10000 * profile.population_0_to_17 / 10_000.0
