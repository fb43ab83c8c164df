"""The page: what stands in it, that it opens offline and is easy to reach, and that nothing is lost where it cannot be made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.browser import NARROW, WIDE, browser, faults, overflow  # noqa: F401 - the fixture is asked for by its name
from tests.report.conftest import KINDS, QUIET, RUTLAND, call
from workforce_sim.cli import main
from workforce_sim.report.findings import findings
from workforce_sim.report.page import page
from workforce_sim.report.reported import reported

pytestmark = pytest.mark.system

FolderOf = Callable[[str], Path]

MOST_OF_A_PAGE = 1000
"""Pixels of an A4 page between its margins, in a browser."""
HEIGHTS = "[...document.querySelectorAll('figure')].map(each => each.getBoundingClientRect().height)"
NAMED_TWICE = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, place, all) => all.indexOf(id) !== place)"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_offline_fits_every_window_and_has_no_grave_fault(
    kind: str, folder_of: FolderOf, tmp_path: Path, browser: Any  # noqa: F811
) -> None:
    file = tmp_path / f"{kind}.html"
    call("report", str(folder_of(kind)), "--out", str(file))
    for width, height in (WIDE, NARROW):
        opened = browser.new_page(viewport={"width": width, "height": height})
        asked: list[str] = []
        said: list[str] = []
        opened.on("request", lambda request, asked=asked: asked.append(request.url))
        opened.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
        opened.goto(file.as_uri())
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert said == []
        assert opened.evaluate(NAMED_TWICE) == []
        assert overflow(opened) == 0, f"the page is wider than a window of {width} pixels"
        assert faults(opened) == []
        opened.close()


def test_a_page_prints(folder_of: FolderOf, tmp_path: Path, browser: Any) -> None:  # noqa: F811
    file = tmp_path / "printed.html"
    call("report", str(folder_of("run")), "--out", str(file))
    opened = browser.new_page()
    opened.goto(file.as_uri())
    assert opened.pdf(format="A4").startswith(b"%PDF")
    opened.emulate_media(media="print")
    opened.set_viewport_size({"width": 700, "height": MOST_OF_A_PAGE})
    assert not opened.locator("nav").is_visible()
    tall = [box for box in opened.evaluate(HEIGHTS) if box > MOST_OF_A_PAGE]
    assert tall == [], "a figure that is taller than a page is cut where the page ends"
    opened.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_what_was_found_in_three_sentences_at_most_and_how_it_was_made(kind: str, folder_of: FolderOf) -> None:
    results = reported(folder_of(kind))
    told, text = findings(results), page([results])
    assert 1 <= len(told) <= 3
    assert all(sentence.endswith(".") for sentence in told)
    for heading in ("What is assumed", "How the model did on past years", "What it cannot tell", "How it was made"):
        assert f">{heading}</h2>" in text
    assert "workforce-sim reproduce" in text
    assert "Open Government Licence" in text


def test_several_results_share_a_page(folder_of: FolderOf) -> None:
    text = page([reported(folder_of("run")), reported(folder_of("compare"))])
    assert "What was found: small_run" in text
    assert "What was found: small_compare" in text
    assert text.count('<h2 id="assumed">') == 1


def test_a_run_writes_its_page_unless_told_not_to(tmp_path: Path) -> None:
    words = ("run", RUTLAND, "--set", "horizon_years=1", "--replications", "2", "--jobs", "1")
    with_page, without = tmp_path / "with", tmp_path / "without"
    assert "report.html in a browser" in call(*words, "--out", str(with_page))
    assert (with_page / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "report.html" not in call(*words, "--out", str(without), "--no-report")
    assert not (without / "report.html").exists()
    call(*words, "--out", str(with_page), "--force", *QUIET[:2])
    assert not (with_page / "report.html").exists(), "the page of the results that were replaced is gone with them"


def test_where_the_extra_is_missing_a_run_goes_on_and_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workforce_sim.errors.find_spec", lambda _: None)
    words = ["run", RUTLAND, "--set", "horizon_years=1", "--replications", "2", "--jobs", "1", "--out", str(tmp_path / "plain")]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 0
    assert "pip install 'workforce_sim[report]'" in told.output
    refused = CliRunner().invoke(main, ["report", str(tmp_path / "plain")])
    assert refused.exit_code == 2
    assert refused.output.count("\n") == 1


def test_a_page_that_exists_is_replaced_only_when_asked(folder_of: FolderOf, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("mine", encoding="utf-8")
    refused = CliRunner().invoke(main, ["report", str(folder_of("run")), "--out", str(file)])
    assert refused.exit_code == 2
    assert "exists; choose another file with --out, or replace it with --force" in refused.output
    assert file.read_text(encoding="utf-8") == "mine"
    call("report", str(folder_of("run")), "--out", str(file), "--force")
    assert file.read_text(encoding="utf-8") != "mine"


def of_another_version(folder: Path) -> str:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["versions"]["workforce_sim"] = "0.0.1"
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return "was made by version 0.0.1 and this is"


def unfinished(folder: Path) -> str:
    (folder / "manifest.json").unlink()
    return "is not a results folder"


def damaged(folder: Path) -> str:
    (folder / "annual_return.parquet").write_bytes(b"PAR1 no more")
    return "is damaged"


def without_a_table(folder: Path) -> str:
    (folder / "costs.csv").unlink()
    return "has no table costs"


@pytest.mark.parametrize("harm", [of_another_version, unfinished, damaged, without_a_table])
@pytest.mark.parametrize("words", [("report",), ("plot",), ("export", "--xlsx")])
def test_results_that_cannot_be_told_about_are_refused_in_one_line_and_nothing_is_written(
    words: tuple[str, ...], harm: Callable[[Path], str], folder_of: FolderOf, tmp_path: Path
) -> None:
    folder = tmp_path / "results"
    shutil.copytree(folder_of("run"), folder)
    said = harm(folder)
    before = sorted(folder.iterdir())
    told = CliRunner().invoke(main, [*words, str(folder)])
    if told.exit_code == 0:  # charts that need no such table are drawn
        assert harm is without_a_table
        assert words == ("plot",)
        return
    assert told.exit_code == 2, told.output
    assert said in told.output or "results folder" in told.output
    assert told.output.count("\n") == 1
    assert sorted(folder.iterdir()) == before


def test_another_area_is_told_about_by_its_name(folder_of: FolderOf) -> None:
    refused = CliRunner().invoke(main, ["report", str(folder_of("run")), "--area", "Rutlnd"])
    assert refused.exit_code == 2
    assert "did you mean Rutland?" in refused.output
