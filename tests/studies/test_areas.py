"""Which authorities a scenario simulates, and with whose figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.studies.areas import simulated_profiles

pytestmark = pytest.mark.unit


def test_own_figures_replace_published_ones_of_that_authority_alone() -> None:
    scenario = Scenario(areas=("Nottinghamshire", "Derbyshire"), figures={"E10000024": {"vacancy_fte": 12.5}})
    vacancies = {profile.name: profile.vacancy_fte for profile in simulated_profiles(scenario)}
    published = {profile.name: profile.vacancy_fte for profile in simulated_profiles(Scenario(areas=scenario.areas))}
    assert vacancies == published | {"Nottinghamshire": 12.5}


def test_own_figures_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("authority,figure,value\nNottinghamshire,vacancy_fte,7\n", encoding="utf-8")
    (profile,) = simulated_profiles(Scenario(areas="Nottinghamshire", figures=file))
    assert profile.vacancy_fte == 7


def test_own_figures_of_an_authority_that_is_not_simulated_are_refused() -> None:
    scenario = Scenario(areas="Nottinghamshire", figures={"Derbyshire": {"vacancy_fte": 12.5}})
    with pytest.raises(UserError, match="figures has Derbyshire, which this scenario does not simulate"):
        simulated_profiles(scenario)
