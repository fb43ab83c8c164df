"""Turn a picture into SVG or PNG, in the style of the Government Analysis Function, without a browser or a network."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from workforce_sim.errors import needs_extra
from workforce_sim.report import palette
from workforce_sim.report.picture import NARROW, WIDE, Drawing

if TYPE_CHECKING:
    from workforce_sim.report.picture import Picture

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
TEXT_PIXELS = 14
"""12 points on a screen of 96 pixels an inch are 16; vega draws at 72, where 14 pixels are more than 12 points."""
NARROW_TEXT_PIXELS = 13
SHARPNESS = 2.0
"""Pixels of a PNG for one of the picture."""


def svg(picture: Picture, width: int = WIDE) -> str:
    """Draw a picture as SVG of so many pixels' width; raises UserError where the extra ``report`` is not installed."""
    import_of_charts()
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(specification(picture.draw(width), width), vl_version=VEGA_LITE)
    return drawn


def png(picture: Picture, width: int = WIDE, sharpness: float = SHARPNESS) -> bytes:
    """Draw a picture as PNG, unless asked otherwise twice as sharp as its width in pixels says."""
    import_of_charts()
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(specification(picture.draw(width), width), vl_version=VEGA_LITE, scale=sharpness)
    return drawn


VEGA_LITE = "6.4"
"""The version of Vega-Lite that altair 6 writes."""


def import_of_charts() -> None:
    """Raise UserError, with what to install, where charts cannot be drawn."""
    needs_extra("a chart", "report", "altair", "vl_convert")


def specification(chart: Drawing, width: int) -> dict[str, Any]:
    """Give the Vega-Lite specification of a chart in the house style."""
    given: dict[str, Any] = chart.to_dict(validate=False)  # tests validate; it takes as long as drawing
    given["config"] = {**given.get("config", {}), **style(width)}
    return given


def data_url(drawn: str) -> str:
    """Put a drawn picture into the address of an image, so that a page needs no file beside it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


def style(width: int) -> dict[str, Any]:
    """Give the style of a chart of a width: white, sans serif, level text, a quiet grid across and none down."""
    pixels = TEXT_PIXELS if width > NARROW else NARROW_TEXT_PIXELS
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": pixels, "titleFontSize": pixels}
    coloured = {"labelColor": palette.TEXT, "titleColor": palette.TEXT, "titleFontWeight": "normal"}
    return {
        "background": palette.WHITE,
        "font": FONT,
        "padding": 6,
        "view": {"stroke": None},
        "axis": {
            **words,
            **coloured,
            "labelAngle": 0,
            "gridColor": palette.GRID,
            "domainColor": palette.QUIET_TEXT,
            "tickColor": palette.QUIET_TEXT,
            "labelLimit": 320,
            "titlePadding": 8,
        },
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "start"},
        "legend": {**words, **coloured, "labelLimit": 320, "titleLimit": 320, "orient": "top", "direction": "horizontal"},
        "header": {**words, **coloured, "labelFontWeight": "bold"},
        "text": {"font": FONT, "fontSize": pixels, "color": palette.TEXT},
        "title": {"font": FONT, "fontSize": pixels, "color": palette.TEXT, "anchor": "start", "fontWeight": "normal"},
        "range": {"category": list(palette.CATEGORIES), "ordinal": list(reversed(palette.SEQUENCE))},
    }
