"""Read one published file strictly: every cell is a number or a known symbol, or the file is refused."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

from workforce_sim.errors import UserError
from workforce_sim.figures.geography import ENGLAND_CODE, LOCAL_AUTHORITY, NATIONAL, REGIONAL
from workforce_sim.figures.sources import SYMBOLS, SourceFile

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YEAR = re.compile(r"20[0-9][0-9]")


class Reading(NamedTuple):
    """One cell of a published file: where, when, what it counts and what it says.

    ``value`` is None where the publisher wrote a symbol; ``symbol`` is empty for a plain number. ``code`` is the code
    of the authority as published, empty for regions and England; ``region_code`` is empty where the file has none.
    """

    row: int
    year: int
    level: str
    region_code: str
    region_name: str
    old_code: str
    code: str
    name: str
    measure: str
    breakdown: str
    value: float | None
    symbol: str


def find_file(folder: Path, source: SourceFile) -> Path:
    """Find a published file in a folder or one folder below it.

    Raises UserError when it is missing or there are two of it.
    """
    found = sorted({*folder.glob(source.pattern), *folder.glob(f"*/{source.pattern}")})
    if not found:
        raise UserError(f"{folder}: {source.pattern} is missing; all published files are needed")
    if len(found) > 1:
        raise UserError(f"{folder}: {source.pattern} is there {len(found)} times; keep one of {_names(found)}")
    return found[0]


def read_file(path: Path, source: SourceFile) -> list[Reading]:
    """Read every figure of one published file.

    Raises UserError with file, row (the header is row 1) and column for a missing column, a row that is too short or
    too long, a cell that is neither a number nor a known symbol, a place or year that cannot be understood, a figure
    given twice, or a file that stops in the middle of a row.
    """
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    header = next(lines, [])
    for column in (*source.place_columns, *source.breakdowns, *source.numbers):
        if column not in header:
            raise UserError(f"{path}: row 1: column {column} is missing")
    at = {column: header.index(column) for column in header}
    readings: list[Reading] = []
    try:
        for row in lines:
            readings += _read_row(path, source, lines.line_num, header, at, row)
    except csv.Error as error:
        raise UserError(f"{path}: row {lines.line_num}: {error}") from None
    if not readings:
        raise UserError(f"{path}: row 2: there are no figures in the file")
    _check_complete(path, source, readings)
    return readings


def header_of(path: Path) -> list[str]:
    """Give the names of a published file's columns; raises UserError where it cannot be read."""
    try:
        return next(csv.reader(io.StringIO(_text(path), newline=""), strict=True), [])
    except csv.Error as error:
        raise UserError(f"{path}: row 1: {error}") from None


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: byte {error.start} is not UTF-8 text") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None
    if text and not text.endswith("\n"):
        raise UserError(
            f"{path}: row {text.count(chr(10)) + 1}: the last row has no end of line; the file is cut short"
        )
    return text


def _read_row(
    path: Path, source: SourceFile, number: int, header: list[str], at: dict[str, int], row: list[str]
) -> list[Reading]:
    if len(row) < len(header):
        raise UserError(f"{path}: row {number}: column {header[len(row)]} is missing; the row stops before it")
    if len(row) > len(header):
        raise UserError(
            f"{path}: row {number}: {len(row)} cells under {len(header)} columns, after column {header[-1]}"
        )
    if source.skipped_codes and row[at["new_la_code"]] in source.skipped_codes:
        return []
    year = source.year or _year(path, number, row[at["time_period"]])
    level, region_code, region_name, old_code, code, name = _place(path, source, number, at, row)
    breakdown = ": ".join(_words(path, number, column, row[at[column]]) for column in source.breakdowns)
    readings = []
    for column in source.numbers:
        value, symbol = _cell(path, source, number, column, row[at[column]])
        readings.append(
            Reading(
                number, year, level, region_code, region_name, old_code, code, name, column, breakdown, value, symbol
            )
        )
    return readings


def _year(path: Path, number: int, text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise UserError(f"{path}: row {number}: column time_period is {text!r}; it must be a year such as 2025")
    return int(text)


def _place(
    path: Path, source: SourceFile, number: int, at: dict[str, int], row: list[str]
) -> tuple[str, str, str, str, str, str]:
    """Give level, region code, region name, old code, code and name; empty where the file does not say."""
    if source.year:
        code = _words(path, number, "new_la_code", row[at["new_la_code"]])
        level = NATIONAL if code == ENGLAND_CODE else LOCAL_AUTHORITY
        return level, "", "", "", "" if level == NATIONAL else code, row[at["area_name"]]
    level = row[at["geographic_level"]]
    if level not in (NATIONAL, REGIONAL, LOCAL_AUTHORITY):
        allowed = f"{NATIONAL}, {REGIONAL} or {LOCAL_AUTHORITY}"
        raise UserError(f"{path}: row {number}: column geographic_level is {level!r}; it must be {allowed}")
    if level == NATIONAL:
        return level, "", "", "", "", "England"
    name_column = "la_name" if source.region_columns else "area_name"
    if level == LOCAL_AUTHORITY:
        code = _words(path, number, "new_la_code", row[at["new_la_code"]])
        name = _words(path, number, name_column, row[at[name_column]])
        if not source.region_columns:
            return level, "", "", "", code, name
        old_code = _words(path, number, "old_la_code", row[at["old_la_code"]])
        region_code = _words(path, number, "region_code", row[at["region_code"]])
        return level, region_code, _words(path, number, "region_name", row[at["region_name"]]), old_code, code, name
    if not source.region_columns:
        return level, "", _words(path, number, "area_name", row[at["area_name"]]), "", "", ""
    region_code = _words(path, number, "region_code", row[at["region_code"]])
    return level, region_code, _words(path, number, "region_name", row[at["region_name"]]), "", "", ""


def _words(path: Path, number: int, column: str, text: str) -> str:
    if not text.strip():
        raise UserError(f"{path}: row {number}: column {column} is empty")
    return text.strip()


def _cell(path: Path, source: SourceFile, number: int, column: str, text: str) -> tuple[float | None, str]:
    text = text.strip()
    if text in source.words:
        return source.words[text], ""
    symbol = source.own_symbols.get(text, text)
    if symbol in SYMBOLS and not source.words:
        return (0.0 if symbol == "low" else None), symbol
    if source.words or not _NUMBER.fullmatch(text):
        allowed = ", ".join(source.words) if source.words else "a number or one of x, z, c, u, low"
        raise UserError(f"{path}: row {number}: column {column} is {text!r}; it must be {allowed}")
    if text.startswith("-") and not source.may_be_negative:
        raise UserError(f"{path}: row {number}: column {column} is {text}; it cannot be negative")
    return float(text), ""


def _check_complete(path: Path, source: SourceFile, readings: list[Reading]) -> None:
    """Refuse a figure given twice, and a place whose groups are not those of the rest of its year."""
    seen: dict[tuple[object, ...], int] = {}
    groups: dict[int, set[str]] = {}
    by_place: dict[tuple[int, str, str, str], set[str]] = {}
    last_row = 0
    for reading in readings:
        place = (reading.year, reading.level, reading.region_name if reading.level == REGIONAL else "", reading.code)
        key = (*place, reading.measure, reading.breakdown)
        if key in seen:
            where = reading.name or reading.region_name
            raise UserError(
                f"{path}: row {reading.row}: column {reading.measure} for {where} in {reading.year} was already given "
                f"in row {seen[key]}"
            )
        seen[key] = reading.row
        last_row = reading.row
        groups.setdefault(reading.year, set()).add(reading.breakdown)
        by_place.setdefault(place, set()).add(reading.breakdown)
    for place, present in by_place.items():
        missing = groups[place[0]] - present
        if missing:
            where = place[3] or place[2] or place[1]
            raise UserError(
                f"{path}: row {last_row + 1}: column {source.breakdowns[-1]}: {where} has no row for {min(missing)} in "
                f"{place[0]}; the file is cut short"
            )


def _names(paths: list[Path]) -> str:
    return ", ".join(path.name for path in paths)
