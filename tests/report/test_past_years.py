"""How the model did on past years is told on every page as the page of validation has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workforce_sim.report.past_years import bars_on_page, in_a_sentence, past_years

pytestmark = pytest.mark.unit

VALIDATION = Path(__file__).resolve().parents[2] / "docs" / "validation.md"


def test_the_bars_that_pages_show_are_those_of_the_validation_page() -> None:
    assert list(past_years()) == bars_on_page(VALIDATION.read_text(encoding="utf-8"))


def test_a_sentence_counts_the_bars_and_names_those_missed() -> None:
    missed = [bar for bar in past_years() if bar.verdict != "met"]
    assert f"meets {len(past_years()) - len(missed)} of {len(past_years())} bars" in in_a_sentence()
    assert all(bar.measure in in_a_sentence() for bar in missed)
