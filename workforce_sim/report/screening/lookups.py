"""Which codes and names of places belong together: those of the figures that come with the program.

The platform has look-ups of its own, of which these are a part: every region and authority of the department's files that
the packaged figures were read from, under the newest code and under codes it was published with before, joint returns as
the pairs that are published and member by member. A place that is not in them may still be known to the platform.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workforce_sim.figures.geography import ENGLAND_CODE

COUNTRIES = frozenset({(ENGLAND_CODE, "England")})
NOT_AVAILABLE = ("x", "Not available")
NOT_AVAILABLE_AUTHORITY = ("z", *NOT_AVAILABLE)
"""What stands for an unknown place: old code, new code and name of an authority; the last two of any other."""
BETWEEN = " / "
SOURCE = "the department's files as packaged with this program"


@lru_cache(maxsize=1)
def regions() -> frozenset[tuple[str, str]]:
    """Give the code and name of every region, London and its two halves among them."""
    from workforce_sim.figures.published_table import frame

    rows = frame().select("region_code", "region_name").unique().iter_rows()
    return frozenset((str(code), str(name)) for code, name in rows if code)


@lru_cache(maxsize=1)
def authorities() -> frozenset[tuple[str, str, str]]:
    """Give old code, new code and name of every authority."""
    from workforce_sim.figures.published_table import frame

    columns = ("old_la_code", "new_la_code", "la_name", "published_la_code")
    known = set()
    for old, new, name, published in frame().select(columns).unique().iter_rows():
        if not new:
            continue
        known.add((str(old), str(new), str(name)))
        if BETWEEN in new:
            parts = (str(cell).split(BETWEEN) for cell in (old, new, name))
            known |= set(zip(*parts, strict=True))
        elif BETWEEN not in published:
            known.add((str(old), str(published), str(name)))
    return frozenset(known)


@lru_cache(maxsize=1)
def authority_of_code() -> dict[str, tuple[str, str, str]]:
    """Give old code, new code and name of an authority by its new code."""
    return {row[1]: row for row in authorities()}


@lru_cache(maxsize=1)
def names_of_places() -> tuple[str, ...]:
    """Give the names of regions and authorities in small letters with _ between the words, as a file's name would have them."""
    names = {name for _, name in regions()} | {name for _, _, name in authorities()}
    return tuple(sorted({re.sub(r"[^a-z0-9]+", "_", name.lower()) for name in names}))
