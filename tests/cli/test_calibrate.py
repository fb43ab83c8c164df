"""``workforce-sim calibrate`` as a planner meets it."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from workforce_sim.calibration.written import SHIPPED
from workforce_sim.cli import main

pytestmark = pytest.mark.system


def calibrate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["calibrate", *arguments])


def test_it_shows_england_and_one_authority_beside_it() -> None:
    began = time.process_time()
    told = calibrate("--to", "2025", "--area", "Nottinghamshire")
    assert told.exit_code == 0, told.output
    assert time.process_time() - began < 3.0
    for words in ("growth_response_to_vacancies", "standard", "2017–2025", "Nottinghamshire beside East Midlands and England"):
        assert words in told.output
    (line,) = (line for line in told.output.splitlines() if "leavers a year per FTE in post" in line)
    assert len([word for word in line.split() if word.startswith("0.")]) == 4, "own, its error, the region's, England's"


def test_out_writes_the_whole_table_as_csv_or_parquet(tmp_path: Path) -> None:
    for name in ("all.csv", "all.parquet"):
        told = calibrate("--to", "2025", "--out", str(tmp_path / name), "--quiet")
        assert (told.exit_code, told.output) == (0, "")
    csv, parquet = pl.read_csv(tmp_path / "all.csv"), pl.read_parquet(tmp_path / "all.parquet")
    assert csv.columns == parquet.columns == pl.read_csv(SHIPPED).columns
    assert csv["estimate"].to_list() == parquet["estimate"].to_list()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.csv", "all.parquet"], "nothing unfinished is left"


def test_a_file_that_exists_is_replaced_only_when_told(tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("mine")
    refused = calibrate("--to", "2025", "--out", str(out))
    assert (refused.exit_code, out.read_text()) == (2, "mine")
    assert "replace it with --force" in refused.stderr
    assert calibrate("--to", "2025", "--out", str(out), "--force").exit_code == 0
    assert out.read_text().startswith("parameter,level")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "2018"], "no calibration to 2018: it needs three published censuses, so the year must be 2019 to 2025"),
        (["--to", "2031"], "no calibration to 2031"),
        (["--to", "soon"], '--to is "soon"; it must be a whole number, a census year such as 2025'),
        ([], "--to is missing"),
        (["--to", "2025", "--area", "Notingham"], "did you mean Nottingham?"),
        (["--to", "2025", "--area", "notts"], "did you mean Nottinghamshire or Nottingham?"),
        (["--to", "2025", "--area", "East Midlands"], "authorities; name one"),
        (["--to", "2025", "--area", "Isles of Scilly"], "cannot be simulated"),
        (["--to", "2025", "--out", "no/such/folder/table.csv"], "there is no folder no/such/folder"),
        (["--to", "2025", "--out", "table.xlsx"], "the file must end in .csv or .parquet"),
    ],
)
def test_wrong_input_is_told_in_one_line(arguments: list[str], told: str) -> None:
    result = calibrate(*arguments)
    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)  # whoever tests as root may write everywhere
    result = calibrate("--to", "2025", "--out", str(tmp_path / "table.csv"))
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert result.stderr.strip().endswith("cannot be written: Permission denied")
