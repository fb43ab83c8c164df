"""``workforce-sim twin`` as its user meets it: the preview, and a run held against expected values."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

import workforce_sim as ws
from tests.studies.invented import invent
from workforce_sim.cli import main
from workforce_sim.studies import replicate as replicate_module
from workforce_sim.twin import expected

pytestmark = pytest.mark.system


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder with a plan."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text("areas: Nottinghamshire\nhorizon_years: 2\n", encoding="utf-8")
    return tmp_path


def twin(*words: str) -> Result:
    return CliRunner().invoke(main, ["twin", *words])


def said(told: Result) -> str:
    assert told.exit_code == 0, told.output
    return " ".join(told.output.split())


def refused(told: Result) -> str:
    assert told.exit_code == 2, told.output
    assert told.output.count("\n") == 1, "a refusal is one line"
    return told.output


def run(replications: int, *words: str) -> str:
    given = ["run", "plan.yaml", "--replications", str(replications), "--jobs", "1", "--quiet", "--out", "results/plan", *words]
    told = CliRunner().invoke(main, given)
    assert told.exit_code == 0, told.output
    return "results/plan"


def test_the_preview_says_what_it_is_and_writes_nothing() -> None:
    told = said(twin("plan.yaml"))
    assert "Nottinghamshire" in told
    assert "expected values, no queue, no feedback, no ranges; a preview and a check, not a forecast" in told
    assert "2025 start 457.6" in told
    assert "2027" in told
    assert [path.name for path in Path().iterdir()] == ["plan.yaml"]


def test_the_preview_knows_what_set_changes() -> None:
    twin("plan.yaml", "--set", "apprenticeship.intake=12", "--csv", "with.csv")
    twin("plan.yaml", "--csv", "without.csv")
    grown, usual = pl.read_csv("with.csv"), pl.read_csv("without.csv")
    assert grown["apprentices_headcount"][2] > usual["apprentices_headcount"][2] + 20.0


def test_from_python_it_is_a_table_like_a_runs() -> None:
    table = expected(ws.load_scenario("plan.yaml"))
    assert table["time_period"].to_list() == [2025, 2026, 2027]
    assert table["starters_fte"][0] is None
    assert table["absence_rate_fte"].null_count() == 3  # takes individuals
    assert table["turnover_rate_fte"][1] == pytest.approx(100.0 * table["leavers_fte"][1] / table["inpost_fte"][1])


def test_a_run_is_held_against_expected_values_with_reasons() -> None:
    told = said(twin("--against", run(12)))
    assert "Nottinghamshire: the simulation's mean beside expected values" in told
    assert "in post FTE 2026" in told
    assert "differences with 12 replications" in told


def test_what_differs_by_more_than_chance_is_told_with_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicate_module, "the_model", lambda _: invent)  # below 100 in post, where there are 457.6
    told = said(twin("--against", run(20), "--csv", "beside.csv"))
    assert "in post FTE: the simulation lies below the twin by" in told
    assert "more than chance in 2026, 2027" in told
    assert "Swings from year to year (Jensen)" in told
    assert "Feedback: in the simulation a holder with many cases leaves more readily" in told
    assert "is a fault in the simulation or in the twin" in told
    beside = pl.read_csv("beside.csv")
    assert set(beside.columns) >= {"simulated", "standard_error", "twin", "difference", "z", "more_than_chance"}
    row = beside.row(by_predicate=(pl.col("measure") == "inpost_fte") & (pl.col("time_period") == 2026), named=True)
    assert row["difference"] == pytest.approx(row["simulated"] - row["twin"])
    assert row["z"] == pytest.approx(row["difference"] / row["standard_error"])
    assert "beside.csv exists" in refused(twin("--against", "results/plan", "--csv", "beside.csv"))


def test_too_few_replications_are_refused() -> None:
    assert "has 9 replications, too few" in refused(twin("--against", run(9)))


def test_one_of_scenario_and_results_is_asked_for() -> None:
    assert "neither was given" in refused(twin())
    assert "both was given" in refused(twin("plan.yaml", "--against", "results/plan"))
    assert "--set changes a SCENARIO" in refused(twin("--against", "results/plan", "--set", "turnover.level=1.1"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("none.yaml",), "none.yaml"),
        (("--against", "results/none"), "does not exist"),
        (("plan.yaml", "--set", "turnover.levels=1"), "did you mean turnover.level?"),
        (("plan.yaml", "--area", "Nottinghamshir"), "did you mean Nottinghamshire?"),
        (("plan.yaml", "--csv", "nowhere/twin.csv"), "cannot be written"),
    ],
)
def test_wrong_input_is_one_line(words: tuple[str, ...], told: str) -> None:
    answer = twin(*words)
    assert answer.exit_code == 2, answer.output
    assert told in answer.output
