"""``workforce-sim stress`` as its user meets it, with the model itself on a small authority and few years."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from workforce_sim.cli import main

pytestmark = pytest.mark.system

STUDY = """
study: stress
scenario: rutland.yaml
targets:
  vacancies: {measure: vacancy_rate_fte, at_most: 25, by: 2027}
  leavers: {measure: turnover_rate_fte, at_most: 20, by: 2027}
shocks:
  freeze: {kind: hiring_freeze, from: 2026-04-01, months: 18}
  leaving: {kind: leaving_spike, from: 2026-04-01, months: 12}
  own: {set: {absence.level: {2026-04-01: 1.5}}}
break_point: {shock: leaving, target: vacancies, probability: 0.5, high: 2, resolution: 1}
replications: 6
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with a small scenario and a study of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rutland.yaml").write_text("areas: Rutland\nhorizon_years: 2\n", encoding="utf-8")
    (tmp_path / "shocks.yaml").write_text(STUDY, encoding="utf-8")
    return tmp_path


def stress(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["stress", "--jobs", "1", *arguments])


def said_by(told: Result) -> str:
    return " ".join(told.output.split())


def test_the_shocks_are_ranked_shown_stored_and_shown_again_without_simulating(folder: Path) -> None:
    told = stress("shocks.yaml")
    assert told.exit_code == 0, told.output
    said = said_by(told)
    for words in ("probability that each target is met", "none", "freeze", "+14%", "own", "Most harm", "Break point: "):
        assert words in said, words
    assert "No recovery is shown for leavers: what is counted over a year has no value at a month's end." in said
    assert "Assumed, without a published size: " in said
    assert "Results: results/shocks" in said
    out = folder / "results" / "shocks"
    tables = ("shocks", "targets", "recovery", "breaks_first", "break_point", "break_point_tried")
    for name in tables:
        assert pl.read_parquet(out / f"{name}.parquet").height > 0
        assert (out / f"{name}.csv").exists()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["study"] == "stress"
    assert manifest["asked"]["shocks"]["freeze"] == {"kind": "hiring_freeze", "from": "2026-04-01", "months": 18}
    again = stress("shocks.yaml")
    assert "Finished before; nothing had to be simulated" in again.output
    first, second = (text.output[: text.output.index("Results:")] for text in (told, again))
    assert first.splitlines()[:-1] == second.splitlines()[:-1]


def test_options_go_before_the_file(folder: Path) -> None:
    told = stress("shocks.yaml", "--replications", "2", "--seed", "7", "--set", "turnover.level=2", "--quiet", "--out", "here")
    assert told.exit_code == 0, told.output
    assert told.output == ""
    asked = json.loads((folder / "here" / "manifest.json").read_text(encoding="utf-8"))["asked"]
    assert (asked["replications"], asked["seed"], asked["base"]["turnover"]["level"]) == (2, 7, 2.0)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("by: 2027}\n  leavers", "by: 2037}\n  leavers", "shocks.yaml: targets.vacancies.by is 2037; it must be a census"),
        ("measure: vacancy_rate_fte", "measure: vacancy_rate", "shocks.yaml: targets.vacancies.measure is"),
        ("kind: hiring_freeze", "kind: hiring_freze", "did you mean hiring_freeze?"),
        ("replications: 6", "replication: 6", "shocks.yaml: replication is not part of a stress study; did you"),
    ],
)
def test_a_wrong_file_is_told_in_one_line_and_nothing_is_written(folder: Path, wrong: str, right: str, said: str) -> None:
    assert wrong in STUDY
    (folder / "shocks.yaml").write_text(STUDY.replace(wrong, right), encoding="utf-8")
    told = stress("shocks.yaml")
    assert told.exit_code == 2
    assert said in told.output
    assert len(told.output.splitlines()) == 1
    assert not (folder / "results").exists()
