"""Reading the two files, and what makes one impossible to read.

Source: Department for Education, statistics production guide, open data standards: UTF-8, commas, one header in the first
line, cells with commas in quotation marks; the data may be compressed with gzip.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from pathlib import Path

import polars as pl

from workforce_sim.errors import UserError
from workforce_sim.report.open_data.rules import FAIL, Finding, listed


def read_table(path: Path) -> pl.DataFrame | Finding:
    """Read a file of the pair, every cell as text; a finding where that cannot be done.

    Raises UserError where the file cannot be opened.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from None
    if path.suffix == ".gz":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return Finding(FAIL, "compression", path.name, "cannot be unpacked", "pack it again with gzip, or give the .csv")
    try:
        text = content.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        return Finding(FAIL, "encoding", path.name, f"is not UTF-8 at byte {error.start}", "save it as UTF-8")
    return _look_through(path.name, text) or _table(path.name, text)


def _look_through(name: str, text: str) -> Finding | None:
    """Say what is wrong with header or rows; polars would fill up short rows without a word."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    count = 0
    try:
        header = next(rows, [])
        found = _of_header(name, header)
        if found:
            return found
        for count, row in enumerate(rows, start=1):  # noqa: B007 - how far it came tells where a row cannot be read
            if len(row) != len(header):
                what = f"has {len(row)} cells on line {rows.line_num}, and {len(header)} in its header"
                cure = "give every row as many cells as the header, those with commas in quotation marks"
                return Finding(FAIL, "rows", name, what, cure)
    except csv.Error as error:
        what = f"cannot be read after line {rows.line_num} ({error})"
        return Finding(FAIL, "rows", name, what, "close every quotation mark, and double those inside a cell")
    return None if count else Finding(FAIL, "rows", name, "has none under its header", "a pair has rows in both files")


def _of_header(name: str, header: list[str]) -> Finding | None:
    cure = "line 1 names every column once, with commas between"
    repeated = [column for column, count in Counter(header).items() if count > 1 and column.strip()]
    if len(header) < 2:
        return Finding(FAIL, "header", name, "has no commas in its header", cure)
    if repeated:
        return Finding(FAIL, "header", name, f"has {listed(repeated)} twice", cure)
    if not all(column.strip() for column in header):
        place = [column.strip() for column in header].index("") + 1
        return Finding(FAIL, "header", name, f"has no name for column {place}", cure)
    return None


def _table(name: str, text: str) -> pl.DataFrame | Finding:
    try:
        return pl.read_csv(text.encode(), infer_schema=False).fill_null("")
    except pl.exceptions.PolarsError as error:
        why = " ".join(str(error).split())[:160]
        return Finding(FAIL, "rows", name, f"cannot be read ({why})", "give every row as many cells as the header")
