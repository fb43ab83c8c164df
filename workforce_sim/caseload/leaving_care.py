"""Children who leave care before their time: their spells end as others do, on a day that somebody else decides."""

from __future__ import annotations

from workforce_sim.caseload.columns import CARE, DORMANT, NEXT_DUE, NONE, Arrays, Given, Small, Whole
from workforce_sim.caseload.kernel import close
from workforce_sim.compiled import compiled


@compiled
def end_spells(book: Arrays, given: Given, leaving: Whole, is_leaving: Small, day: int) -> None:
    """Close the cases of the children in these rows, looked after and not unaccompanied, before anything else of a day.

    Each case closes as it would have at the end of its spell: with the luck of that step, the child may be referred again.
    ``leaving`` of shape (children,); ``is_leaving`` zeros of shape (rows used,).
    """
    for place in range(leaving.shape[0]):
        is_leaving[leaving[place]] = 1
    take_off_lists(book.rows, book.due, is_leaving)
    for place in range(leaving.shape[0]):
        close(book, given, day, leaving[place], CARE, DORMANT)


@compiled
def take_off_lists(rows: Whole, due: Whole, is_leaving: Small) -> None:
    """Take rows off the lists of the days on which their stage would have ended; the others keep their order.

    No row knows its day, so all lists are walked: once a month, and only where somebody leaves before time.
    """
    for day in range(due.shape[0]):
        before = NONE
        row = due[day]
        while row != NONE:
            following = rows[row, NEXT_DUE]
            if not is_leaving[row]:
                before = row
            elif before == NONE:
                due[day] = following
            else:
                rows[before, NEXT_DUE] = following
            row = following
