"""HTML of the page's own: sentences, tables and how far the work is, readable without seeing it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workforce_sim.records.headlines import Headline
from workforce_sim.records.pounds import pounds
from workforce_sim.report.numbers import ALL_LINES
from workforce_sim.studies.comparison import Difference

Row = tuple[str, ...]
RED_MARK = '<strong class="red">Red: an assumption</strong>'


def paragraph(text: str, kind: str = "quiet") -> str:
    """Write a paragraph of plain text."""
    return f'<p class="{kind}">{escape(text)}</p>'


def wrong(text: str) -> str:
    """Write what is wrong with an input, so that it is also heard."""
    return f'<p class="wrong" role="alert">{escape(text)}</p>'


def findings(sentences: Sequence[str]) -> str:
    """Write what was found, the first sentence the largest."""
    return f'<div class="findings">{"".join(f"<p>{escape(each)}</p>" for each in sentences)}</div>'


def listed(lines: Sequence[str]) -> str:
    """Write a list."""
    return f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in lines)}</ul>"


def progress(done: int, asked: int, words: str) -> str:
    """Write how far the work is."""
    return (
        f'<p role="status">{escape(words)}</p><progress aria-label="Replications finished" max="{asked}" value="{done}">'
        f"{done} of {asked}</progress>"
    )


def table(
    caption: str, heads: Sequence[str], rows: Sequence[Row], *, last_is_total: bool = False, words_last: bool = True
) -> str:
    """Write a table: the first column names the row, the others are numbers, but for the last where it is in words."""

    def cell(place: int, text: str) -> str:
        is_number = place > 0 and not (words_last and place == len(heads) - 1)
        attributes = ' class="number"' if is_number else ""
        return f'<th scope="row">{escape(text)}</th>' if place == 0 else f"<td{attributes}>{escape(text)}</td>"

    head = "".join(
        f'<th scope="col"{" class=number" if 0 < place < len(heads) - words_last else ""}>{escape(text)}</th>'
        for place, text in enumerate(heads)
    )
    body = "".join(
        f"<tr{' class=total' if last_is_total and number == len(rows) - 1 else ''}>"
        f"{''.join(cell(place, text) for place, text in enumerate(row))}</tr>"
        for number, row in enumerate(rows)
    )
    return (
        f'<div class="scroll" role="region" aria-label="{escape(caption)}" tabindex="0"><table class="figures">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def measured(rows: Sequence[tuple[Headline, Difference]]) -> list[Row]:
    """Write measures with the mean of baseline and plan and what differs."""
    return [
        (f"{headline.name}, {headline.unit}", _number(row.baseline_mean), _number(row.mean), row.words) for headline, row in rows
    ]


def spent(rows: Sequence[tuple[str, Difference]]) -> list[Row]:
    """Write lines of the accounts with the mean of baseline and plan and what differs."""
    return [
        (ALL_LINES[name], pounds(row.baseline_mean or 0.0), pounds(row.mean or 0.0), str(row.told))
        for name, row in rows
    ]


def _number(value: float | None) -> str:
    if value is None:
        return "not known"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.1f}"
