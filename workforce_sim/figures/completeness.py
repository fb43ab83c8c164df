"""Refuse a file that is whole row by row but lacks rows: it was cut short where a row ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from workforce_sim.errors import UserError
from workforce_sim.figures.gazetteer import Gazetteer
from workforce_sim.figures.geography import LOCAL_AUTHORITY, MAY_BEGIN, MAY_END, NATIONAL, joint_return_of
from workforce_sim.figures.reading import Reading
from workforce_sim.figures.sources import SourceFile

_YEARS_IN_NAME = re.compile(r"_(20[0-9]{2})_to_(20[0-9]{2})")


def check_members(path: Path, code: str, year: int, parts: list[Reading]) -> None:
    """Refuse half of a joint return: it is either one row, that of its predecessor, or a row of each member."""
    joint = joint_return_of(code)
    if joint is None or {part.code for part in parts} & {joint.code, *joint.predecessors}:
        return
    missing = sorted(set(joint.members) - {part.code for part in parts})
    if missing:
        raise _cut_short(path, "new_la_code", f"{missing[0]}, one of {joint.name}, in {year}")


def check_years(
    path: Path, source: SourceFile, keys: Iterable[tuple[str, str, int, str, str]], gazetteer: Gazetteer
) -> None:
    """Refuse a file without a year its name promises, a year without England, or an authority that comes or goes alone.

    ``keys`` begin with level, area and year. An authority may begin in the middle of a file only when another of its
    region ended the year before, and end only when another begins; that is how councils are replaced, and what is
    known of past ones is in ``geography``. A file of one year has every authority of the newest workforce census.
    Raises UserError naming the authority and the year.
    """
    years_of: dict[str, set[int]] = {}
    years: set[int] = set()
    national: set[int] = set()
    for level, area, year, *_ in keys:
        years.add(year)
        if level == NATIONAL:
            national.add(year)
        elif level == LOCAL_AUTHORITY:
            years_of.setdefault(area, set()).add(year)
    named = _YEARS_IN_NAME.search(path.name)
    for year in range(int(named[1]), int(named[2]) + 1) if named else ():
        if year not in years:
            raise _cut_short(path, "time_period", f"{year}, which its name promises")
    without = sorted(years - national)
    if without and not source.words:  # judgements have no national row
        raise _cut_short(path, source.place_columns[0], f"England in {without[0]}")
    if source.year:
        for code in sorted(gazetteer.newest() - years_of.keys()):
            raise _cut_short(path, "new_la_code", f"{gazetteer.authorities[code].name} ({code})")
    for code in sorted(years_of):
        gaps = _gaps(code, years, years_of, gazetteer)
        if gaps:
            name = gazetteer.authorities[code].name if code in gazetteer.authorities else "an unknown authority"
            raise _cut_short(path, "new_la_code", f"{name} ({code}) in {max(gaps)}")


def _gaps(code: str, years: set[int], years_of: dict[str, set[int]], gazetteer: Gazetteer) -> set[int]:
    """Give the years in which an authority should be there and is not."""
    present = years_of[code]
    begins, ends = min(present), max(present)
    peers = [years_of[peer] for peer in years_of if gazetteer.region_of(peer) == gazetteer.region_of(code)]
    gaps = set(range(begins, ends)) - present
    replaces = begins in MAY_BEGIN.get(code, ()) or any(max(peer) == begins - 1 for peer in peers)
    if begins > min(years) and not replaces:
        gaps.add(begins - 1)
    is_replaced = ends in MAY_END.get(code, ()) or any(min(peer) == ends + 1 for peer in peers)
    if ends < max(years) and not is_replaced:
        gaps.add(ends + 1)
    return gaps


def _cut_short(path: Path, column: str, what: str) -> UserError:
    """Say which row is missing; the row number is that of the end of the file."""
    row = path.read_bytes().count(b"\n") + 1
    return UserError(f"{path}: row {row}: column {column}: the file ends without {what}; is it cut short?")
