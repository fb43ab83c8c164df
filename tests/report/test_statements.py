"""What is told in several places is told once: limits, reasons to believe, and how the model did on past years."""

from __future__ import annotations

from pathlib import Path

import pytest

from workforce_sim.report.past_years import bars_on_page, past_years
from workforce_sim.report.statements import LIMITS, WHY_BELIEVE, as_html, statement

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = ROOT / "workforce_sim" / "report"


def section(heading: str) -> str:
    """Give the text of a section of the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    after = readme[readme.index(f"## {heading}\n") + len(heading) + 4 :]
    return after[: after.index("\n## ")].strip()


@pytest.mark.parametrize(("name", "heading"), [(LIMITS, "What it cannot tell you"), (WHY_BELIEVE, "Why believe it")])
def test_a_statement_handed_on_is_that_of_the_readme(name: str, heading: str) -> None:
    assert (PACKAGED / name).read_text(encoding="utf-8").strip() == section(heading)


def test_the_bars_that_pages_show_are_those_of_the_validation_page() -> None:
    assert list(past_years()) == bars_on_page((ROOT / "docs" / "validation.md").read_text(encoding="utf-8"))


def test_links_of_a_statement_become_words_and_tables_say_what_their_headings_head() -> None:
    assert "](" not in statement(WHY_BELIEVE)
    assert '<th scope="col">a</th>' in as_html("| a |\n| --- |\n| b |\n")
