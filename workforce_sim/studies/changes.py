"""Which parameters differ between two scenarios, and the parts into which a difference between them can be taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workforce_sim.config.catalogue import parameters, value_of, written
from workforce_sim.config.parts import Part
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.studies.comparison import ALL_CHANGES, INTERACTION

Change = tuple[str, ...]
"""Dotted names of parameters that are changed together; usually one."""

AND = " and "


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
    """Take changes apart, each parameter alone where a scenario with it alone is valid, as ``named_parts`` does."""
    return list(named_parts(changes).values())


def named_parts(changes: Changes, made_of: Sequence[Part] = ()) -> dict[str, Change]:
    """Take changes apart by the parts that the scenario is made of, each under its name, and what no part sets by parameter.

    A part has the values that the whole gives to what it sets. Where there are no two things to tell apart, such as where
    one part alone differs from the baseline, changes are taken apart by parameter. What does not make a valid scenario
    alone, such as an intake above the cap on places that is raised with it, goes together with the first other one that
    makes it valid. A programme that is rolled out differently is one change with all that differs of it, for neither its
    roll-out nor its effects do anything alone.
    """
    found = {_name(part): tuple(name for name in changes.values if name in part.values) for part in made_of}
    found = {name: change for name, change in found.items() if change}
    rest = [name for name in changes.values if not any(name in change for change in found.values())]
    if len(found) == 1 and not rest:
        found, rest = {}, list(changes.values)
    for change in dict.fromkeys(_with_programme(rest, name) for name in rest):
        found[AND.join(change)] = change
    while unfit := [name for name, change in found.items() if not changes.fits(change)]:
        found = _joined(changes, found, unfit[0])
    return found


def _name(part: Part) -> str:
    return f"{part.name} (part)" if part.name in (INTERACTION, ALL_CHANGES) else part.name


def _with_programme(names: Sequence[str], name: str) -> Change:
    section = name.partition(".")[0]
    if f"{section}.roll_out" not in names:
        return (name,)
    return tuple(each for each in names if each.startswith(f"{section}."))


def _joined(changes: Changes, found: Mapping[str, Change], unfit: str) -> dict[str, Change]:
    others = [name for name in found if name != unfit]
    fitting = (name for name in others if changes.fits(_together(found[name], found[unfit])))
    chosen = next(fitting, others[0])  # of three or more that need each other the first two: they grow until they fit
    joined: dict[str, Change] = {}
    for name in others:
        if name == chosen:
            joined[f"{name}{AND}{unfit}"] = _together(found[name], found[unfit])
        else:
            joined[name] = found[name]
    return joined


def _together(one: Change, other: Change) -> Change:
    return tuple(dict.fromkeys((*one, *other)))


def _at(plain: Mapping[str, Any], name: str) -> Any:
    value: Any = plain
    for part in name.split("."):
        value = value[part]
    return value
