"""Stage 2, reading the files: UTF-8, commas, one header, as many cells in every row as in the header, no blank rows."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from workforce_sim.report.screening.file_pair import listed
from workforce_sim.report.screening.rule import FAIL, GUIDE, WARNING, Fault, Rule, Stage, eesyscreener

MOST_ROWS = 1_048_576
"""Lines that a spreadsheet opens, the header among them."""
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(slots=True)
class Looked:
    """What a first look at a file found: its header, how many rows, and the first line of every kind that is wrong."""

    name: str
    header: list[str] = field(default_factory=list)
    rows: int = 0
    damaged: str = ""
    not_utf8: int = 0
    uneven: list[tuple[int, int]] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Both files after the first look."""

    data: Looked
    meta: Looked

    @property
    def each(self) -> tuple[Looked, Looked]:
        """The data file, then the metadata file."""
        return self.data, self.meta


def look_at(path: Path) -> Looked:
    """Read through a file once, cell by cell, without keeping it."""
    looked = Looked(path.name)
    try:
        with _opened(path) as file:
            rows = csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
            looked.header = next(rows, [])
            for line, row in enumerate(rows, start=2):
                looked.rows += 1
                if not any(cell.strip() for cell in row):
                    looked.blank.append(line)
                elif len(row) != len(looked.header):
                    looked.uneven.append((line, len(row)))
    except UnicodeDecodeError:
        looked.not_utf8 = looked.rows + 2 if looked.header else 1
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        looked.damaged = str(error)
    except csv.Error as error:
        looked.unreadable = f"line {looked.rows + 2}: {error}"
    return looked


def read(path: Path, header: list[str]) -> pl.DataFrame:
    """Read a file that a first look found nothing wrong with, every cell as text."""
    table = pl.read_csv(
        path, has_header=False, infer_schema=False, missing_utf8_is_empty_string=True, quote_char='"', encoding="utf8"
    )
    return table.slice(1).rename(dict(zip(table.columns, header, strict=True)))


def _opened(path: Path) -> io.BufferedIOBase:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _damaged(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        if file.damaged:
            yield Fault(file.name, f"cannot be unpacked ({file.damaged})", "pack it again, or give the .csv itself")


def _utf8(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        if file.not_utf8:
            yield Fault(f"{file.name} about line {file.not_utf8}", "is not UTF-8", "save it as CSV UTF-8")


def _separator(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        for sign, name in OTHER_SEPARATORS.items():
            if len(file.header) == 1 and sign in file.header[0]:
                yield Fault(f"{file.name} line 1", f"has {name} between its cells", "separate cells with commas")


def _quotes(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        if file.unreadable:
            yield Fault(file.name, f"cannot be read ({file.unreadable})", "close every quotation mark, and double those inside")


def _blank_headings(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        empty = [number for number, name in enumerate(file.header, start=1) if not name.strip()]
        if empty or (not file.header and not (file.not_utf8 or file.damaged or file.unreadable)):
            what = f"column {listed(empty)} has no name" if empty else "there is no header"
            yield Fault(f"{file.name} line 1", what, "name every column in the first line")


def _repeated_headings(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        repeated = [name for name, count in Counter(file.header).items() if count > 1 and name.strip()]
        if repeated:
            yield Fault(f"{file.name} line 1", f"has {listed(repeated)} more than once", "name every column once")


def _uneven(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        if file.uneven:
            line, width = file.uneven[0]
            more = f", and {len(file.uneven) - 1:,} more rows" if len(file.uneven) > 1 else ""
            cure = "put cells that hold commas in quotation marks"
            yield Fault(f"{file.name} line {line}", f"has {width} cells where the header has {len(file.header)}{more}", cure)


def _blank_rows(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        if file.blank:
            more = f", and {len(file.blank) - 1:,} more" if len(file.blank) > 1 else ""
            yield Fault(f"{file.name} line {file.blank[0]}", f"is blank{more}", "delete blank rows")


def _no_rows(files: LookedAt) -> Iterator[Fault]:
    for file in files.each:
        if not (file.rows or file.not_utf8 or file.damaged or file.unreadable):
            yield Fault(file.name, "has no rows under its header", "a pair has at least one row in each file")


def _many_rows(files: LookedAt) -> Iterator[Fault]:
    if files.data.rows + 1 > MOST_ROWS:
        cure = f"split it, or tell its users; spreadsheets open {MOST_ROWS:,} lines"
        yield Fault(files.data.name, f"has {files.data.rows + 1:,} lines", cure)


READ = eesyscreener("screen_csv, File read")
STAGE: Stage[LookedAt] = Stage(
    "reading",
    (
        Rule("compression", FAIL, "a .csv.gz can be unpacked", READ, _damaged),
        Rule("encoding", FAIL, "both files are UTF-8", GUIDE, _utf8),
        Rule("separator", FAIL, "commas separate cells", READ, _separator),
        Rule("quotation_marks", FAIL, "a cell that holds a comma is in quotation marks, which are closed", READ, _quotes),
        Rule("headings_blank", FAIL, "the first line names every column", READ, _blank_headings),
        Rule("headings_repeated", FAIL, "no two columns have one name", eesyscreener("check_col_dupes"), _repeated_headings),
        Rule("rows_uneven", FAIL, "every row has as many cells as the header", READ, _uneven),
        Rule("rows_blank", FAIL, "no blank rows", eesyscreener("check_empty_rows"), _blank_rows),
        Rule("rows_none", FAIL, "both files have rows", READ, _no_rows),
        Rule("rows_many", WARNING, f"fewer than {MOST_ROWS:,} lines", GUIDE, _many_rows),
    ),
)
