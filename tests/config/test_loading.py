"""Reading scenario files: what is accepted, and the one line for what is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from workforce_sim.calibration.baseline import calibrated_parameters
from workforce_sim.config import Scenario, load_scenario
from workforce_sim.config.loading import default_scenario, settings_by_name
from workforce_sim.errors import UserError

pytestmark = pytest.mark.unit


def write(folder: Path, text: str, name: str = "plan.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    """Load a file that is wrong and give the line it is refused with, without the folder."""
    path = write(folder, text)
    with pytest.raises(UserError) as refused:
        load_scenario(path)
    line = str(refused.value)
    assert "\n" not in line
    return line.replace(f"{folder}/", "")


NUMBER_REFUSALS = {
    "turnover: {notice_days: -7}": "turnover.notice_days is -7; it must be 0 or more days",
    "turnover: {level: .nan}": "turnover.level is nan; it must be a number (between 0 and 10 times the published level)",
    "turnover: {level: -.inf}": "turnover.level is -inf; it must be a number (between 0 and 10 times the published level)",
    "turnover: {level: 100}": "turnover.level is 100; it must be between 0 and 10 times the published level",
    "apprenticeship: {intake: 10001, places_cap: 20000}": (
        "apprenticeship.intake is 10001; it must be between 0 and 10000 people a year"
    ),
    "turnover: {level: '0.9'}": 'turnover.level is "0.9"; it must be a number (between 0 and 10 times the published level)',
    "turnover: {level: yes}": "turnover.level is true; it must be a number (between 0 and 10 times the published level)",
    "turnover: {level: }": "turnover.level is empty; it must be a number (between 0 and 10 times the published level)",
    "turnover: {level: [1, 2]}": "turnover.level is a list; it must be a number (between 0 and 10 times the published level)",
    "turnover: {share_to_agency: 1.2}": "turnover.share_to_agency is 1.2; it must be between 0 and 1",
    "horizon_years: 51": "horizon_years is 51; it must be between 1 and 50 years",
    "horizon_years: 2.5": "horizon_years is 2.5; it must be a whole number (between 1 and 50 years)",
    "recruitment: {begins_at_notice: 1}": "recruitment.begins_at_notice is 1; it must be true or false",
    "recruitment: {freeze: true}": "recruitment.freeze is true; it must be a whole number (between 0 and 1)",
    "recruitment: {freeze: 0.5}": "recruitment.freeze is 0.5; it must be a whole number (between 0 and 1)",
    "apprenticeship: {shared_by: size}": 'apprenticeship.shared_by is "size"; it must be posts, vacancies or list',
    "asye: {capacity_by_quarter: [0.5, 1]}": ("asye.capacity_by_quarter has 2 numbers; it must have 4, each between 0 and 1"),
    "asye: {capacity_by_quarter: [0.5, 1, 2, 1]}": ("asye.capacity_by_quarter in place 3 is 2; it must be between 0 and 1"),
    "apprenticeship: {places: {Leeds: -3}}": (
        "apprenticeship.places for Leeds is -3; it must be between 0 and 10000 people a year"
    ),
}


@pytest.mark.parametrize(("text", "line"), NUMBER_REFUSALS.items())
def test_a_wrong_value_is_refused_with_what_was_given_and_what_is_allowed(tmp_path: Path, text: str, line: str) -> None:
    assert refusal(tmp_path, text) == f"plan.yaml: {line}"


UNKNOWN = {
    "apprenticeship: {intakes: 500}": ("apprenticeship.intakes is not a parameter; did you mean apprenticeship.intake?"),
    "apprentiship: {intake: 500}": "apprentiship is not a parameter; did you mean apprenticeship?",
    "intake_cap: 3": "intake_cap is not a parameter",
    "notice_days: 3": "notice_days is not a parameter; did you mean turnover.notice_days?",
    "training_routes: {stepup: {intake: 1}}": (
        "training_routes.stepup is not a parameter; did you mean training_routes.step_up?"
    ),
    "5: 3": "5 is not a parameter",
    "turnover: 5": "turnover is 5; it is a group of parameters such as turnover.level",
    "turnover:": "turnover is empty; it is a group of parameters such as turnover.level",
}


@pytest.mark.parametrize(("text", "line"), UNKNOWN.items())
def test_an_unknown_name_is_refused_with_the_nearest_known_one(tmp_path: Path, text: str, line: str) -> None:
    assert refusal(tmp_path, text) == f"plan.yaml: {line}"


DATED = {
    "apprenticeship: {intake: {2024-09-01: 5}}": (
        "apprenticeship.intake has the date 2024-09-01; it must be on or after the start, 2025-09-30"
    ),
    "apprenticeship: {intake: {2027-09-01: -5}}": (
        "apprenticeship.intake on 2027-09-01 is -5; it must be between 0 and 10000 people a year"
    ),
    "apprenticeship: {intake: {soon: 5}}": (
        'apprenticeship.intake has the key "soon"; the keys of a dated value must be dates such as 2027-09-01, or ramp'
    ),
    "apprenticeship: {intake: {ramp: true}}": (
        "apprenticeship.intake has ramp but no dates; give it dates with numbers, such as 2027-09-01: 1"
    ),
    "apprenticeship: {intake: {ramp: 1, 2027-09-01: 5}}": ("apprenticeship.intake has ramp: 1; ramp must be true or false"),
    "apprenticeship: {intake: {}}": (
        "apprenticeship.intake is an empty mapping; it must be a number or dates with numbers, between 0 and 10000 people a year"
    ),
    "apprenticeship: {length_months: {2027-09-01: 24}}": (
        "apprenticeship.length_months is dated, and it cannot be; it must be one number, between 1 and 120 months"
    ),
    "recruitment: {freeze: {ramp: true, 2027-04-01: 0, 2028-04-01: 1}}": (
        "recruitment.freeze has ramp: true; it is either 0 or 1 and cannot move along a line"
    ),
    "start: 2025-09-29": "start is 2025-09-29; it must be a census day, 30 September of 2019 to 2025",
    "start: 2018-09-30": "start is 2018-09-30; it must be a census day, 30 September of 2019 to 2025",
    "start: 2026-09-30": "start is 2026-09-30; it must be a census day, 30 September of 2019 to 2025",
    "start: 2025": "start is 2025; it must be a date such as 2027-09-01",
}


@pytest.mark.parametrize(("text", "line"), DATED.items())
def test_a_wrong_date_is_refused(tmp_path: Path, text: str, line: str) -> None:
    assert refusal(tmp_path, text) == f"plan.yaml: {line}"


TOGETHER = {
    "apprenticeship: {intake: 600}": (
        "apprenticeship.intake is 600; it must be at most the 500 places a year there are: "
        "to allow more, raise apprenticeship.places_cap"
    ),
    "apprenticeship: {intake: {2026-09-01: 400, 2027-09-01: 501}}": (
        "apprenticeship.intake is 501; it must be at most the 500 places a year there are: "
        "to allow more, raise apprenticeship.places_cap"
    ),
    "apprenticeship: {shared_by: list}": (
        "apprenticeship.shared_by is list; then apprenticeship.places must say how many places each authority has"
    ),
    "turnover: {share_to_agency: {2027-01-01: 0.8}}": (
        "turnover.share_to_agency and turnover.share_to_another_authority add up to 1.091 on 2027-01-01; they must be at most 1"
    ),
    "cases: {need_bands: [0.5, 0.5, 0.5, 0, 0]}": "cases.need_bands adds up to 1.5; its shares must add up to 1",
}


@pytest.mark.parametrize(("text", "line"), TOGETHER.items())
def test_values_that_do_not_fit_one_another_are_refused(tmp_path: Path, text: str, line: str) -> None:
    assert refusal(tmp_path, text) == f"plan.yaml: {line}"


HEAD = {
    "name: a/b": 'name is "a/b"; it names a folder of results and must be letters, digits, spaces, _ - or .',
    "name: 5": "name is 5; it must be text",
    "uncertainty: rates": 'uncertainty is "rates"; it must be chance or chance+rates',
    "areas: []": "areas is an empty list; it must be England, a region, an authority, or a list of them",
    "areas: [Leeds, Leeds]": 'areas holds "Leeds" twice; each area may be given once',
    "areas: [Leeds, 5]": "areas holds 5; each area must be a name or a code",
    "figures: {Leeds: 5}": "figures has 5 for Leeds; it must be an authority with a mapping of figures under it",
    "figures: {Leeds: {cases: many}}": 'figures has cases of Leeds as "many"; it must be a number, 0 or more',
    "figures: {Leeds: {cases: .nan}}": "figures has cases of Leeds as nan; it must be a number, 0 or more",
    "extends: 5": "extends is 5; it must be the path of another scenario file, or a list of such paths",
    "extends: []": "extends is an empty list; it must name another scenario file, or several",
    "extends: [5]": "extends holds 5; each must be the path of another scenario file",
    "extends: [gone.yaml]": 'extends holds "gone.yaml"; there is no such file beside it',
    "extends: [plan.yaml, ./plan.yaml]": 'extends holds "./plan.yaml" twice; each file may be given once',
    "extends: {plan.yaml: 1}": "extends is a mapping; it must be the path of another scenario file, or a list of such paths",
    "figures: ours.csv": 'figures is "ours.csv"; there is no such file',
    "extends: gone.yaml": 'extends is "gone.yaml"; there is no such file beside it',
}


@pytest.mark.parametrize(("text", "line"), HEAD.items())
def test_a_wrong_line_at_the_top_is_refused(tmp_path: Path, text: str, line: str) -> None:
    assert refusal(tmp_path, text) == f"plan.yaml: {line}"


NOT_YAML = {
    "- a\n- b\n": "plan.yaml: is a list; a scenario file must be a mapping of names to values",
    "": "plan.yaml: is empty; a scenario file must be a mapping of names to values",
    "just words": 'plan.yaml: is "just words"; a scenario file must be a mapping of names to values',
    "turnover:\n  level: 1\n  level: 2\n": "plan.yaml, line 3: the key level stands here twice",
    "turnover: {level: 1}\nasye: {}\nturnover: {level: 2}\n": "plan.yaml, line 3: the key turnover stands here twice",
    "apprenticeship:\n  intake:\n    2027-09-01: 5\n    2027-09-01: 6\n": (
        "plan.yaml, line 4: the key 2027-09-01 stands here twice"
    ),
    "name: [": "plan.yaml, line 1: expected the node content, but found '<stream end>'",
    "name: !!python/object:os.system x": "plan.yaml, line 1: could not determine a constructor for the tag "
    "'tag:yaml.org,2002:python/object:os.system'",
    "? [a]\n: 5": "plan.yaml, line 1: a key must be a name or a date",
    "turnover: {level: 2025-13-45}": "plan.yaml: is not YAML: month must be in 1..12",
}


@pytest.mark.parametrize(("text", "line"), NOT_YAML.items())
def test_a_file_that_is_not_a_plain_mapping_is_refused(tmp_path: Path, text: str, line: str) -> None:
    assert refusal(tmp_path, text) == line


def test_a_missing_file_a_folder_and_a_binary_file_are_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for path, why in ((tmp_path / "gone.yaml", "there is no such file"), (binary, "is not a text file in UTF-8")):
        with pytest.raises(UserError, match=why):
            load_scenario(path)
    with pytest.raises(UserError, match="cannot be read"):
        load_scenario(tmp_path)


def test_a_circle_of_files_is_refused_naming_the_circle(tmp_path: Path) -> None:
    write(tmp_path, "extends: b.yaml", "a.yaml")
    write(tmp_path, "extends: sub/c.yaml", "b.yaml")
    write(tmp_path, "extends: ../a.yaml", "sub/c.yaml")
    with pytest.raises(UserError) as refused:
        load_scenario(tmp_path / "a.yaml")
    expected = "a.yaml: extends goes in a circle: a.yaml extends b.yaml extends sub/c.yaml extends a.yaml"
    assert str(refused.value).replace(f"{tmp_path}/", "") == expected


def test_a_fault_names_the_file_in_which_it_stands(tmp_path: Path) -> None:
    write(tmp_path, "turnover: {notice_days: -7}", "england.yaml")
    leaf = write(tmp_path, "extends: ../england.yaml\nturnover: {level: 0.9}", "scenarios/leaf.yaml")
    with pytest.raises(UserError) as refused:
        load_scenario(leaf)
    assert str(refused.value) == f"{tmp_path}/england.yaml: turnover.notice_days is -7; it must be 0 or more days"
    with pytest.raises(UserError) as refused:
        load_scenario(leaf, {"turnover.notice_days": "-8"})
    assert str(refused.value) == "--set: turnover.notice_days is -8; it must be 0 or more days"


def test_an_intake_above_the_cap_may_follow_a_higher_cap(tmp_path: Path) -> None:
    plan = write(tmp_path, "apprenticeship: {intake: 600, places_cap: 600}")
    assert load_scenario(plan).apprenticeship.intake.maximum == 600.0


def test_differences_are_laid_over_what_is_extended(tmp_path: Path) -> None:
    write(tmp_path, "name: base\nareas: Leeds\nturnover: {level: 0.9, notice_days: 30}", "base.yaml")
    plan = write(tmp_path, "extends: base.yaml\nturnover: {level: {2027-04-01: 0.8}}")
    scenario = load_scenario(plan, {"turnover.notice_days": "40", "areas": "[Essex, Leeds]"})
    assert scenario.name == "plan"
    assert scenario.areas == ("Essex", "Leeds")
    assert scenario.turnover.notice_days == 40
    assert scenario.turnover.level.on(dt.date(2027, 3, 31)) == 1.0
    assert scenario.turnover.level.on(dt.date(2027, 4, 1)) == 0.8


def test_a_file_of_figures_lies_beside_the_file_that_names_it(tmp_path: Path) -> None:
    write(tmp_path, "authority,figure,value\n", "ours/figures.csv")
    write(tmp_path, "figures: figures.csv", "ours/base.yaml")
    plan = write(tmp_path, "extends: ours/base.yaml")
    assert load_scenario(plan).figures == tmp_path / "ours" / "figures.csv"


def test_settings_are_read_as_yaml() -> None:
    settings = settings_by_name(["apprenticeship.intake={2027-09-01: 250}", "recruitment.begins_at_notice=no"])
    scenario = default_scenario(settings)
    assert scenario.apprenticeship.intake.on(dt.date(2028, 1, 1)) == 250.0
    assert scenario.recruitment.begins_at_notice is False


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (["intake"], '--set is "intake"; it must be NAME=VALUE, such as apprenticeship.intake=12'),
        (["=5"], '--set is "=5"; it must be NAME=VALUE, such as apprenticeship.intake=12'),
        (["a.b=1", "a.b=2"], "--set: a.b is set twice; each parameter may be set once"),
        (["turnover.levels=1"], "--set: turnover.levels is not a parameter; did you mean turnover.level?"),
        (["turnover.level.x=1"], "--set: turnover.level has the key \"x\"; the keys of a dated value must be dates "
         "such as 2027-09-01, or ramp"),
        (["extends=a.yaml"], "--set: extends is not a parameter"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_refused(settings: list[str], line: str) -> None:
    with pytest.raises(UserError) as refused:
        default_scenario(settings_by_name(settings))
    assert str(refused.value) == line


def test_a_start_at_another_census_takes_what_was_known_then_and_what_is_said_stays() -> None:
    """England's posts grew faster before 2021 than since; leaving in 2021 was above that of the years before."""
    usual, earlier = default_scenario(), default_scenario({"start": "2021-09-30", "turnover.national_spread": "0.2"})
    known = calibrated_parameters(2021)
    assert known["establishment.growth_per_year"] > usual.establishment.growth_per_year.before
    assert earlier.establishment.growth_per_year.before == known["establishment.growth_per_year"]
    assert earlier.turnover.latest_year_level == known["turnover.latest_year_level"] > 1.0
    assert earlier.turnover.national_spread == 0.2 != known["turnover.national_spread"]
    assert earlier.turnover.notice_days == usual.turnover.notice_days, "what is not calibrated is as ever"


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_earliest_censuses_may_be_the_start(year: int) -> None:
    assert default_scenario({"start": f"{year}-09-30"}).start.year == year


def test_the_defaults_are_a_scenario() -> None:
    assert default_scenario() == Scenario().with_values({"name": "defaults"})
