"""Turn the formulas of a page into MathML while it is built, so that no script has to be fetched to read them."""

from __future__ import annotations

import html
import re
from typing import Any

from latex2mathml.converter import convert

FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)


def on_page_content(text: str, **_: Any) -> str:
    """Replace every formula of a page; mkdocs calls this with the page's HTML."""
    return FORMULA.sub(_as_mathml, text)


def _as_mathml(found: re.Match[str]) -> str:
    kind, written = found.group(2), html.unescape(found.group(3)).strip()
    return convert(written, display="block" if kind == "[" else "inline")
