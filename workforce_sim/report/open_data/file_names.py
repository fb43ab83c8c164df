"""Rules of the files' names: which signs, how long, and what the guide wants left out.

Source: Department for Education, statistics production guide, open data standards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workforce_sim.report.open_data.geography import words_for_places
from workforce_sim.report.open_data.rules import FAIL, WARNING, Finding

LONGEST_STEM = 50
ALLOWED = re.compile(r"[A-Za-z0-9_-]+")
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:[0-9]{2}|[0-9]{4})?(?![0-9])")
"""2025, 202526 or 20250930, and no longer number."""
MONTH = re.compile(
    r"(?<![a-z])(?:january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z])"
)


def check_name(path: Path, stem: str) -> Iterator[Finding]:
    """Check the name of a data file; ``stem`` is the name without its ending."""
    if not ALLOWED.fullmatch(stem):
        yield Finding(FAIL, "file name", path.name, "has other signs than letters, digits, _ and -", "rename the pair")
        return
    small = stem.lower()
    if stem != small or len(stem) > LONGEST_STEM:
        advice = f"use lower case and at most {LONGEST_STEM} characters"
        yield Finding(WARNING, "file name style", path.name, "is long or has capitals", advice)
    date = YEAR.search(small) or MONTH.search(small)
    if date:
        cure = "leave dates out of the name; the data say them"
        yield Finding(WARNING, "date in the file name", path.name, f"names {date.group()}", cure)
    words = f"_{small.replace('-', '_')}_"
    places = [name for name in words_for_places() if f"_{name}_" in words]
    if places:
        cure = "leave places out of the name; the data say them"
        yield Finding(WARNING, "place in the file name", path.name, f"names {max(places, key=len)}", cure)
