"""``workforce-sim run`` as its user meets it; the replications are invented, for only the command is judged here."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from tests.studies.invented import interrupted_in, invent, out_of_balance_in
from workforce_sim.cli import main
from workforce_sim.cli.children_table import yearly
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.store import read_results
from workforce_sim.records.tables import MONEY_YEAR
from workforce_sim.replication import replicate
from workforce_sim.studies import memory
from workforce_sim.studies import replicate as replicate_module

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]
TABLES = (
    "annual_return",
    "workforce_month",
    "children_month",
    "placements_month",
    "caseload_bands",
    "money_month",
    "money_year",
)


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Stand in an empty folder, with replications that are invented."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(replicate_module, "the_model", lambda _: invent)
    return monkeypatch


def scenario(tmp_path: Path, areas: str = "Nottinghamshire", years: int = 2) -> str:
    file = tmp_path / "plan.yaml"
    file.write_text(f"areas: {areas}\nhorizon_years: {years}\n", encoding="utf-8")
    return str(file)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["run", "--jobs", "1", *arguments])


def test_a_run_shows_published_and_projected_years_and_says_where_the_results_are(tmp_path: Path) -> None:
    told = run(scenario(tmp_path), "--replications", "5")
    assert told.exit_code == 0, told.output
    assert "2025 published" in told.output
    assert "2026 projected" in told.output
    assert "80% range" in told.output
    assert "457.6" in told.output  # Nottinghamshire in post, published for 30 September 2025
    assert "results/plan" in told.output
    assert "5 replications, seed 1" in told.output
    assert {found.name for found in (tmp_path / "results" / "plan").iterdir()} == {
        "summary.csv",
        "variance.csv",
        "costs.csv",
        "manifest.json",
        *(f"{name}.parquet" for name in TABLES),
    }


@pytest.mark.parametrize(
    ("replications", "ranges", "said"),
    [
        (3, (), "the middle of 3 simulated futures. 3 replications are too few"),
        (4, ("80%",), "and 80% of them lie in the range below it: plan for the range, not for the middle. 4 replications"),
        (9, ("80%",), "9 replications are too few for the 95% range, shown from 10 on; --replications 200"),
        (10, ("80%", "95%"), "With 10 replications the 95% range is hardly more than the lowest and the highest"),
        (40, ("80%", "95%"), "and 80% or 95% of them lie in the range below it"),
    ],
)
def test_a_range_is_shown_only_with_enough_replications(
    tmp_path: Path, replications: int, ranges: tuple[str, ...], said: str
) -> None:
    told = run(scenario(tmp_path, years=1), "--replications", str(replications))
    shown = [line.split()[0] for line in told.output.splitlines() if line.split()[1:2] == ["range"] and "–" in line]
    assert tuple(shown) == ranges
    assert said in " ".join(told.output.split())


@pytest.mark.parametrize(
    ("areas", "name", "published"),
    [("England", "England", "36,186"), ("East Midlands", "East Midlands", "2,627"), ("London", "London", "6,153")],
)
def test_the_table_is_about_what_is_simulated_together(tmp_path: Path, areas: str, name: str, published: str) -> None:
    told = run(scenario(tmp_path, areas, years=1), "--replications", "2")
    assert told.exit_code == 0, told.output
    assert f"{name}: social workers" in told.output
    assert published in told.output


def test_a_run_says_how_many_values_are_implausible_and_where_to_see_them(tmp_path: Path) -> None:
    plan = scenario(tmp_path, years=1)
    told = run(plan, "--replications", "1", "--set", "turnover.level=3", "--set", "apprenticeship.intake=40")
    said = " ".join(told.output.split())
    assert "1 value lies outside its plausible range; see: workforce-sim validate" in said
    assert "apprenticeship.intake is 40 for Nottinghamshire, whose part of England's 500 places would be" in said


def test_the_row_a_run_starts_from_has_the_planners_own_figures(tmp_path: Path) -> None:
    plan = scenario(tmp_path, years=1)
    with Path(plan).open("a", encoding="utf-8") as file:
        file.write("figures: {Nottinghamshire: {inpost_fte: 503.3, cases: 3000}}\n")
    told = run(plan, "--replications", "2")
    assert told.exit_code == 0, told.output
    (row,) = [line for line in told.output.splitlines() if "2025 your figures" in line]
    assert "503.3" in row
    assert "14.9" in row  # 3,000 cases over the published 201.9
    assert "52.9" in row  # starters, as published
    assert "2025 published" not in told.output
    assert "2024 published" in told.output
    assert "Years to 2024 are published; 2025 has your own figures where you gave them" in " ".join(told.output.split())


def test_own_figures_that_the_table_does_not_show_leave_its_row_published(tmp_path: Path) -> None:
    plan = scenario(tmp_path, years=1)
    with Path(plan).open("a", encoding="utf-8") as file:
        file.write("figures: {Nottinghamshire: {referrals_per_year: 9000}}\n")
    assert "2025 published" in run(plan, "--replications", "2").output


def test_a_list_is_shown_with_its_published_counts_added_up(tmp_path: Path) -> None:
    told = run(scenario(tmp_path, "[Nottinghamshire, Derbyshire]", years=1), "--replications", "2")
    assert told.exit_code == 0, told.output
    assert "The 2 authorities simulated" in told.output


def test_the_summary_opens_as_csv_with_all_its_columns(tmp_path: Path) -> None:
    run(scenario(tmp_path), "--replications", "3", "--out", "here", "--quiet")
    summary = pl.read_csv(tmp_path / "here" / "summary.csv")
    assert summary.columns[:8] == [
        "scenario",
        "time_period",
        "geographic_level",
        "region_code",
        "region_name",
        "new_la_code",
        "la_name",
        "measure",
    ]
    assert summary["time_period"].unique().sort().to_list() == [2025, 2026, 2027]


def test_the_manifest_says_what_was_run_and_nothing_of_whose_machine(tmp_path: Path) -> None:
    run(scenario(tmp_path), "--replications", "3", "--seed", "9", "--set", "apprenticeship.intake=12")
    manifest = read_results(tmp_path / "results" / "plan").manifest
    assert manifest["seed"] == 9
    assert manifest["scenario"]["apprenticeship"]["intake"] == 12
    assert manifest["replications_finished"] == [1, 2, 3]
    assert manifest["interrupted"] is False
    assert {"python", "numpy", "numba", "simpy", "polars", "scipy"} <= set(manifest["versions"])
    assert os.uname().nodename not in json.dumps(manifest["machine"])


def test_quiet_says_nothing(tmp_path: Path) -> None:
    assert run(scenario(tmp_path), "--replications", "2", "--quiet").output == ""


def test_one_replication_alone_has_its_own_folder_and_its_numbers_among_all(tmp_path: Path) -> None:
    run(scenario(tmp_path), "--replications", "4")
    told = run(scenario(tmp_path), "--replication", "3")
    assert told.exit_code == 0, told.output
    assert "replication 3: one possible future" in " ".join(told.output.split())
    alone = read_results(tmp_path / "results" / "plan_replication_3").table("workforce_month")
    among_all = read_results(tmp_path / "results" / "plan").table("workforce_month")
    assert among_all.filter(pl.col("replication") == 3).equals(alone)


def test_files_are_the_same_bytes_for_any_number_of_processes(tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        arguments = ["run", scenario(tmp_path), "--replications", "5", "--jobs", jobs, "--out", jobs, "--quiet"]
        assert CliRunner().invoke(main, arguments).exit_code == 0
    for name in ("summary.csv", *(f"{table}.parquet" for table in TABLES)):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--replications", "0"], "--replications is 0; it must be 1 or more"),
        (["--replications", "-3"], "--replications is -3; it must be 1 or more"),
        (["--replications", "many"], '--replications is "many"; it must be a whole number, 1 or more'),
        (["--replications", "1.5"], '--replications is "1.5"; it must be a whole number, 1 or more'),
        (["--seed", "x"], '--seed is "x"; it must be a whole number, 0 or more'),
        (["--replicatons", "3"], "--replicatons is not an option; did you mean --replications?"),
        (["--out"], "Option '--out' requires an argument\n"),
        (["--seed", "-1"], "--seed is -1; it must be a whole number from 0"),
        (["--replication", "0"], "--replication is 0; replications are numbered from 1"),
        (["--set", "apprenticeship.intakes=5"], "apprenticeship.intakes is not a parameter; did you mean"),
        (["--set", "apprenticeship.intake"], "it must be NAME=VALUE"),
        (
            ["--set", "areas=Notinghamshire"],
            "--set: areas: 'Notinghamshire' is not England, a region or an authority; did you mean Nottinghamshire?",
        ),
        (["--out", "plan.yaml"], "plan.yaml is not a folder"),
        (["--out", "plan.yaml/below"], "plan.yaml is not a folder; choose another folder with --out"),
    ],
)
def test_wrong_input_ends_with_2_in_one_line_and_writes_nothing(tmp_path: Path, arguments: list[str], told: str) -> None:
    result = run(scenario(tmp_path), *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    assert [found.name for found in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_results_folder_that_exists_is_refused_and_force_replaces_it(tmp_path: Path) -> None:
    run(scenario(tmp_path), "--replications", "1")
    again = run(scenario(tmp_path), "--replications", "1", "--seed", "2")
    assert again.exit_code == 2
    assert again.stderr.count("\n") == 1
    assert "exists; choose another folder with --out, or replace it with --force" in again.stderr
    assert run(scenario(tmp_path), "--replications", "1", "--seed", "2", "--force").exit_code == 0
    assert read_results(tmp_path / "results" / "plan").manifest["seed"] == 2


def test_an_england_run_that_does_not_fit_is_refused_with_one_that_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: 4e9)
    told = run(scenario(tmp_path, "England", years=10), "--replications", "1000")
    assert told.exit_code == 2
    assert "--jobs 1 --replications" in told.stderr
    assert not (tmp_path / "results").exists()


def test_a_ledger_out_of_balance_ends_with_1_and_says_how_to_replay_it(tmp_path: Path, model: pytest.MonkeyPatch) -> None:
    model.setattr(replicate_module, "the_model", lambda _: out_of_balance_in(2))
    told = run(scenario(tmp_path), "--set", "apprenticeship.intake=12", "--seed", "5")
    assert told.exit_code == 1
    assert "Replication 2 failed: a ledger does not balance: posts: 12 in post" in told.stderr
    assert "--set apprenticeship.intake=12 --seed 5 --replication 2" in told.stderr
    assert not (tmp_path / "results").exists()


def test_an_interruption_keeps_the_finished_replications_and_says_so(tmp_path: Path, model: pytest.MonkeyPatch) -> None:
    model.setattr(replicate_module, "the_model", lambda _: interrupted_in(4))
    told = run(scenario(tmp_path), "--replications", "10")
    assert told.exit_code == 1
    assert "Interrupted: 3 of 10 replications finished and saved in results/plan" in told.stderr
    results = read_results(tmp_path / "results" / "plan")
    assert results.manifest["interrupted"] is True
    assert results.table("annual_return")["replication"].unique().sort().to_list() == [1, 2, 3]


def test_an_interruption_before_anything_finished_writes_nothing(tmp_path: Path, model: pytest.MonkeyPatch) -> None:
    model.setattr(replicate_module, "the_model", lambda _: interrupted_in(1))
    told = run(scenario(tmp_path), "--replications", "10")
    assert told.exit_code == 1
    assert "Interrupted before any replication finished; nothing was saved" in told.stderr
    assert not (tmp_path / "results").exists()


SLOW = """
import sys, time
from pathlib import Path
from workforce_sim.cli import main
from workforce_sim.studies import replicate as module
def slowly(scenario, profiles, seed, replication):
    from tests.studies.invented import invent
    time.sleep(0.05)
    Path(f"replication_{replication}").touch()
    return invent(scenario, profiles, seed, replication)
module.the_model = lambda _: slowly
main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for another process group")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_a_terminal_keeps_what_had_finished(tmp_path: Path, jobs: str) -> None:
    arguments = ["run", scenario(tmp_path), "--replications", "500", "--jobs", jobs]
    running = subprocess.Popen(
        [sys.executable, "-c", SLOW, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    patience = time.monotonic() + 30.0
    while len(list(tmp_path.glob("replication_*"))) < 8 and time.monotonic() < patience:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the workers as well
    said, errors = running.communicate(timeout=30)
    assert running.returncode == 1, errors
    assert "of 500 replications finished and saved in results/plan" in errors
    assert "Traceback" not in errors
    kept = read_results(tmp_path / "results" / "plan")
    assert 0 < kept.table("annual_return")["replication"].n_unique() < 500
    assert "2026 projected" in said


def test_costs_are_a_sentence_or_on_request_a_table_of_whole_financial_years(tmp_path: Path) -> None:
    plan = scenario(tmp_path, years=3)
    said = " ".join(run(plan, "--replications", "2").output.split())
    assert "Spending in 2026-27: about £" in said
    assert "at 2025-26 prices, of it £" in said
    told = run(plan, "--replications", "2", "--costs", "--force")
    assert told.exit_code == 0, told.output
    assert "Nottinghamshire: spending in £ million, 2025-26 prices" in told.output
    lines = [line.split() for line in told.output.splitlines()]
    assert ["Line", "2026-27", "2027-28"] in lines
    assert any(line[:2] == ["Residential", "care"] for line in lines)
    costs = pl.read_csv(tmp_path / "results" / "plan" / "costs.csv")
    assert costs["time_period"].unique().sort().to_list() == ["2025-26", "2026-27", "2027-28", "2028-29"]
    assert {"agency_gbp", "total_gbp", "social_worker_years"} <= set(costs["measure"])


def test_a_year_that_is_never_whole_is_not_told(tmp_path: Path) -> None:
    told = run(scenario(tmp_path, years=1), "--replications", "2", "--costs")
    assert told.exit_code == 0, told.output
    assert "pending in" not in told.output


def test_the_read_results_have_the_costs(tmp_path: Path) -> None:
    run(scenario(tmp_path, years=2), "--replications", "2")
    results = read_results(tmp_path / "results" / "plan")
    assert results.table("costs").height == 3 * len(MONEY_YEAR.columns)


def test_a_scenario_with_budget_lines_shows_what_each_spent_by_year_and_what_remains(
    model: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nottinghamshire alone cannot spend England's nine million; shown by the run, by ``results show`` and in the folder."""
    model.setattr(replicate_module, "the_model", lambda _: replicate)
    plan = Path(scenario(tmp_path, years=2))
    text = plan.read_text() + "placements: {kinship_level: {2026-04-01: 1.2}}\n"
    plan.write_text(text + "budgets: {kinship: {pounds: 9_000_000}, unallocated: {pounds: 1_000_000}}\n")
    told = run(str(plan), "--replications", "2")
    assert told.exit_code == 0, told.output
    folder = tmp_path / "results" / "plan"
    shown = CliRunner().invoke(main, ["results", "show", str(folder)])
    for output in (told.output, shown.output):
        assert "Programme money, £ million, 2025-26 prices: medians" in output
        rows = [line.split() for line in output.splitlines()]
        assert ["Line", "In", "the", "line", "2025-26", "2026-27", "2027-28", "Remains"] in rows
        assert ["Unallocated", "1.0", "0.0", "0.0", "0.0", "1.0"] in rows
    budgets = read_results(folder).table("budgets")
    kinship = budgets.filter(line="kinship")
    assert kinship["spent_gbp_median"][0] == 0.0
    assert kinship["spent_gbp_median"][1] > 0.0
    manifest = json.loads((folder / "manifest.json").read_text())
    assert [row["remaining_gbp_median"] for row in manifest["budgets"][:3]] == kinship["remaining_gbp_median"].to_list()
    assert set(manifest["columns"]["budgets"]) == set(budgets.columns)
    again = CliRunner().invoke(main, ["reproduce", str(folder)])
    assert again.exit_code == 0, again.output


def test_children_are_a_sentence_or_on_request_a_table_by_year(tmp_path: Path) -> None:
    plan = scenario(tmp_path, years=6)
    said = " ".join(run(plan, "--replications", "2").output.split())
    assert "Children in 2031: about " in said
    assert "(--children shows more)" in said
    told = run(plan, "--replications", "2", "--children", "--force")
    assert told.exit_code == 0, told.output
    assert "Nottinghamshire: children, middle of the projections" in told.output
    assert "--children shows more" not in told.output
    lines = [line.split() for line in told.output.splitlines()]
    assert ["In", "the", "year", "to", "30", "September", "Start", "2026", "2027", "2028", "2031"] in lines
    (homes,) = [line for line in lines if line[:3] == ["in", "children's", "homes"]]
    summary = pl.read_csv(tmp_path / "results" / "plan" / "summary.csv").filter(measure="childrens_home")
    medians = dict(summary.select("time_period", "median").iter_rows())
    assert homes[-1] == f"{medians[2031]:,.0f}"


def test_on_a_narrow_screen_children_are_shown_for_fewer_years() -> None:
    scenario = Scenario.model_validate({"areas": "Nottinghamshire", "horizon_years": 6})
    result = replicate_module.replicate_many(scenario, 2, 1, 1, replicate=invent)
    for most, years in ((9, ["2026", "2027", "2028", "2031"]), (4, ["2026", "2031"]), (3, ["2031"]), (1, ["2031"])):
        table = yearly(result, lambda table, most=most: len(table.columns) <= most)
        assert [column.header for column in table.columns][2:] == years
