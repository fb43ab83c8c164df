"""Special guardianship beyond what each authority has had: whose care it ends, and how long the children live with guardians.

The orders there have always been are among the endings that the case book draws, and which child they were for is not said.
Further ones, which a scenario asks for, are for children under 16 who live with kinship foster carers: it is their carers who
become guardians (an assumption; which children the orders are for is not published by placement).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workforce_sim.children.endings_of_care import SPECIAL_GUARDIANSHIP, ways_before_18
from workforce_sim.children.pathway import DAYS_A_YEAR, pathway
from workforce_sim.children.placement_kernel import (
    BANDS,
    CHILD,
    GROUP,
    GUARDIAN_LUCK,
    KIND,
    KINSHIP,
    ROW,
    Places,
    Small,
    Whole,
)
from workforce_sim.compiled import compiled
from workforce_sim.randomness.draws import keyed_uniform

if TYPE_CHECKING:
    from workforce_sim.config.cases import Cases
    from workforce_sim.figures.profile import AuthorityProfile

UNDER_16 = BANDS - 1
"""The first so many age bands; unaccompanied children come after all of them."""
MONTHS_TO_18 = np.array([210, 180, 126, 60], dtype=np.int64)
"""From the middle of each age band under 16 to 18, when allowances end: 6 months, 3, 7.5 and 13 years are the middles."""


class Guardians:
    """Count the children of one authority with special guardians who would be looked after but for the scenario.

    ``orders_per_child`` is how many orders a year there are at the start for each child under 16 with kinship foster carers.
    """

    __slots__ = ("_grow_up", "children", "ordered", "orders_per_child")

    def __init__(self, months: int) -> None:
        self.orders_per_child = 0.0
        self.children = 0
        self.ordered = 0
        self._grow_up = np.zeros(months + int(MONTHS_TO_18.max()) + 1, dtype=np.int64)

    def take(self, groups: Small, month: int) -> None:
        """Let the children of these age bands, an array of any length, live with guardians from the first day of a month."""
        self.ordered = len(groups)
        np.add.at(self._grow_up, month + MONTHS_TO_18[groups], 1)

    def end_month(self, month: int) -> tuple[int, int]:
        """Give how many orders the month brought and how many children it leaves with guardians."""
        ordered, self.ordered = self.ordered, 0
        self.children += ordered - int(self._grow_up[month])
        return ordered, self.children


def orders_a_year(profile: AuthorityProfile, cases: Cases) -> float:
    """Give the special guardianship orders that end care in an authority in a usual year, as the simulation counts them."""
    way = pathway(profile, cases)
    before_18 = way.stock_care / way.care_days * (1.0 - way.care_at_18) + way.stock_uasc / way.uasc_days * (1.0 - way.uasc_at_18)
    ways = ways_before_18(profile)
    return float(before_18 * DAYS_A_YEAR * ways[SPECIAL_GUARDIANSHIP] / ways.sum())


@compiled
def may_have_guardian(facts: Small, row: int) -> bool:
    """Say whether the child of a row is under 16 and lives with kinship foster carers."""
    return bool(facts[row, KIND] == KINSHIP and facts[row, GROUP] < UNDER_16)


@compiled
def count_who_may(facts: Small, children: Whole, count: int) -> int:
    """Count the children for whom there may be a further order, of the first so many listed."""
    found = 0
    for place in range(count):
        found += may_have_guardian(facts, children[place, ROW])
    return int(found)


@compiled
def find_guardians(
    at: Places, facts: Small, children: Whole, count: int, today: int, chance: float, chosen: Whole
) -> int:
    """Write the rows of the children for whom a further order is made, and give their number; all have the same chance."""
    found = 0
    for place in range(count):
        row = children[place, ROW]
        if may_have_guardian(facts, row) and keyed_uniform(at.lucks[GUARDIAN_LUCK], children[place, CHILD], today) < chance:
            chosen[found] = row
            found += 1
    return int(found)
