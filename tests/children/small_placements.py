"""A placement book of a few children, each in a row of their own, in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.placement_book import PlacementBook
from workforce_sim.children.placements import Chances
from workforce_sim.records.tables import PLACEMENTS_MONTH

EVERY_BAND = np.full((3, kernel.BANDS), 1.0 / kernel.BANDS)
GROUPS = kernel.BANDS + 1
EVERY_KIND = np.full((GROUPS, kernel.KINDS), 1.0 / kernel.KINDS)
EVERY_NEED = np.full(kernel.NEEDS, 1.0 / kernel.NEEDS)
LUCKS = np.arange(101, 101 + kernel.LUCKS)


def neutral_levers(months: int = 24) -> kernel.Real:
    """What a scenario that changes nothing says, month by month; shape (months, 12)."""
    levers = np.ones((months, kernel.LEVERS))
    levers[:, [kernel.EXTRA_HOUSEHOLDS, kernel.PLACES_LOST]] = 0.0
    levers[:, kernel.PRICE_CAP] = np.inf
    return levers


def settings(**named: float) -> kernel.Real:
    """Places enough for everyone and nobody who moves, but for what is named, such as ``agency_places=3``."""
    usual: dict[str, float] = {
        "households_at_start": 1000.0,
        "leaving_per_year": 0.1,
        "places_per_household": 1.5,
        "agency_places": 1000.0,
        "supported_places": 1000.0,
        "approved_share": 0.03,
        "home_occupancy": 0.8,
        "deviations": 2.0,
        "homes_follow": 0.05,
        "home_places_at_start": 1000.0,
    }
    values = np.zeros(kernel.SETTINGS)
    for name, value in (usual | named).items():
        values[getattr(kernel, name.upper())] = value
    return values


@dataclass
class SmallRegister:
    """Children of one status in rows 0, 1, 2 ..., all of whom have just come."""

    count: int
    status: int = kernel.ORDINARY
    facts: kernel.Small = field(init=False)
    children: kernel.Whole = field(init=False)
    left: kernel.Whole = field(init=False)
    found: kernel.Whole = field(init=False)

    def __post_init__(self) -> None:
        """List the children as a walk of the case book would."""
        self.facts = np.zeros((self.count, 5), dtype=np.int8)
        self.children = np.zeros((self.count, 4), dtype=np.int64)
        self.children[:, kernel.ROW] = np.arange(self.count)
        self.children[:, kernel.CHILD] = 7919 * np.arange(1, self.count + 1)
        self.children[:, kernel.STATUS] = self.status
        self.left = np.zeros(self.count, dtype=np.int64)
        self.found = np.array([self.count, self.count, 0])

    def stay(self) -> SmallRegister:
        """Let everyone be there still at the next walk."""
        self.children[:, kernel.CAME] = kernel.STAYED
        self.found[:] = self.count, 0, 0
        return self

    def lose_first(self, count: int) -> None:
        """Let the first so many children cease to be looked after, and the others stay."""
        self.left[:count] = self.children[:count, kernel.ROW]
        self.children = self.children[count:].copy()
        self.count -= count
        self.stay()
        self.found[kernel.LEFT] = count


def laws(bands: kernel.Real, kinds: kernel.Real, needs: kernel.Real = EVERY_NEED) -> Chances:
    """The laws of a place where need says nothing of the kind; ``kinds`` of shape (6, 8)."""
    return Chances(bands, needs, np.repeat(kinds, kernel.NEEDS, axis=0), kinds, np.tile(needs, (GROUPS * kernel.KINDS, 1)))


def small_placements(chances: Chances | None = None, levers: kernel.Real | None = None, **named: float) -> PlacementBook:
    """A book without children; settings as in ``settings``."""
    law = laws(EVERY_BAND, EVERY_KIND) if chances is None else chances
    book = PlacementBook("Smallshire", law, LUCKS, neutral_levers() if levers is None else levers)
    book.provide(settings(**named))
    return book


def only(kind: int, band: int = 3) -> Chances:
    """The laws of a place where every child is of one age band and one kind is wanted for all."""
    bands = np.zeros((3, kernel.BANDS))
    bands[:, band] = 1.0
    kinds = np.zeros((GROUPS, kernel.KINDS))
    kinds[:, kind] = 1.0
    return laws(bands, kinds)


def month(book: PlacementBook, register: SmallRegister, number: int = 0, days: int = 30) -> dict[str, Any]:
    """Play a month after a walk, check the ledger, and give its row of the table by name."""
    row = np.full(kernel.COLUMNS, np.nan)
    today = days * (number + 1)
    book.play_month(register, number, today, days, int(register.found[kernel.ENTERED]), row)
    book.check(register)
    return dict(zip(PLACEMENTS_MONTH.names[: kernel.COLUMNS], row.tolist(), strict=True))
