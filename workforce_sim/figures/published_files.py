"""The list of published files behind the table: publication, licence, years and a hash of the bytes that were read."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from workforce_sim.errors import UserError
from workforce_sim.figures.published_table import PUBLISHED
from workforce_sim.figures.reading import find_file, read_file
from workforce_sim.figures.sources import FILES, LICENCE
from workforce_sim.whole_file import named_once_whole


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file as it was read: whose it is, the years it is about, its size and hash, and the table made with it.

    ``sha256`` is of the file's bytes, ``table_sha256`` of the table's, so that a list of another table is known as such.
    """

    file: str
    publication: str
    licence: str
    first_year: int
    last_year: int
    bytes: int
    sha256: str
    table_sha256: str


def list_beside(table: Path) -> Path:
    """Give the path of the list that belongs to a table."""
    return table.with_name(f"{table.stem}_files.csv")


def files_read(folder: Path, table: Path) -> Iterator[PublishedFile]:
    """Describe every published file in a folder that a table was made from."""
    made = hashlib.sha256(table.read_bytes()).hexdigest()
    for source in FILES:
        path = find_file(folder, source)
        content = path.read_bytes()
        years = {reading.year for reading in read_file(path, source)}
        publication = source.title.format(year=max(years))
        hashed = hashlib.sha256(content).hexdigest()
        yield PublishedFile(path.name, publication, LICENCE, min(years), max(years), len(content), hashed, made)


def write_list(files: Iterable[PublishedFile], out: Path) -> None:
    """Write the list under a temporary name and rename it. Raises UserError where it cannot be written."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(PublishedFile)])
    writer.writerows(astuple(each) for each in files)
    try:
        with named_once_whole(out) as unnamed:
            unnamed.write_text(text.getvalue(), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out}: cannot be written: {error.strerror or error}") from None


def read_list(path: Path | None = None) -> list[PublishedFile]:
    """Read a list of published files; that of the packaged table unless another is given."""
    with (path or list_beside(PUBLISHED)).open(encoding="utf-8", newline="") as file:
        return [
            PublishedFile(
                row["file"],
                row["publication"],
                row["licence"],
                int(row["first_year"]),
                int(row["last_year"]),
                int(row["bytes"]),
                row["sha256"],
                row["table_sha256"],
            )
            for row in csv.DictReader(file)
        ]
