"""The workbook of a results folder: its tables, everything assumed, what the measures are, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.config.assumptions import assumptions
from workforce_sim.errors import needs_extra
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.report.measure_names import CALLED, SUBJECT_OF, UNITS
from workforce_sim.report.workbook.of_a_run import of_a_run
from workforce_sim.report.workbook.of_a_study import of_a_study
from workforce_sim.report.workbook.sheet import UNIT, Sheet
from workforce_sim.report.workbook.writing import write
from workforce_sim.whole_file import ANOTHER_FOLDER, whole_file

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported


def sheets(results: Reported) -> list[Sheet]:
    """Make the sheets of a results folder: its tables, then the assumptions and what the measures are."""
    own = of_a_run(results) if results.stored.is_run else of_a_study(results)
    return [*own, _assumptions(results), _measures()]


def export_workbook(results: Reported, path: Path, *, force: bool = False) -> None:
    """Write the workbook of a results folder, whole and then named.

    Raises UserError where it exists, unless ``force``, cannot be written, or the extra ``report`` is not installed.
    """
    needs_extra("a workbook", "report", "xlsxwriter")
    with whole_file(path, force=force, choose=ANOTHER_FOLDER) as unnamed:
        write(results, sheets(results), unnamed)


def _assumptions(results: Reported) -> Sheet:
    rows = [
        {
            "Parameter": row.id,
            "What it is": row.text,
            "Value": row.value,
            UNIT: row.unit,
            "Plausible range": row.range,
            "Reliability": row.reliability,
            "Source": row.source,
            "Date": row.date,
            "Reason": row.reason,
        }
        for row in assumptions(results.scenario)
    ]
    return Sheet("Assumptions", "Everything assumed, with source and reliability", "a parameter", pl.DataFrame(rows))


def _measures() -> Sheet:
    meanings = {column.name: column.meaning for column in ANNUAL_RETURN.columns}
    rows = [
        {
            "Subject": subject,
            "Measure": CALLED[measure],
            UNIT: UNITS[measure],
            "Meaning": meanings[measure],
            "Column in the files": measure,
        }
        for measure, subject in SUBJECT_OF.items()
        if measure in meanings
    ]
    return Sheet("Measures", "What the measures are", "a measure", pl.DataFrame(rows))
