"""Multi-agency child protection teams: experienced case holders join them, hand their cases over and stay in their posts.

Children's Wellbeing and Schools Act 2026, section 3. The posts stay funded as they are: whoever leaves a team leaves a
vacant post, which is recruited to, and next month another case holder takes the place in the team.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from workforce_sim.clock import Phase, at
from workforce_sim.randomness.decisions import decision
from workforce_sim.workforce.capacity import give_up_cases
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Role, SocialWorker

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Story = Generator[simpy.Event, object, None]

WHO_JOINS = decision("protection_teams.who_joins")
MEMBERS = (Role.SENIOR_PRACTITIONER, Role.CASE_HOLDER)


def protection_teams(authority: Authority) -> Story:
    """Bring the multi-agency child protection teams to the strength wanted, at the beginning of every month."""
    env, family_help = authority.env, authority.scenario.family_help
    if not family_help.protection_team_social_workers_per_10000 or not authority.help_given.family_help.any():
        return
    for today in authority.calendar.month_begins:
        yield env.timeout(at(today, Phase.STARTERS) - env.now)
        wanted = authority.help_given.protection_teams_fte  # less than planned where money is short
        short_hours = wanted[today] * FULL_TIME_HOURS - hours_in_teams(authority)
        if short_hours > 0.0:
            let_join(authority, short_hours)


def hours_in_teams(authority: Authority) -> int:
    """Add up the weekly hours of those in the teams; who has left, or moved to another role or to cases, is in no more."""
    authority.protection_team = [worker for worker in authority.protection_team if is_still_in(worker)]
    return sum(worker.hours for worker in authority.protection_team)


def is_still_in(worker: SocialWorker) -> bool:
    """Tell whether somebody who joined a team is in it still."""
    return not worker.has_left and not worker.holds_cases and worker.role in MEMBERS


def let_join(authority: Authority, short_hours: float) -> None:
    """Let experienced case holders join the teams in an order drawn for each person, to the nearest person."""
    could = could_join(authority)
    if not could:
        return
    luck = authority.decisions.uniforms(WHO_JOINS, np.array([worker.key for worker in could], dtype=np.int64))
    for place in np.argsort(luck, kind="stable").tolist():
        worker = could[place]
        if short_hours < worker.hours / 2:
            return
        give_up_cases(authority, worker)
        authority.protection_team.append(worker)
        short_hours -= worker.hours


def could_join(authority: Authority) -> list[SocialWorker]:
    """List the case holders who are experienced enough, at work and not about to leave."""
    years = authority.scenario.family_help.protection_team_experience_years
    experienced = authority.roster.experienced(int(authority.env.now) - round(years * 365))
    return [worker for worker in experienced if worker.holds_cases and not worker.is_absent]
