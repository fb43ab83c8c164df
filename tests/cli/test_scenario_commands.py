"""The commands about scenario files, as a planner types them from the project's own folder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workforce_sim.cli import main

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]

Typed = Callable[[str], Result]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a command in the project's own folder."""
    monkeypatch.chdir(ROOT)

    def typed(line: str) -> Result:
        return CliRunner().invoke(main, line.split())

    return typed


def test_validate_says_what_a_scenario_changes(typed: Typed) -> None:
    told = typed("validate configs/scenarios/hiring_freeze.yaml")
    assert told.exit_code == 0, told.output
    first, *changes = told.output.splitlines()
    assert first == (
        "configs/scenarios/hiring_freeze.yaml is right: England, 10 years from 30 September 2025, "
        "2 parameters differ from their defaults:"
    )
    assert [line.split(":")[0].strip() for line in changes] == [
        "establishment.growth_per_year",
        "recruitment.freeze",
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "configs" / "authorities").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_authority_shipped_has_figures(typed: Typed, path: Path) -> None:
    told = typed(f"validate {path.relative_to(ROOT)}")
    assert told.exit_code == 0, told.output
    assert "every parameter is at its default" in told.output


def test_validate_notes_a_change_after_the_last_day(typed: Typed) -> None:
    told = typed("validate configs/scenarios/hiring_freeze.yaml --set horizon_years=2")
    assert "Note: recruitment.freeze changes on 2028-04-01, after the last day, 2027-09-30" in told.output


def test_validate_refuses_a_roll_out_to_an_unknown_area_in_one_line_and_ends_with_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    setting = "family_help.roll_out=[{areas: Dorst, from: 2027-04-01}]"
    told = CliRunner().invoke(main, ["validate", "configs/england.yaml", "--set", setting])
    assert told.exit_code == 2
    line = "--set: family_help.roll_out: 'Dorst' is not England, a region or an authority; did you mean Dorset?"
    assert told.output.splitlines() == [line]


def test_validate_notes_a_programme_that_takes_effect_nowhere_or_too_late(typed: Typed) -> None:
    told = typed("validate configs/england.yaml --set family_help.fewer_plans=0.1")
    assert "Note: family_help.fewer_plans: without effect, for family_help.roll_out has no steps." in told.output
    told = typed("validate configs/scenarios/family_networks.yaml --set horizon_years=1")
    assert "Note: family_networks.roll_out begins in England on 2027-04-01, after the last day, 2026-09-30." in told.output


def test_validate_notes_values_outside_their_plausible_range(typed: Typed) -> None:
    told = typed("validate configs/england.yaml --set turnover.level=3 --set asye.capacity_by_quarter=[0,1,1,1]")
    assert told.exit_code == 0
    assert "  Note: turnover.level is 3; outside its plausible range 0.8 to 1.25" in told.output.splitlines()
    assert "  Note: asye.capacity_by_quarter is [0, 1, 1, 1]; outside its plausible range" in told.output
    assert "Note" not in typed("validate configs/england.yaml").output


def test_validate_notes_the_places_of_england_put_into_one_region(typed: Typed) -> None:
    everywhere = typed("validate configs/scenarios/apprentices_500.yaml")
    assert everywhere.exit_code == 0
    assert "whose part" not in everywhere.output
    file = ["validate", "configs/scenarios/apprentices_500.yaml", "--set", "areas=East Midlands"]
    told = CliRunner().invoke(main, file)
    assert told.exit_code == 0
    said = "apprenticeship.intake is 500 for East Midlands, whose part of England's 500 places would be "
    (note,) = [line for line in told.output.splitlines() if said in line]
    assert 20 < int(note.split(said)[1]) < 60


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("configs/gone.yaml", "configs/gone.yaml: there is no such file"),
        (
            "configs/england.yaml --set apprenticeship.intakes=5",
            "--set: apprenticeship.intakes is not a parameter; did you mean apprenticeship.intake?",
        ),
        (
            "configs/england.yaml --set recruitment.notice_days_experienced=-7",
            "--set: recruitment.notice_days_experienced is -7; it must be 0 or more days",
        ),
    ],
)
def test_a_wrong_file_or_setting_is_one_line_and_exit_2(typed: Typed, line: str, said: str) -> None:
    told = typed(f"validate {line}")
    assert told.exit_code == 2
    assert told.output.splitlines() == [said]


def test_an_unknown_authority_is_refused_with_the_nearest(typed: Typed) -> None:
    told = typed("validate configs/authorities/hackney.yaml --set areas=Hackny")
    assert told.exit_code == 2
    assert "Hackney" in told.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("areas: Hackny", "areas: 'Hackny' is not England, a region or an authority; did you mean Hackney?"),
        ("areas: Cumbria", "areas: Cumbria closed after the census of 2022; see Cumberland"),
        ("areas: Isles of Scilly", "areas: Isles of Scilly cannot be simulated: nobody in post"),
        (
            "areas: Hackney\nfigures: {Hackney: {inpost: 40}}",
            "figures: inpost is not a figure of an authority; did you mean inpost_fte?",
        ),
        ("areas: Hackney\nfigures: {Hackny: {cases: 40}}", "figures: 'Hackny' is not England"),
        ("areas: Hackney\nfigures: {Leeds: {cases: 40}}", "figures has Leeds, which this scenario does not simulate"),
    ],
)
def test_what_is_wrong_with_areas_and_figures_is_told_with_its_file(
    typed: Typed, tmp_path: Path, text: str, said: str
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(text, encoding="utf-8")
    (tmp_path / "further.yaml").write_text("extends: plan.yaml\n", encoding="utf-8")
    for command in ("validate", "run"):
        for file in ("plan.yaml", "further.yaml"):
            told = typed(f"{command} {tmp_path / file}")
            assert told.exit_code == 2
            assert told.output.startswith(f"{plan}: {said}")
            assert told.output.count("\n") == 1


def test_own_figures_of_an_authority_are_checked(typed: Typed, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = f"extends: {ROOT.as_posix()}/configs/authorities/hackney.yaml\nfigures: {{Hackney: {{vacancy_ftes: 40}}}}\n"
    plan.write_text(text, encoding="utf-8")
    told = typed(f"validate {plan}")
    assert told.exit_code == 2
    assert "vacancy_fte" in told.output


def test_assumptions_shows_every_subject_with_its_reliability(typed: Typed) -> None:
    told = typed("assumptions")
    assert told.exit_code == 0, told.output
    for word in ("apprenticeship", "training_routes.step_up", "green", "amber", "red", "withdrawal_per_year"):
        assert word in told.output


def test_assumptions_as_csv_is_the_log_of_the_scenario_asked_for(typed: Typed) -> None:
    told = typed("assumptions configs/scenarios/retention_offer.yaml --csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(told.output))}
    assert rows["turnover.retention_effect"]["value"] == "{2027-04-01: -0.1}"
    assert rows["turnover.retention_effect"]["source"] == "Scenario retention_offer"


def test_schema_prints_what_is_kept_and_writes_only_when_asked(
    typed: Typed,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert json.loads(typed("schema").output) == json.loads((ROOT / "configs/schema.json").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(main, ["schema", "--write"])
    assert refused.exit_code == 2
    assert "run this from the project's own folder" in refused.output
    assert not list(tmp_path.iterdir())
    (tmp_path / "configs").mkdir()
    (tmp_path / "docs").mkdir()
    assert CliRunner().invoke(main, ["schema", "--write"]).exit_code == 0
    for name in ("configs/schema.json", "docs/parameters.md"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
