"""One authority: what its processes need, and the flows of the current month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import simpy

from workforce_sim.children.help_given import NO_HELP, HelpGiven
from workforce_sim.clock import Calendar
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.workforce.agency_book import AgencyBook
from workforce_sim.workforce.establishment import Establishment
from workforce_sim.workforce.roster import Roster
from workforce_sim.workforce.social_worker import Destination, Route

if TYPE_CHECKING:
    from workforce_sim.caseload.care_register import CareRegister
    from workforce_sim.caseload.case_book import CaseBook
    from workforce_sim.children.placement_book import PlacementBook
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.workforce.accounts import Accounts
    from workforce_sim.workforce.capacity import CapacityRules
    from workforce_sim.workforce.conditions import Conditions
    from workforce_sim.workforce.labour_market import LabourMarket
    from workforce_sim.workforce.social_worker import SocialWorker
    from workforce_sim.workforce.timetable import Timetable
    from workforce_sim.workforce.turnover import LeavingLaw


@dataclass(slots=True, eq=False)
class MonthFlows:
    """Count who came and went since the last month end: hours by route and destination, people otherwise."""

    started_hours: list[int] = field(default_factory=lambda: [0] * len(Route))
    left_hours: list[int] = field(default_factory=lambda: [0] * len(Destination))
    reclassified_hours: int = 0
    promotions: int = 0
    apprentices_started: int = 0
    apprentices_qualified: int = 0
    apprentices_withdrawn: int = 0
    places_unused: int = 0


@dataclass(slots=True, eq=False)
class Training:
    """Keep the apprentices of one authority: who is in training, and everyone who ever began or ended.

    ``begun_here`` are those in training who began since the start: budgets of the scenario pay for them alone.
    """

    in_training: int = 0
    begun_here: int = 0
    in_training_at_start: int = 0
    started: int = 0
    qualified: int = 0
    withdrawn: int = 0


@dataclass(slots=True, eq=False)
class Authority:
    """Carry what the processes of one authority need: its world, its figures, its books and its people. No methods.

    ``key`` is the identity of the authority in draws; ``holding_share`` the share of each role, ``agency_holding_share``
    of agency workers, who hold cases; ``accounts`` are those of all authorities; ``help_given`` what reforms change day by
    day; ``protection_team`` those who joined a multi-agency child protection team; ``holder_hours`` the weekly hours of
    employed case holders, ``absent_hours`` of those away now; ``first_years`` are those in their supported year,
    ``first_year_steps`` a heap of when their capacity goes up; ``spells`` the absences to come as a heap of (day,
    identity, holder, worker); ``absent_hour_days`` the sum of the latter over the days since the last month end.
    """

    index: int
    env: simpy.Environment
    calendar: Calendar
    profile: AuthorityProfile
    scenario: Scenario
    timetable: Timetable
    conditions: Conditions
    decisions: Decisions
    key: int
    establishment: Establishment
    roster: Roster
    case_book: CaseBook
    care_register: CareRegister
    placements: PlacementBook
    labour_market: LabourMarket
    leaving_law: LeavingLaw
    capacity: CapacityRules
    accounts: Accounts
    holding_share: tuple[float, ...]
    agency_holding_share: float
    help_given: HelpGiven = NO_HELP
    protection_team: list[SocialWorker] = field(default_factory=list)
    agency: AgencyBook = field(default_factory=AgencyBook)
    training: Training = field(default_factory=Training)
    flows: MonthFlows = field(default_factory=MonthFlows)
    first_years: list[SocialWorker] = field(default_factory=list)
    first_year_steps: list[tuple[int, int, SocialWorker]] = field(default_factory=list)
    spells: list[tuple[int, int, int, SocialWorker]] = field(default_factory=list)
    absent_hours: int = 0
    absent_hour_days: float = 0.0
    absent_counted_to: float = 0.0
    holder_hours: int = 0

    def __repr__(self) -> str:
        return f"Authority({self.profile.name})"
