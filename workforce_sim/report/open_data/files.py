"""Write a pair that has passed the check, both files or neither."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.errors import UserError, nearest
from workforce_sim.records.geography import SIMULATED
from workforce_sim.report.open_data.comparison import comparison_pair
from workforce_sim.report.open_data.projection import projection_pair
from workforce_sim.report.open_data.rules import Pair
from workforce_sim.report.open_data.screening import META, Screening, screen_file
from workforce_sim.studies.stored import RUN, stored_in
from workforce_sim.whole_file import ANOTHER_FOLDER, refuse_existing

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

STEMS = {
    RUN: "children_social_work_workforce_projection",
    "compare": "children_social_work_workforce_comparison",
}
"""The name of the files of every kind of results that has a pair; it says neither place nor date, for the data say both."""
PAIRS: dict[str, Callable[[Reported, str], Pair]] = {RUN: projection_pair, "compare": comparison_pair}


@dataclass(frozen=True, slots=True)
class Exported:
    """A pair that was written: its files, what the check said of it, and what of the results is not in it, in words."""

    files: Sequence[Path]
    screening: Screening
    left_out: Sequence[str]


def export_open_data(results: Reported, out: Path, *, force: bool = False) -> Exported:
    """Write the pair of a run or of a comparison to a folder, after it has passed the check; else nothing is left of it.

    Raises UserError for other results, where a file exists, unless ``force``, or where the pair fails.
    """
    if results.stored.kind not in PAIRS:
        raise _no_pair(results)
    stem = STEMS[results.stored.kind]
    targets = [out / f"{stem}.csv", out / f"{stem}{META}"]
    refuse_existing(*targets, force=force, choose=ANOTHER_FOLDER)
    pair = PAIRS[results.stored.kind](results, stem)
    trial = out / f".{stem}.unfinished"
    try:
        trial.mkdir(parents=True, exist_ok=True)
        for target, table in zip(targets, (pair.data, pair.meta), strict=True):
            # An empty cell is nothing between commas: polars writes what is empty and not null in quotation marks.
            (trial / target.name).write_text(table.with_columns(pl.all().replace("", None)).write_csv(), encoding="utf-8")
        found = screen_file(trial / targets[0].name)
        if not found.has_passed:
            raise UserError(f"the pair does not pass the check, and is not written: {found.failures[0]}")
        for target in targets:
            os.replace(trial / target.name, target)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}; choose {ANOTHER_FOLDER}") from None
    finally:
        for left in trial.glob("*"):
            left.unlink()
        if trial.exists():
            trial.rmdir()
    return Exported(targets, found, left_out(results))


def left_out(results: Reported) -> list[str]:
    """Say which areas of the results are not in their pair, and why."""
    areas = [area for area in results.areas if area.geographic_level == SIMULATED]
    return [
        f"{area.name} together are left out: they are no whole region and not England, and such a group has no published level"
        for area in areas
    ]


def _no_pair(results: Reported) -> UserError:
    path, kind = results.stored.path, results.stored.kind
    beside = [each.path.name for each in stored_in(path.parent) if each.kind in PAIRS]
    return UserError(
        f"{path} is a {kind}; --ees takes a {' or a '.join(PAIRS)}, whose years follow the published ones"
        f"{nearest(path.name, beside) or f'; --csv and --xlsx take a {kind} too'}"
    )
