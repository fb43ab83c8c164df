"""Write a pair that has passed the check, both files or neither."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.errors import UserError
from workforce_sim.report.open_data.projection import projection_pair
from workforce_sim.report.open_data.screening import META, Screening, screen_file

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported


def stem_of(results: Reported) -> str:
    """Name the pair of results after their folder, in small letters, digits and _."""
    return re.sub(r"[^a-z0-9_]+", "_", results.stored.path.name.lower()).strip("_")[:40] or "projection"


def export_open_data(results: Reported, out: Path, *, force: bool = False) -> tuple[list[Path], Screening]:
    """Write the pair of a run to a folder, after it has passed the check; nothing is left of one that has not.

    Raises UserError where a file exists, unless ``force``, or the pair fails.
    """
    stem = stem_of(results)
    targets = [out / f"{stem}.csv", out / f"{stem}{META}"]
    taken = [target for target in targets if target.exists()]
    if taken and not force:
        raise UserError(f"{taken[0]} exists; choose another folder with --out, or replace it with --force")
    pair = projection_pair(results, stem)
    trial = out / f".{stem}.unfinished"
    try:
        trial.mkdir(parents=True, exist_ok=True)
        for target, table in zip(targets, (pair.data, pair.meta), strict=True):
            (trial / target.name).write_text(table.write_csv(), encoding="utf-8")
        found = screen_file(trial / targets[0].name)
        if not found.has_passed:
            raise UserError(f"the pair does not pass the check, and is not written: {found.failures[0]}")
        for target in targets:
            os.replace(trial / target.name, target)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}; choose another folder with --out") from None
    finally:
        for left in trial.glob("*"):
            left.unlink()
        if trial.exists():
            trial.rmdir()
    return targets, found
