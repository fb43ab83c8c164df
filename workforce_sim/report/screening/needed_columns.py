"""Stage 3, the columns that have to be there: eight in the metadata and nothing else, five in the data, and enough of them."""

from __future__ import annotations

from collections.abc import Iterator

from workforce_sim.errors import nearest
from workforce_sim.report.screening.file_pair import MANDATORY, META_COLUMNS, META_OPTIONAL, FilePair, listed
from workforce_sim.report.screening.rule import FAIL, Fault, Rule, Stage, eesyscreener


def _metadata_lacks(pair: FilePair) -> Iterator[Fault]:
    lacking = [name for name in META_COLUMNS if name not in pair.meta.columns]
    if lacking:
        yield Fault("the metadata", f"lacks {listed(lacking)}", f"it has the columns {', '.join(META_COLUMNS)}, in any order")


def _metadata_has_more(pair: FilePair) -> Iterator[Fault]:
    extra = [name for name in pair.meta.columns if name not in (*META_COLUMNS, *META_OPTIONAL)]
    if extra:
        yield Fault("the metadata", f"has {listed(extra)}", f"take it out; beside the eight only {' and '.join(META_OPTIONAL)} may be")


def _data_lacks(pair: FilePair) -> Iterator[Fault]:
    for name in MANDATORY:
        if name not in pair.data.columns:
            other = [column for column in pair.data.columns if column not in MANDATORY]
            close = nearest(name, other).removeprefix("; did you mean ").removesuffix("?")
            cure = f"rename {close}" if close else "every data file has it"
            yield Fault("the data", f"lacks {name}", cure)


def _too_few(pair: FilePair) -> Iterator[Fault]:
    least = pair.meta.height + len(MANDATORY)
    if pair.data.width < least:
        cure = f"it needs {least} at least: one for each row of the metadata, and {len(MANDATORY)} of time and place"
        yield Fault("the data", f"has {pair.data.width} columns", cure)


STAGE: Stage[FilePair] = Stage(
    "needed columns",
    (
        Rule("metadata_columns", FAIL, "the metadata has its eight columns", eesyscreener("precheck_col_req_meta"), _metadata_lacks),
        Rule(
            "metadata_columns_unknown",
            FAIL,
            "the metadata has no columns but the eight, filter_default and parent_filter",
            eesyscreener("precheck_col_invalid_meta"),
            _metadata_has_more,
        ),
        Rule(
            "data_columns",
            FAIL,
            "the data has time_period, time_identifier, geographic_level, country_code and country_name",
            eesyscreener("precheck_col_req_data"),
            _data_lacks,
        ),
        Rule(
            "columns_for_metadata",
            FAIL,
            "the data has at least five columns more than the metadata has rows",
            eesyscreener("precheck_col_to_rows"),
            _too_few,
        ),
    ),
)
