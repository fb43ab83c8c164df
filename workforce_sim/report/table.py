"""A table of words, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words: its caption, headings and rows; ``note`` says what is left out and how to read it.

    The first cell of each row is its heading. Columns after the first ``words`` hold numbers.
    """

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    words: int = 1
