"""What all reforms together change on the way of a child, and for those who hold cases, in one authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workforce_sim.children.help_given import NO_HELP, HelpGiven
from workforce_sim.reforms.family_help import averted_by_help, help_in_force, led_share, protection_teams_fte
from workforce_sim.reforms.family_networks import averted_by_conferences, conferences_offered

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile


def help_given(
    scenario: Scenario,
    profile: AuthorityProfile,
    calendar: Calendar,
    *,
    family_help: float = 1.0,
    family_networks: float = 1.0,
) -> HelpGiven:
    """Put together what every reform averts and changes in an authority; two that avert the same act one after the other.

    Of the moves that one reform leaves, the other averts its share: together 1 - (1 - a)(1 - b). The two numbers are the
    share of each reform that there is money for; what is planned to be in force is given whole.
    """
    planned = help_in_force(scenario, profile, calendar)
    by_conferences = averted_by_conferences(scenario, profile, calendar, family_networks)
    offered = conferences_offered(scenario, profile, calendar)
    if planned is None:
        if by_conferences is None or offered is None:
            return NO_HELP
        return HelpGiven(averted=by_conferences, conferences=offered)
    in_force = planned * family_help
    averted = averted_by_help(scenario, in_force)
    if by_conferences is not None:
        averted = 1.0 - (1.0 - averted) * (1.0 - by_conferences)
    return HelpGiven(
        averted,
        led_share(scenario, in_force),
        protection_teams_fte(scenario, profile, in_force),
        planned,
        np.zeros(1) if offered is None else offered,
    )
