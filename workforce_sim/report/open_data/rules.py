"""What a check of an open-data pair says: which rule, where, what was found and how to cure it; and what a pair is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from workforce_sim.report.open_data.geography import COUNTRY, PLACES

FAIL, WARNING = "FAIL", "WARNING"

TIME = ("time_period", "time_identifier")
LEVEL = "geographic_level"
MANDATORY = (*TIME, LEVEL, *COUNTRY)
WHEN_AND_WHERE = (*TIME, LEVEL, *PLACES)
"""Every column of time or place, none of which a meta file describes."""
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

    @property
    def groups(self) -> dict[str, str]:
        """The column that groups each filter, as the meta file says, where it says one."""
        rows = self.meta.filter(pl.col("col_type") == FILTER, pl.col("filter_grouping_column") != "")
        return dict(zip(rows["col_name"], rows["filter_grouping_column"], strict=True))

    @property
    def filters_and_groups(self) -> list[str]:
        """The filters, then the columns that group them, as far as the data file has them."""
        return [name for name in dict.fromkeys([*self.filters, *self.groups.values()]) if name in self.data.columns]

    @property
    def described(self) -> list[str]:
        """Every column that the meta file names, as described or as a group."""
        return [name for name in dict.fromkeys([*self.meta["col_name"], *self.meta["filter_grouping_column"]]) if name]

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
