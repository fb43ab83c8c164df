"""Budgets spent down month by month: what programmes ask for, what the lines can bear, and never below nought."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workforce_sim.clock import Calendar
from workforce_sim.config.budgets import PROGRAMMES, Budgets
from workforce_sim.errors import LedgerError, nearest
from workforce_sim.money.ledger import PENCE, Pence, pence

Array = NDArray[np.float64]
NO_END = 1 << 30


@dataclass(slots=True)
class _Line:
    granted: int
    """Pence in the line at the start."""
    first_day: int
    last_day: int
    left: int
    last_asked: int = 0


@dataclass(slots=True)
class SpentBudgets:
    """Keep the lines of programme money of all authorities, and what programmes have asked for this month.

    A programme that other people write needs two of these: ``ask`` once for every cost, in any order, and
    ``granted_share`` before it takes on more. Where a scenario has no line for a programme, all that it asks is granted.
    """

    places: int
    lines: dict[str, _Line] = field(default_factory=dict)
    asked: dict[str, Array] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)

    def ask(self, programme: str, place: int, pounds: float) -> None:
        """Ask for the cost of something that a programme did in one authority this month."""
        if programme not in PROGRAMMES:
            raise KeyError(f"{programme} is not a programme{nearest(programme, PROGRAMMES)}")
        if programme not in self.asked:
            self.asked[programme] = np.zeros(self.places)
        self.asked[programme][place] += pounds

    def granted_share(self, programme: str, day: int, pounds: float | None = None) -> float:
        """Give the share of a cost that the programme's line can bear on a day, from 0 to 1.

        ``pounds`` is the cost, all authorities together; without it what was last asked for in a month.
        """
        line = self.lines.get(programme)
        if line is None:
            return 1.0
        if not line.first_day <= day <= line.last_day:
            return 0.0
        expected = line.last_asked if pounds is None else round(pounds * PENCE)
        return min(1.0, line.left / expected) if expected > 0 else float(line.left > 0)

    def settle(self, month_ends: int) -> dict[str, Pence]:
        """Grant what was asked in the month that ends on a day, as far as each line goes; pence by place, by programme.

        Where a line cannot bear all, each authority is granted the same share of what it asked: nothing depends on who
        asked first. What is not granted is not spent. A line is drawn on if the month's last day is within its time.
        """
        granted = {}
        for programme, pounds in self.asked.items():
            asked = pence(pounds)
            line = self.lines.get(programme)
            if line is not None:
                line.last_asked = int(asked.sum())
                asked = shared(asked, line.left if line.first_day <= month_ends <= line.last_day else 0)
                line.left -= int(asked.sum())
            self.spent[programme] = self.spent.get(programme, 0) + int(asked.sum())
            granted[programme] = asked
        self.asked = {}
        return granted

    def check(self) -> None:
        """Raise LedgerError unless of every line what was granted is spent or left, and it is not below nought."""
        for programme, line in self.lines.items():
            spent = self.spent.get(programme, 0)
            if line.left < 0 or line.granted != spent + line.left:
                raise LedgerError(
                    f"budget {programme}: {line.granted} pence granted are not the {spent} spent and the {line.left} left"
                )


def open_budgets(budgets: Budgets, calendar: Calendar, places: int) -> SpentBudgets:
    """Open the lines of a scenario on its first day."""
    lines = {}
    for programme, line in budgets.by_programme.items():
        total = round((line.pounds or 0.0) * PENCE)
        first = calendar.day_of(line.begins) if line.begins is not None else 0
        last = calendar.day_of(line.ends) if line.ends is not None else NO_END
        lines[programme] = _Line(total, first, last, total)
    return SpentBudgets(places, lines)


def shared(asked: Pence, left: int) -> Pence:
    """Give what was asked, or where that is more than is left, all that is left in proportion: by largest remainder."""
    total = int(asked.sum())
    if total <= left:
        return asked
    exact = [divmod(int(pennies) * left, total) for pennies in asked]
    given = np.array([whole for whole, _ in exact], dtype=np.int64)
    order = sorted(range(len(exact)), key=lambda place: (-exact[place][1], place))
    given[order[: left - int(given.sum())]] += 1
    return given
