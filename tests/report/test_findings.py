"""Findings against the figures they are made from: what is said is in the tables, and what cannot be told is said to be so."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from workforce_sim.report.assumed import assumed
from workforce_sim.report.findings import findings
from workforce_sim.report.numbers import spoken, written
from workforce_sim.report.page_tables import tables
from workforce_sim.report.reported import reported

pytestmark = pytest.mark.system

FolderOf = Callable[[str], Path]
Rewrite = Callable[[pl.DataFrame], pl.DataFrame]


def changed(folder: Path, to: Path, table: str, rewrite: Rewrite) -> Path:
    """Copy results with one of their Parquet tables rewritten."""
    shutil.copytree(folder, to)
    rewrite(pl.read_parquet(folder / f"{table}.parquet")).write_parquet(to / f"{table}.parquet")
    return to


def of_a_measure(measure: str, **given: object) -> Rewrite:
    """Give the rows of a measure other values."""

    def rewrite(table: pl.DataFrame) -> pl.DataFrame:
        return table.with_columns(
            pl.when(pl.col("measure") == measure).then(pl.lit(value, table.schema[name])).otherwise(name).alias(name)
            for name, value in given.items()
        )

    return rewrite


def test_a_run_says_the_middle_and_the_range_of_the_last_year(folder_of: FolderOf) -> None:
    summary = pl.read_csv(folder_of("run") / "summary.csv", infer_schema_length=None)
    row = summary.filter(measure="vacancy_rate_fte", time_period=2028).row(0, named=True)
    first = findings(reported(folder_of("run")))[0]
    assert "the middle of 12 simulated futures" in first
    said = [float(number) for number in re.findall(r"([\d.]+)%", first.partition("in 2028")[2])]
    assert said == pytest.approx([row["median"], row["lower_80"], row["upper_80"]], abs=0.051)


def test_one_replication_is_told_as_one_possible_future(folder_of: FolderOf, tmp_path: Path) -> None:
    folder = changed(folder_of("run"), tmp_path / "one", "annual_return", lambda table: table.filter(replication=1))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"replications_asked": [1], "replications_finished": [1]}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    told = findings(reported(folder))
    assert "in the one future that was simulated" in told[0]
    assert told[-1].startswith("One replication shows what may happen and not how likely it is")


def test_a_comparison_says_how_much_which_way_and_at_what_price(folder_of: FolderOf, tmp_path: Path) -> None:
    lower = of_a_measure("vacancy_rate_fte", verdict="lower", difference=-2.1, lower=-3.0, upper=-1.2)
    folder = changed(folder_of("compare"), tmp_path / "told", "differences", lower)
    dearer = of_a_measure("total_gbp", verdict="higher", difference=1_020_000.0, lower=900_000.0, upper=1_140_000.0)
    dearer(pl.read_parquet(folder / "costs.parquet")).write_parquet(folder / "costs.parquet")
    results = reported(folder)
    told = findings(results)
    assert told[0] == "Vacancy rate in 2028: 2.1 points lower (1.2 to 3.0), for £340,000 a year."
    assert "6 pairs are too few to rely on" in told[-1]
    spending = next(table for table in tables(results) if table.caption.startswith("Spending"))
    assert list(spending.rows[-1]) == ["All lines", "£1.0 million more (£900,000 to £1.1 million)"]


def test_a_comparison_that_tells_nothing_says_so_and_what_would_settle_it(folder_of: FolderOf, tmp_path: Path) -> None:
    nothing_told = of_a_measure(
        "vacancy_rate_fte",
        verdict="no difference distinguishable",
        difference=-0.2,
        lower=-1.0,
        upper=0.6,
        replications=50,
        replications_to_settle=290,
    )
    first = findings(reported(changed(folder_of("compare"), tmp_path / "open", "differences", nothing_told)))[0]
    assert "no difference distinguishable" in first
    assert "about 290 replications would settle it" in first


def test_what_exactly_does_not_differ_is_named_and_takes_no_row(folder_of: FolderOf, tmp_path: Path) -> None:
    same = of_a_measure("vacancy_rate_fte", verdict="exactly no difference", difference=0.0, lower=0.0, upper=0.0)
    first = tables(reported(changed(folder_of("compare"), tmp_path / "same", "differences", same)))[0]
    assert not any(row[0].startswith("Vacancy rate") for row in first.rows)
    assert "vacancy rate, %" in first.note


def test_a_stress_test_gives_the_probabilities_of_its_table_and_every_target_a_verdict(folder_of: FolderOf) -> None:
    results = reported(folder_of("stress"))
    without = pl.read_parquet(folder_of("stress") / "targets.parquet").filter(shock="none")
    said = ", ".join(f"{row['target']} {100 * row['probability']:.0f}%" for row in without.to_dicts())
    told = findings(results)
    assert told[0] == f"Without a shock the targets are met with these probabilities: {said}."
    assert "4 replications can tell little" in told[-1]
    asked = tables(results)[0]
    assert [row[0] for row in asked.rows] == without["target"].to_list()
    assert {row[-1] for row in asked.rows} <= {"cannot be told", "likelier met than missed", "likelier missed than met"}


def test_a_stress_test_in_which_no_shock_does_harm_blames_none(folder_of: FolderOf, tmp_path: Path) -> None:
    calm = {"change": pl.lit(0.0), "change_is_clear": pl.lit(False)}
    folder = changed(folder_of("stress"), tmp_path / "calm", "targets", lambda table: table.with_columns(**calm))
    shocks = pl.read_parquet(folder / "shocks.parquet").with_columns(damage=pl.lit(0.0))
    shocks.write_parquet(folder / "shocks.parquet")
    told = " ".join(findings(reported(folder)))
    assert "Most harm" not in told
    assert "no shock can be shown to make a target less likely" in told


def test_a_solve_gives_the_value_of_its_answer_and_its_target_a_verdict(folder_of: FolderOf) -> None:
    results = reported(folder_of("solve"))
    answer = pl.read_parquet(folder_of("solve") / "answer.parquet").row(0, named=True)
    first = findings(results)[0]
    assert "staff in post at least 15 FTE by 2027" in first
    assert f" {answer['value']:g}" in first
    assert tables(results)[0].rows[0][-1].startswith(f"met up to {answer['value']:g}")


def test_a_sweep_says_the_ends_of_its_first_measure(folder_of: FolderOf) -> None:
    told = findings(reported(folder_of("sweep")))
    summary = pl.read_csv(folder_of("sweep") / "summary.csv", infer_schema_length=None)
    means = summary.filter(measure="inpost_fte", time_period=2027)["mean"].to_numpy()
    assert "Over 6 points" in told[0]
    assert written(float(means.min()), "inpost_fte") in told[0]
    assert written(float(means.max()), "inpost_fte") in told[1]


def test_a_sensitivity_study_that_tells_nothing_from_chance_names_no_assumption(folder_of: FolderOf, tmp_path: Path) -> None:
    unsure = {"told_from_chance": pl.lit(False)}
    folder = changed(folder_of("sensitivity"), tmp_path / "noise", "indices", lambda table: table.with_columns(**unsure))
    told = findings(reported(folder))
    assert "no effect can be told from chance" in told[0]
    assert told[-1].startswith("0 of these 3 effects can be told from chance.")


def test_a_backtest_counts_its_bars(folder_of: FolderOf) -> None:
    bars = pl.read_parquet(folder_of("backtest") / "bars.parquet")
    met, judged = bars.filter(state="met").height, bars.filter(pl.col("state") != "not checked").height
    assert findings(reported(folder_of("backtest")))[0] == f"{met} of {judged} bars set for the forecasts are met."


def test_what_each_scenario_sets_itself_is_listed_not_of_the_baseline_alone(folder_of: FolderOf) -> None:
    told = assumed([reported(folder_of("compare"))])
    baseline, table = told["open"]
    assert [row[0] for row in baseline.rows] == ["horizon_years"]
    assert table.caption == "Set by the scenario short with turnover.level 0.9 and apprenticeship.intake 3"
    listed = {row[0]: row[4] for row in table.rows}
    assert listed["apprenticeship.intake"] == "red"
    assert listed["turnover.level"] == "red"


def test_measures_are_said_by_name_and_parameters_keep_theirs() -> None:
    said = spoken("No agency.cover_level moves vacancy_rate_fte; vacancy_rate_fte_low and a.vacancy_rate_fte stay.")
    assert said == "No agency.cover_level moves vacancy rate; vacancy_rate_fte_low and a.vacancy_rate_fte stay."
    assert spoken("inpost_fte rises.") == "Staff in post rises."
