"""A programme's roll-out as a scenario file says it: what is read, merged, written back and refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from workforce_sim.config import Scenario, load_scenario
from workforce_sim.config.assumptions import assumptions
from workforce_sim.config.loading import default_scenario
from workforce_sim.config.roll_out import RollOut, RollOutStep
from workforce_sim.errors import UserError
from workforce_sim.studies.questions.ranges import NOT_USED, left_out

pytestmark = pytest.mark.unit

STEPS = [
    {"areas": ["Dorset", "Wolverhampton"], "from": "2027-04-01", "ramp_months": 12},
    {"areas": "Leeds", "from": "2028-04-01"},
]
READ = RollOut(
    (
        RollOutStep(("Dorset", "Wolverhampton"), dt.date(2027, 4, 1), 12),
        RollOutStep(("Leeds",), dt.date(2028, 4, 1)),
    )
)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_says_areas_first_day_and_months(tmp_path: Path) -> None:
    text = "family_help:\n  roll_out:\n  - {areas: [Dorset, Wolverhampton], from: 2027-04-01, ramp_months: 12}\n"
    scenario = load_scenario(write(tmp_path / "plan.yaml", text + "  - {areas: Leeds, from: 2028-04-01}\n  fewer_plans: 0.1\n"))
    assert scenario.family_help.roll_out == READ
    assert scenario.family_help.fewer_plans == 0.1
    assert scenario.family_networks.roll_out == RollOut()


def test_a_roll_out_is_written_back_as_it_is_read() -> None:
    scenario = Scenario().with_values({"family_help.roll_out": STEPS})
    again = Scenario().with_values({"family_help.roll_out": scenario.resolved()["family_help"]["roll_out"]})
    assert again == scenario
    assert again.digest() == scenario.digest() != Scenario().digest()


def test_a_roll_out_stays_when_a_number_beside_it_is_changed() -> None:
    scenario = Scenario().with_values({"family_help.roll_out": STEPS}).with_values({"family_help.fewer_plans": 0.2})
    assert scenario.family_help.roll_out == READ
    assert scenario.family_help.fewer_plans == 0.2


def test_a_roll_out_is_replaced_whole_by_a_file_that_extends_and_by_set(tmp_path: Path) -> None:
    base = "family_help:\n  fewer_plans: 0.1\n  roll_out:\n  - {areas: Dorset, from: 2027-04-01}\n"
    write(tmp_path / "base.yaml", base)
    over = "extends: base.yaml\nfamily_help:\n  roll_out:\n  - {areas: Leeds, from: 2028-04-01}\n"
    plan = write(tmp_path / "plan.yaml", over)
    assert load_scenario(plan).family_help.roll_out.steps == READ.steps[1:]
    assert load_scenario(plan).family_help.fewer_plans == 0.1
    assert load_scenario(plan, {"family_help.roll_out": "[]"}).family_help.roll_out == RollOut()


def test_the_log_of_assumptions_tells_a_roll_out_in_words() -> None:
    rows = {row.id: row for row in assumptions(Scenario().with_values({"family_help.roll_out": STEPS}))}
    told = "Dorset, Wolverhampton from 2027-04-01 over 12 months; Leeds from 2028-04-01"
    assert rows["family_help.roll_out"].value == told
    assert rows["family_networks.roll_out"].value == "nowhere"


def test_a_programme_that_is_nowhere_is_not_varied_by_a_sensitivity_study() -> None:
    scenario = default_scenario({"areas": "Rutland"})
    assert left_out(scenario)["family_help.fewer_plans"] == NOT_USED
    assert "family_help.fewer_plans" not in left_out(scenario.with_values({"family_help.roll_out": STEPS}))


REFUSED = {
    "5": "family_help.roll_out is 5; it must be a list of steps, each with areas, from and ramp_months",
    "{areas: Leeds}": "family_help.roll_out is a mapping; it must be a list of steps, each with areas, from and ramp_months",
    "[Leeds]": 'family_help.roll_out in place 1 is "Leeds"; it must have areas and from, and may have ramp_months',
    "[{areas: Leeds}]": "family_help.roll_out in place 1 has no from; it must have areas and from, and may have ramp_months",
    "[{areas: Leeds, from: 2027-04-01, until: 2028-04-01}]": (
        'family_help.roll_out in place 1 has "until"; it may have areas, from and ramp_months'
    ),
    "[{areas: [], from: 2027-04-01}]": (
        "family_help.roll_out in place 1 has areas which is an empty list; it must be England, a region, an authority, or a"
        " list of them"
    ),
    "[{areas: Leeds, from: soon}]": (
        'family_help.roll_out in place 1 has from which is "soon"; it must be a date such as 2027-09-01'
    ),
    "[{areas: Leeds, from: 2025-09-29}]": (
        "family_help.roll_out in place 1 begins on 2025-09-29; it must be on or after the start, 2025-09-30"
    ),
    "[{areas: Leeds, from: 2027-04-01, ramp_months: -1}]": (
        "family_help.roll_out in place 1 has ramp_months which is -1; it must be between 0 and 120 months"
    ),
    "[{areas: Leeds, from: 2027-04-01, ramp_months: 1.5}]": (
        "family_help.roll_out in place 1 has ramp_months which is 1.5; it must be a whole number (between 0 and 120 months)"
    ),
    "[{areas: Leeds, from: 2027-04-01}, {areas: leeds, from: 2028-04-01}]": (
        "family_help.roll_out has Leeds twice; a programme is rolled out to an area once"
    ),
}


@pytest.mark.parametrize(("text", "line"), REFUSED.items())
def test_a_roll_out_that_cannot_be_is_refused_in_one_line(text: str, line: str) -> None:
    with pytest.raises(UserError) as refused:
        default_scenario({"family_help.roll_out": text})
    assert str(refused.value) == f"--set: {line}"
