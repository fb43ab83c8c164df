"""How the model did on past years is told on every page as the page of validation has it."""

from __future__ import annotations

import pytest

from workforce_sim.report.past_years import VALIDATION, Bar, bars_on_page, in_a_sentence, past_years

pytestmark = pytest.mark.unit

PAGE = """# Validation

## Bars

1 of 2 bars are met.

| measure | where | years ahead | score | asked | found |  |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| in post | England | 1 | MAPE | at most 2.5% | 2.4% | **met** |
| agency rate | authorities | 3 | CRPS against the best naive | below 0% | +0.9% | **missed** |

## Scores
"""


def test_bars_are_read_off_the_page_of_a_backtest() -> None:
    assert bars_on_page(PAGE) == [
        Bar("in post", "England", "1", "MAPE", "at most 2.5%", "2.4%", "met"),
        Bar("agency rate", "authorities", "3", "CRPS against the best naive", "below 0%", "+0.9%", "missed"),
    ]


def test_the_page_that_came_along_has_every_bar_of_its_own_count() -> None:
    said = f"{sum(bar.verdict == 'met' for bar in past_years())} of {len(past_years())} bars are met."
    assert said in VALIDATION.read_text(encoding="utf-8")


def test_a_sentence_counts_the_bars_and_names_those_missed() -> None:
    missed = [bar for bar in past_years() if bar.verdict != "met"]
    assert f"meets {len(past_years()) - len(missed)} of {len(past_years())} bars" in in_a_sentence()
    assert all(bar.measure in in_a_sentence() for bar in missed)
