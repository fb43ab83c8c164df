"""How the model did on past years: the bars of the published backtest, as ``docs/validation.md`` has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

VALIDATION = Path(__file__).with_name("validation.md")
"""The page that ``workforce-sim backtest --page`` wrote; a test holds it to ``docs/validation.md``."""
HEADING = "## Bars"


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing asked of the forecasts, in words: what, where, how many years ahead, what was asked and found."""

    measure: str
    where: str
    years_ahead: str
    score: str
    asked: str
    found: str
    verdict: str


@lru_cache(maxsize=1)
def past_years() -> tuple[Bar, ...]:
    """Give every bar of the backtest that came along with this version."""
    return tuple(bars_on_page(VALIDATION.read_text(encoding="utf-8")))


def bars_on_page(page: str) -> list[Bar]:
    """Read the bars off the page that a backtest writes; Markdown."""
    after = page[page.index(HEADING) + len(HEADING) :]
    lines = [line for line in after[: after.index("\n## ")].splitlines() if line.startswith("|")]
    cells = [[cell.strip().replace("**", "") for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [Bar(*row[:7]) for row in cells]


def in_a_sentence() -> str:
    """Say how many bars are met, and which are not."""
    bars = past_years()
    missed = [f"{bar.measure}, {bar.where}, {bar.years_ahead} years ahead ({bar.found})" for bar in bars if bar.verdict != "met"]
    met = f"On past years it meets {len(bars) - len(missed)} of {len(bars)} bars set for it"
    return f"{met}; missed: {'; '.join(missed)}." if missed else f"{met}."
