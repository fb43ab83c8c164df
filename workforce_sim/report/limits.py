"""What the model cannot tell, from the one file in which that stands; README, documentation and evidence show it."""

from __future__ import annotations

import re
from pathlib import Path

LIMITS = Path(__file__).with_name("limits.md")
"""Links in it are as seen from the project's own folder."""
TITLE = "What it cannot tell you"


def limits() -> str:
    """Give the list of limits, Markdown, as the README has it."""
    return LIMITS.read_text(encoding="utf-8").strip()


def limits_page() -> str:
    """Write ``docs/limits.md``: the same list, its links as seen from ``docs``."""
    source = "Written by `workforce-sim schema --write` from `workforce_sim/report/limits.md`; do not edit."
    return f"# {TITLE}\n\n{source}\n\n{limits().replace('](docs/', '](')}\n"


def without_links(text: str) -> str:
    """Give Markdown with the words of its links and without their targets, for a page that stands alone."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
