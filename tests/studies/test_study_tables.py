"""Tables of a study as files: everything in Parquet, and in CSV what a spreadsheet can open."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from workforce_sim.studies import study_tables
from workforce_sim.studies.study_folder import study_folder
from workforce_sim.studies.study_tables import write_tables

pytestmark = pytest.mark.unit

OF_ENGLAND = pl.DataFrame(
    {"geographic_level": ["National", "Regional", "Local authority", "Local authority"], "difference": [1.23456, 2.0, 3.0, 4.0]}
)
OF_POINTS = pl.DataFrame({"point": [1, 2, 3, 4]})


@pytest.mark.parametrize(("most_lines", "in_csv"), [(5, 4), (4, 2)])
def test_a_csv_that_no_spreadsheet_opens_leaves_single_authorities_to_parquet_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_lines: int, in_csv: int
) -> None:
    monkeypatch.setattr(study_tables, "SPREADSHEET_LINES", most_lines)
    with study_folder(tmp_path / "study", {"study": "compare"}) as folder:
        left_out = write_tables(folder, {"differences": OF_ENGLAND, "points": OF_POINTS})
    assert pl.read_parquet(tmp_path / "study" / "differences.parquet").equals(OF_ENGLAND)
    csv = pl.read_csv(tmp_path / "study" / "differences.csv")
    assert csv["difference"].to_list() == [1.2346, 2.0, 3.0, 4.0][:in_csv]
    assert pl.read_csv(tmp_path / "study" / "points.csv").height == OF_POINTS.height
    assert list(left_out) == ([] if in_csv == OF_ENGLAND.height else ["differences.csv"])
    assert all("differences.parquet" in said and "4 rows" in said for said in left_out.values())
