"""``workforce-sim plot`` as its user meets it, on invented runs of Rutland."""

from __future__ import annotations

import json
import os
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.studies.invented import interrupted_in, invent
from workforce_sim import errors
from workforce_sim.cli import main
from workforce_sim.report import pictures
from workforce_sim.report.picture import WIDE, Picture
from workforce_sim.studies import crew as crew_module
from workforce_sim.studies import replicate as replicate_module

pytestmark = pytest.mark.system

RUN = ("run", "rutland.yaml", "--replications", "4", "--jobs", "1", "--quiet")
PICTURES = Path("results/rutland/pictures")


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with a small scenario; the replications are invented."""
    monkeypatch.chdir(tmp_path)
    for module in (replicate_module, crew_module):
        monkeypatch.setattr(module, "the_model", lambda _: invent)
    (tmp_path / "rutland.yaml").write_text("areas: Rutland\nhorizon_years: 2\n", encoding="utf-8")
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def run(*words: str) -> None:
    told = typed(*RUN, *words)
    assert told.exit_code == 0, told.output


def refused(*words: str) -> str:
    told = typed("plot", *words)
    assert told.exit_code == 2, told.output
    assert told.output.count("\n") == 1, f"more than one line: {told.output}"
    return told.output


def test_the_charts_asked_for_are_drawn_in_both_formats_with_their_words_beside_them() -> None:
    run()
    told = typed("plot", "results/rutland", "--chart", "fan", "--chart", "stock_change")
    assert told.exit_code == 0, told.output
    names = ("fan_vacancy_rate_fte", "stock_change")
    assert sorted(os.listdir(PICTURES)) == sorted(f"{name}.{kind}" for name in names for kind in ("png", "svg", "txt"))
    assert told.output.splitlines()[0].startswith("fan_vacancy_rate_fte: Vacancy rate, Rutland, 2017 to 2027")
    assert told.output.splitlines()[-1] == f"6 files in {PICTURES}"
    title, alt, note = (PICTURES / "stock_change.txt").read_text(encoding="utf-8").strip().split("\n\n")
    assert title.startswith("Who comes and who goes, Rutland")
    assert alt.startswith("Waterfall chart.")
    assert "4 replications" in note
    drawn = (PICTURES / "stock_change.svg").read_text(encoding="utf-8")
    assert title not in drawn, "the title stands beside the picture, not in it"
    assert f'width="{WIDE}"' in drawn
    assert (PICTURES / "stock_change.png").read_bytes().startswith(b"\x89PNG")


def test_every_chart_that_a_run_gives_is_drawn_unless_some_are_asked_for() -> None:
    run()
    told = typed("plot", "results/rutland", "--format", "svg", "--out", "here", "--quiet")
    assert (told.exit_code, told.output) == (0, "")
    drawn = {name.removesuffix(".svg") for name in os.listdir("here") if name.endswith(".svg")}
    assert {"fan_vacancy_rate_fte", "stock_change", "flows", "caseload_bands", "placements", "spending"} <= drawn
    assert {name.rpartition(".")[2] for name in os.listdir("here")} == {"svg", "txt"}


def test_a_run_of_one_year_has_pictures_too(folder: Path) -> None:
    (folder / "rutland.yaml").write_text("areas: Rutland\nhorizon_years: 1\n", encoding="utf-8")
    run()
    told = typed("plot", "results/rutland", "--format", "svg")
    assert told.exit_code == 0, told.output
    assert not (PICTURES / "spending.svg").exists(), "no financial year of it is whole"


def test_a_measure_of_ones_own_is_drawn_by_the_charts_that_show_one() -> None:
    run()
    told = typed("plot", "results/rutland", "--measure", "caseload_fte", "--measure", "cla", "--format", "svg")
    assert told.exit_code == 0, told.output
    assert {path.stem for path in PICTURES.iterdir()} == {"fan_caseload_fte", "fan_cla"}


def test_an_area_is_told_about_with_its_own_published_years(folder: Path) -> None:
    (folder / "rutland.yaml").write_text("areas: [Rutland, Derby]\nhorizon_years: 2\n", encoding="utf-8")
    run()
    said = {}
    for area in ("Rutland", "Derby"):
        told = typed("plot", "results/rutland", "--chart", "fan", "--area", area, "--format", "svg", "--out", area)
        assert told.exit_code == 0, told.output
        said[area] = Path(area, "fan_vacancy_rate_fte.txt").read_text(encoding="utf-8")
        assert f"Vacancy rate, {area}" in said[area]
    published = {area: text.partition("Published:")[2].partition(".\n")[0] for area, text in said.items()}
    assert published["Rutland"] != published["Derby"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--chart", "fann"), "fann is not a chart; did you mean fan?; there are fan, headlines"),
        (("--chart", "tornado"), "results/rutland is a run and gives no chart tornado; it gives fan, headlines"),
        (("--chart", "tile_map"), "results/rutland is a run and gives no chart tile_map; it gives fan"),
        (("--area", "Rutlnd"), "results/rutland has no area Rutlnd; did you mean Rutland?"),
        (("--measure", "caseload"), "caseload is not an annual measure of results/rutland; did you mean caseload_fte?"),
        (("--measure", "cla", "--chart", "flows"), "flows does not show a measure of your choice"),
    ],
)
def test_what_cannot_be_drawn_is_one_line_and_nothing_is_written(words: tuple[str, ...], expected: str) -> None:
    run()
    assert expected in refused("results/rutland", *words)
    assert not PICTURES.exists()


def test_pictures_that_exist_are_kept_unless_they_may_be_replaced() -> None:
    run()
    PICTURES.mkdir()
    (PICTURES / "stock_change.svg").write_text("mine", encoding="utf-8")
    asked = ("results/rutland", "--chart", "fan", "--chart", "stock_change")
    assert (
        refused(*asked) == f"{PICTURES}/stock_change.svg exists; choose another folder with --out, or replace it with --force\n"
    )
    assert os.listdir(PICTURES) == ["stock_change.svg"]
    assert typed("plot", *asked, "--force").exit_code == 0
    assert (PICTURES / "stock_change.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_run_that_was_interrupted_or_made_by_another_version_is_one_line(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    with monkeypatch.context() as unlucky:
        unlucky.setattr(replicate_module, "the_model", lambda _: interrupted_in(3))
        assert typed(*RUN).exit_code == 1
    told = typed("plot", "results/rutland", "--chart", "fan", "--format", "svg")
    assert told.exit_code == 0, "a run that ended early has what has finished"
    path = folder / "results" / "rutland" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["versions"]["workforce_sim"] = "0.0"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert "was made by version 0.0" in refused("results/rutland")


def test_a_damaged_table_is_one_line() -> None:
    run()
    Path("results/rutland/annual_return.parquet").write_bytes(b"PAR1 and nothing more")
    assert refused("results/rutland", "--chart", "fan").startswith("results/rutland/annual_return.parquet is damaged (")
    assert not PICTURES.exists()


def test_a_folder_that_is_not_ours_is_one_line_with_the_nearest_name() -> None:
    run()
    assert refused("results/rutlnd") == "results/rutlnd does not exist; did you mean results/rutland?\n"


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    run()

    def found(name: str) -> Any:
        return None if name == "altair" else util.find_spec(name)

    monkeypatch.setattr(errors, "find_spec", found)
    said = refused("results/rutland", "--chart", "fan")
    assert "a chart needs altair" in said
    assert "pip install 'workforce_sim[report]'" in said


def test_a_picture_that_fails_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workforce_sim.whole_file.os.replace", full)
    monkeypatch.setattr(pictures, "svg", lambda *_: "<svg/>")
    picture = Picture("one", "One", "A picture of one.", "", lambda _: None)
    with pytest.raises(errors.UserError, match="cannot be written: No space left on device"):
        pictures.write_pictures([picture], tmp_path / "out", ["svg"])
    assert os.listdir(tmp_path / "out") == []
