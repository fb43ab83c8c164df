"""What a planner may have overlooked: a scenario that is right, and may still not be what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile


def implausible(scenario: Scenario) -> list[str]:
    """Say of every value outside its plausible range what it is and what the range is."""
    from workforce_sim.config.catalogue import outside_plausible, plausible, written

    return [
        f"{parameter.name} is {written(value)}; outside its plausible range {plausible(parameter)}"
        for parameter, value in outside_plausible(scenario)
    ]


def without_effect(scenario: Scenario) -> Iterator[str]:
    """Say which dated changes and roll-outs come after the last day, and what is changed of a programme that is nowhere."""
    from workforce_sim.config.catalogue import parameters, value_of
    from workforce_sim.config.dated import Dated

    end = scenario.calendar().end
    for name in parameters():
        value = value_of(scenario, name)
        late = [date for date, _ in value.changes if date > end] if isinstance(value, Dated) else []
        for date in late:
            yield f"{name} changes on {date}, after the last day, {end}: the change has no effect."
    yield from _programmes_without_effect(scenario)


def _programmes_without_effect(scenario: Scenario) -> Iterator[str]:
    from workforce_sim.config.defaults import differences
    from workforce_sim.reforms.roll_out import roll_outs

    end = scenario.calendar().end
    changed = [change.name for change in differences(scenario)]
    for name, roll_out in roll_outs(scenario):
        for step in roll_out.steps:
            if step.begins > end:
                yield f"{name} begins in {', '.join(step.areas)} on {step.begins}, after the last day, {end}."
        section = name.partition(".")[0]
        own = [each for each in changed if each.startswith(f"{section}.")]
        if own and not roll_out.steps:
            yield f"{', '.join(own)}: without effect, for {name} has no steps."


def places_beyond_share(scenario: Scenario, profiles: Sequence[AuthorityProfile]) -> str | None:
    """Say where the areas simulated take more apprentices than their part of England's places; None elsewhere.

    Their part goes by their share of the social workers who start in England in a year.
    """
    intake, cap = scenario.apprenticeship.intake.maximum, scenario.apprenticeship.places_cap
    share = cap * sum(profile.share_of_england_starters for profile in profiles)
    if intake <= max(share, 1.0) + 1e-6:
        return None
    areas = scenario.areas if isinstance(scenario.areas, str) else ", ".join(scenario.areas)
    part = f"{share:.0f}" if share >= 1 else "less than 1"
    return (
        f"apprenticeship.intake is {intake:g} for {areas}, whose part of England's {cap:g} places would be {part}"
    )


def of_a_run(scenario: Scenario, profiles: Sequence[AuthorityProfile], validate: str) -> Iterator[str]:
    """Say on a line each what to look at again after a run; ``validate`` is the command that tells more."""
    outside = len(implausible(scenario))
    if outside:
        lie = "1 value lies outside its" if outside == 1 else f"{outside} values lie outside their"
        yield f"{lie} plausible range; see: {validate}"
    beyond = places_beyond_share(scenario, profiles)
    if beyond:
        yield beyond
