"""A data file and its metadata file as the check reads them, and the columns that every pair is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from workforce_sim.report.screening.rule import Fault

TIME = ("time_period", "time_identifier")
COUNTRY = ("country_code", "country_name")
REGION = ("region_code", "region_name")
AUTHORITY = ("old_la_code", "new_la_code", "la_name")
LEVEL = "geographic_level"
MANDATORY = (*TIME, LEVEL, *COUNTRY)
NATIONAL, REGIONAL, LOCAL = "National", "Regional", "Local authority"

COLUMNS_OF_LEVEL: Mapping[str, tuple[str, ...]] = {
    NATIONAL: COUNTRY,
    REGIONAL: REGION,
    LOCAL: AUTHORITY,
    "Local authority district": ("lad_code", "lad_name"),
    "Local skills improvement plan area": ("lsip_code", "lsip_name"),
    "RSC region": ("rsc_region_lead_name",),
    "Parliamentary constituency": ("pcon_code", "pcon_name"),
    "Local enterprise partnership": ("local_enterprise_partnership_code", "local_enterprise_partnership_name"),
    "English devolved area": ("english_devolved_area_code", "english_devolved_area_name"),
    "Opportunity area": ("opportunity_area_code", "opportunity_area_name"),
    "Ward": ("ward_code", "ward_name"),
    "MAT": ("trust_id", "trust_name"),
    "Sponsor": ("sponsor_id", "sponsor_name"),
    "School": ("school_urn", "school_name", "school_laestab"),
    "Provider": ("provider_ukprn", "provider_name"),
    "Institution": ("institution_id", "institution_name"),
    "Planning area": ("planning_area_code", "planning_area_name"),
    "Police force area": ("pfa_code", "pfa_name"),
}
"""The geographic levels of the platform, with the columns that say which place a row is about."""
PLACES = tuple(column for columns in COLUMNS_OF_LEVEL.values() for column in columns)
WHEN_AND_WHERE = (*TIME, LEVEL, *PLACES)

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
TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class FilePair:
    """A data file and its metadata file, every cell as text and empty where it was empty."""

    stem: str
    data: pl.DataFrame
    meta: pl.DataFrame

    @property
    def filters(self) -> list[str]:
        """The columns that the metadata calls filters and the data has."""
        return self._of_type(FILTER)

    @property
    def indicators(self) -> list[str]:
        """The columns that the metadata calls indicators and the data has."""
        return self._of_type(INDICATOR)

    @property
    def groups(self) -> dict[str, str]:
        """The grouping column of every filter that names one."""
        rows = self.meta.filter(pl.col("col_type") == FILTER, pl.col("filter_grouping_column") != "")
        return dict(zip(rows["col_name"], rows["filter_grouping_column"], strict=True))

    @property
    def filters_and_groups(self) -> list[str]:
        """The filters, then the columns that group them, as far as the data has them."""
        found = dict.fromkeys([*self.filters, *self.groups.values()])
        return [name for name in found if name in self.data.columns]

    def of_level(self, *levels: str) -> pl.Series:
        """Say which rows of the data are of some geographic levels."""
        return self.data[LEVEL].is_in(list(levels))

    def _of_type(self, kind: str) -> list[str]:
        named = self.meta.filter(pl.col("col_type") == kind)["col_name"].to_list()
        return [name for name in dict.fromkeys(named) if name in self.data.columns]


def cells(table: pl.DataFrame, column: str, wrong: pl.Series, cure: str, *, file: str = "", found: str = "") -> Iterator[Fault]:
    """Tell of the cells of a column that are wrong: the first by line and value, and how many more there are.

    ``wrong`` is true where a cell is; ``found`` stands for the value where that says too little. ``file`` names the metadata.
    """
    count = int(wrong.sum())
    if not count:
        return
    first = wrong.arg_max()
    place = 0 if first is None else int(first)
    value = str(table[column][place])
    shown = value if len(value) <= 60 else f"{value[:59]}…"
    more = f", and {count - 1:,} more" if count > 1 else ""
    what = found or ("is empty" if not value else f'is "{shown}"')
    yield Fault(f"{file and f'{file} '}line {place + 2}, column {column}", f"{what}{more}", cure)


def listed(names: Sequence[object], most: int = 5) -> str:
    """List a few names, and say how many more there are."""
    shown = ", ".join(str(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
