"""``workforce-sim validate``: is this scenario file right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workforce_sim.cli import notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile


@click.command("validate")
@click.argument("file", type=click.Path())
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change one parameter for this check.")
def command(file: str, settings: tuple[str, ...]) -> None:
    """Check a scenario FILE and everything it extends, and say what it changes and which parts it has.

    Says in one line what is wrong, where and what is allowed, and ends with 2.

    \b
    Example:
      workforce-sim validate configs/scenarios/apprentices_500.yaml
    """
    from workforce_sim.cli.loaded import loaded

    scenario, profiles = loaded(file, settings)
    for line in _findings(file, scenario, profiles):
        click.echo(line)


def _findings(file: str, scenario: Scenario, profiles: Sequence[AuthorityProfile]) -> Iterator[str]:
    from workforce_sim.config.catalogue import written
    from workforce_sim.config.defaults import differences

    areas = scenario.areas if isinstance(scenario.areas, str) else ", ".join(scenario.areas)
    start = f"{scenario.start.day} {scenario.start:%B %Y}"
    years = f"{scenario.horizon_years} year{'s' if scenario.horizon_years > 1 else ''}"
    changed = differences(scenario)
    count = (
        f"{len(changed)} parameter{'s differ from their defaults' if len(changed) > 1 else ' differs from its default'}"
    )
    told = f"{count}:" if changed else "every parameter is at its default."
    yield f"{file} is right: {areas}, {years} from {start}, {told}"
    for change in changed:
        yield f"  {change.name}: {written(change.value)} {change.parameter.unit} (default {written(change.default)})"
    for part in scenario.parts:
        yield f"  Part {part.name} ({part.file}): {', '.join(part.values)}"
    if scenario.figures is not None:
        whose = ", ".join(scenario.figures) if isinstance(scenario.figures, dict) else str(scenario.figures)
        yield f"  figures: own figures in place of published ones, {whose}"
    beyond = notes.places_beyond_share(scenario, profiles)
    for note in (*notes.implausible(scenario), *([beyond] if beyond else []), *notes.without_effect(scenario)):
        yield f"  Note: {note}"
