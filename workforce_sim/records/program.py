"""Which state of the program made a number: a hash of its sources."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

LEFT_OUT_OF_STATE = ("cli", "report", "app")
"""Folders of the program that no number depends on."""


@cache
def program_state() -> str:
    """Give a hash of the program's sources: results of two versions of it are never put together."""
    package = Path(__file__).parent.parent
    sources = [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in LEFT_OUT_OF_STATE]
    state = hashlib.sha256()
    for path in sorted(sources):
        state.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:16]
