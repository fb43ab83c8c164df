"""Which parameters differ between two scenarios, and the parts into which a difference between them can be taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workforce_sim.config.catalogue import parameters, value_of, written
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError

Change = tuple[str, ...]
"""Dotted names of parameters that are changed together; usually one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What one scenario changes in another: dotted names with their values as a scenario file would write them."""

    baseline: Scenario
    values: Mapping[str, Any]
    words: Mapping[str, tuple[str, str]]
    """What each was and what it is, for people."""

    def settings(self, change: Change) -> dict[str, Any]:
        """Give the values of some of the changes."""
        return {name: self.values[name] for name in change}

    def fits(self, change: Change) -> bool:
        """Say whether some of the changes make a valid scenario without the others."""
        try:
            self.baseline.with_values(self.settings(change))
        except UserError:
            return False
        return True


def changes_between(baseline: Scenario, alternative: Scenario) -> Changes:
    """Find the parameters in which a scenario differs from the baseline."""
    plain = alternative.resolved()
    names = [name for name in parameters() if value_of(baseline, name) != value_of(alternative, name)]
    words = {name: (written(value_of(baseline, name)), written(value_of(alternative, name))) for name in names}
    return Changes(baseline, {name: _at(plain, name) for name in names}, words)


def parts(changes: Changes) -> list[Change]:
    """Take changes apart, each parameter alone where a scenario with it alone is valid.

    One that is not, such as an intake above the cap on places that is raised with it, goes together with the first
    other one that makes it valid. A programme that is rolled out differently is one change with all that differs of it, for
    neither its roll-out nor its effects do anything alone.
    """
    found = list(dict.fromkeys(_with_programme(changes, name) for name in changes.values))
    while unfit := [part for part in found if not changes.fits(part)]:
        found = _joined(changes, found, unfit[0])
    return found


def _with_programme(changes: Changes, name: str) -> Change:
    section = name.partition(".")[0]
    if f"{section}.roll_out" not in changes.values:
        return (name,)
    return tuple(each for each in changes.values if each.startswith(f"{section}."))


def _joined(changes: Changes, found: Sequence[Change], unfit: Change) -> list[Change]:
    others = [part for part in found if part != unfit]
    for other in others:
        if changes.fits(other + unfit):
            return [other + unfit if part == other else part for part in others]
    return [(*others[0], *unfit), *others[1:]]  # three or more that need each other: grow until they fit


def _at(plain: Mapping[str, Any], name: str) -> Any:
    value: Any = plain
    for part in name.split("."):
        value = value[part]
    return value
