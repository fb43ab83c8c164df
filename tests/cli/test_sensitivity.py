"""``workforce-sim sensitivity`` as its user meets it, and the log of assumptions ranked by it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from tests.studies.invented import out_of_balance_in
from tests.studies.test_sensitivity import linear
from workforce_sim.cli import main
from workforce_sim.studies import crew as crew_module

pytestmark = pytest.mark.system

STUDY = """
study: sensitivity
scenario: rutland.yaml
method: {method}
{size}
replications: 2
parameters: [recruitment.advert_days, turnover.level, training_routes.step_up.completion_share]
outputs:
  in_post: {{measure: inpost_fte, year: 2026}}
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with a study; in post falls by 20 for turnover's level and by 0.5 for a day of an advert."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(crew_module, "the_model", lambda _: linear)
    (tmp_path / "rutland.yaml").write_text("areas: Rutland\nhorizon_years: 2\n", encoding="utf-8")
    (tmp_path / "screen.yaml").write_text(STUDY.format(method="morris", size="trajectories: 3"), encoding="utf-8")
    (tmp_path / "shares.yaml").write_text(STUDY.format(method="sobol", size="points: 64"), encoding="utf-8")
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


def sensitivity(*words: str) -> Result:
    return typed("sensitivity", *words, "--jobs", "1")


def test_the_largest_effects_are_shown_first_with_their_direction_and_what_is_within_chance() -> None:
    told = sensitivity("screen.yaml")
    assert told.exit_code == 0, told.output
    lines = [line.split() for line in told.output.splitlines() if line.strip()[:1] in "123" and "." in line]
    # 14 to 56 days of 0.5 each, and 0.8 to 1.25 of 20
    assert lines[0][:5] == ["1", "recruitment.advert_days", "14", "56", "21.0"]
    assert lines[1][:5] == ["2", "turnover.level", "0.8", "1.25", "9.00"]
    assert "falls" in lines[0]
    assert lines[2][-2:] == ["within", "chance"]
    said = " ".join(told.output.split())
    assert "in_post: inpost_fte (FTE), Rutland, 30 September 2026" in said
    assert "Moving recruitment.advert_days from 14 to 56 changes inpost_fte by 21.0 FTE" in said
    assert "1 of the 3 effects cannot be told from chance" in said
    assert "of the spread between points" in said
    assert "12 points, 2 replications each, seed 1." in said
    assert told.output.splitlines()[-1] == "Results: results/screen (indices.csv opens in a spreadsheet)"


def test_sobol_shows_shares_of_the_variance() -> None:
    told = sensitivity("shares.yaml")
    assert told.exit_code == 0, told.output
    assert "recruitment.advert_days makes" in told.output
    assert "with others" in told.output


def test_tables_are_written_twice_and_the_manifest_explains_them(folder: Path) -> None:
    sensitivity("screen.yaml", "--quiet")
    out = folder / "results" / "screen"
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for name in ("indices", "outputs", "points"):
        table, written = pl.read_parquet(out / f"{name}.parquet"), pl.read_csv(out / f"{name}.csv")
        assert written.columns == table.columns
        assert set(table.columns) <= {*manifest["columns"], *(varied for varied in manifest["asked"]["parameters"])}
    assert (manifest["study"], manifest["headline"], manifest["replications"]) == ("sensitivity", "indices.csv", 24)
    assert manifest["left_out"]["recruitment.freeze"].startswith("a switch")
    assert not (out / "pieces").exists()


def test_the_same_command_again_shows_the_stored_result_and_simulates_nothing() -> None:
    first = sensitivity("screen.yaml")
    again = sensitivity("screen.yaml")
    assert again.exit_code == 0
    assert "Finished before; nothing had to be simulated." in again.output
    assert first.output.splitlines()[:8] == again.output.splitlines()[:8]


def test_a_failed_piece_leaves_the_rest_kept_and_the_command_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(crew_module, "the_model", lambda _: out_of_balance_in(1))
        told = sensitivity("screen.yaml")
    assert told.exit_code == 1
    assert "run the same command again to go on" in told.output
    assert "begun: 0 pieces" in " ".join(typed("results", "list").output.split())
    assert sensitivity("screen.yaml").exit_code == 0


def test_a_dry_run_says_what_it_would_take_and_leaves_nothing(folder: Path) -> None:
    told = sensitivity("screen.yaml", "--dry-run", "--replications", "50")
    assert told.exit_code == 0, told.output
    assert "12 points, 600 replications" in told.output
    assert not (folder / "results").exists()


def test_ranges_that_collide_are_one_line_and_leave_nothing(folder: Path) -> None:
    text = (folder / "screen.yaml").read_text(encoding="utf-8")
    collide = "parameters: {turnover.share_to_agency: {low: 0.75, high: 0.9}, turnover.share_to_another_authority: }"
    parts = text.split("parameters:")
    (folder / "collide.yaml").write_text(parts[0] + collide + "\noutputs" + parts[1].split("outputs")[1], encoding="utf-8")
    told = sensitivity("collide.yaml")
    assert told.exit_code == 2
    assert told.output.startswith("collide: point ")
    assert told.output.count("\n") == 1
    assert not (folder / "results").exists()


def test_the_log_of_assumptions_is_read_by_what_matters_most() -> None:
    sensitivity("screen.yaml", "--quiet")
    told = typed("assumptions", "rutland.yaml", "--rank", "results/screen", "--csv")
    assert told.exit_code == 0, told.output
    rows = list(csv.DictReader(io.StringIO(told.output)))
    assert [(row["id"], row["effect_rank"]) for row in rows[:4]] == [
        ("recruitment.advert_days", "1"),
        ("turnover.level", "2"),
        ("training_routes.step_up.completion_share", "chance"),
        (rows[3]["id"], ""),
    ]
    shown = typed("assumptions", "rutland.yaml", "--rank", "screen")
    assert "Ranked by effect on in_post (rutland, results/screen)" in shown.output
    first = next(line for line in shown.output.splitlines() if "recruitment.advert_days" in line)
    assert first.split()[0] == "1"


def test_ranks_come_from_a_finished_sensitivity_study_alone(folder: Path) -> None:
    sensitivity("screen.yaml", "--quiet")
    (folder / "results" / "screen" / "manifest.json").unlink()
    told = typed("assumptions", "--rank", "screen")
    assert told.exit_code == 2
    assert "--rank: results/screen has no ranks" in told.output
