"""What the twin writes down: the flows of each year and the census at its end, in the columns of the annual return."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workforce_sim.records import measures
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_OUTCOMES, SPENDING
from workforce_sim.twin.desk import Desk
from workforce_sim.twin.establishment import Establishment
from workforce_sim.twin.found import FTE, HEADS, Found
from workforce_sim.workforce.social_worker import Route

Array = NDArray[np.float64]

STARTERS = {
    Route.NEWLY_QUALIFIED: "starters_newly_qualified_fte",
    Route.APPRENTICESHIP: "starters_apprenticeship_fte",
    Route.ANOTHER_AUTHORITY: "starters_another_authority_fte",
    Route.EXPERIENCED: "starters_experienced_fte",
    Route.AGENCY: "starters_agency_fte",
}
"""The column that starters of each route are written to."""

NOT_KNOWN = frozenset(
    {
        "absence_rate_fte",
        "absent_fte",
        "unallocated",
        "in_protection_teams_fte",
        *(column.name for column in (*CHILDREN_OUTCOMES, *SPENDING)),
    }
)
"""Measures of the annual return that the twin says nothing about: they take individuals, a queue, children or accounts."""


@dataclass(slots=True, eq=False)
class Written:
    """Add up the flows of a year and write each census; ``annual`` of shape (years + 1, authorities, columns)."""

    world: Found
    annual: Array = field(init=False)
    flows: dict[str, Array] = field(init=False)

    def __post_init__(self) -> None:
        """Open the books: nothing has been written."""
        years, places = self.world.scenario.horizon_years, len(self.world.profiles)
        self.annual = np.full((years + 1, places, len(ANNUAL_RETURN.columns)), np.nan)
        self.flows = {}

    def add(self, column: str, amount: Array) -> None:
        """Add to a flow of the year; ``amount`` of shape (authorities,)."""
        self.flows[column] = self.flows.get(column, 0.0) + amount

    def start(self, route: Route, fte: Array) -> None:
        """Count starters."""
        self.add(STARTERS[route], fte)
        self.add("starters_fte", fte)

    def leave(self, fte: Array, to_agency: Array, to_another: Array) -> None:
        """Count leavers by where they go; shares of shape (authorities,)."""
        self.add("leavers_fte", fte)
        self.add("leavers_to_agency_fte", fte * to_agency)
        self.add("leavers_another_authority_fte", fte * to_another)
        self.add("leavers_left_fte", fte * (1.0 - to_agency - to_another))

    def census(self, year: int, in_post: Array, posts: Establishment, agency: Desk, apprentices: Array) -> None:
        """Write the census of a year; the start is year 0, without flows."""
        stocks = {
            "inpost_fte": in_post[FTE],
            "inpost_headcount": in_post[HEADS],
            "establishment_fte": posts.funded,
            "vacancy_fte": posts.funded - in_post[FTE],
            "agency_fte": agency.fte(),
            "agency_headcount": agency.heads(),
            "agency_cover_fte": agency.cover,
            "apprentices_headcount": apprentices,
            **self._work(year, in_post, posts, agency),
        }
        none = np.zeros(len(self.world.profiles))
        for place, column in enumerate(ANNUAL_RETURN.columns):
            if column.name in stocks:
                self.annual[year, :, place] = stocks[column.name]
            elif year and column.over_time == "sum" and column.name not in NOT_KNOWN:
                self.annual[year, :, place] = self.flows.get(column.name, none)
        measures.recompute(ANNUAL_RETURN.index, self.annual[year])
        self.flows = {}

    def _work(self, year: int, in_post: Array, posts: Establishment, agency: Desk) -> dict[str, Array]:
        """Give cases at their published number and holders at their shares of staff, as the census counts them."""
        world, absence = self.world, self.world.scenario.absence
        case_holders = np.minimum(posts.case_holders - posts.case_holders_vacant, in_post[FTE])
        holders = case_holders * world.holding_share[0] + (in_post[FTE] - case_holders) * world.holding_share[1]
        if year:
            level = world.timetable.absence_level[world.calendar.census_days[year]]
            holders = holders * (1.0 - absence.long_share * np.minimum(world.figure("absence_rate") * level, 0.5))
        holders = holders + agency.fte() * world.agency_holding_share
        return {
            "case_holders_fte": holders * world.conditions.holders_counted[year],
            "cases": world.figure("cases") * world.conditions.cases_counted[year],
        }
