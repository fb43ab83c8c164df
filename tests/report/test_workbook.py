"""The workbook: what its sheets hold, and that a spreadsheet program reads the same figures from it."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.report.conftest import KINDS, call
from workforce_sim.cli import main
from workforce_sim.report.reported import reported
from workforce_sim.report.workbook import sheets

pytestmark = pytest.mark.system

FolderOf = Callable[[str], Path]
CSV_OF_EVERY_SHEET = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_results_has_a_workbook_with_its_tables_and_assumptions(
    kind: str, folder_of: FolderOf, tmp_path: Path
) -> None:
    call("export", str(folder_of(kind)), "--xlsx", "--out", str(tmp_path))
    assert (tmp_path / f"small_{kind}.xlsx").read_bytes().startswith(b"PK")
    made = sheets(reported(folder_of(kind)))
    assert [sheet.name for sheet in made[-2:]] == ["Assumptions", "Measures"]
    assert len(made) > 2
    assert len({sheet.name for sheet in made}) == len(made)
    assert all(len(sheet.name) <= 31 and sheet.table.height for sheet in made)


def test_a_spreadsheet_program_reads_the_same_figures(folder_of: FolderOf, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not on the path")
    call("export", str(folder_of("run")), "--xlsx", "--out", str(tmp_path))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [soffice, profile, "--headless", "--convert-to", CSV_OF_EVERY_SHEET, "--outdir", str(tmp_path)]
    subprocess.run([*words, str(tmp_path / "small_run.xlsx")], check=True, capture_output=True, timeout=180)
    for sheet in sheets(reported(folder_of("run"))):
        with (tmp_path / f"small_run-{sheet.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        head = rows.index(list(sheet.table.columns))
        read = rows[head + 1 : head + 1 + sheet.table.height]
        assert len(read) == sheet.table.height
        for told, known in zip(read, sheet.table.iter_rows(), strict=True):
            for cell, value in zip(told, known, strict=True):
                if isinstance(value, float):
                    assert float(cell) == pytest.approx(value, rel=1e-9)
    names = {path.stem.removeprefix("small_run-") for path in tmp_path.glob("small_run-*.csv")}
    assert {"Cover", "Contents", "Notes"} <= names


def test_one_form_is_asked_for_at_a_time(folder_of: FolderOf) -> None:
    for forms in ([], ["--csv", "--xlsx"]):
        told = CliRunner().invoke(main, ["export", str(folder_of("run")), *forms])
        assert told.exit_code == 2
        assert told.output == "say in which form to export: --csv, --xlsx or --ees\n"
