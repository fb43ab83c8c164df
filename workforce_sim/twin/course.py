"""Where the course of events stands in expectation, and how the census found it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workforce_sim.twin.desk import Desk, desk
from workforce_sim.twin.establishment import Establishment, establishment
from workforce_sim.twin.found import Found
from workforce_sim.twin.learners import Learners, learners
from workforce_sim.twin.market import Comer, Market
from workforce_sim.twin.people import People, people_found
from workforce_sim.twin.posts import SMALLEST, Opening, OpenPosts, longest_delay, open_posts, opening_of
from workforce_sim.twin.written import Written
from workforce_sim.workforce.social_worker import Route
from workforce_sim.workforce.warm_start import SENIOR_ROLES

Array = NDArray[np.float64]

ANYBODY = 0
"""The kind of ``People`` who leave as anybody with their service."""
EXPERIENCED, MOVER, FROM_AGENCY = 0, 1, 2
"""The first of the comers; after them the newly qualified by how readily they leave, then apprentices."""


@dataclass(slots=True, eq=False)
class Course:
    """Keep the state of all authorities on a day; arrays over authorities last.

    ``in_post`` heads and FTE, shape (2, authorities). ``starting`` is a ring over days of who starts, shape (ring, comers,
    2, authorities), the comers and then the movers between simulated authorities, ``starting_holders`` those in a case
    holder's post, FTE, shape (ring, authorities); ``started`` who has started since the month began, as ``starting``.
    ``noticed_main`` is a ring of those whose leaving notices foretold. ``noticed`` is how the posts of leavers come to be
    open, ``of_seniors`` and ``of_others`` the same of senior roles and of the others. ``new_heads`` are the newly qualified
    who started, by month.
    """

    world: Found
    people: People
    posts: OpenPosts
    market: Market
    learners: Learners
    desk: Desk
    establishment: Establishment
    noticed: Opening
    written: Written
    in_post: Array
    starting: Array
    starting_holders: Array
    noticed_main: Array
    senior_share: Array
    of_seniors: Array
    of_others: Array
    readiness: Array = field(init=False)
    staying: Array = field(init=False)
    started: Array = field(init=False)
    from_agency: Array = field(init=False)
    new_heads: Array = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nobody staying for want of a post elsewhere."""
        places = len(self.world.profiles)
        self.staying, self.from_agency = np.zeros(places), np.zeros(places)
        self.new_heads = np.zeros((len(self.world.calendar.month_ends), places))
        self.started = np.zeros_like(self.starting[0])
        self.readiness = self.people.readiness(0)[:2]


def begun(world: Found) -> Course:
    """Bring everything to how the census found it."""
    scenario = world.scenario
    ring = longest_delay(scenario)
    people = people_found(world)
    comers = comers_of(world)
    free_in = round(scenario.turnover.notice_days) if scenario.recruitment.begins_at_notice else 0
    authorities = len(world.profiles)
    noticed = opening_of(world, scenario, free_in)
    of_seniors = noticed.part(opening_of(world, scenario, free_in, SENIOR_ROLES))
    roles = world.role_fte / np.maximum(world.role_fte.sum(axis=0), SMALLEST)
    senior_share = roles[list(SENIOR_ROLES)].sum(axis=0)
    return Course(
        world=world,
        people=people,
        posts=open_posts(world, ring),
        market=Market(world, comers),
        learners=learners(world),
        desk=desk(world),
        establishment=establishment(world),
        noticed=noticed,
        senior_share=senior_share,
        of_seniors=of_seniors,
        of_others=np.divide(
            noticed.shares - senior_share * of_seniors,
            1.0 - senior_share,
            out=noticed.shares.copy(),
            where=senior_share < 1.0,
        ),
        written=Written(world),
        in_post=world.inpost.copy(),
        starting=np.zeros((ring + 2, len(comers) + 1, 2, authorities)),
        starting_holders=np.zeros((ring + 2, authorities)),
        noticed_main=np.zeros((round(scenario.turnover.notice_days) + 1, 2, authorities)),
    )


def comers_of(world: Found) -> tuple[Comer, ...]:
    """List the kinds of candidates, with what happens after an offer."""
    settings, training = world.scenario.recruitment, world.scenario.apprenticeship
    notice, start = round(settings.notice_days_experienced), round(settings.start_days_newly_qualified)
    accepted, kinds = settings.offer_accepted_share, len(world.supply.early_leaving)
    return (
        Comer(Route.EXPERIENCED, ANYBODY, notice, accepted, False),
        Comer(Route.ANOTHER_AUTHORITY, ANYBODY, notice, accepted, False),
        Comer(Route.AGENCY, ANYBODY, start, accepted, False),
        *(Comer(Route.NEWLY_QUALIFIED, kind + 1, start, accepted, True) for kind in range(kinds)),
        Comer(Route.APPRENTICESHIP, kinds + 1 if training.stay_on_months else ANYBODY, 0, 1.0, True),
        Comer(Route.APPRENTICESHIP, ANYBODY, 0, accepted, True),
    )
