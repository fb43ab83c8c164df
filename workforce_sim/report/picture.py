"""A picture of results: its title and its meaning in words stand beside it, never inside it alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Drawing = Any
"""A chart of altair, whose types refuse much of what its own manual shows."""
WIDE = 900
"""Pixels of a picture on a desk's screen or a printed page, everything included."""
HALF = 430
"""Pixels of a picture that stands beside others of its group."""
NARROW = 340
"""Pixels of a picture on a telephone."""
FIT = {"type": "fit", "contains": "padding"}
"""How vega keeps names of axes and legends within these pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: ``name`` for files and commands, ``title`` and ``note`` for the text around it, ``alt`` instead of it.

    ``title`` says what it shows and ``note`` how to read it and where the figures are from; ``alt`` says what the picture
    says, made from the same figures. ``draw`` makes the chart for a width in pixels, ``WIDE`` or ``NARROW``, or ``HALF``
    where it stands beside others of its ``group``.
    """

    name: str
    title: str
    alt: str
    note: str
    draw: Callable[[int], Drawing]
    group: str = ""

    def __post_init__(self) -> None:
        """Refuse a picture that nobody could be told about."""
        if not (self.title.strip() and self.alt.strip()):
            raise ValueError(f"picture {self.name} has no title or no alternative text")
