"""Stage 7, the rows of the metadata: labels, hints, groups, units and decimals, each where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from workforce_sim.report.screening.file_pair import FILTER, INDICATOR, FilePair, cells
from workforce_sim.report.screening.rule import FAIL, WARNING, Fault, Rule, Stage, eesyscreener

UNITS = ("", "%", "pp", "£", "£m", "numberstring")
LIKE_GEOGRAPHY = re.compile(
    r"^(country|sch|prov|inst|estab|reg|la|local|rsc|pfa|pcon|lep|mca|oa|ward|mat).*(name|code|urn|ukprn|number|upin|id)$"
    r"|^(laestab|estab|schools?|sch|providers?|prov|institutions?|inst|name|code|urn|ukprn|number|upin|id|region|country"
    r"|la|lad|rsc|pcon|pfa|lep|mca|oa|ward|mat)$",
    re.IGNORECASE,
)
FILE = "metadata"


def _of(pair: FilePair, kind: str) -> pl.Series:
    return pair.meta["col_type"] == kind


def _twice(pair: FilePair, column: str, cure: str) -> Iterator[Fault]:
    wrong = pair.meta[column].is_duplicated() & (pair.meta[column] != "")
    yield from cells(pair.meta, column, wrong, cure, file=FILE)


def _label(pair: FilePair) -> Iterator[Fault]:
    yield from cells(pair.meta, "label", pair.meta["label"].str.strip_chars() == "", "say what the column is", file=FILE)


def _label_twice(pair: FilePair) -> Iterator[Fault]:
    yield from _twice(pair, "label", "another row has the same label: make them differ")


def _name_twice(pair: FilePair) -> Iterator[Fault]:
    yield from _twice(pair, "col_name", "another row describes the same column: describe each once")


def _name_spaces(pair: FilePair) -> Iterator[Fault]:
    yield from cells(pair.meta, "col_name", pair.meta["col_name"].str.contains(r"\s"), "use _ instead of spaces", file=FILE)


def _like_geography(pair: FilePair) -> Iterator[Fault]:
    for name in dict.fromkeys([*pair.meta.filter(col_type=FILTER)["col_name"], *pair.groups.values()]):
        if LIKE_GEOGRAPHY.match(name):
            yield Fault(f"filter {name}", "reads like a place's code or name", "call the filter otherwise, in both files")


def _filter_cells(pair: FilePair) -> Iterator[Fault]:
    for column in ("indicator_grouping", "indicator_unit", "indicator_dp"):
        wrong = _of(pair, FILTER) & (pair.meta[column] != "")
        yield from cells(pair.meta, column, wrong, "leave it empty for a filter", file=FILE)


def _indicator_hint(pair: FilePair) -> Iterator[Fault]:
    wrong = _of(pair, INDICATOR) & (pair.meta["filter_hint"] != "")
    yield from cells(pair.meta, "filter_hint", wrong, "leave it empty for an indicator", file=FILE)


def _indicator_group(pair: FilePair) -> Iterator[Fault]:
    wrong = _of(pair, INDICATOR) & (pair.meta["filter_grouping_column"] != "")
    yield from cells(pair.meta, "filter_grouping_column", wrong, "leave it empty for an indicator", file=FILE)


def _group_missing(pair: FilePair) -> Iterator[Fault]:
    group = pair.meta["filter_grouping_column"]
    wrong = _of(pair, FILTER) & (group != "") & ~group.is_in(pair.data.columns)
    yield from cells(pair.meta, "filter_grouping_column", wrong, "the data has no such column", file=FILE)


def _group_described(pair: FilePair) -> Iterator[Fault]:
    group = pair.meta["filter_grouping_column"]
    wrong = (group != "") & group.is_in(pair.meta["col_name"].to_list())
    cure = "a column that groups a filter has no row of its own: take that row out"
    yield from cells(pair.meta, "filter_grouping_column", wrong, cure, file=FILE)


def _group_shared(pair: FilePair) -> Iterator[Fault]:
    yield from _twice(pair, "filter_grouping_column", "another filter has the same group: give each its own column")


def _unit(pair: FilePair) -> Iterator[Fault]:
    wrong = _of(pair, INDICATOR) & ~pair.meta["indicator_unit"].is_in(list(UNITS))
    cure = f"leave it empty, or give {', '.join(UNITS[1:-1])} or {UNITS[-1]}"
    yield from cells(pair.meta, "indicator_unit", wrong, cure, file=FILE)


def _decimals(pair: FilePair) -> Iterator[Fault]:
    given = pair.meta["indicator_dp"]
    wrong = _of(pair, INDICATOR) & (given != "") & ~given.str.contains(r"^\d+$")
    yield from cells(pair.meta, "indicator_dp", wrong, "give a whole number, 0 or more", file=FILE)


def _no_decimals(pair: FilePair) -> Iterator[Fault]:
    wrong = _of(pair, INDICATOR) & (pair.meta["indicator_dp"] == "")
    yield from cells(pair.meta, "indicator_dp", wrong, "say how many; the platform shows two where nothing is said", file=FILE)


STAGE: Stage[FilePair] = Stage(
    "metadata",
    (
        Rule("label_blank", FAIL, "every column has a label", eesyscreener("check_meta_label"), _label),
        Rule("label_repeated", FAIL, "no two columns have one label", eesyscreener("check_meta_dupe_label"), _label_twice),
        Rule("col_name_repeated", FAIL, "no column is described twice", eesyscreener("check_meta_col_name_dupe"), _name_twice),
        Rule("col_name_spaces", FAIL, "no spaces in col_name", eesyscreener("check_meta_col_name_spaces"), _name_spaces),
        Rule(
            "filter_like_geography",
            FAIL,
            "no filter, nor a filter's group, is called like a place's code or name (so not local_scenario_name or id)",
            eesyscreener("check_meta_geog_catch"),
            _like_geography,
        ),
        Rule(
            "filter_with_indicator_cells",
            FAIL,
            "indicator_grouping, indicator_unit and indicator_dp are empty for filters",
            "eesyscreener check_meta_indicator_grouping, check_meta_ind_unit and check_meta_indicator_dp",
            _filter_cells,
        ),
        Rule("indicator_hint", FAIL, "filter_hint is empty for indicators", eesyscreener("check_meta_filter_hint"), _indicator_hint),
        Rule(
            "indicator_group",
            FAIL,
            "filter_grouping_column is empty for indicators",
            eesyscreener("check_meta_fil_grp"),
            _indicator_group,
        ),
        Rule("group_missing", FAIL, "a filter's group is a column of the data", eesyscreener("check_meta_fil_grp_match"), _group_missing),
        Rule(
            "group_described",
            FAIL,
            "a filter's group has no row of its own",
            eesyscreener("check_meta_fil_grp_is_fil"),
            _group_described,
        ),
        Rule("group_shared", FAIL, "no two filters have one group", eesyscreener("check_meta_fil_grp_dupe"), _group_shared),
        Rule(
            "indicator_unit",
            FAIL,
            "indicator_unit is empty, %, pp, £, £m or numberstring",
            eesyscreener("check_meta_ind_unit_validation"),
            _unit,
        ),
        Rule("indicator_dp", FAIL, "indicator_dp is a whole number, 0 or more", eesyscreener("check_meta_ind_dp_values"), _decimals),
        Rule("indicator_dp_blank", WARNING, "indicator_dp is said", eesyscreener("check_meta_ind_dp_set"), _no_decimals),
    ),
)
