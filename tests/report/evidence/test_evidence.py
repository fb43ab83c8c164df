"""``workforce-sim evidence`` as its user meets it, on small runs and studies of Rutland."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.browser import browser, faults, overflow  # noqa: F401 - the fixture is asked for by name
from tests.cli.test_results import SENSITIVITY, SOLVE, STRESS, SWEEP
from tests.studies.invented import invent
from workforce_sim.cli import main
from workforce_sim.config.catalogue import parameters
from workforce_sim.figures.published_table import fingerprint
from workforce_sim.records.manifest import version_of
from workforce_sim.report.evidence.checklist import SECTIONS
from workforce_sim.studies import crew as crew_module
from workforce_sim.studies import replicate as replicate_module

pytestmark = pytest.mark.system

RUTLAND = "areas: Rutland\nhorizon_years: 2\ndescription: How Rutland fares.\n"
STUDIES = {"sensitivity": SENSITIVITY, "sweep": SWEEP, "solve": SOLVE, "stress": STRESS}
PAGES = (
    "index",
    "assumptions_log",
    "data_log",
    "stress_des",
    "tests_and_validation",
    "limits",
    "decisions_log",
    "reproduction",
)
ITEMS = (
    *("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5", "3.1", "3.2", "3.3", "3.4"),
    *("4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1"),
)
MAKE = {
    "run": ("run", "rutland.yaml", "--replications", "3", "--jobs", "1", "--quiet", "--out", "results/run"),
    "compare": ("compare", "rutland.yaml", "--set", "turnover.level=0.9", "--replications", "4", "--out", "results/compare"),
    **{name: (name, f"{name}.yaml", "--out", f"results/{name}") for name in STUDIES},
}


def type_in(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with results of a run and of every study, their replications invented."""
    folder = tmp_path_factory.mktemp("evidence")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for module in (replicate_module, crew_module):
            patch.setattr(module, "the_model", lambda _: invent)
        Path("rutland.yaml").write_text(RUTLAND, encoding="utf-8")
        for name, text in STUDIES.items():
            Path(f"{name}.yaml").write_text(text, encoding="utf-8")
        for words in MAKE.values():
            told = type_in(*words, *(() if "--jobs" in words else ("--jobs", "1")))
            assert told.exit_code == 0, told.output
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a copy of that folder."""
    shutil.copytree(made, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    return tmp_path / "copy"


def log_of(pack: Path) -> list[dict[str, str]]:
    with (pack / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("kind", MAKE)
def test_every_kind_of_results_gets_a_whole_pack(kind: str) -> None:
    told = type_in("evidence", f"results/{kind}")
    assert told.exit_code == 0, told.output
    pack = Path("results") / kind / "evidence"
    assert {path.name for path in pack.iterdir()} == {
        *(f"{page}.{ending}" for page in PAGES for ending in ("md", "html")),
        "assumptions.csv",
        "manifest_of_results.json",
        "model.svg",
        "evidence.json",
    }
    checklist = (pack / "stress_des.md").read_text(encoding="utf-8")
    for number in ITEMS:
        heading = next(line for line in checklist.splitlines() if line.startswith(f"### {number} "))
        answer = checklist.partition(heading)[2].lstrip().partition("\n##")[0]
        assert len(answer) > 20, f"item {heading} has no answer"
    assert all(f"## {number}. {name}" in checklist for number, name in SECTIONS.items())
    contents = json.loads((pack / "evidence.json").read_text(encoding="utf-8"))
    for name, hashed in contents["sha256"].items():
        assert hashlib.sha256((pack / name).read_bytes()).hexdigest() == hashed


def unescaped(path: Path) -> str:
    """Read Markdown as it is meant: without the signs that keep it from marking words up."""
    return path.read_text(encoding="utf-8").replace("\\", "")


@pytest.mark.usefixtures("folder")
def test_the_checklist_is_filled_from_the_manifest() -> None:
    type_in("evidence", "results/run")
    text = unescaped(Path("results/run/evidence/stress_des.md"))
    manifest = json.loads(Path("results/run/manifest.json").read_text(encoding="utf-8"))
    for said in (
        *manifest["versions"].values(),
        manifest["program_state"],
        manifest["machine"]["processor"],
        "3 were asked for and 3 finished",
        "30 September 2027",
        "SplitMix64",
        "`turnover.leaving_time`",
        "How Rutland fares.",
    ):
        assert said in text
    data = Path("results/run/evidence/data_log.md").read_text(encoding="utf-8")
    assert fingerprint() in data
    assert "csww_indicators_2017_to_2025.csv" in data


@pytest.mark.usefixtures("folder")
def test_a_study_of_the_same_scenario_beside_the_results_ranks_their_assumptions() -> None:
    told = type_in("evidence", "results/run")
    assert "Effect ranks from sensitivity" in told.output
    log = log_of(Path("results/run/evidence"))
    assert [row["id"] for row in log if row["id"] in parameters()] != list(parameters()), "the ranked come first"
    assert {row["id"] for row in log} == set(parameters())
    varied = {row["effect_rank"] for row in log if row["id"] in ("turnover.level", "recruitment.advert_days")}
    assert varied <= {"1", "2", "chance"}
    assert {row["owner"] + row["signed_off_by"] for row in log} == {""}


@pytest.mark.usefixtures("folder")
def test_without_a_study_the_rank_is_blank_and_that_is_said() -> None:
    shutil.rmtree("results/sensitivity")
    told = type_in("evidence", "results/run")
    assert "Effect ranks are blank" in told.output
    assert {row["effect_rank"] for row in log_of(Path("results/run/evidence"))} == {""}
    assert "not quantified here" in Path("results/run/evidence/assumptions_log.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_ranks_of_another_scenario_are_used_only_when_given_and_said_to_be_so() -> None:
    other = ("rutland.yaml", "--set", "turnover.level=0.8", "--replications", "2", "--jobs", "1", "--out", "results/other")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replicate_module, "the_model", lambda _: invent)
        assert type_in("run", *other).exit_code == 0
    assert "Effect ranks are blank" in type_in("evidence", "results/other").output
    told = type_in("evidence", "results/other", "--force", "--rank", "results/sensitivity")
    assert "another scenario" in told.output
    text = Path("results/other/evidence/assumptions_log.md").read_text(encoding="utf-8")
    assert "turnover.level is 1 there and 0.8 here" in text
    changed = next(row for row in log_of(Path("results/other/evidence")) if row["id"] == "turnover.level")
    assert (changed["value"], changed["reliability"]) == ("0.8", "red")


@pytest.mark.usefixtures("folder")
def test_the_log_of_a_comparison_says_which_scenario_assumes_what() -> None:
    type_in("evidence", "results/compare")
    rows = [row for row in log_of(Path("results/compare/evidence")) if row["id"] == "turnover.level"]
    assert [(row["value"], row["scenario"]) for row in rows] == [("1", "rutland"), ("0.9", "rutland with turnover.level 0.9")]
    others = {row["scenario"] for row in log_of(Path("results/compare/evidence")) if row["id"] != "turnover.level"}
    assert others == {"all"}


@pytest.mark.usefixtures("folder")
def test_own_figures_are_in_the_data_log_and_the_log_of_assumptions() -> None:
    Path("own.yaml").write_text("extends: rutland.yaml\nfigures:\n  Rutland: {inpost_fte: 25.0}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replicate_module, "the_model", lambda _: invent)
        assert type_in("run", "own.yaml", "--replications", "2", "--jobs", "1").exit_code == 0
    assert type_in("evidence", "results/own").exit_code == 0
    data = unescaped(Path("results/own/evidence/data_log.md")).partition("## Own figures")[2]
    assert "inpost_fte: own figure 25" in data
    assert log_of(Path("results/own/evidence"))[0]["id"] == "figures"


def refuse(words: tuple[str, ...], said: str, pack: Path) -> None:
    told = type_in("evidence", *words)
    assert told.exit_code == 2, told.output
    assert said in told.output
    assert len(told.output.strip().splitlines()) == 1
    assert not pack.exists()
    assert not list(Path("results").glob("**/.*unfinished"))


def rewritten(manifest: Path, **changes: Any) -> None:
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | changes), encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_unfinished_damaged_and_foreign_results_are_refused_in_one_line() -> None:
    pack = Path("results/run/evidence")
    manifest = Path("results/run/manifest.json")
    whole = manifest.read_text(encoding="utf-8")
    rewritten(manifest, replications_finished=[1, 2])
    refuse(("results/run",), "interrupted: 2 of 3 replications", pack)
    manifest.write_text(whole, encoding="utf-8")
    rewritten(manifest, versions=json.loads(whole)["versions"] | {"workforce_sim": "0.0.1"})
    refuse(("results/run",), f"made by version 0.0.1 and this is {version_of('workforce_sim')}", pack)
    manifest.write_text(whole, encoding="utf-8")
    Path("results/run/annual_return.parquet").write_bytes(b"no table")
    refuse(("results/run",), "annual_return.parquet is damaged", pack)
    Path("results/compare/differences.csv").unlink()
    refuse(("results/compare",), "differences.csv is missing", Path("results/compare/evidence"))
    manifest.write_text("{", encoding="utf-8")
    refuse(("results/run",), "is not a results folder", pack)
    refuse(("results/sweeep",), "did you mean results/sweep?", Path("results/sweeep/evidence"))
    refuse(("results/sweep", "--rank", "results/compare"), "give a sensitivity study", Path("results/sweep/evidence"))


@pytest.mark.usefixtures("folder")
def test_a_pack_is_replaced_only_when_asked_and_nothing_else_ever() -> None:
    assert type_in("evidence", "results/run", "--out", "pack").exit_code == 0
    Path("pack/index.md").write_text("signed", encoding="utf-8")
    told = type_in("evidence", "results/run", "--out", "pack")
    assert (told.exit_code, Path("pack/index.md").read_text(encoding="utf-8")) == (2, "signed")
    assert type_in("evidence", "results/run", "--out", "pack", "--force", "--quiet").output == ""
    assert Path("pack/index.md").read_text(encoding="utf-8") != "signed"
    Path("own").mkdir()
    Path("own/notes.txt").write_text("mine", encoding="utf-8")
    told = type_in("evidence", "results/run", "--out", "own", "--force")
    assert (told.exit_code, "no evidence pack" in told.output) == (2, True)
    assert Path("own/notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("folder")
def test_what_is_missing_to_write_the_pack_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workforce_sim.errors.find_spec", lambda name: None if name == "markdown" else name)
    told = type_in("evidence", "results/run")
    assert told.exit_code == 2
    assert "pip install 'workforce_sim[report]'" in told.output
    assert not Path("results/run/evidence").exists()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_without_a_network_and_axe_finds_no_fault(page: str, folder: Path, browser: Any) -> None:  # noqa: F811
    assert type_in("evidence", "results/run").exit_code == 0
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((folder / "results" / "run" / "evidence" / f"{page}.html").as_uri())
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    assert faults(opened) == []
    assert overflow(opened) == 0
    assert opened.evaluate("document.documentElement.lang") == "en-GB"
    levels = opened.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert opened.evaluate("[...document.querySelectorAll('th')].every(cell => cell.scope === 'col')")
    opened.close()
