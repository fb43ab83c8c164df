"""Statements that stand in the README and in everything that is handed on: why to believe the model, and its limits."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent
LIMITS, WHY_BELIEVE = "limits.md", "why_believe.md"
"""Kept equal to their sections of README.md by a test."""


def statement(name: str) -> str:
    """Give a statement as Markdown; its links lead into the repository and are words here."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", (FOLDER / name).read_text(encoding="utf-8"))


def as_html(markdown: str) -> str:
    """Turn Markdown into HTML, tables with headings that say their scope."""
    from markdown_it import MarkdownIt

    rendered: str = MarkdownIt().enable("table").render(markdown)
    return rendered.replace("<th>", '<th scope="col">')
