"""Tables and paragraphs of Markdown, with what a cell may not hold made harmless."""

from __future__ import annotations

import html
import inspect
from collections.abc import Iterable, Sequence
from typing import Any

NOTHING = "–"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table; an empty cell stays empty, a missing value is a dash."""
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def cell(value: object) -> str:
    """Write one cell, on one line."""
    text = html.escape(" ".join(str(NOTHING if value is None else value).split()), quote=False).replace("|", "\\|")
    outside_code = text.split("`")
    outside_code[::2] = [part.replace("*", "\\*").replace("_", "\\_") for part in outside_code[::2]]
    return "`".join(outside_code)


def bullets(lines: Iterable[str]) -> str:
    """Write a list."""
    return "\n".join(f"- {line}" for line in lines)


def code(text: object) -> str:
    """Mark a name as one that stands so in files and tables."""
    return f"`{text}`"


def said_of(thing: Any) -> str:
    """Give what the code itself says of a module, class or function: the first paragraph of its documentation, on one line."""
    paragraph = (inspect.getdoc(thing) or "").split("\n\n")[0]
    return " ".join(paragraph.split()).replace("``", "`")


def all_said_of(thing: Any) -> str:
    """Give all that the code itself says of a module, class or function, as Markdown."""
    return (inspect.getdoc(thing) or "").replace("``", "`").replace("\n* ", "\n- ")
