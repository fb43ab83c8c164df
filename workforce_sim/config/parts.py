"""A part of a scenario: one of several files that it extends, and what that file says beyond what all of them share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One of several scenarios that a scenario is put together from.

    ``name`` is the part's own; ``file`` is where it stands; ``values`` are its parameters by dotted name, as written
    there. What the whole says of one of them instead is for the whole to know: a part owns the names.
    """

    name: str
    file: str
    values: Mapping[str, Any]
