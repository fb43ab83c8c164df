"""The calibration table as a file, and the one that comes with the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.calibration.rows import Row
from workforce_sim.errors import UserError
from workforce_sim.whole_file import named_once_whole

if TYPE_CHECKING:
    import polars as pl

SHIPPED_YEAR = 2025
SHIPPED = Path(__file__).with_name(f"calibrated_{SHIPPED_YEAR}.csv")
"""Written by ``workforce-sim calibrate --to 2025 --out``, from the packaged table of published figures.

Source: Department for Education, Children's social work workforce 2025 and Characteristics of children in need 2025.
Contains public sector information licensed under the Open Government Licence v3.0.
"""
DIGITS = 6
"""Significant digits that are written: far more than is known, few enough to be the same on every machine."""
KINDS = (".csv", ".parquet")


def as_frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Put rows into a data frame; columns are the fields of ``Row``."""
    import polars as pl

    kinds = {"estimate": pl.Float64, "standard_error": pl.Float64, "first_year": pl.Int16, "last_year": pl.Int16}
    schema = {field.name: kinds.get(field.name, pl.String) for field in fields(Row)}
    return pl.DataFrame([astuple(row) for row in rows], schema=schema, orient="row").with_columns(
        pl.col("estimate", "standard_error").round_sig_figs(DIGITS)
    )


def check_out(path: Path, *, force: bool) -> None:
    """Refuse a file that cannot or must not be written, before anything is worked out; raises UserError."""
    if path.suffix not in KINDS:
        raise UserError(f"--out {path}: the file must end in {' or '.join(KINDS)}")
    if path.exists() and not (force and path.is_file()):
        raise UserError(f"--out {path} exists; choose another file, or replace it with --force")
    if not path.parent.is_dir():
        raise UserError(f"--out {path}: there is no folder {path.parent}")


def write(rows: Sequence[Row], path: Path) -> None:
    """Write the table, by the ending of the name as CSV or Parquet, and give it its name once it is whole."""
    table = as_frame(rows)
    try:
        with named_once_whole(path) as unnamed:
            if path.suffix == ".csv":
                table.write_csv(unnamed)
            else:
                table.write_parquet(unnamed)
    except OSError as error:
        raise UserError(f"--out {path} cannot be written: {error.strerror or error}") from None
