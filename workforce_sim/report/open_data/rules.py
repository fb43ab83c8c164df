"""What a check of an open-data pair says: which rule, where, what was found and how to cure it; and what a pair is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

FAIL, WARNING = "FAIL", "WARNING"

TIME = ("time_period", "time_identifier")
COUNTRY = ("country_code", "country_name")
MANDATORY = (*TIME, "geographic_level", *COUNTRY)
REGION = ("region_code", "region_name")
AUTHORITY = ("old_la_code", "new_la_code", "la_name")
GEOGRAPHY = ("geographic_level", *COUNTRY, *REGION, *AUTHORITY)
NOT_IN_META = (*TIME, *GEOGRAPHY)
META_COLUMNS = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)
META_OPTIONAL = ("filter_default", "parent_filter")
FILTER, INDICATOR = "Filter", "Indicator"


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: how grave, the rule by name, where, what was found, and the cure."""

    gravity: str
    rule: str
    where: str
    found: str
    cure: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.gravity} {self.rule}: {self.where} {self.found}; {self.cure}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A data file and its meta file, every cell as text, empty where it was empty."""

    name: str
    data: pl.DataFrame
    meta: pl.DataFrame

    @property
    def filters(self) -> list[str]:
        """The columns that the meta file calls filters and the data file has."""
        return self._of_type(FILTER)

    @property
    def indicators(self) -> list[str]:
        """The columns that the meta file calls indicators and the data file has."""
        return self._of_type(INDICATOR)

    def _of_type(self, kind: str) -> list[str]:
        named = self.meta.filter(pl.col("col_type") == kind)["col_name"].to_list()
        return [name for name in named if name in self.data.columns]

    def row(self, mask: pl.Series) -> int:
        """Give the line of the data file on which a mask is first true; the header is line 1."""
        first = mask.arg_max()
        return 2 + int(first if first is not None else 0)


def listed(names: Sequence[object], most: int = 5) -> str:
    """List a few names, and say how many more there are."""
    shown = ", ".join(str(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
