"""Colours of charts: the palette of the Government Analysis Function, chosen so that neighbours can be told apart."""

from __future__ import annotations

DARK_BLUE = "#12436D"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"
DARK_GREY = "#3D3D3D"
LIGHT_PURPLE = "#A285D1"
CATEGORIES = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE)
"""Up to four kinds of thing, in this order; two are dark blue and orange."""
TWO = (DARK_BLUE, ORANGE)

MID_BLUE = "#2073BC"
LIGHT_BLUE = "#6BACE6"
SOFT_BLUE = "#A6CBEE"
PALE_BLUE = "#DCE9F6"
SEQUENCE = (DARK_BLUE, MID_BLUE, LIGHT_BLUE)
"""From much to little."""

PALE_GREY = "#BFBFBF"
GRID = "#E3E3E3"
TEXT = "#0B0C0C"
QUIET_TEXT = "#505A5F"
WHITE = "#FFFFFF"

GOOD, BAD, UNSURE = TURQUOISE, DARK_PINK, PALE_GREY
"""Never the only sign: words or position say the same."""
