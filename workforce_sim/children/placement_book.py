"""The placement book of one authority: where every looked-after child lives, what places there are and what a home costs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.guardianship import Guardians, count_who_may, find_guardians
from workforce_sim.children.placement_start import place_at_start
from workforce_sim.errors import LedgerError
from workforce_sim.figures.care import PLACEMENT_KINDS

if TYPE_CHECKING:
    from workforce_sim.children.placements import Chances

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
Small = NDArray[np.int8]


class Register(Protocol):
    """Who is looked after, as ``caseload.care_register`` keeps it."""

    facts: Small
    children: Whole
    left: Whole
    found: Whole


class PlacementBook:
    """Keep the children looked after by kind of placement, the places of each kind, households and the price of homes.

    Arrays by kind follow ``figures.care.PLACEMENT_KINDS``. Who is looked after comes from a care register, in which the
    book keeps what it knows about each child.
    """

    __slots__ = ("_chances", "_name", "_places", "guardians")

    def __init__(self, name: str, chances: Chances, lucks: Whole, levers: Real) -> None:
        """Open the book without children and places; ``lucks`` and ``levers`` are as in ``placement_kernel``."""
        self._name = name
        self._chances = chances
        self.guardians = Guardians(levers.shape[0])
        places = np.full(kernel.KINDS, kernel.UNLIMITED, dtype=np.int64)
        self._places = kernel.Places(
            bands=chances.bands,
            needs=chances.needs,
            kinds=chances.kinds,
            settings=np.zeros(kernel.SETTINGS),
            lucks=lucks,
            following=kernel.NEXT,
            levers=levers,
            filled=np.zeros(kernel.KINDS + 1, dtype=np.int64),
            places=places,
            days=np.zeros(kernel.KINDS),
            state=np.ones(kernel.STATE),
        )

    @property
    def children(self) -> Whole:
        """Children by kind now; int64, shape (8,), a view."""
        return self._places.filled[: kernel.KINDS]

    def by_need(self, register: Register) -> Whole:
        """Count all children looked after by need, then those in homes; int64, shape (6,)."""
        listed = register.children[: register.found[kernel.LOOKED_AFTER], kernel.ROW]
        needs = register.facts[listed, kernel.NEED]
        in_homes = needs[register.facts[listed, kernel.KIND] == kernel.HOME]
        return np.concatenate([np.bincount(each, minlength=kernel.NEEDS) for each in (needs, in_homes)])

    @property
    def waiting(self) -> int:
        """Children for whom every kind that would do is full."""
        return int(self._places.filled[kernel.WAITERS])

    @property
    def places(self) -> Whole:
        """Places by kind, ``UNLIMITED`` where a place is made for the child; int64, shape (8,)."""
        return self._places.places

    @property
    def child_days(self) -> Real:
        """Child-days by kind in the month just ended; shape (8,)."""
        return self._places.days

    @property
    def home_price_index(self) -> float:
        """Price of a place in a children's home in real terms, 1 at the start."""
        return float(self._places.state[kernel.PRICE])

    def open_with(self, register: Register, order: Whole) -> None:
        """Place the children found at the start, whom a register lists, in the order given; int64, shape (children,)."""
        place_at_start(
            self._places,
            register.facts,
            register.children,
            order,
            self._chances.usual_kinds,
            self._chances.usual_needs,
            np.zeros_like(self._places.bands),
            np.zeros_like(self._chances.usual_kinds),
        )

    def provide(self, settings: Real) -> None:
        """Say what places there are at the start and by what rules they change; as in ``placement_kernel``, shape (16,)."""
        self._places.settings[:] = settings
        self._places.state[kernel.HOUSEHOLDS] = settings[kernel.HOUSEHOLDS_AT_START]
        self._places.state[kernel.HOME_PLACES] = settings[kernel.HOME_PLACES_AT_START]

    @property
    def share_of_england(self) -> float:
        """The authority's share of money for all of England."""
        return float(self._places.settings[kernel.SHARE_OF_ENGLAND])

    def set_lever(self, lever: int, first_month: int, values: Real) -> None:
        """Change what the scenario changes, from a month on, in this authority alone: a lever named in ``placement_kernel``."""
        levers = self._places.levers.copy()  # the one there was may be every authority's
        levers[first_month:, lever] = values
        self._places = self._places._replace(levers=levers)

    def play_month(self, register: Register, month: int, today: int, days: int, started: int, row: Real) -> None:
        """Play one month of so many days that ends today, after a walk of the register; write ``placements_month``.

        ``started`` is how many children the case book counts as having come into care in the month; ``row`` of shape (40,).
        """
        kernel.play_month(
            self._places,
            register.facts,
            register.children,
            register.left,
            register.found,
            month,
            today,
            days,
            started,
            row,
        )
        row[kernel.TO_GUARDIANS], row[kernel.WITH_GUARDIANS] = self.guardians.end_month(month)

    def expect_orders(self, register: Register, orders_a_year: float) -> None:
        """Share the special guardianship orders of a usual year over the children at the start who may have one."""
        may = count_who_may(register.facts, register.children, int(register.found[kernel.LOOKED_AFTER]))
        self.guardians.orders_per_child = orders_a_year / may if may else 0.0

    def find_guardians(self, register: Register, month: int, today: int) -> Whole:
        """Choose who leaves care for special guardians on the first day of a month, the day after today, beyond the usual.

        Gives rows of the register, int64; none where the scenario asks for no more orders than usual.
        """
        chance = -math.expm1(-self.guardians.orders_per_child * (self._places.levers[month, kernel.ORDERS] - 1.0) / 12.0)
        chosen = np.zeros(int(self.children[kernel.KINSHIP]), dtype=np.int64)
        if chance <= 0.0:
            return chosen[:0]
        count = int(register.found[kernel.LOOKED_AFTER])
        chosen = chosen[: find_guardians(self._places, register.facts, register.children, count, today, chance, chosen)]
        self.guardians.take(register.facts[chosen, kernel.GROUP], month)
        return chosen

    def check(self, register: Register, *, in_full: bool = True) -> None:
        """Raise LedgerError unless every child looked after has one place and no kind has more children than places.

        In full each child is counted again.
        """
        looked_after = int(register.found[kernel.LOOKED_AFTER])
        if not kernel.balances(self._places.filled, self._places.places, looked_after):
            raise LedgerError(f"the ledger of placements in {self._name} does not balance: {self._fault(looked_after)}")
        if in_full:
            listed = register.children[:looked_after, kernel.ROW]
            counted = np.bincount(register.facts[listed, kernel.KIND], minlength=kernel.KINDS)
            for kind in np.nonzero(counted != self.children)[0]:
                raise LedgerError(
                    f"the ledger of placements in {self._name} does not balance: {PLACEMENT_KINDS[kind]} has"
                    f" {self.children[kind]} children and {counted[kind]} are registered there"
                )

    def _fault(self, looked_after: int) -> str:
        filled, places = self.children.tolist(), self.places.tolist()
        for name, children, most in zip(PLACEMENT_KINDS, filled, places, strict=True):
            if not 0 <= children <= most:
                return f"{name} has {children} children and {most} places"
        if sum(filled) != looked_after:
            return f"{looked_after} children are looked after and {sum(filled)} have a place"
        return f"{self.waiting} wait among {filled[kernel.OTHER]} in other placements"
