"""Questions: what a planner asked, as scenarios and as files that are those very scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from workforce_sim.app.levers import EVENLY, LEVERS, ONLY_UNTIL, Moved
from workforce_sim.app.question import Question
from workforce_sim.config.loading import load_scenario
from workforce_sim.errors import ParameterError
from workforce_sim.studies.areas import simulated_profiles

pytestmark = pytest.mark.unit


def moved(name: str, value: float, *when: object) -> Moved:
    return Moved(LEVERS[name], value, *when)  # type: ignore[arg-type]


FULL = Question(
    "Nottinghamshire",
    own=(("inpost_fte", 440.0), ("vacancy_fte", 61.5)),
    moved=(
        moved("apprenticeship.intake", 12, 2026),
        moved("turnover.retention_effect", -10, 2027),
        moved("agency.cover_level", 0, 2027, EVENLY, 2029),
        moved("recruitment.freeze", 1, 2028, ONLY_UNTIL, 2029),
        moved("labour_market.newly_qualified_per_year", 3100),
        moved("family_help.fewer_plans", 10),
        moved("family_networks.conferences_offered_share", 80),
    ),
    programmes=(("family_help", 2027),),
    years=5,
)


@pytest.mark.parametrize("asked", [FULL, Question("East Midlands"), Question("England", years=3)], ids=lambda each: each.areas)
def test_the_files_are_the_very_scenarios(asked: Question, tmp_path: Path) -> None:
    for (name, text), scenario in zip(asked.files().items(), (asked.baseline, asked.plan), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
        loaded = load_scenario(tmp_path / name)
        assert loaded.digest() == scenario.digest()
        assert loaded.name == scenario.name


def test_the_command_names_the_files_the_replications_and_the_seed() -> None:
    assert FULL.command() == (
        "workforce-sim compare nottinghamshire_baseline.yaml nottinghamshire_plan.yaml --replications 50 --seed 1"
    )
    assert all(name in FULL.command() for name in FULL.files())


def test_own_figures_are_of_both_sides() -> None:
    for scenario in (FULL.baseline, FULL.plan):
        (profile,) = simulated_profiles(scenario)
        assert (profile.inpost_fte, profile.vacancy_fte) == (440.0, 61.5)


def test_levers_of_a_programme_that_is_off_change_nothing() -> None:
    assert FULL.plan.family_help.fewer_plans == 0.1
    assert FULL.plan.family_networks.conferences_offered_share == 1.0
    off = Question("Rutland", moved=(moved("family_networks.conferences_offered_share", 80),))
    assert not off.is_a_plan


def test_a_lever_at_its_usual_value_is_no_plan() -> None:
    assert not Question("Rutland", moved=(moved("agency.cover_level", 100, 2026),)).is_a_plan
    assert Question("Rutland", moved=(moved("agency.cover_level", 90, 2026),)).is_a_plan


def test_more_apprentices_than_places_are_laid_at_the_lever() -> None:
    asked = Question("Rutland", moved=(moved("apprenticeship.intake", 600, 2026),))
    with pytest.raises(ParameterError, match="600") as refused:
        asked.check()
    assert refused.value.name == "apprenticeship.intake"


def test_a_question_says_what_it_changes() -> None:
    assert FULL.words()[:2] == [
        "Family Help: on from April 2027",
        "Apprentices who start each September: 12 people a year from September 2026",
    ]
