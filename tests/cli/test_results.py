"""``workforce-sim results``, ``export`` and ``reproduce`` as their user meets them, on runs and studies of Rutland."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from tests.studies.invented import interrupted_in, invent
from workforce_sim.cli import main
from workforce_sim.records.manifest import without_places
from workforce_sim.studies import crew as crew_module
from workforce_sim.studies import replicate as replicate_module

pytestmark = pytest.mark.system

RUTLAND = "areas: Rutland\nhorizon_years: 2\n"
SENSITIVITY = """
study: sensitivity
scenario: rutland.yaml
method: morris
trajectories: 2
replications: 2
parameters: [turnover.level, recruitment.advert_days]
outputs: [vacancy_rate_fte, inpost_fte]
"""
SWEEP = """
study: sweep
scenario: rutland.yaml
vary: {turnover.level: [0.9, 1.0]}
replications: 2
measures: [inpost_fte]
"""
SOLVE = """
study: solve
scenario: rutland.yaml
lever: {name: turnover.level, low: 0.5, high: 1.5, resolution: 0.25}
target: {measure: inpost_fte, at_least: 50, by: 2027, where: Rutland}
probability: 0.9
find: largest
replications: 30
"""
STRESS = """
study: stress
scenario: rutland.yaml
targets:
  posts: {measure: inpost_fte, at_least: 15, by: 2027, where: Rutland}
shocks:
  leaving_spike: {kind: leaving_spike, from: 2026-04-01, months: 6, size: 0.3}
  freeze: {kind: hiring_freeze, from: 2026-04-01, months: 6}
break_point: {shock: leaving_spike, target: posts, probability: 0.5, low: 0.0, high: 2.0, resolution: 0.5}
replications: 10
"""
THE_MODEL = replicate_module.the_model
RUN = ("run", "rutland.yaml", "--replications", "3", "--jobs", "1", "--quiet")
STUDIES = {
    "sensitivity": ("sensitivity", "sensitivity_of_rutland.yaml"),
    "sweep": ("sweep", "sweep_of_rutland.yaml"),
    "solve": ("solve", "solve_of_rutland.yaml"),
    "stress": ("stress", "stress_of_rutland.yaml"),
    "compare": ("compare", "rutland.yaml", "--set", "turnover.level=0.9", "--replications", "4", "--out", "results/compared"),
}


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with a small scenario and studies of it; the replications are invented."""
    monkeypatch.chdir(tmp_path)
    for module in (replicate_module, crew_module):
        monkeypatch.setattr(module, "the_model", lambda _: invent)
    (tmp_path / "rutland.yaml").write_text(RUTLAND, encoding="utf-8")
    (tmp_path / "sensitivity_of_rutland.yaml").write_text(SENSITIVITY, encoding="utf-8")
    (tmp_path / "sweep_of_rutland.yaml").write_text(SWEEP, encoding="utf-8")
    (tmp_path / "solve_of_rutland.yaml").write_text(SOLVE, encoding="utf-8")
    (tmp_path / "stress_of_rutland.yaml").write_text(STRESS, encoding="utf-8")
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def made(*words: str) -> None:
    told = typed(*words, *(() if "--quiet" in words else ("--jobs", "1", "--quiet")))
    assert told.exit_code == 0, told.output


def test_every_folder_is_listed_with_what_it_is_and_how_far(folder: Path) -> None:
    made(*RUN)
    for words in STUDIES.values():
        made(*words)
    shutil.copytree(folder / "results" / "sweep_of_rutland", folder / "results" / "begun")
    (folder / "results" / "begun" / "manifest.json").unlink()
    (folder / "results" / "notes").mkdir()
    told = typed("results", "list")
    assert told.exit_code == 0, told.output
    rows = {line.split()[0]: line for line in told.output.splitlines() if line.split()}
    for name, kind in (("rutland", "run"), ("sweep_of_rutland", "sweep"), ("compared", "compare")):
        assert rows[name].split()[1:4] == [kind, "rutland", "Rutland"]
        assert "finished" in rows[name]
    assert "begun: 0 pieces" in rows["begun"]
    assert "notes" not in rows
    assert "7 results folders in results, 1 not finished." in told.output


def test_an_interrupted_run_is_listed_with_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicate_module, "the_model", lambda _: interrupted_in(3))
    assert typed(*RUN).exit_code == 1
    assert "interrupted: 2 of 3" in " ".join(typed("results", "list").output.split())


def test_an_empty_place_says_how_to_make_results() -> None:
    told = typed("results", "list")
    assert (told.exit_code, told.output) == (0, "No results in results. Make some with: workforce-sim run SCENARIO\n")


def test_a_run_is_shown_with_what_was_asked_its_version_and_its_medians() -> None:
    made(*RUN, "--set", "turnover.level=0.9", "--seed", "7")
    for given in ("rutland", "results/rutland"):
        told = typed("results", "show", given)
        assert told.exit_code == 0, told.output
        said = " ".join(told.output.split())
        assert "run of rutland, Rutland; finished." in said
        assert "1 parameter differs from its default: turnover.level: 0.9" in said
        assert "3 replications in all, seed 7." in said
        assert "Made by workforce_sim" in said
        assert "Program, packages and figures are the same now." in said
        assert "kB on the disk" in said
        first_words = [line.split()[0] for line in told.output.splitlines() if line.strip()]
        assert [word for word in first_words if word.isdigit() and len(word) == 4] == ["2025", "2026", "2027"]


@pytest.mark.parametrize("kind", STUDIES)
def test_a_study_is_shown_with_what_was_asked_and_its_headline(kind: str) -> None:
    made(*STUDIES[kind])
    (name,) = os.listdir("results")
    told = typed("results", "show", name)
    assert told.exit_code == 0, told.output
    assert f"{kind} of rutland" in told.output
    headline = json.loads(Path("results", name, "manifest.json").read_text(encoding="utf-8"))["headline"]
    assert headline in told.output


@pytest.mark.parametrize("command", [("results", "show"), ("export", "--csv"), ("reproduce",)])
def test_a_folder_that_is_not_ours_is_one_line_with_the_nearest_name(command: tuple[str, ...], folder: Path) -> None:
    made(*RUN)
    (folder / "results" / "rutlan").mkdir()
    for given, said in (
        ("results/rutlnd", "results/rutlnd does not exist; did you mean results/rutland?"),
        ("rutlnd", "rutlnd does not exist; did you mean results/rutland?"),
        ("results/rutlan", "results/rutlan is not a results folder; did you mean results/rutland?"),
    ):
        told = typed(*command, given)
        assert told.exit_code == 2
        assert told.output.splitlines() == [said]


def test_a_damaged_manifest_is_not_taken_for_results(folder: Path) -> None:
    made(*RUN)
    manifest = folder / "results" / "rutland" / "manifest.json"
    manifest.write_text('{"program": "workforce_sim"}', encoding="utf-8")
    assert typed("results", "show", "rutland").exit_code == 2
    assert typed("results", "list").output.startswith("No results")


def test_every_table_is_exported_as_csv_and_every_column_explained() -> None:
    made(*RUN)
    told = typed("export", "results/rutland", "--csv")
    assert told.exit_code == 0, told.output
    out = Path("results/rutland/csv")
    tables = sorted(path.stem for path in Path("results/rutland").glob("*.parquet"))
    assert sorted(path.stem for path in out.iterdir()) == sorted([*tables, "columns"])
    rows = read(out / "columns.csv")
    for name in tables:
        stored = pl.read_parquet(f"results/rutland/{name}.parquet")
        exported = pl.read_csv(out / f"{name}.csv", infer_schema_length=None)
        assert (exported.columns, exported.height) == (stored.columns, stored.height)
        assert [row["column"] for row in rows if row["table"] == name] == stored.columns
    assert all(row["unit"] and row["meaning"] for row in rows)
    (vacancy,) = [row for row in rows if row["table"] == "annual_return" and row["column"] == "vacancy_rate_fte"]
    assert (vacancy["unit"], vacancy["meaning"]) == ("per cent", "vacancies / (vacancies + in post)")


@pytest.mark.parametrize("kind", STUDIES)
def test_the_tables_of_a_study_are_exported_and_explained_too(kind: str) -> None:
    made(*STUDIES[kind])
    (name,) = os.listdir("results")
    told = typed("export", name, "--csv", "--out", "given", "--quiet")
    assert (told.exit_code, told.output) == (0, "")
    rows = read(Path("given/columns.csv"))
    assert rows
    assert [row["column"] for row in rows if not row["meaning"]] == []


def test_files_that_exist_are_kept_unless_they_may_be_replaced(folder: Path) -> None:
    made(*RUN)
    (folder / "here").mkdir()
    (folder / "here" / "annual_return.csv").write_text("mine", encoding="utf-8")
    told = typed("export", "rutland", "--csv", "--out", "here")
    assert told.exit_code == 2
    assert told.output == "here/annual_return.csv exists; choose another folder with --out, or replace it with --force\n"
    assert sorted(os.listdir("here")) == ["annual_return.csv"]
    assert typed("export", "rutland", "--csv", "--out", "here", "--force").exit_code == 0
    assert (folder / "here" / "annual_return.csv").read_text(encoding="utf-8").startswith("scenario,")


def test_a_damaged_table_is_one_line_and_leaves_nothing_half_written(folder: Path) -> None:
    made(*RUN)
    (folder / "results" / "rutland" / "annual_return.parquet").write_bytes(b"PAR1 and nothing more")
    told = typed("export", "rutland", "--csv", "--out", "here")
    assert told.exit_code == 2
    assert told.output.startswith("results/rutland/annual_return.parquet is damaged (")
    assert told.output.count("\n") == 1
    assert os.listdir("here") == []
    told = typed("reproduce", "rutland", "--jobs", "1")
    assert told.exit_code == 1
    assert "annual_return: annual_return.parquet cannot be read" in told.output


def test_a_column_that_means_one_thing_in_each_table_is_explained_by_table(folder: Path) -> None:
    made(*STUDIES["sweep"])
    path = folder / "results" / "sweep_of_rutland" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["columns"] = {"annual_return": {"point": "number: of the point"}}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert typed("export", "sweep_of_rutland", "--csv").exit_code == 0
    (point,) = [row for row in read(path.parent / "csv" / "columns.csv") if row["column"] == "point"]
    assert (point["unit"], point["meaning"]) == ("number", "of the point")


def test_a_run_of_the_model_itself_is_reproduced_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicate_module, "the_model", THE_MODEL)
    made("run", "rutland.yaml", "--replications", "2", "--jobs", "1", "--out", "again", "--quiet")
    told = typed("reproduce", "again", "--jobs", "1")
    assert told.exit_code == 0, told.output
    assert told.output.startswith("again: identical. 10 tables, ")
    assert "packages, machine and published figures are as they were" in told.output


def test_one_replication_and_an_interrupted_run_are_reproduced_as_far_as_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    made("run", "rutland.yaml", "--replication", "4", "--jobs", "1", "--quiet")
    with monkeypatch.context() as interrupted:
        interrupted.setattr(replicate_module, "the_model", lambda _: interrupted_in(3))
        assert typed(*RUN).exit_code == 1
    for name in ("rutland_replication_4", "rutland"):
        told = typed("reproduce", name, "--jobs", "1")
        assert told.exit_code == 0, told.output
        assert "identical" in told.output


@pytest.mark.parametrize("kind", STUDIES)
def test_a_study_is_reproduced_to_the_bit(kind: str) -> None:
    made(*STUDIES[kind])
    (name,) = os.listdir("results")
    before = sorted(os.listdir(f"results/{name}"))
    told = typed("reproduce", name, "--jobs", "1")
    assert told.exit_code == 0, told.output
    assert f"results/{name}: identical." in told.output
    assert sorted(os.listdir(f"results/{name}")) == before


def test_a_solve_is_reproduced_to_the_bit(folder: Path) -> None:
    (folder / "solve_rutland.yaml").write_text(SOLVE, encoding="utf-8")
    made("solve", "solve_rutland.yaml")
    told = typed("reproduce", "solve_rutland", "--jobs", "1")
    assert told.exit_code == 0, told.output
    assert "results/solve_rutland: identical. 3 tables" in told.output


def test_a_value_that_was_changed_is_found_with_its_row_then_and_now(folder: Path) -> None:
    made(*RUN)
    path = folder / "results" / "rutland" / "workforce_month.parquet"
    table = pl.read_parquet(path)
    changed = table.with_columns(pl.when(pl.int_range(pl.len()) == 4).then(0.5).otherwise("cases").alias("cases"))
    changed.write_parquet(path)
    told = typed("reproduce", "rutland", "--jobs", "1")
    assert told.exit_code == 1
    assert "results/rutland: not identical. 1 of 10 tables differ:" in told.output
    row = "cases differs first in row 5 (scenario rutland, time_period 2026-02, la_name Rutland, region_name East Midlands, repl"
    assert row in told.output
    assert f"then 0.5, now {table['cases'][4]!r}" in told.output
    assert "Yet the program version" in told.output


def test_another_version_or_other_figures_are_told_even_where_the_numbers_are_the_same(folder: Path) -> None:
    made(*RUN)
    path = folder / "results" / "rutland" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["versions"]["numpy"] = "1.0"
    manifest["figures_fingerprint"] = "0" * 64
    path.write_text(json.dumps(manifest), encoding="utf-8")
    told = typed("reproduce", "rutland", "--jobs", "1")
    assert told.exit_code == 0
    assert "numpy was 1.0 and is " in told.output
    assert "the published figures were 000000000000 and are " in told.output
    assert "Since then: numpy was 1.0" in " ".join(typed("results", "show", "rutland").output.split())


def test_a_study_that_has_only_begun_cannot_be_reproduced(folder: Path) -> None:
    made(*STUDIES["sweep"])
    (folder / "results" / "sweep_of_rutland" / "manifest.json").unlink()
    told = typed("reproduce", "sweep_of_rutland")
    assert told.exit_code == 2
    assert "there is nothing to compare with yet" in told.output


def test_a_manifest_that_this_version_does_not_know_is_one_line(folder: Path) -> None:
    made(*RUN)
    path = folder / "results" / "rutland" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["scenario"]["turnover"]["levels"] = manifest["scenario"]["turnover"].pop("level")
    path.write_text(json.dumps(manifest), encoding="utf-8")
    told = typed("reproduce", "rutland")
    assert told.exit_code == 2
    assert told.output == "turnover.levels is not a parameter; did you mean turnover.level?\n"
    assert "not one that this version knows" in " ".join(typed("results", "show", "rutland").output.split())


@pytest.mark.parametrize("kind", ["run", *STUDIES])
def test_manifests_name_no_place_and_no_machine(kind: str) -> None:
    made(*(RUN if kind == "run" else STUDIES[kind]), "--out", str(Path("here").absolute()))
    text = Path("here", "manifest.json").read_text(encoding="utf-8")
    assert str(Path.cwd()) not in text
    assert os.uname().nodename not in json.dumps(json.loads(text)["machine"])


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        ("configs/england.yaml", "configs/england.yaml"),
        ("--set", "--set"),
        ("apprenticeship.intake=12", "apprenticeship.intake=12"),
        ("tcp://10.0.0.7:8786", "tcp://…"),
        ("--cluster=tcp://server:8786", "--cluster=tcp://…"),
        (f"{os.sep}somewhere{os.sep}plans{os.sep}own.yaml", "…/own.yaml"),
        (f"--out={os.sep}somewhere{os.sep}results", "--out=…/results"),
    ],
)
def test_the_command_in_a_manifest_names_no_place_of_one_machine(word: str, kept: str) -> None:
    assert without_places(word) == kept
