"""``workforce-sim solve`` as its user meets it, with the model itself on a scenario whose answer is known."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from tests.steady import write_steady
from workforce_sim.cli import main

pytestmark = pytest.mark.system

SCENARIO = """
extends: steady.yaml
areas: Rutland
horizon_years: 1
turnover: {level: 0.0}
labour_market: {candidates_level: 0.0}
apprenticeship: {existing: 0}
establishment: {growth_response_to_vacancies: 0.0}
"""
STUDY = """
study: solve
scenario: still.yaml
lever: {name: establishment.growth_per_year, low: 0.0, high: 0.5, resolution: 0.125}
target: {measure: establishment_fte, at_most: 30, by: 2026}
probability: 0.5
find: largest
at_least: 5
replications: 15
confidence: 0.8
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with a scenario in which nobody comes or goes, and a question about it."""
    monkeypatch.chdir(tmp_path)
    write_steady(tmp_path / "steady.yaml")
    (tmp_path / "still.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "growth.yaml").write_text(STUDY, encoding="utf-8")
    return tmp_path


def solve(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["solve", "--jobs", "1", *arguments])


def said_by(told: Result) -> str:
    return " ".join(told.output.split())


def test_an_answer_comes_with_its_evidence_and_is_shown_again_without_simulating(folder: Path) -> None:
    told = solve("growth.yaml")
    assert told.exit_code == 0, told.output
    said = said_by(told)
    answer = pl.read_parquet(folder / "results" / "growth" / "answer.parquet").row(0, named=True)
    assert f"The largest establishment.growth_per_year that does it is {answer['value']:g}" in said
    assert f"{answer['does_not']:g} does not" in said
    assert answer["does_not"] - answer["does"] == pytest.approx(0.125)
    assert "More of establishment.growth_per_year makes it worse" in said
    assert "The decisions hold together with a confidence of 0.8" in said
    manifest = json.loads((folder / "results" / "growth" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["study"] == "solve"
    assert manifest["replications"] == answer["replications"] == pl.read_csv("results/growth/tried.csv")["replications"].sum()
    again = solve("growth.yaml")
    assert "finished before; nothing had to be simulated" in said_by(again)
    assert said_by(again).split(" replications of ")[0] == said.split(" replications of ")[0]


def test_a_target_out_of_reach_is_called_that_with_the_best_that_could_be_had() -> None:
    Path("never.yaml").write_text(STUDY.replace("at_most: 30", "at_most: 1"), encoding="utf-8")
    told = solve("never.yaml")
    assert told.exit_code == 0, told.output
    said = said_by(told)
    assert "No establishment.growth_per_year does it, from 0 to 0.5" in said
    assert "The best that could be had is 0: met in 0 of" in said


def test_a_range_that_does_it_everywhere_is_called_that() -> None:
    Path("always.yaml").write_text(STUDY.replace("at_most: 30", "at_most: 999"), encoding="utf-8")
    assert "Both ends of the range from 0 to 0.5 do it" in said_by(solve("always.yaml"))


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("name: establishment.growth_per_year", "name: establishment.growth", "growth.yaml: lever.name is"),
        ("by: 2026", "by: 2030", "growth.yaml: target.by is 2030; it must be a census that is simulated, 2026 to 2026"),
        ("find: largest", "finds: largest", "growth.yaml: finds is not part of a solve study; did you mean find?"),
        ("study: solve", "study: stress", 'growth.yaml: study is "stress"; it must be solve for this command'),
    ],
)
def test_a_wrong_file_is_told_in_one_line_and_nothing_is_written(folder: Path, wrong: str, right: str, said: str) -> None:
    (folder / "growth.yaml").write_text(STUDY.replace(wrong, right), encoding="utf-8")
    told = solve("growth.yaml")
    assert told.exit_code == 2
    assert said in told.output
    assert len(told.output.splitlines()) == 1
    assert not (folder / "results").exists()


def test_a_target_in_pounds_is_told_in_pounds() -> None:
    lever = "lever: {name: prices.social_worker_week, low: 1000, high: 2000, resolution: 250}"
    target = "target: {measure: social_workers_census_year_gbp, at_most: 2_000_000, by: 2026}"
    lines = [line for line in STUDY.splitlines() if not line.startswith(("lever", "target"))]
    Path("bill.yaml").write_text("\n".join([*lines, lever, target]), encoding="utf-8")
    told = solve("bill.yaml")
    assert told.exit_code == 0, told.output
    said = said_by(told)
    assert "social_workers_census_year_gbp at most £2,000,000 by 2026 in Rutland" in said
    assert re.search(r"it raises social_workers_census_year_gbp by £[\d,]{7,9}\.", said), said
