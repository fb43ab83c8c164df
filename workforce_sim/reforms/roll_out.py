"""The roll-out of a programme: which step an authority is in, and how much of the programme is in force there each day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.config.roll_out import REST_OF_ENGLAND, RollOut, RollOutStep
from workforce_sim.errors import ScenarioError, UserError
from workforce_sim.figures.areas import select

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

Real = NDArray[np.float64]

DAYS_A_MONTH = 365.2425 / 12


def roll_outs(scenario: Scenario) -> Iterator[tuple[str, RollOut]]:
    """List the programmes that can be rolled out, by the dotted name of their roll-out."""
    for section in type(scenario).model_fields:
        roll_out = getattr(getattr(scenario, section), "roll_out", None)
        if isinstance(roll_out, RollOut):
            yield f"{section}.roll_out", roll_out


def check_roll_outs(scenario: Scenario) -> None:
    """Raise ScenarioError for an area that is not known, or an authority to which a programme is rolled out twice."""
    for name, roll_out in roll_outs(scenario):
        try:
            step_by_code(roll_out, scenario.start.year)
        except UserError as error:
            raise ScenarioError(name, f"{name}: {error}") from None


@lru_cache(maxsize=64)
def step_by_code(roll_out: RollOut, year: int) -> Mapping[str, RollOutStep]:
    """Say in which step each authority is, by its code; those to which the programme is not rolled out are left out."""
    found: dict[str, RollOutStep] = {}
    rest = None
    for step in roll_out.steps:
        if _is_rest(step):
            rest = step
            continue
        for profile in select(step.areas, year):
            if profile.code in found:
                raise UserError(f"{profile.name} is in two steps; a programme is rolled out to an authority once")
            found[profile.code] = step
    if rest is not None:
        found |= {profile.code: rest for profile in select("England", year) if profile.code not in found}
    return found


def share_in_force(roll_out: RollOut, profile: AuthorityProfile, calendar: Calendar, year: int) -> Real | None:
    """Give how much of a programme is in force in an authority on each day since the start; None where it never is.

    Nothing before the first day; then along a straight line to everything after the months of the ramp, on its first
    day at once without one. Shape (calendar.days + 1,).
    """
    step = step_by_code(roll_out, year).get(profile.code) if roll_out.steps else None
    if step is None:
        return None
    since = np.arange(calendar.days + 1) - calendar.day_of(step.begins)
    if since[-1] < 0:
        return None
    ramp_days = step.ramp_months * DAYS_A_MONTH
    if not ramp_days:
        return (since >= 0).astype(np.float64)
    share: Real = np.clip(since / ramp_days, 0.0, 1.0)
    return share


def _is_rest(step: RollOutStep) -> bool:
    is_rest = [area.casefold() == REST_OF_ENGLAND.casefold() for area in step.areas]
    if any(is_rest) and not all(is_rest):
        raise UserError(f"{', '.join(step.areas)} stand together; {REST_OF_ENGLAND} is a step of its own")
    return all(is_rest)
