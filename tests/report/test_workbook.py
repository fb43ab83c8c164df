"""The workbook: what its sheets hold, that text stays text, and that a spreadsheet program reads the same figures."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from tests.report.conftest import KINDS, call
from tests.report.spreadsheet import read
from workforce_sim.cli import main
from workforce_sim.report.reported import reported
from workforce_sim.report.workbook import places
from workforce_sim.report.workbook.export import sheets
from workforce_sim.report.workbook.sheet import Sheet, in_words
from workforce_sim.report.workbook.writing import write

pytestmark = pytest.mark.system

FolderOf = Callable[[str], Path]
EVERY_KIND = (*KINDS, "region")
CSV_OF_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as a file of its own, cells as they are and not as they look."""
LIKE_FORMULAS = (
    "=1+1",
    "+44 113",
    "-1 of 2",
    "@sum",
    "{=1+1}",
    '=HYPERLINK("https://example.org")',
    "https://example.org/",
    "internal:Cover!A1",
    "mailto:someone@example.org",
    "[a link](https://example.org)",
    "$$ranges$$",
    "12",
    "_x0041_",
)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_of_results_has_a_workbook_with_its_tables_and_assumptions(
    kind: str, folder_of: FolderOf, tmp_path: Path
) -> None:
    call("export", str(folder_of(kind)), "--xlsx", "--out", str(tmp_path))
    made = sheets(reported(folder_of(kind)))
    assert [sheet.name for sheet in read(tmp_path / f"small_{kind}.xlsx").sheets[3:]] == [sheet.name for sheet in made]
    assert [sheet.name for sheet in made[-2:]] == ["Assumptions", "Measures"]
    assert len(made) > 2
    assert all(sheet.table.height for sheet in made)


def test_every_table_that_a_study_writes_for_people_is_in_its_workbook_under_heads_of_its_own(folder_of: FolderOf) -> None:
    for kind in EVERY_KIND:
        if kind in ("run", "region"):
            continue
        results = reported(folder_of(kind))
        written = [path.stem for path in results.stored.path.glob("*.csv") if results.table(path.stem).height]
        made = sheets(results)[:-2]
        assert len(made) == len(written)
        for sheet in made:
            unnamed = [head for head in sheet.table.columns if "_" in head and "." not in head]
            assert not unnamed, f"{kind}, {sheet.name}: {unnamed} have no head; see workbook/heads.py"


def test_a_run_of_several_areas_has_them_all_and_one_where_it_is_asked_for(folder_of: FolderOf, tmp_path: Path) -> None:
    results = reported(folder_of("region"))
    names = {area.name for area in results.areas}
    assert len(names) > 5
    for sheet in sheets(results)[:-2]:
        assert set(sheet.table["Area"]) == names, sheet.name
        assert {"Kind of area", "Region", "Area code"} <= set(sheet.table.columns)
        assert f"1 region and {len(results.profiles)} authorities" in sheet.title
    call("export", str(folder_of("region")), "--xlsx", "--area", "Rutland", "--out", str(tmp_path))
    projection = read(tmp_path / "small_region.xlsx")["Projection"]
    assert {cell.value for cell in projection.column("Area")} == {"Rutland"}
    assert "Rutland" in projection.title


@pytest.mark.parametrize("kind", ["stress", "solve", "sensitivity", "backtest"])
def test_no_area_can_be_chosen_where_tables_are_not_by_area(kind: str, folder_of: FolderOf, tmp_path: Path) -> None:
    area = reported(folder_of(kind)).area.name
    told = CliRunner().invoke(main, ["export", str(folder_of(kind)), "--xlsx", "--area", area, "--out", str(tmp_path)])
    assert told.exit_code == 2
    assert told.output == f"the tables of a {kind} are not by area, so there is none to choose; leave out --area\n"
    assert not list(tmp_path.iterdir())


def test_what_is_too_much_for_a_sheet_is_left_out_by_rule_and_the_reader_is_told(
    folder_of: FolderOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = reported(folder_of("region"))
    whole = results.table("summary").filter(pl.col("time_period") > results.start)
    others = whole.filter(pl.col("geographic_level") != "Local authority").height
    monkeypatch.setattr(places, "MOST_ROWS", max(others, len(results.profiles) * len(places.FIRST_ASKED)))
    made = {sheet.name: sheet for sheet in sheets(results)}
    assert set(made["Projection"].table["Kind of area"]) == {"Region"}
    assert set(made["Authorities"].table["Area"]) == {profile.name for profile in results.profiles}
    assert made["Authorities"].table["Measure"].n_unique() <= len(places.FIRST_ASKED)
    for name in ("Projection", "Authorities"):
        assert "summary.csv" in made[name].left_out
        assert "left_out" in made[name].note_keys()
    monkeypatch.setattr(places, "MOST_ROWS", others - 1)
    (alone,) = [sheet for sheet in sheets(results) if sheet.name in ("Projection", "Authorities")]
    assert set(alone.table["Area"]) == {results.area.name}
    assert f"{whole.height - alone.table.height:,} rows" in alone.left_out


def test_outcomes_of_children_and_money_are_found_by_subject(folder_of: FolderOf) -> None:
    projection, *_ = sheets(reported(folder_of("run")))
    found = projection.table["Subject"].unique(maintain_order=True).to_list()
    assert found[0] == "Workforce"
    assert found[-1] == "Spending"
    assert sum("hildren" in subject for subject in found) == 3
    runs = [subject for subject, before in zip(found, ["", *found], strict=False) if subject != before]
    assert runs == found, "the rows of a subject stand together"


def test_numbers_look_as_their_unit_asks(folder_of: FolderOf, tmp_path: Path) -> None:
    call("export", str(folder_of("run")), "--xlsx", "--out", str(tmp_path))
    book = read(tmp_path / "small_run.xlsx")
    looks: dict[str, set[str]] = {}
    projection = book["Projection"]
    for unit, cell in zip(projection.column("Unit"), projection.column("Mean"), strict=True):
        looks.setdefault(str(unit.value), set()).add(cell.look.number_format)
    assert looks["per cent"] == looks["FTE"] == {"#,##0.0"}
    assert looks["pounds"] == {"£#,##0"}
    assert looks["children"] <= {"#,##0", "#,##0.0"}
    assert {cell.look.number_format for cell in projection.column("Year")} == {"0"}
    assert {cell.look.number_format for cell in book["Spending"].column("Middle")} >= {"£#,##0"}


def test_text_that_looks_like_a_formula_a_link_or_a_note_stays_text(folder_of: FolderOf, tmp_path: Path) -> None:
    rows = pl.DataFrame({"=1+1": LIKE_FORMULAS, "@head, +1": list(reversed(LIKE_FORMULAS))})
    write(
        reported(folder_of("run")),
        [Sheet("Labels", "=1+1, as a title", "=a row", rows, notes=("ranges",))],
        tmp_path / "labels.xlsx",
    )
    book = read(tmp_path / "labels.xlsx")
    sheet = book["Labels"]
    assert sheet.heads == rows.columns
    assert [cell.value for cell in sheet.column("=1+1")] == list(LIKE_FORMULAS)
    assert not any(cell.formula for cell in sheet.cells.values())
    assert not sheet.all("hyperlink")
    assert not any("externalLink" in part for part in book.parts)
    quoted = {cell.value: cell.look.quoted for cell in sheet.column("=1+1")}
    assert all(quoted[text] for text in ("=1+1", "+44 113", "-1 of 2", "@sum", "{=1+1}"))
    assert not quoted["12"]
    read_again = _in_a_spreadsheet_program(tmp_path / "labels.xlsx", ["Labels"])["Labels"][-rows.height :]
    assert [tuple(row) for row in read_again] == rows.rows()


def test_a_scenario_may_be_called_like_a_formula(folder_of: FolderOf, tmp_path: Path) -> None:
    folder = tmp_path / "called"
    shutil.copytree(folder_of("compare"), folder)
    for name in ("differences", "costs"):
        table = pl.read_parquet(folder / f"{name}.parquet").with_columns(pl.lit("=cmd|' /C calc'!A0").alias("scenario"))
        table.write_parquet(folder / f"{name}.parquet")
    call("export", str(folder), "--xlsx", "--out", str(tmp_path))
    book = read(tmp_path / "called.xlsx")
    assert {cell.value for cell in book["Differences"].column("Scenario")} == {"=cmd|' /C calc'!A0"}
    assert not any(cell.formula for sheet in book.sheets for cell in sheet.cells.values())


def test_the_same_results_give_the_same_file(folder_of: FolderOf, tmp_path: Path) -> None:
    for place in ("once", "again"):
        call("export", str(folder_of("run")), "--xlsx", "--out", str(tmp_path / place))
    assert (tmp_path / "once" / "small_run.xlsx").read_bytes() == (tmp_path / "again" / "small_run.xlsx").read_bytes()


def test_the_cover_says_that_a_run_is_not_whole(folder_of: FolderOf, tmp_path: Path) -> None:
    folder = tmp_path / "stopped"
    shutil.copytree(folder_of("run"), folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["replications_asked"] += [99]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    call("export", str(folder), "--xlsx", "--out", str(tmp_path))
    said = " ".join(str(cell.value) for cell in read(tmp_path / "stopped.xlsx")["Cover"].cells.values())
    assert "interrupted: 12 of 13 replications" in said


def test_a_spreadsheet_program_reads_the_same_figures_of_every_kind(folder_of: FolderOf, tmp_path: Path) -> None:
    for kind in EVERY_KIND:
        call("export", str(folder_of(kind)), "--xlsx", "--out", str(tmp_path))
        made = sheets(reported(folder_of(kind)))
        held = _in_a_spreadsheet_program(tmp_path / f"small_{kind}.xlsx", [sheet.name for sheet in made])
        for sheet in made:
            _hold_the_same(held[sheet.name], sheet)


def _in_a_spreadsheet_program(path: Path, names: list[str]) -> dict[str, list[list[str]]]:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not on the path")
    out = path.with_suffix("")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    words = [soffice, profile, "--headless", "--convert-to", CSV_OF_EVERY_SHEET, "--outdir", str(out), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    found = {}
    for name in names:
        with (out / f"{path.stem}-{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.reader(file))
    assert {f"{path.stem}-{name}.csv" for name in ("Cover", "Contents", "Notes")} <= {each.name for each in out.iterdir()}
    return found


def _hold_the_same(rows: list[list[str]], sheet: Sheet) -> None:
    head = rows.index(list(sheet.table.columns))
    read = rows[head + 1 :]
    assert len(read) == sheet.table.height
    for told, known in zip(read, sheet.table.iter_rows(), strict=True):
        for cell, value in zip(told, known, strict=True):
            if isinstance(value, int | float) and not isinstance(value, bool):
                assert _number(cell) == pytest.approx(value, rel=1e-12), f"{sheet.name}: {told}"
            else:
                assert cell == in_words(value)


def _number(cell: str) -> float:
    return float(cell.removesuffix("%")) / 100.0 if cell.endswith("%") else float(cell)


def test_one_form_is_asked_for_at_a_time(folder_of: FolderOf) -> None:
    for forms, given in (([], "nothing is given"), (["--csv", "--xlsx"], "--csv and --xlsx are given")):
        told = CliRunner().invoke(main, ["export", str(folder_of("run")), *forms])
        assert told.exit_code == 2
        assert told.output == f"{given}; say in which one form to export: --csv, --xlsx or --ees\n"
