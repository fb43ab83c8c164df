"""What can go wrong, in words for the person who has to put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from importlib.util import find_spec


class UserError(Exception):
    """Say in one line what was given, what is allowed and what was probably meant; the command line exits with 2."""


class ScenarioError(UserError):
    """Say what is wrong with one value of a scenario; who knows in which file it stands puts that in front."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text)
        self.name = name
        self.text = text

    def __str__(self) -> str:
        return self.text


class ParameterError(UserError):
    """Say in one line which value is wrong, where it stands (nothing where it is in no file), and what is allowed."""

    def __init__(self, name: str, text: str, standing: str = "") -> None:
        super().__init__(name, text, standing)
        self.name = name
        self.text = text
        self.standing = standing

    def __str__(self) -> str:
        return f"{self.standing}: {self.name} {self.text}" if self.standing else f"{self.name} {self.text}"


class LedgerError(AssertionError):
    """Say which ledger of people, posts, hours, cases or pounds does not balance: a fault of the program, never of its user."""


def nearest(given: str, known: Iterable[str]) -> str:
    """Name the known word that begins so, or else is closest, ready to append to a message; empty when nothing is close."""
    close = nearest_name(given, known)
    return f"; did you mean {close}?" if close else ""


def nearest_name(given: str, known: Iterable[str]) -> str:
    """Give the known word that begins so, or else is closest; empty when nothing is close."""
    names = {name.lower(): name for name in known}
    begun = [name for name in names if len(given) > 3 and name.startswith(given.lower())]
    close = sorted(begun, key=len)[:1] or difflib.get_close_matches(given.lower(), list(names), n=1, cutoff=0.6)
    return names[close[0]] if close else ""


def needs_extra(what: str, extra: str, *packages: str) -> None:
    """Raise UserError, with what to install, where a package that only an extra brings is missing."""
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise UserError(
            f"{what} needs {', '.join(missing)}, which the plain installation leaves out; "
            f"install with: pip install 'workforce_sim[{extra}]'"
        )
