"""The ranges of a sensitivity study: which parameters vary when none is named, and between which ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workforce_sim.config.catalogue import parameters, value_of
from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Parameter
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import WrongValueError, show
from workforce_sim.reforms.roll_out import roll_outs as programmes
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.questions.varied import SAME_FOR_ALL, Varied, read_varied, variable

NOT_ONE_NUMBER = "not one number"
NO_RANGE = "without a plausible range"
SAME_PLACES_AND_YEARS = "the same for all points of a study"
SWITCH = "a switch, whose two positions are two scenarios"
NOT_USED = "not used in the scenario"
ONLY_A_BOUND = "a bound on apprenticeship.intake that no number depends on"
DATED = "given by date in the scenario, which is its plan"

COUNTED_ANYWAY = ("family_networks.care_after_pre_proceedings_share",)
"""What a roll-out does not switch on."""

INTAKE, PLACES = "apprenticeship.intake", "apprenticeship.places_cap"


def usual_ranges(base: Scenario) -> tuple[Varied, ...]:
    """Give every parameter that varies when none is named, over its plausible range."""
    return tuple(_declared(known, base) for name, known in parameters().items() if not reason_to_leave_out(name, base))


def left_out(base: Scenario) -> dict[str, str]:
    """Say of every parameter that does not vary unless it is named why it does not."""
    reasons = {name: reason_to_leave_out(name, base) for name in parameters()}
    return {name: reason for name, reason in reasons.items() if reason}


def reason_to_leave_out(name: str, base: Scenario) -> str:
    """Say why a parameter stays as it is when a study names none; empty where it varies.

    The ranges of the others fit together wherever they lie: only ``apprenticeship.places_cap`` would collide with one.
    """
    known = parameters()[name]
    value = value_of(base, name)
    if name in SAME_FOR_ALL:
        return SAME_PLACES_AND_YEARS
    if name == PLACES:
        return ONLY_A_BOUND
    if not _is_number(known):
        return NOT_ONE_NUMBER
    if known.declaration.low is None or known.declaration.high is None:
        return NO_RANGE
    if known.annotation is Dated and known.quantity is not None and known.quantity.whole:
        return SWITCH
    if value is None:
        return NOT_USED
    if _is_rolled_out_nowhere(name, base):
        return NOT_USED
    if isinstance(value, Dated) and any(date > base.start for date, _ in value.changes):
        return DATED
    return ""


def _is_rolled_out_nowhere(name: str, base: Scenario) -> bool:
    """Say whether a parameter takes effect only where a programme is rolled out, and it is nowhere."""
    section = name.partition(".")[0]
    roll_outs = {roll_out.partition(".")[0]: steps for roll_out, steps in programmes(base)}
    return section in roll_outs and name not in COUNTED_ANYWAY and not roll_outs[section].steps


def ranges_of(given: Any, base: Scenario) -> tuple[Varied, ...]:
    """Read the parameters that a study names: a list, or a mapping to ``low`` and ``high`` or to nothing.

    Raises ``WrongValueError``.
    """
    if isinstance(given, tuple) and all(isinstance(each, Varied) for each in given):
        return given
    if isinstance(given, Mapping) and given:
        return tuple(_named(str(name), ends, base) for name, ends in given.items())
    if not isinstance(given, list | tuple) or not given:
        raise WrongValueError(f"is {show(given) if given else 'empty'}; it must be a list of dotted names")
    chosen = tuple(_named(str(name), None, base) for name in given)
    twice = next((varied.name for place, varied in enumerate(chosen) if varied in chosen[:place]), None)
    if twice is not None:
        raise WrongValueError("is named twice", twice)
    return chosen


def _named(name: str, ends: Any, base: Scenario) -> Varied:
    known = variable(name)
    if not _is_number(known):
        raise WrongValueError("is not one number; it cannot be moved along a range", name)
    if ends is None:
        if known.declaration.low is None or known.declaration.high is None:
            raise WrongValueError("has no plausible range of its own; give it low and high", name)
        return _declared(known, base)
    if isinstance(ends, Mapping) and not {"step", "points", "values"} & set(ends):
        varied = read_varied(name, ends)
        if varied.is_range:
            return varied
    raise WrongValueError("must have low and high, and nothing in between", name)


def _declared(known: Parameter, base: Scenario) -> Varied:
    low, high = known.declaration.low, known.declaration.high
    assert low is not None
    assert high is not None
    return Varied(known.name, low=float(low), high=_own_places(base) if known.name == INTAKE else float(high))


def _own_places(base: Scenario) -> float:
    """Give the part of England's apprentice places that the areas simulated would have, by their share of starters."""
    share = sum(profile.share_of_england_starters for profile in simulated_profiles(base))
    return float(max(1, round(min(1.0, share) * base.apprenticeship.places_cap)))


def _is_number(known: Parameter) -> bool:
    return known.quantity is not None and known.annotation in (Dated, float, int, float | None)
