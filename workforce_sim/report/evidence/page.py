"""One page of the pack as HTML that opens without a network: its style, its picture and nothing else inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from workforce_sim.report import palette
from workforce_sim.report.drawing import data_url

TEMPLATE = Path(__file__).with_name("page.html")
LANGUAGE = "en-GB"


def as_html(text: str, title: str, name: str, pages: Sequence[tuple[str, str]], results: str) -> str:
    """Turn the Markdown of a page into HTML, with links to the other pages of the pack."""
    from jinja2 import Environment
    from markdown import markdown

    body = markdown(text, extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    template = Environment(autoescape=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        language=LANGUAGE,
        title=title,
        results=results,
        body=_reachable(_with_picture(_linked(body))),
        pages=pages,
        here=name,
        palette=palette,
    )


def _linked(body: str) -> str:
    """Point links between pages of the pack at the HTML ones."""
    return re.sub(r'href="([a-z_]+)\.md"', r'href="\1.html"', body)


def _with_picture(body: str) -> str:
    """Put pictures that stand beside this module inside the page."""

    def inside(found: re.Match[str]) -> str:
        return f'src="{data_url(Path(__file__).with_name(found.group(1)).read_text(encoding="utf-8"))}"'

    return re.sub(r'src="([a-z_]+\.svg)"', inside, body)


def _reachable(body: str) -> str:
    """Give the cells that head a column their scope, and put wide tables where a keyboard can scroll them."""
    body = re.sub(r"<th(?=[ >])", '<th scope="col"', body)
    number = iter(range(1, body.count("<table>") + 1))
    opened = re.sub(
        "<table>", lambda _: f'<div class="wide" role="region" tabindex="0" aria-label="Table {next(number)}"><table>', body
    )
    return opened.replace("</table>", "</table></div>")
