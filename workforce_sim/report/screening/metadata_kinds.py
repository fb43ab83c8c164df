"""Stage 6, what the metadata describes: filters and indicators, each by its name, and no column of time or place."""

from __future__ import annotations

from collections.abc import Iterator

from workforce_sim.report.screening.file_pair import FILTER, INDICATOR, WHEN_AND_WHERE, FilePair, cells
from workforce_sim.report.screening.rule import FAIL, Fault, Rule, Stage, eesyscreener


def _kind(pair: FilePair) -> Iterator[Fault]:
    wrong = ~pair.meta["col_type"].is_in([FILTER, INDICATOR])
    yield from cells(pair.meta, "col_type", wrong, f"it must be {FILTER} or {INDICATOR}", file="metadata")


def _time_or_place(pair: FilePair) -> Iterator[Fault]:
    for column in ("col_name", "filter_grouping_column"):
        wrong = pair.meta[column].is_in(list(WHEN_AND_WHERE))
        yield from cells(pair.meta, column, wrong, "take it out: columns of time and place are not described", file="metadata")


def _no_name(pair: FilePair) -> Iterator[Fault]:
    wrong = pair.meta["col_name"].str.strip_chars() == ""
    yield from cells(pair.meta, "col_name", wrong, "name the column that the row describes", file="metadata")


STAGE: Stage[FilePair] = Stage(
    "metadata kinds",
    (
        Rule("col_type", FAIL, "col_type is Filter or Indicator", eesyscreener("precheck_meta_col_type"), _kind),
        Rule(
            "time_or_place_described",
            FAIL,
            "the metadata describes no column of time or place",
            eesyscreener("precheck_meta_ob_unit"),
            _time_or_place,
        ),
        Rule("col_name_blank", FAIL, "every row of the metadata names its column", eesyscreener("precheck_meta_col_name"), _no_name),
    ),
)
