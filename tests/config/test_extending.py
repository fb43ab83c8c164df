"""Scenarios that extend several files: what is laid over what, what counts as a part, and where parts disagree."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from workforce_sim.config import Scenario, load_scenario
from workforce_sim.config.defaults import differences
from workforce_sim.errors import UserError

pytestmark = pytest.mark.unit

ENGLAND = "areas: Leeds\nhorizon_years: 4\nturnover: {level: 0.9, notice_days: 30}\n"
FILES = {
    "england.yaml": ENGLAND,
    "parts/homes.yaml": "extends: ../england.yaml\nname: Fewer homes\nplacements: {kinship_level: 1.2}\n",
    "parts/pay.yaml": "extends: ../england.yaml\nturnover: {level: 0.8, retention_effect: -0.1}\n",
    "parts/more_pay.yaml": "extends: pay.yaml\nturnover: {retention_effect: -0.2}\n",
    "parts/elsewhere.yaml": "extends: ../england.yaml\nareas: Essex\n",
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    for name, text in FILES.items():
        write(tmp_path, name, text)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def whole(folder: Path, text: str) -> Scenario:
    return load_scenario(write(folder, "whole.yaml", text))


def values(scenario: Scenario) -> dict[str, dict[str, object]]:
    return {part.name: dict(part.values) for part in scenario.parts}


@pytest.mark.parametrize("order", ["[parts/pay.yaml, parts/homes.yaml]", "[parts/homes.yaml, parts/pay.yaml]"])
def test_what_the_parts_share_does_not_undo_what_an_earlier_part_says(tmp_path: Path, order: str) -> None:
    scenario = whole(tmp_path, f"extends: {order}\n")
    assert scenario.turnover.level.before == 0.8  # england.yaml says 0.9, and is below both
    assert scenario.turnover.notice_days == 30
    assert scenario.placements.kinship_level.before == 1.2
    assert (scenario.name, scenario.areas) == ("whole", "Leeds")
    assert values(scenario) == {
        "Fewer homes": {"placements.kinship_level": 1.2},
        "pay": {"turnover.level": 0.8, "turnover.retention_effect": -0.1},
    }


def test_what_a_part_sets_itself_is_laid_over_what_it_extends(tmp_path: Path) -> None:
    scenario = whole(tmp_path, "extends: [parts/homes.yaml, parts/more_pay.yaml]\n")
    assert scenario.turnover.retention_effect.before == -0.2
    assert values(scenario)["more_pay"] == {"turnover.level": 0.8, "turnover.retention_effect": -0.2}


def test_the_extending_file_has_the_last_word_and_the_part_keeps_the_name(tmp_path: Path) -> None:
    scenario = whole(tmp_path, "extends: [parts/pay.yaml, parts/homes.yaml]\nturnover: {level: 0.7}\n")
    assert scenario.turnover.level.before == 0.7
    assert set(values(scenario)["pay"]) == {"turnover.level", "turnover.retention_effect"}


def test_two_parts_that_disagree_are_refused_in_one_line_unless_the_extending_file_says_which(tmp_path: Path) -> None:
    write(tmp_path, "parts/better_pay.yaml", "extends: ../england.yaml\nturnover: {level: 0.6}\n")
    both = "extends: [parts/pay.yaml, parts/better_pay.yaml]\n"
    with pytest.raises(UserError) as refused:
        whole(tmp_path, both)
    assert str(refused.value).replace(f"{tmp_path}/", "") == (
        "whole.yaml: turnover.level is 0.8 in parts/pay.yaml and 0.6 in parts/better_pay.yaml; say here which of them it is"
    )
    assert whole(tmp_path, f"{both}turnover: {{level: 0.7}}\n").turnover.level.before == 0.7
    write(tmp_path, "parts/better_pay.yaml", "extends: ../england.yaml\nturnover: {level: 0.8}\n")
    assert whole(tmp_path, both).turnover.level.before == 0.8


def test_parts_about_other_places_disagree(tmp_path: Path) -> None:
    write(tmp_path, "parts/here.yaml", "extends: ../england.yaml\nareas: Luton\n")
    with pytest.raises(UserError, match=r'areas is "Essex" in .*elsewhere.yaml and "Luton" in .*here.yaml; say here which'):
        whole(tmp_path, "extends: [parts/elsewhere.yaml, parts/here.yaml]\n")


def test_own_figures_of_two_parts_go_together_unless_they_say_different_things(tmp_path: Path) -> None:
    write(tmp_path, "parts/cases.yaml", "extends: ../england.yaml\nfigures: {Leeds: {cases: 3000}}\n")
    write(tmp_path, "parts/staff.yaml", "extends: ../england.yaml\nfigures: {Leeds: {inpost_fte: 500}}\n")
    scenario = whole(tmp_path, "extends: [parts/cases.yaml, parts/staff.yaml]\n")
    assert scenario.figures == {"Leeds": {"cases": 3000, "inpost_fte": 500}}
    write(tmp_path, "parts/ours.csv", "authority,figure,value\n")
    write(tmp_path, "parts/staff.yaml", "extends: ../england.yaml\nfigures: ours.csv\n")
    with pytest.raises(UserError, match=r"figures.Leeds.cases is 3000 in .*cases.yaml and figures is .* in .*staff"):
        whole(tmp_path, "extends: [parts/cases.yaml, parts/staff.yaml]\n")


def test_a_file_that_another_of_the_list_extends_does_not_disagree_with_it(tmp_path: Path) -> None:
    for order in ("[parts/pay.yaml, parts/more_pay.yaml]", "[parts/more_pay.yaml, parts/pay.yaml]"):
        scenario = whole(tmp_path, f"extends: {order}\n")
        assert scenario.turnover.retention_effect.before == -0.2
        assert scenario.parts == ()


def test_a_file_that_says_no_more_than_where_is_no_part_and_a_whole_of_parts_keeps_them(tmp_path: Path) -> None:
    write(tmp_path, "strategy.yaml", "extends: [parts/pay.yaml, parts/homes.yaml]\n")
    scenario = whole(tmp_path, "extends: [parts/elsewhere.yaml, strategy.yaml]\n")
    assert scenario.areas == "Essex"
    assert list(values(scenario)) == ["pay", "Fewer homes"]
    assert list(values(whole(tmp_path, "extends: strategy.yaml\nareas: Luton\n"))) == ["pay", "Fewer homes"]


def test_parts_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    write(tmp_path, "parts/other.yaml", "extends: ../england.yaml\nname: pay\nplacements: {kinship_level: 1.2}\n")
    names = [part.name for part in whole(tmp_path, "extends: [parts/pay.yaml, parts/other.yaml]\n").parts]
    assert names == [f"pay ({tmp_path}/parts/pay.yaml)", f"pay ({tmp_path}/parts/other.yaml)"]


def test_a_circle_through_a_list_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "parts/back.yaml", "extends: [pay.yaml, ../whole.yaml]\n")
    with pytest.raises(UserError, match=r"extends goes in a circle: .*whole.yaml extends .*back.yaml extends .*whole.yaml"):
        whole(tmp_path, "extends: [parts/pay.yaml, parts/back.yaml]\n")


def test_a_fault_names_the_part_in_which_it_stands(tmp_path: Path) -> None:
    write(tmp_path, "parts/homes.yaml", "extends: ../england.yaml\nplacements: {kinship_level: -1}\n")
    with pytest.raises(UserError, match=r"parts/homes.yaml: placements.kinship_level is -1; "):
        whole(tmp_path, "extends: [parts/homes.yaml, parts/pay.yaml]\n")


def test_parts_stay_with_a_scenario_that_is_changed_and_make_no_other_of_it(tmp_path: Path) -> None:
    scenario = whole(tmp_path, "extends: [parts/pay.yaml, parts/homes.yaml]\n")
    changed = scenario.with_values({"areas": "Luton"})
    assert changed.parts == scenario.parts
    assert scenario.digest() == scenario.with_parts(()).digest()
    assert pickle.loads(pickle.dumps(scenario)).parts == scenario.parts
    assert load_scenario(tmp_path / "parts" / "pay.yaml").parts == ()


def test_the_shipped_strategy_is_its_six_parts_and_england_otherwise() -> None:
    configs = Path(__file__).resolve().parents[2] / "configs"
    england, strategy = (load_scenario(configs / name) for name in ("england.yaml", "scenarios/stable_homes.yaml"))
    assert [part.name for part in strategy.parts] == [
        "family_help", "family_networks", "fostering", "kinship", "childrens_homes_oversight", "apprentices_500",
    ]  # fmt: skip
    of_parts = {name for part in strategy.parts for name in part.values}
    assert {change.name for change in differences(strategy)} == of_parts
    assert (strategy.start, strategy.horizon_years, strategy.areas) == (england.start, england.horizon_years, england.areas)
