"""Rules of the columns' names: how they are written, and names that the platform takes for something else.

Source: Department for Education, statistics production guide, open data standards, and its data screener for the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workforce_sim.figures.history import MEASURES
from workforce_sim.report.open_data.rules import FAIL, WARNING, Finding, Pair, listed

LONGEST_COLUMN = 50
SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]*")
LIKE_GEOGRAPHY = re.compile(
    r"(country|sch|prov|inst|estab|reg|la|local|rsc|pfa|pcon|lep|mca|oa|ward|mat).*(name|code|urn|ukprn|number|upin|id)"
    r"|laestab|estab|schools?|sch|providers?|prov|institutions?|inst|name|code|urn|ukprn|number|upin|id|region"
    r"|la|lad|rsc|pcon|lep|mca|oa|ward|mat",
    re.IGNORECASE,
)
ITEMS_OF_FILTERS = (
    *("male", "female", "white", "black", "asian", "irish", "roma", "arab", "chinese", "indian", "pakistani", "bangladeshi"),
    *("african", "caribbean", "english", "british", "scottish", "welsh"),
)
"""Words that an indicator's name may not contain, even inside another word."""
KEPT = ("sen_", "ethnic", "provider_type", "establishment_type", "school_type")
"""What a name may contain only if it is one of ``STANDARD``."""
STANDARD = frozenset(
    {
        *("sen_status", "sen_provision", "sen_primary_need", "sen_secondary_need"),
        *("ethnicity_major", "ethnicity_minor", "ethnicity_detailed", "minority_ethnic"),
        *("provider_type", "establishment_type", "establishment_type_group"),
    }
)
STYLE = re.compile(rf"(.+_)?(count|percent|average|median|fte|{'|'.join(MEASURES)})(_lower|_upper|_ci_plusminus)?", re.IGNORECASE)
"""How the guide names indicators, or as the workforce census does; with the ends of an interval."""


def check_column_names(pair: Pair) -> Iterator[Finding]:
    """Check the names of all columns, then those of filters and of indicators."""
    for name in dict.fromkeys([*pair.data.columns, *pair.described]):
        yield from _check_one(name)
    for name in pair.filters_and_groups:
        if LIKE_GEOGRAPHY.fullmatch(name):
            yield Finding(FAIL, "filter like geography", name, "reads like a place's code or name", "call the filter otherwise")
    for name in pair.indicators:
        found = [part for part in ITEMS_OF_FILTERS if part in name.lower()]
        if found:
            yield Finding(FAIL, "indicator like a filter", name, f"contains {found[0]}", "call the indicator otherwise")
    yield from _check_style(pair.indicators)


def _check_one(name: str) -> Iterator[Finding]:
    if re.search(r"\s", name):
        yield Finding(FAIL, "column names", f'"{name}"', "has a space", "use _ instead")
    elif not SNAKE_CASE.fullmatch(name):
        cure = "use small letters, digits and _, and begin with a letter"
        yield Finding(WARNING, "column name style", name, "is not in snake_case", cure)
    if len(name) > LONGEST_COLUMN:
        yield Finding(WARNING, "column name length", name, f"has {len(name)} characters", f"use at most {LONGEST_COLUMN}")
    found = [part for part in KEPT if part in name.lower()]
    if found and name not in STANDARD:
        yield Finding(FAIL, "reserved names", name, f"contains {found[0]}", "only the standard columns may be called so")


def _check_style(indicators: Sequence[str]) -> Iterator[Finding]:
    odd = [name for name in indicators if not STYLE.fullmatch(name)]
    if odd:
        cure = "end each with what it is: _count, _percent, _average, _median or _fte"
        yield Finding(WARNING, "indicator name style", listed(odd), "should end with what is counted", cure)
