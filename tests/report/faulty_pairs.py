"""Every rule of the check as edits of a sound pair: those that must fail, those that warn, and those that must pass."""

from __future__ import annotations

from calendar import month_name
from itertools import cycle

import polars as pl

from tests.report.sound_pair import (
    Edit,
    also,
    cell,
    meta_cell,
    more,
    of_level,
    renamed,
    sound,
    where,
    whole,
    with_column,
    with_filter,
    with_meta,
    without,
)
from workforce_sim.report.open_data.geography import AUTHORITY, COLUMNS_OF_LEVEL, REGION
from workforce_sim.report.open_data.rules import Pair

LONDON = {"region_code": "E13000002", "region_name": "Outer London"}
REGIONS_OF_ENGLAND = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
    "E13000001": "Inner London",
    "E13000002": "Outer London",
}
NORTH_WEST = {"region_code": "E12000002", "region_name": "North West"}


LIKE_PLACES = (
    *("country", "sch", "prov", "inst", "estab", "reg", "la", "local"),
    *("rsc", "pfa", "pcon", "lep", "mca", "oa", "ward", "mat"),
)
"""How names begin that the platform takes for places."""
ENDINGS = ("name", "code", "urn", "ukprn", "number", "upin", "id")
"""How they end."""
BARE_PLACES = (
    *("laestab", "estab", "sch", "school", "schools", "prov", "provider", "providers", "inst", "institution"),
    *("institutions", "region", "la", "lad", "rsc", "pcon", "lep", "mca", "oa", "ward", "mat", *ENDINGS),
)
"""Whole names that it takes for places."""


def authority(old: str, new: str, name: str, **region: str) -> Edit:
    """Make a row of another authority."""
    return where(4, old_la_code=old, new_la_code=new, la_name=name, **region)


def period(period: str, *identifiers: str) -> Edit:
    """Give every row one period, and identifiers in turn, with an item of the filter for every row."""
    rows = [str(row) for row in range(len(sound().data))]
    of_rows = also(with_column("scenario", *rows), meta_cell("filter_default", "0"))
    return also(whole("time_period", period), with_column("time_identifier", *identifiers), of_rows)


def only_authorities(pair: Pair) -> Pair:
    """Leave out the rows of England and of regions."""
    return Pair(pair.name, pair.data.filter(geographic_level="Local authority"), pair.meta)


def only_england(pair: Pair) -> Pair:
    """Leave out the rows of other places, and the columns that say which they are."""
    return Pair(pair.name, pair.data.filter(geographic_level="National").drop(*REGION, *AUTHORITY), pair.meta)


def filtered_by(name: str) -> Edit:
    """Call the filter otherwise."""
    return renamed("scenario", name)


OF_META: list[tuple[str, Edit]] = [
    ("meta columns", with_meta(lambda meta: meta.with_columns(pl.lit("").alias("colour")))),
    *(
        ("meta columns", with_meta(lambda meta, name=name: meta.drop(name)))  # type: ignore[misc]
        for name in ("col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint")
    ),
    ("meta columns", with_meta(lambda meta: meta.drop("filter_grouping_column"))),
    ("meta names", meta_cell("col_name", "inpost_fte", 2)),
    ("meta names", meta_cell("col_name", "", 2)),
    ("labels", meta_cell("label", "", 1)),
    ("labels", meta_cell("label", "In post, FTE", 2)),
    ("col_type", meta_cell("col_type", "Measure", 1)),
    ("col_type", meta_cell("col_type", "indicator", 1)),
    ("filter with indicator cells", meta_cell("indicator_unit", "%", 0)),
    ("filter with indicator cells", meta_cell("indicator_dp", "1", 0)),
    ("filter with indicator cells", meta_cell("indicator_grouping", "In post", 0)),
    ("indicator with filter cells", meta_cell("filter_hint", "Choose", 1)),
    ("indicator with filter cells", meta_cell("filter_grouping_column", "family", 1)),
    ("indicator_unit", meta_cell("indicator_unit", "FTE", 1)),
    ("indicator_dp", meta_cell("indicator_dp", "one", 1)),
    ("indicator_dp", meta_cell("indicator_dp", "-1", 1)),
    ("indicator_dp", meta_cell("indicator_dp", "²", 1)),
    ("indicator_dp", meta_cell("indicator_dp", "1.0", 1)),
    ("meta of geography or time", meta_cell("col_name", "region_name", 0)),
    ("meta of geography or time", meta_cell("col_name", "time_period", 0)),
    ("meta of geography or time", meta_cell("col_name", "school_urn", 0)),
    ("meta of geography or time", meta_cell("filter_grouping_column", "la_name", 0)),
]
OF_COLUMNS: list[tuple[str, Edit]] = [
    ("meta without data", meta_cell("col_name", "vacancy_fte", 2)),
    *(
        ("mandatory columns", without(name))
        for name in ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")
    ),
    ("mandatory columns", renamed("geographic_level", "geographical_level")),
    ("number of columns", with_meta(lambda meta: pl.concat([meta, *(more(meta, number) for number in range(9))]))),
    ("column names", renamed("inpost_fte", "inpost fte")),
    *(
        ("filter like geography", renamed("scenario", name))
        for name in ("la_cluster_id", "local_scenario_name", "schedule_id", "register_number", "matched_id", "latent_id")
    ),
    *(("filter like geography", renamed("scenario", name)) for name in ("country_name_old_id", "pfa_code_number", "Region")),
    *(("filter like geography", renamed("scenario", f"{start}_a_{end}")) for start, end in zip(LIKE_PLACES, cycle(ENDINGS))),
    *(("filter like geography", renamed("scenario", name)) for name in BARE_PLACES),
    (
        "filter like geography",
        also(with_column("la_group_name", "One", "Two"), meta_cell("filter_grouping_column", "la_group_name")),
    ),
    ("indicator like a filter", renamed("inpost_fte", "comparable_rate")),
    ("indicator like a filter", renamed("inpost_fte", "female_share")),
    ("indicator like a filter", renamed("inpost_fte", "Male_count")),
    *(
        ("indicator like a filter", renamed("inpost_fte", f"{word}_count"))
        for word in ("white", "black", "asian", "irish", "roma", "arab", "chinese", "indian", "pakistani", "bangladeshi")
    ),
    *(
        ("indicator like a filter", renamed("inpost_fte", f"{word}_count"))
        for word in ("african", "caribbean", "english", "british", "scottish", "welsh")
    ),
    ("reserved names", renamed("inpost_fte", "chosen_route")),
    ("reserved names", renamed("scenario", "ethnicity")),
    ("reserved names", renamed("scenario", "provider_type_group")),
    ("reserved names", renamed("scenario", "establishment_types")),
    ("reserved names", renamed("scenario", "school_type")),
    ("reserved names", with_column("chosen_route", "One", "Two")),
]
OF_TIME: list[tuple[str, Edit]] = [
    ("time_period", cell("time_period", "203")),
    ("time_period", cell("time_period", "20293")),
    ("time_period", cell("time_period", "2029-30")),
    ("time_period", cell("time_period", "２０２９")),
    ("time_identifier", cell("time_identifier", "Census year")),
    ("time_identifier", cell("time_identifier", "reporting year")),
    ("time_identifier", cell("time_identifier", "Week 53")),
    ("time_identifier", cell("time_identifier", "Calendar year Q1")),
    ("time_identifier", cell("time_identifier", "Academic year Q1")),
    ("one family of time", cell("time_identifier", "Calendar year")),
    ("one family of time", cell("time_identifier", "October")),
    ("one family of time", period("202930", "Autumn term", "Autumn and spring term")),
    ("one family of time", period("202930", "Financial year", "Financial year Q1")),
    ("period and identifier", cell("time_period", "202930")),
    ("period and identifier", period("2029", "Academic year")),
    ("consecutive years", period("202931", "Financial year")),
    ("consecutive years", period("199901", "Tax year")),
    ("consecutive years", also(period("202930", "Financial year"), cell("time_period", "202931", 5))),
]
OF_PLACE: list[tuple[str, Edit]] = [
    ("geographic_level", cell("geographic_level", "national")),
    ("geographic_level", cell("geographic_level", "Local Authority", 4)),
    ("geographic_level", cell("geographic_level", "Region", 2)),
    ("authority columns", without("old_la_code")),
    ("authority columns", without("new_la_code")),
    ("authority columns", without("la_name")),
    ("authority columns", also(without("old_la_code"), without("new_la_code"), without("la_name"))),
    ("authority columns", also(only_england, with_column("new_la_code", ""))),
    ("region columns", also(only_england, with_column("region_name", ""))),
    ("region columns", without("region_code")),
    ("region columns", also(without("region_code"), without("region_name"))),
    ("level columns", cell("geographic_level", "Ward", 11)),
    ("place of a row", of_level("School")),
    ("country", cell("country_name", "Engand")),
    ("country", cell("country_code", "E92000002")),
    ("cells above the level", cell("region_name", "East Midlands", 0)),
    ("cells above the level", cell("region_code", "E12000004", 0)),
    ("cells above the level", cell("la_name", "Nottinghamshire", 2)),
    ("cells above the level", cell("old_la_code", "891", 0)),
    ("cells above the level", with_column("school_name", "A school")),
    ("region of a regional row", cell("region_code", "", 2)),
    ("region of a regional row", cell("region_name", "", 2)),
    ("authority of a local row", cell("new_la_code", "", 4)),
    ("region codes", cell("region_name", "East midlands", 2)),
    ("region codes", where(2, region_code="E12000003", region_name="Yorkshire and the Humber")),
    ("region codes", cell("region_code", "E12000005", 2)),
    ("region codes", where(2, region_code="x", region_name="East Midlands")),
    ("authority codes", cell("la_name", "Notts", 4)),
    ("authority codes", cell("old_la_code", "892", 4)),
    ("authority codes", authority("314 / 318", "E09000021 / E09000027", "Kingston upon Thames", **LONDON)),
    ("authority codes", authority("318", "E09000021", "Kingston upon Thames", **LONDON)),
    ("totals in geography", cell("la_name", "Total", 4)),
    ("totals in geography", cell("region_name", "all", 4)),
    ("totals in geography", with_column("local_office_name", "All", "One")),
]
OF_VALUES: list[tuple[str, Edit]] = [
    *(("null words", cell("inpost_fte", word)) for word in ("NULL", "Null", "null", "NA", "na")),
    ("null words", cell("scenario", "NA")),
    ("null words", cell("la_name", "null", 0)),
    ("null words", meta_cell("filter_hint", "na", 0)),
    ("filter blanks", cell("scenario", "")),
    ("filter blanks", also(with_column("family", "One", ""), meta_cell("filter_grouping_column", "family"))),
    ("constant filter", whole("scenario", "Baseline")),
    ("filter spaces", cell("scenario", "Baseline ")),
    ("filter spaces", cell("scenario", " Baseline")),
    ("filter_default", meta_cell("filter_default", "Base", 0)),
    ("filter group", meta_cell("filter_grouping_column", "family", 0)),
    ("filter group", also(with_column("family", "One", "Two", "Three"), meta_cell("filter_grouping_column", "family"))),
    ("indicator blanks", cell("inpost_fte", "")),
    ("old symbols", cell("inpost_fte", "~")),
    ("old symbols", cell("inpost_fte", ":")),
    *(("indicator values", cell("inpost_fte", value)) for value in ("many", "inf", "-inf", "NaN", "nan", "1,234", "12%")),
    ("unique rows", cell("scenario", "Apprentices 500", 0)),
    ("unique rows", with_meta(lambda meta: meta.tail(2))),
]
FAULTS = [*OF_META, *OF_COLUMNS, *OF_TIME, *OF_PLACE, *OF_VALUES]

WARNED: list[tuple[str, Edit]] = [
    ("label length", meta_cell("label", "In post " * 12, 1)),
    ("indicator_dp", meta_cell("indicator_dp", "", 1)),
    ("column name style", renamed("inpost_fte", "inpost_FTE")),
    ("column name style", with_column("2nd_note", "the same on every row")),
    ("column name length", renamed("inpost_fte", f"{'in_post_' * 6}fte")),
    ("data without meta", with_column("note", "one", "two")),
    ("indicator name style", renamed("inpost_fte", "inpost_people")),
    ("indicator name style", renamed("inpost_fte", "inpost_fte_people")),
    *(("doubtful words", cell("inpost_fte", word)) for word in ("N/A", "n/a", ".", "..", "-")),
    ("region of an authority", where(4, region_code="", region_name="")),
    ("region of an authority", also(without("region_code"), without("region_name"), only_authorities)),
    ("location code length", of_level("School", school_urn="1" * 31, school_name="A", school_laestab="8911234")),
    ("location name length", of_level("School", school_urn="1", school_name="A" * 121, school_laestab="8911234")),
    ("default item", meta_cell("filter_default", "", 0)),
    ("filter item length", cell("scenario", "A" * 121)),
    ("filter matrix", with_filter("role", "All roles", *["Senior"] * 3)),
]

RIGHT: list[tuple[str, Edit]] = [
    ("meta columns in another order", with_meta(lambda meta: meta.select(reversed(meta.columns)))),
    ("no filter_default", with_meta(lambda meta: meta.drop("filter_default"))),
    ("parent_filter", with_meta(lambda meta: meta.with_columns(pl.lit("").alias("parent_filter")))),
    *((f"unit {unit}", meta_cell("indicator_unit", unit, 1)) for unit in ("%", "pp", "£", "£m", "numberstring")),
    ("no decimals", meta_cell("indicator_dp", "0", 1)),
    ("a column of one value without a line", with_column("note", "the same on every row")),
    *((f"filter {name}", filtered_by(name)) for name in ("replication", "run_id", "statistic", "role", "entry_route")),
    *(
        (f"filter {name}", filtered_by(name))
        for name in ("sen_status", "sen_provision", "sen_primary_need", "sen_secondary_need")
    ),
    *((f"filter {name}", filtered_by(name)) for name in ("ethnicity_major", "ethnicity_minor", "ethnicity_detailed")),
    *((f"filter {name}", filtered_by(name)) for name in ("minority_ethnic", "provider_type", "establishment_type_group")),
    ("indicator with _lower", renamed("inpost_fte", "cases_upper")),
    ("calendar years", whole("time_identifier", "Calendar year")),
    *((name, period("2029", name)) for name in month_name[1:]),
    *((f"Week {number}", period("2029", f"Week {number}")) for number in (1, 2, 10, 51, 52)),
    ("several months", period("2029", "January", "October")),
    ("several weeks", period("2029", "Week 1", "Week 52")),
    *((name, period("202930", name)) for name in ("Academic year", "Financial year", "Tax year", "Autumn and spring term")),
    ("terms", period("202930", "Autumn term", "Spring term", "Summer term")),
    ("quarters", period("202930", "Financial year Q1", "Financial year Q2", "Financial year Q3", "Financial year Q4")),
    ("halves", period("202930", "Part 1 (April to September)", "Part 2 (October to March)")),
    ("the end of a century", period("199900", "Academic year")),
    ("Total in a column that only begins like a place's", with_column("la_names_of_teams", "Total")),
    ("England alone", only_england),
    ("authorities alone", only_authorities),
    *((name, where(2, region_code=code, region_name=name)) for code, name in REGIONS_OF_ENGLAND.items()),
    (
        "a joint return, London",
        authority("314 / 318", "E09000021 / E09000027", "Kingston upon Thames / Richmond upon Thames", **LONDON),
    ),
    ("its first member", authority("314", "E09000021", "Kingston upon Thames", **LONDON)),
    ("its second member", authority("318", "E09000027", "Richmond upon Thames", **LONDON)),
    (
        "a joint return, Northamptonshire",
        authority("940 / 941", "E06000061 / E06000062", "North Northamptonshire / West Northamptonshire"),
    ),
    ("North Northamptonshire", authority("940", "E06000061", "North Northamptonshire")),
    ("West Northamptonshire", authority("941", "E06000062", "West Northamptonshire")),
    ("Northamptonshire", authority("928", "E10000021", "Northamptonshire")),
    (
        "a joint return, Cumbria",
        authority("942 / 943", "E06000063 / E06000064", "Cumberland / Westmorland and Furness", **NORTH_WEST),
    ),
    ("Cumberland", authority("942", "E06000063", "Cumberland", **NORTH_WEST)),
    ("Westmorland and Furness", authority("943", "E06000064", "Westmorland and Furness", **NORTH_WEST)),
    ("Cumbria", authority("909", "E10000006", "Cumbria", **NORTH_WEST)),
    ("an authority under its former code", authority("370", "E08000016", "Barnsley")),
    ("an authority that is not known", authority("x", "x", "Not available", region_code="x", region_name="Not available")),
    *(
        (f"a row of {level}", of_level(level, **dict.fromkeys(columns, "A1")))
        for level, columns in COLUMNS_OF_LEVEL.items()
        if level not in ("National", "Regional", "Local authority")
    ),
    *((f"value {value}", cell("inpost_fte", value)) for value in ("z", "x", "c", "low", "k", "u", "-1.5", "0", "37510")),
    (
        "one item in two groups",
        also(
            with_column("family", "One", "One", "Two", "Two"),
            meta_cell("filter_grouping_column", "family"),
        ),
    ),
    ("a filter that completes the matrix", with_filter("role", "Total", "Total", "Senior", "Senior")),
]
