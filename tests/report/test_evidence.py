"""The evidence pack: every document a review asks for, filled from the results, on paper and on a page."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.browser import NARROW, browser, faults, overflow  # noqa: F401 - the fixture is asked for by its name
from tests.report.conftest import KINDS, call
from workforce_sim.cli import main
from workforce_sim.config.catalogue import parameters
from workforce_sim.report.evidence.stress_des import items
from workforce_sim.report.reported import reported

pytestmark = pytest.mark.system

FolderOf = Callable[[str], Path]
OF_LOGIC = ("2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5")
STRESS_DES = ["1.1", "1.2", "1.3", *OF_LOGIC, "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1"]
"""The items of the checklist for discrete-event simulation, version 1.0."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_results_has_a_pack(kind: str, folder_of: FolderOf, tmp_path: Path) -> None:
    call("evidence", str(folder_of(kind)), "--out", str(tmp_path / "pack"))
    names = {path.name for path in (tmp_path / "pack").iterdir()}
    documents = {"summary", "assumptions", "data", "stress_des", "validation", "limits", "manifest"}
    assert names == {"assumptions.csv", "evidence.html", *(f"{name}.md" for name in documents)}
    assert all((tmp_path / "pack" / name).stat().st_size > 200 for name in names)


def test_the_log_has_every_assumption_with_the_rank_of_its_effect(folder_of: FolderOf, tmp_path: Path) -> None:
    call("evidence", str(folder_of("run")), "--rank", str(folder_of("sensitivity")), "--out", str(tmp_path / "pack"))
    with (tmp_path / "pack" / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} >= {name for name in parameters() if not name.startswith("figures")} - {"areas", "start"}
    assert {row["reliability"] for row in rows} == {"red", "amber", "green"}
    assert sum(bool(row["effect_rank"]) for row in rows) == 3
    assert not any(row["owner"] or row["signed_off_by"] for row in rows)


def test_every_item_of_the_checklist_is_answered_from_the_results(folder_of: FolderOf) -> None:
    results = reported(folder_of("run"))
    told = {number: said for number, _, said in items(results)}
    assert list(told) == STRESS_DES
    assert all(len(said) > 5 for said in told.values())
    assert "12 replications" in told["4.3"]
    assert "3 years" in told["4.2"]
    assert f"Seed {results.stored.asked['seed']}" in told["5.2"]


def test_the_page_of_the_pack_is_easy_to_reach(folder_of: FolderOf, tmp_path: Path, browser: Any) -> None:  # noqa: F811
    call("evidence", str(folder_of("run")), "--out", str(tmp_path / "pack"))
    opened = browser.new_page(viewport={"width": NARROW[0], "height": NARROW[1]})
    opened.goto((tmp_path / "pack" / "evidence.html").as_uri())
    assert overflow(opened) == 0
    assert faults(opened) == []
    opened.close()


def test_a_pack_that_exists_is_replaced_only_when_asked_and_nothing_else_ever(folder_of: FolderOf, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    call("evidence", str(folder_of("run")), "--out", str(out))
    assert CliRunner().invoke(main, ["evidence", str(folder_of("run")), "--out", str(out)]).exit_code == 2
    call("evidence", str(folder_of("run")), "--out", str(out), "--force")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear", encoding="utf-8")
    refused = CliRunner().invoke(main, ["evidence", str(folder_of("run")), "--out", str(mine), "--force"])
    assert refused.exit_code == 2
    assert "it holds something else" in refused.output
    assert (mine / "letter.txt").exists()
