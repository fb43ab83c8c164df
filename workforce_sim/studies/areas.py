"""Which authorities a scenario simulates, with the planner's own figures in the place of published ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import ScenarioError, UserError
from workforce_sim.figures.areas import select
from workforce_sim.figures.override import read_figures_csv, with_figures
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.geography import ENGLAND
from workforce_sim.reforms.roll_out import check_roll_outs


def simulated_profiles(scenario: Scenario) -> tuple[AuthorityProfile, ...]:
    """Give the profile of every authority that a scenario simulates, its own figures laid over the published ones.

    Raises ScenarioError for an unknown area, also of a programme's roll-out, and for own figures of an authority that is
    not simulated.
    """
    try:
        profiles = _selected(scenario.areas, scenario.start.year)
    except UserError as error:
        raise ScenarioError("areas", f"areas: {error}") from None
    check_roll_outs(scenario)
    given = scenario.figures
    if given is None:
        return profiles
    own = read_figures_csv(given) if isinstance(given, Path) else given
    by_code = {profile.code: profile for profile in profiles}
    for area, figures in own.items():
        try:
            for profile in select(area, scenario.start.year):
                if profile.code not in by_code:
                    raise UserError(f"figures has {area}, which this scenario does not simulate; add it to areas")
                by_code[profile.code] = with_figures(by_code[profile.code], figures)
        except UserError as error:
            raise ScenarioError("figures", _named(str(error), given)) from None
    return tuple(by_code.values())


@lru_cache(maxsize=64)
def _selected(areas: str | tuple[str, ...], year: int) -> tuple[AuthorityProfile, ...]:
    """Keep whom an area's name stands for: the points of a study have the same areas, and each asks more than once."""
    return select(areas, year)


def _named(text: str, given: object) -> str:
    """Put the name ``figures``, with the path of their file if they have one, before what is wrong with them."""
    if isinstance(given, Path):
        return f"figures: {given}: {text.removeprefix('figures: ').removeprefix('figures ')}"
    return text if text.startswith("figures") else f"figures: {text}"


def whole_areas(profiles: Sequence[AuthorityProfile]) -> frozenset[str]:
    """Say of which regions, and whether of England, every authority with figures is among those simulated; codes."""
    year = profiles[0].census_year
    missing = {profile.code: profile for profile in select("England", year)}
    regions = {profile.region_code for profile in missing.values()} | {ENGLAND}
    for profile in profiles:
        missing.pop(profile.code, None)
    if missing:
        regions -= {profile.region_code for profile in missing.values()} | {ENGLAND}
    return frozenset(regions)
