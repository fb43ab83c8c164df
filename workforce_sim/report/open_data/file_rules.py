"""Rules of the files and of the columns: names, headers, what a meta file has, and names that the checker trips over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from workforce_sim.report.open_data.rules import (
    FAIL,
    FILTER,
    INDICATOR,
    MANDATORY,
    META_COLUMNS,
    META_OPTIONAL,
    NOT_IN_META,
    WARNING,
    Finding,
    Pair,
    listed,
)

MOST_ROWS = 1_048_576
LONGEST_STEM, LONGEST_COLUMN, LONGEST_LABEL = 50, 50, 80
UNITS = ("", "%", "pp", "£", "£m", "numberstring")
ALLOWED_STEM = re.compile(r"[A-Za-z0-9_-]+")
SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]*")
LIKE_GEOGRAPHY = re.compile(
    r"^(country|sch|prov|inst|estab|reg|la|local|rsc|pfa|pcon|lep|mca|oa|ward|mat).*(name|code|urn|ukprn|number|upin|id)$"
)
BARE = ("id", "name", "code", "number", "region", "la", "country", "school", "provider")
LIKE_PEOPLE = ("male", "female", "white", "black", "asian", "irish", "roma", "arab")
LIKE_STANDARD = ("sen_", "ethnic", "provider_type", "establishment_type", "school_type")
STANDARD = (
    "sen_status",
    "sen_provision",
    "sen_primary_need",
    "ethnicity_major",
    "ethnicity_minor",
    "ethnicity",
    *LIKE_STANDARD[2:],
)


def check_name(path: Path, stem: str) -> Iterator[Finding]:
    """Check the name of a data file, and that its meta file lies beside it."""
    if not ALLOWED_STEM.fullmatch(stem):
        yield Finding(FAIL, "file name", path.name, "has other signs than letters, digits, _ and -", "rename the pair")
    elif stem != stem.lower() or len(stem) > LONGEST_STEM:
        advice = f"use lower case and at most {LONGEST_STEM} characters"
        yield Finding(WARNING, "file name style", path.name, "is long or has capitals", advice)


def check_meta(pair: Pair) -> Iterator[Finding]:
    """Check that the meta file has the eight columns, and that each of its rows is right in itself."""
    meta = pair.meta
    for column in META_COLUMNS:
        if column not in meta.columns:
            yield Finding(FAIL, "meta columns", "the meta file", f"lacks {column}", "all eight columns are needed")
    extra = [name for name in meta.columns if name not in (*META_COLUMNS, *META_OPTIONAL)]
    if extra:
        yield Finding(FAIL, "meta columns", "the meta file", f"has {listed(extra)}", "take out what is not one of its columns")
    if any(column not in meta.columns for column in META_COLUMNS):
        return
    for number, row in enumerate(meta.iter_rows(named=True), start=2):
        yield from _check_meta_row(number, row)
    for column, rule in (("col_name", "meta names"), ("label", "labels")):
        repeated = [name for name, count in Counter(meta[column].to_list()).items() if name and count > 1]
        if repeated:
            yield Finding(FAIL, rule, f"the meta file, {column}", f"has {listed(repeated)} twice", "give each once")


def _check_meta_row(number: int, row: dict[str, str]) -> Iterator[Finding]:
    where, name, kind = f"meta line {number}", row["col_name"], row["col_type"]
    if kind not in (FILTER, INDICATOR):
        yield Finding(FAIL, "col_type", where, f'has "{kind}"', f"it must be {FILTER} or {INDICATOR}")
    if not row["label"].strip():
        yield Finding(FAIL, "labels", where, f"has no label for {name}", "give it one")
    elif len(row["label"]) > LONGEST_LABEL:
        yield Finding(WARNING, "label length", where, f"has {len(row['label'])} characters", f"use at most {LONGEST_LABEL}")
    if name in NOT_IN_META:
        yield Finding(
            FAIL, "meta of geography or time", where, f"describes {name}", "columns of place and time are not described"
        )
    if kind == FILTER:
        for column in ("indicator_unit", "indicator_dp", "indicator_grouping"):
            if row[column]:
                yield Finding(FAIL, "filter with indicator cells", where, f"has {column} {row[column]}", "leave it empty")
    if kind == INDICATOR:
        for column in ("filter_hint", "filter_grouping_column"):
            if row[column]:
                yield Finding(FAIL, "indicator with filter cells", where, f"has {column} {row[column]}", "leave it empty")
        if row["indicator_unit"] not in UNITS:
            allowed = ", ".join(unit or "nothing" for unit in UNITS)
            yield Finding(FAIL, "indicator_unit", where, f'has "{row["indicator_unit"]}"', f"it must be {allowed}")
        if not row["indicator_dp"]:
            yield Finding(WARNING, "indicator_dp", where, "is empty", "the platform shows two decimals; say how many")
        elif not row["indicator_dp"].isdigit():
            yield Finding(FAIL, "indicator_dp", where, f'has "{row["indicator_dp"]}"', "it must be a whole number, 0 or more")


def check_columns(pair: Pair) -> Iterator[Finding]:
    """Check the columns of the data file: those that must be, those that the meta file names, and their names."""
    data, meta = pair.data, pair.meta
    for column in MANDATORY:
        if column not in data.columns:
            yield Finding(FAIL, "mandatory columns", "the data file", f"lacks {column}", "every data file has it")
    for name in meta["col_name"].to_list():
        if name not in data.columns:
            yield Finding(FAIL, "meta without data", "the meta file", f"describes {name}", "the data file has no such column")
    if data.width < meta.height + len(MANDATORY):
        least = meta.height + len(MANDATORY)
        yield Finding(FAIL, "number of columns", "the data file", f"has {data.width}", f"it needs {least} at least")
    for name in data.columns:
        yield from _check_column_name(name)
    for name in pair.filters:
        if LIKE_GEOGRAPHY.match(name) or name in BARE:
            yield Finding(FAIL, "filter like geography", name, "reads like a place's code or name", "call the filter otherwise")
    for name in pair.indicators:
        found = [part for part in LIKE_PEOPLE if part in name]
        if found:
            yield Finding(FAIL, "indicator like a filter", name, f"contains {found[0]}", "call the indicator otherwise")
    if data.height >= MOST_ROWS:
        yield Finding(WARNING, "rows", "the data file", f"has {data.height:,} rows", "spreadsheets open fewer")


def _check_column_name(name: str) -> Iterator[Finding]:
    if " " in name:
        yield Finding(FAIL, "column names", f'"{name}"', "has a space", "use _ instead")
    elif not SNAKE_CASE.fullmatch(name):
        yield Finding(WARNING, "column name style", name, "is not in snake_case", "use small letters, digits and _")
    if len(name) > LONGEST_COLUMN:
        yield Finding(WARNING, "column name length", name, f"has {len(name)} characters", f"use at most {LONGEST_COLUMN}")
    found = [part for part in LIKE_STANDARD if part in name]
    if found and name not in STANDARD:
        yield Finding(FAIL, "reserved names", name, f"contains {found[0]}", "only the standard columns may be called so")


def read_table(path: Path) -> pl.DataFrame | Finding:
    """Read a file of the pair, every cell as text; a finding where it is no UTF-8, no CSV or names a column twice."""
    import gzip

    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Finding(FAIL, "encoding", path.name, f"is not UTF-8 at byte {error.start}", "save it as UTF-8")
    header = text.partition("\n")[0].strip()
    names = [name.strip('"') for name in header.split(",")]
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if len(names) < 2 or repeated:
        what = f"has {listed(repeated)} twice" if repeated else "has no commas in its header"
        return Finding(FAIL, "header", path.name, what, "line 1 names every column once, with commas between")
    try:
        return pl.read_csv(text.encode(), infer_schema=False).fill_null("")
    except pl.exceptions.PolarsError as error:
        why = " ".join(str(error).split())[:160]
        return Finding(FAIL, "rows", path.name, f"cannot be read ({why})", "give every row as many cells as the header")
