"""Results as CSV: every table of a folder, beside a list of what its columns are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from workforce_sim.config.catalogue import parameters
from workforce_sim.errors import UserError
from workforce_sim.records.tables import ANNUAL_RETURN, TABLES
from workforce_sim.studies.stored import Stored
from workforce_sim.whole_file import ANOTHER_FOLDER, named_once_whole, refuse_existing

COLUMNS = "columns"
LABELS: Mapping[str, tuple[str, str]] = {
    "scenario": ("name", "name of the scenario"),
    "baseline": ("name", "name of the scenario that the others are compared with"),
    "time_period": ("year or month", "year of the census of 30 September, month such as 2025-10, or financial year as 2025-26"),
    "months": ("months", "months of the financial year that are simulated"),
    "month_end": ("date", "last day of the month"),
    "geographic_level": ("name", "National, Regional, Local authority, or Simulated areas: all that is simulated together"),
    "region_code": ("code", "code of the region as published"),
    "region_name": ("name", "name of the region"),
    "new_la_code": ("code", "code of the authority as published"),
    "la_name": ("name", "name of the authority"),
    "replication": ("number", "number of the replication; the same number has the same luck in every scenario"),
    "replications": ("number", "how many replications"),
    "measure": ("name", "the annual measure that the row is about"),
    "mean": ("measure's unit", "mean over replications"),
    "median": ("measure's unit", "middle of the replications"),
    "standard_error": ("measure's unit", "standard error of the mean over replications"),
}
"""The unit and meaning of the columns that several tables have."""


def export_csv(stored: Stored, out: Path, *, force: bool = False) -> list[Path]:
    """Write every Parquet table of a results folder as CSV, and ``columns.csv`` that explains the columns.

    Each file is written whole and then named. Raises UserError where one exists already, unless ``force``, and where
    there is no table or no room.
    """
    tables = sorted(stored.path.glob("*.parquet"))
    if not tables:
        raise UserError(f"{stored.path} has no table to export; it is {stored.state}")
    targets = [out / f"{table.stem}.csv" for table in tables] + [out / f"{COLUMNS}.csv"]
    refuse_existing(*targets, force=force, choose=ANOTHER_FOLDER)
    try:
        out.mkdir(parents=True, exist_ok=True)
        explained = []
        for table, target in zip(tables, targets, strict=False):
            scan = pl.scan_parquet(table)
            explained += [(table.stem, *row) for row in explain(stored, table.stem, scan.collect_schema().names())]
            with named_once_whole(target) as unnamed:
                scan.sink_csv(unnamed, maintain_order=True)
        with named_once_whole(targets[-1]) as unnamed:
            pl.DataFrame(explained, schema=["table", "column", "unit", "meaning"], orient="row").write_csv(unnamed)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}; choose another folder with --out") from None
    except pl.exceptions.PolarsError as error:
        raise UserError(f"{table} is damaged ({' '.join(str(error).split())[:200]}); make the results again") from None
    return targets


def explain(stored: Stored, table: str, columns: list[str]) -> list[tuple[str, str, str]]:
    """Say of each column of a table its unit and what it means, as far as the schema, the manifest and the catalogue know."""
    return [(column, *_meaning(stored, table, column)) for column in columns]


def _meaning(stored: Stored, table: str, column: str) -> tuple[str, str]:
    schema = TABLES.get(table, ANNUAL_RETURN)
    said = {} if stored.is_run else dict(stored.manifest.get("columns", {}))
    of_table = said.get(table)  # by table where columns of one name mean several things
    own = of_table if isinstance(of_table, dict) else said
    if column in own:
        unit, sign, meaning = str(own[column]).partition(": ")
        return (unit, meaning) if sign else ("", unit)
    if column in LABELS:
        return LABELS[column]
    if column in schema.index:
        known = schema.columns[schema.index[column]]
        return known.unit, known.meaning
    if column in parameters():
        declared = parameters()[column]
        return declared.unit, declared.declaration.meaning
    for side, which in (("lower", "lower"), ("upper", "upper")):
        if column.startswith(f"{side}_"):
            return "measure's unit", f"{which} end of the {column.rpartition('_')[2]}% range over replications"
    return "", ""
