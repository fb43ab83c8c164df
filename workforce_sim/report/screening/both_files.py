"""Stage 4, one file against the other: the metadata describes what the data has, and the data has what it describes."""

from __future__ import annotations

from collections.abc import Iterator

from workforce_sim.report.screening.file_pair import WHEN_AND_WHERE, FilePair, cells, listed
from workforce_sim.report.screening.rule import FAIL, WARNING, Fault, Rule, Stage, eesyscreener


def _without_data(pair: FilePair) -> Iterator[Fault]:
    wrong = (pair.meta["col_name"] != "") & ~pair.meta["col_name"].is_in(pair.data.columns)
    cure = "the data has no such column: spell it as the data does, or take the row out"
    yield from cells(pair.meta, "col_name", wrong, cure, file="metadata")


def _without_metadata(pair: FilePair) -> Iterator[Fault]:
    described = {*WHEN_AND_WHERE, *pair.meta["col_name"], *pair.meta["filter_grouping_column"]}
    unknown = [name for name in pair.data.columns if name not in described and pair.data[name].n_unique() > 1]
    if unknown:
        yield Fault("the data", f"has {listed(unknown)}, which the metadata does not describe", "describe it, or take it out")


STAGE: Stage[FilePair] = Stage(
    "both files",
    (
        Rule(
            "metadata_without_data",
            FAIL,
            "every column that the metadata describes is in the data",
            eesyscreener("precheck_cross_meta_to_data"),
            _without_data,
        ),
        Rule(
            "data_without_metadata",
            WARNING,
            "every column of the data that is not of time or place, and has two values or more, is described",
            eesyscreener("precheck_cross_data_to_meta"),
            _without_metadata,
        ),
    ),
)
