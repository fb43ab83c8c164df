"""The scenario that a command is given, with the authorities it simulates; what is wrong is told with its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile


def loaded(file: str, settings: tuple[str, ...]) -> tuple[Scenario, tuple[AuthorityProfile, ...]]:
    """Load a scenario file with what ``--set`` gives, and the profile of every authority it simulates.

    Raises UserError with one line: file or ``--set``, dotted name, what was given and what is allowed.
    """
    from workforce_sim.config.loading import load_scenario, settings_by_name, standing_in
    from workforce_sim.errors import ScenarioError, UserError
    from workforce_sim.studies.areas import simulated_profiles

    overrides = settings_by_name(settings)
    scenario = load_scenario(file, overrides)
    try:
        return scenario, simulated_profiles(scenario)
    except ScenarioError as error:
        raise UserError(f"{standing_in(file, overrides, error.name)}: {error}") from None
