"""The results folder: claimed before the work begins, written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from workforce_sim.errors import UserError, nearest
from workforce_sim.records.tables import TABLES

MANIFEST = "manifest.json"
SUMMARY = "summary.csv"
VARIANCE = "variance.csv"
COSTS = "costs.csv"
BUDGETS = "budgets.csv"
"""Only of a scenario with budget lines."""
PROGRAM = "workforce_sim"
SPREADSHEET_LINES = 1_048_576
"""Lines that a spreadsheet opens, the heads among them."""
ROW_GROUP = 100_000
"""Rows in a Parquet row group: fixed, so that the bytes do not depend on how many threads wrote them."""


class ResultsFolder:
    """A results folder in the making: files go into a hidden folder beside it that takes its name at the end."""

    def __init__(self, path: Path, unfinished: Path) -> None:
        self.path = path
        self._unfinished = unfinished
        self.is_kept = False

    def write_table(self, name: str, table: pl.DataFrame) -> None:
        """Write one table as Parquet; the same table gives the same bytes."""
        table.write_parquet(
            self._unfinished / f"{name}.parquet",
            compression="zstd",
            compression_level=3,
            statistics=True,
            row_group_size=ROW_GROUP,
        )

    def write_summary(self, summary: pl.DataFrame) -> None:
        """Write the summary as CSV, as a spreadsheet would open it."""
        self.write_csv(SUMMARY, summary)

    def write_csv(self, name: str, table: pl.DataFrame) -> None:
        """Write a table as CSV under the name of a file."""
        table.write_csv(self._unfinished / name)

    def keep(self, manifest: Mapping[str, Any]) -> None:
        """Write the manifest, make sure that everything is on the disk, and give the folder its name.

        A folder that is replaced is moved aside first and comes back if the new one cannot take its place.
        """
        text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False, default=str)
        (self._unfinished / MANIFEST).write_text(text + "\n", encoding="utf-8")
        for written in sorted(self._unfinished.iterdir()):
            _flush(written)
        _flush(self._unfinished)
        replaced = None
        if self.path.exists():
            replaced = Path(tempfile.mkdtemp(prefix=f".{self.path.name}.", suffix=".replaced", dir=self.path.parent))
            os.replace(self.path, replaced / self.path.name)
        try:
            os.rename(self._unfinished, self.path)
        except OSError:
            if replaced is not None:
                os.replace(replaced / self.path.name, self.path)
            raise
        finally:
            if replaced is not None:
                shutil.rmtree(replaced, ignore_errors=True)
        self.is_kept = True
        _flush(self.path.parent)


@contextmanager
def claimed(path: Path, *, force: bool) -> Iterator[ResultsFolder]:
    """Claim a results folder before the work begins, so that a bad choice costs nobody an hour.

    Whatever was not kept when the block ends, by error or interruption, leaves no trace. Raises UserError where the
    folder exists and ``force`` is false, where it holds something other than results, or where it cannot be written.
    """
    path = Path(os.path.abspath(path))
    _check_free(path, force=force)
    made = _make_parents(path)
    unfinished: Path | None = None
    folder: ResultsFolder | None = None
    try:
        try:
            unfinished = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".unfinished", dir=path.parent))
            unfinished.chmod(0o777 & ~_umask())
        except OSError as error:
            raise _unwritable(path, error) from error
        folder = ResultsFolder(path, unfinished)
        try:
            yield folder
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
                raise
            raise UserError(f"{path}: {error.strerror}; nothing was kept, choose a folder with room") from error
    finally:
        if folder is None or not folder.is_kept:
            if unfinished is not None:
                shutil.rmtree(unfinished, ignore_errors=True)
            for parent in made:
                _remove_if_empty(parent)


class Results:
    """The tables of one run of one scenario, from a folder or fresh from the simulation."""

    def __init__(self, tables: Mapping[str, pl.DataFrame] | Path, manifest: Mapping[str, Any]) -> None:
        self._tables = tables
        self.manifest = manifest

    def table(self, name: str) -> pl.DataFrame:
        """Give one table: one of ``records.tables``, or summary, variance, costs or, where there are lines, budgets."""
        known = (*TABLES, "summary", "variance", "costs", "budgets")
        if name not in known:
            raise UserError(f"{name} is not a table of results{nearest(name, known)}; there are {', '.join(known)}")
        if name == "budgets" and not self._has_budgets():
            raise UserError("there is no table of budgets: the scenario has no budget lines")
        if not isinstance(self._tables, Path):
            return self._tables[name]
        if name not in TABLES:
            return pl.read_csv(self._tables / f"{name}.csv", infer_schema_length=None)
        return pl.read_parquet(self._tables / f"{name}.parquet")

    def _has_budgets(self) -> bool:
        return (self._tables / BUDGETS).exists() if isinstance(self._tables, Path) else "budgets" in self._tables

    @property
    def summary(self) -> pl.DataFrame:
        """Mean, median, intervals and standard error of every annual measure, year and area."""
        return self.table("summary")


def read_results(path: str | Path) -> Results:
    """Open a results folder. Raises UserError where there is none or it is not one of ours."""
    folder = Path(path)
    manifest = read_manifest(folder)
    if manifest is None:
        raise UserError(f"{folder} is not a results folder: it has no {MANIFEST} written by {PROGRAM}")
    return Results(folder, manifest)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Read the manifest of a results folder; None where there is none that this program wrote."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("program") == PROGRAM else None


def _check_free(path: Path, *, force: bool) -> None:
    if not os.path.lexists(path):
        return
    if path.is_symlink() or not path.is_dir():
        raise UserError(f"{path} is not a folder; give --out a folder that does not exist yet")
    if not force:
        raise UserError(f"{path} exists; choose another folder with --out, or replace it with --force")
    try:
        is_empty = not any(path.iterdir())
    except OSError as error:
        raise _unwritable(path, error) from error
    if not is_empty and read_manifest(path) is None:
        raise UserError(f"{path} holds files that are not results of {PROGRAM}; --force does not replace it")


def _make_parents(path: Path) -> list[Path]:
    """Make the folders above, and list those that were not there, innermost first."""
    for parent in reversed(path.parents):
        if os.path.lexists(parent) and not parent.is_dir():
            raise UserError(f"{path} cannot be written: {parent} is not a folder; choose another folder with --out")
    missing = [parent for parent in path.parents if not parent.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        for parent in missing:
            _remove_if_empty(parent)
        raise _unwritable(path, error) from error
    return missing


def _unwritable(path: Path, error: OSError) -> UserError:
    return UserError(f"{path} cannot be written: {error.strerror}; choose another folder with --out")


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush(path: Path) -> None:
    """Make sure that a file, or the list of a folder's files, is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder to flush it
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
