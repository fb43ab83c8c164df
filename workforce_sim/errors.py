"""What can go wrong, in words for the person who has to put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UserError(Exception):
    """Say in one line what was given, what is allowed and what was probably meant; the command line exits with 2."""


class LedgerError(AssertionError):
    """Say which ledger of people, posts, hours, cases or pounds does not balance: a fault of the program, never of its user."""


def nearest(given: str, known: Iterable[str]) -> str:
    """Name the known word closest to what was given, ready to append to a message; empty when nothing is close."""
    names = {name.lower(): name for name in known}
    close = difflib.get_close_matches(given.lower(), list(names), n=1, cutoff=0.6)
    return f"; did you mean {names[close[0]]}?" if close else ""
