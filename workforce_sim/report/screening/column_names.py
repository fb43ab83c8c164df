"""Stage 5, names of columns: snake_case, no filter hidden in an indicator's name, and names that are kept for standards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from workforce_sim.report.screening.file_pair import INDICATOR, FilePair, listed
from workforce_sim.report.screening.rule import FAIL, WARNING, Fault, Rule, Stage, eesyscreener

ITEMS_OF_FILTERS = (
    *("male", "female", "asian", "chinese", "indian", "pakistani", "bangladeshi", "black", "african", "caribbean", "white"),
    *("roma", "irish", "english", "british", "scottish", "welsh", "arab"),
)
KEPT_FOR: dict[str, tuple[str, ...]] = {
    "sen_": ("sen_status", "sen_primary_need", "sen_secondary_need", "sen_provision"),
    "ethnic": ("ethnicity_major", "ethnicity_minor", "ethnicity_detailed", "minority_ethnic"),
    "provider_type": ("provider_type",),
    "establishment_type": ("establishment_type", "establishment_type_group"),
    "school_type": ("establishment_type", "establishment_type_group"),
}
"""What a name may contain only in the standard names beside it."""


def _names(pair: FilePair, is_wrong: Callable[[str], object], found: str, cure: str) -> Iterator[Fault]:
    wrong = [name for name in pair.data.columns if is_wrong(name)]
    if wrong:
        yield Fault(f"column {listed(wrong)}", found, cure)


def _spaces(pair: FilePair) -> Iterator[Fault]:
    yield from _names(pair, lambda name: re.search(r"\s", name), "has a space in its name", "use _ instead, in both files")


def _snake_case(pair: FilePair) -> Iterator[Fault]:
    cure = "use small letters, digits and _"
    yield from _names(pair, lambda name: re.search(r"[^a-z0-9_\s]", name), "is not in snake_case", cure)


def _start(pair: FilePair) -> Iterator[Fault]:
    yield from _names(pair, lambda name: not re.match(r"[a-z]", name), "does not begin with a small letter", "rename it")


def _hidden_filter(pair: FilePair) -> Iterator[Fault]:
    for name in pair.meta.filter(col_type=INDICATOR)["col_name"]:
        found = [item for item in ITEMS_OF_FILTERS if item in name.lower()]
        if found:
            cure = f"where it is about {found[0]}, make that an item of a filter; where it is not, rename the column"
            yield Fault(f"indicator {name}", f"contains {found[0]}, an item of filters", cure)


def _kept_names(pair: FilePair) -> Iterator[Fault]:
    for name in dict.fromkeys([*pair.data.columns, *pair.meta["col_name"], *pair.meta["filter_grouping_column"]]):
        for part, standard in KEPT_FOR.items():
            if part in name.lower() and name not in standard:
                yield Fault(f"column {name}", f"contains {part}", f"call it {' or '.join(standard)}, or without {part}")


def _characteristic(pair: FilePair) -> Iterator[Fault]:
    described = [*pair.meta["col_name"], *pair.meta["filter_grouping_column"]]
    for name in ("characteristic", "characteristic_group"):
        if name in described:
            yield Fault(f"column {name}", "mixes several filters in one", "give every characteristic its own filter")


STAGE: Stage[FilePair] = Stage(
    "column names",
    (
        Rule("column_name_spaces", FAIL, "no spaces in the names of columns", eesyscreener("check_col_names_spaces"), _spaces),
        Rule(
            "column_name_style",
            WARNING,
            "small letters, digits and underscores in the names of columns",
            eesyscreener("check_col_snake_case"),
            _snake_case,
        ),
        Rule(
            "column_name_start",
            WARNING,
            "names of columns begin with a small letter",
            eesyscreener("check_col_var_start"),
            _start,
        ),
        Rule(
            "indicator_like_a_filter",
            FAIL,
            "no indicator's name contains an item of the usual filters, such as male, white or arab (so not comparable_rate)",
            eesyscreener("check_col_ind_smushed"),
            _hidden_filter,
        ),
        Rule(
            "names_kept_for_standards",
            FAIL,
            "sen_, ethnic, provider_type, establishment_type and school_type in the standard names alone (so not chosen_route)",
            eesyscreener("check_harmonised_variables"),
            _kept_names,
        ),
        Rule(
            "characteristic",
            WARNING,
            "no column called characteristic or characteristic_group is described",
            eesyscreener("check_col_var_characteristic"),
            _characteristic,
        ),
    ),
)
