"""One sheet of a workbook: a table with heads that can be read aloud, how its numbers look, and what explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from workforce_sim.report.workbook.number_formats import MEASURE, SHARE

UNIT = "Unit"
"""The head of the column that says in which unit the numbers of a row are."""
NO_FIGURE, NOT_APPLICABLE = "[x]", "[z]"
"""The Government Analysis Function's shorthand for tables; empty cells stop screen readers."""
MOST_ROWS = 60_000
"""A sheet holds no more, so that an office computer opens it without a wait."""
LONGEST_NAME = 31
"""Characters that a spreadsheet allows on a tab."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the name on its tab, its title, the table under the heads people see, and what one row is.

    ``looks`` says how the numbers under a head look; ``notes`` are keys of the notes that apply; ``left_out`` says what
    the sheet does not hold and where it is.
    """

    name: str
    title: str
    row: str
    table: pl.DataFrame
    looks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    left_out: str = ""

    def note_keys(self) -> tuple[str, ...]:
        """Give the notes that apply, those of its symbols and looks included, each once."""
        looks = set(self.looks.values())
        found = [*self.notes]
        found += ["units"] if MEASURE in looks else []
        found += ["left_out"] if self.left_out else []
        found += ["shares"] if SHARE in looks else []
        found += [key for key, sign in (("missing", NO_FIGURE), ("not_applicable", NOT_APPLICABLE)) if self.holds(sign)]
        return tuple(dict.fromkeys(found))

    def holds(self, sign: str) -> bool:
        """Say whether a cell of the table is shown as this text."""
        return any(in_words(value) == sign for name in self.table.columns for value in _not_numbers(self.table[name]))


def in_words(value: object) -> str:
    """Say what is no finite number: yes or no, a text, and of what there is not that there is no figure."""
    if value is None or isinstance(value, float) or (isinstance(value, str) and not any(sign.isalnum() for sign in value)):
        return NO_FIGURE
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _not_numbers(column: pl.Series) -> pl.Series:
    if column.dtype.is_float():
        return column.filter(column.is_finite().not_().fill_null(True)).head(1)
    return column.filter(column.is_null()).head(1) if column.dtype.is_numeric() else column.unique()
