"""How a study ends: its tables written into its folder, in full and rounded, and the manifest that finishes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import polars as pl
import polars.selectors as cs

from workforce_sim.figures import fingerprint
from workforce_sim.records.geography import LOCAL
from workforce_sim.records.manifest import study_manifest
from workforce_sim.records.store import SPREADSHEET_LINES
from workforce_sim.studies.study_folder import StudyFolder
from workforce_sim.studies.work import Work

DECIMALS = 4
"""In CSV files, as in the summary of a run; the Parquet files hold every digit."""




def write_tables(
    folder: StudyFolder, tables: Mapping[str, pl.DataFrame], *, only_whole: Collection[str] = ()
) -> dict[str, str]:
    """Write tables, in full as Parquet and rounded as CSV; those of ``only_whole`` as Parquet alone.

    Says, by file, what the CSV leaves out: single authorities where with them no spreadsheet could open it.
    """
    left_out = {}
    for name, table in tables.items():
        folder.write_table(name, table)
        if name not in only_whole:
            opened = _that_a_spreadsheet_opens(table)
            if opened.height < table.height:
                too_many = f"no spreadsheet opens {table.height:,} rows"
                left_out[f"{name}.csv"] = f"single authorities are in {name}.parquet alone, for {too_many}"
            folder.write_csv(name, opened.with_columns(cs.float().round(DECIMALS)))
    return left_out


def _that_a_spreadsheet_opens(table: pl.DataFrame) -> pl.DataFrame:
    if table.height < SPREADSHEET_LINES or "geographic_level" not in table.columns:
        return table
    return table.filter(pl.col("geographic_level") != LOCAL)


def finish(
    folder: StudyFolder,
    work: Work,
    kind: str,
    asked: Mapping[str, Any],
    seconds: float,
    *,
    headline: str,
    replications: int,
    columns: Mapping[str, Any],
    command: Sequence[str],
    **more: Any,
) -> None:
    """Write the manifest of a study whose tables are written; ``more`` are facts of its own kind.

    ``headline`` names the CSV file to read first, ``replications`` how many its tables are made of; ``columns`` explains
    those that are not annual measures, ``command`` the words that asked for it. What failed is written down, and the
    pieces are kept to try again.
    """
    if work.failures:
        folder.write_failures(work.failures)
    manifest = study_manifest(
        kind,
        asked,
        headline=headline,
        replications=replications,
        simulated=work.simulated,
        seconds=seconds,
        processes=work.crew.size,
        figures=fingerprint(),
        failures=[failure.reason for failure in work.failures],
        columns=columns,
        command=command,
    )
    folder.finish({**manifest, **more}, is_whole=not work.failures)
