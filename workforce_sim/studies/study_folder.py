"""The folder of a study: claimed by one run at a time, resumed when it is the same study, finished by its manifest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from workforce_sim.errors import UserError
from workforce_sim.records.store import MANIFEST, PROGRAM, ROW_GROUP, read_manifest
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.pieces import Failure
from workforce_sim.whole_file import named_once_whole

STUDY = "study.json"
FAILURES = "failures.json"
LOCK = ".lock"
PIECES = "pieces"


class StudyFolder:
    """The results of a study in the making, in a folder that an interrupted study finds again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pieces = PieceStore(path / PIECES)

    @property
    def is_finished(self) -> bool:
        """Whether the study was finished before: every table written, nothing left to do."""
        return (self.path / MANIFEST).exists() and not (self.path / PIECES).exists()

    def write_table(self, name: str, table: pl.DataFrame) -> None:
        """Write one table as Parquet and give it its name once it is whole; the same table gives the same bytes."""
        with self.replaced(f"{name}.parquet") as unnamed:
            table.write_parquet(unnamed, compression="zstd", compression_level=3, row_group_size=ROW_GROUP)

    def write_long_table(self, name: str, batches: Iterable[pl.DataFrame]) -> None:
        """Write a table that comes in batches as one Parquet file, never holding all of it in memory."""
        parts = self.path / f".{name}.parts"
        shutil.rmtree(parts, ignore_errors=True)
        parts.mkdir()
        try:
            written = []
            for number, batch in enumerate(batches):
                written.append(parts / f"{number:06d}.parquet")
                batch.write_parquet(written[-1])
            with self.replaced(f"{name}.parquet") as unnamed:
                pl.scan_parquet(written).sink_parquet(
                    unnamed, compression="zstd", compression_level=3, row_group_size=ROW_GROUP, maintain_order=True
                )
        finally:
            shutil.rmtree(parts, ignore_errors=True)

    def write_long_csv(self, name: str, batches: Iterable[pl.DataFrame]) -> None:
        """Write a table that comes in batches as one CSV file."""
        with self.replaced(f"{name}.csv") as unnamed, unnamed.open("wb") as file:
            for number, batch in enumerate(batches):
                batch.write_csv(file, include_header=number == 0)

    def write_csv(self, name: str, table: pl.DataFrame) -> None:
        """Write one table as CSV, as a spreadsheet would open it."""
        with self.replaced(f"{name}.csv") as unnamed:
            table.write_csv(unnamed)

    def write_json(self, name: str, content: Any) -> None:
        """Write a small file of facts."""
        with self.replaced(name) as unnamed:
            text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False, default=str)
            unnamed.write_text(text + "\n", encoding="utf-8")

    def write_failures(self, failures: Sequence[Failure]) -> None:
        """Write down which pieces failed and why."""
        self.write_json(FAILURES, [{"what": each.what, "reason": each.reason, "piece": each.key} for each in failures])

    def replaced(self, name: str) -> AbstractContextManager[Path]:
        """Give the path to write a file to; it takes its name when the block ends well."""
        return named_once_whole(self.path / name)

    def finish(self, manifest: Mapping[str, Any], *, is_whole: bool) -> None:
        """Write the manifest; when nothing is left to do the pieces that the tables were made of go."""
        self.write_json(MANIFEST, manifest)
        if is_whole:
            (self.path / FAILURES).unlink(missing_ok=True)
            self.pieces.clear()


@contextmanager
def study_folder(path: Path, asked: Mapping[str, Any], *, force: bool = False) -> Iterator[StudyFolder]:
    """Open the folder of a study, new or begun before, and keep others out of it until the block ends.

    ``asked`` is everything that makes it this study. ``force`` throws away what another study left in the folder. Raises
    UserError where the folder holds another study or something else, is damaged, is in use, or cannot be written.
    """
    from filelock import FileLock, Timeout

    path = Path(os.path.abspath(path))
    _check_ours(path, asked, force=force)
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path / LOCK)
        lock.acquire(timeout=0)
    except Timeout:
        raise UserError(f"{path} is in use by another run of this program; wait for it, or give --out another folder") from None
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}; choose another folder with --out") from None
    try:
        if force:
            _empty(path)
        folder = StudyFolder(path)
        if not (path / STUDY).exists():
            folder.write_json(STUDY, {"program": PROGRAM, "identity": identity(asked), "asked": asked})
        yield folder
    finally:
        lock.release()


def identity(asked: Mapping[str, Any]) -> str:
    """Give the hash by which a study is known again."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def _check_ours(path: Path, asked: Mapping[str, Any], *, force: bool) -> None:
    """Refuse a folder that holds anything but this study, or, with ``force``, anything but results."""
    if not os.path.lexists(path):
        return
    if not path.is_dir():
        raise UserError(f"{path} is not a folder; give --out a folder that does not exist yet")
    if not any(inside.name != LOCK for inside in path.iterdir()):
        return
    if force and (read_manifest(path) is not None or (path / STUDY).exists()):
        return
    if not (path / STUDY).exists():
        what = "results of another command" if read_manifest(path) is not None else "files that are no study"
        raise UserError(f"{path} holds {what}; choose another folder with --out")
    try:
        written = json.loads((path / STUDY).read_text(encoding="utf-8"))
        found, before = written["identity"], written["asked"]
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(f"{path}: {STUDY} is damaged; begin again with --force, or choose another folder") from None
    if found != identity(asked):
        name, now = _first_difference(json.loads(json.dumps(asked, default=str)), before, "")
        raise UserError(
            f"{path} holds another study: its {name} {now}; choose another folder with --out, or replace it with --force"
        )


def _first_difference(now: Any, before: Any, name: str) -> tuple[str, str]:
    if isinstance(now, Mapping) and isinstance(before, Mapping):
        for key in sorted({*now, *before}):
            if now.get(key) != before.get(key):
                return _first_difference(now.get(key), before.get(key), f"{name}.{key}" if name else str(key))
    return name, f"is {_shown(before)} and not {_shown(now)}"


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _empty(path: Path) -> None:
    for inside in path.iterdir():
        if inside.is_dir():
            shutil.rmtree(inside)
        elif inside.name != LOCK:
            inside.unlink()
