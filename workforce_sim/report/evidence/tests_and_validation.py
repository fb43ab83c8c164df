"""How the program is tested, what its tests claim about chance, and how its forecasts of past years came out."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.report.evidence.markdown_table import code, table
from workforce_sim.report.limits import without_links
from workforce_sim.report.past_years import VALIDATION

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

CLAIMS = Path(__file__).with_name("claims.csv")
"""Written by ``python tests/report/evidence/claims.py`` from the tests; a test holds it current."""
SHOWN = ("What was done", "What the model can and cannot forecast", "Bars", "What is not scored")

KINDS: Mapping[str, str] = {
    "unit": "one function or class, with nothing behind it",
    "property": "a guarantee that holds for every input hypothesis can think of",
    "statistical": "a claim about chance, with its false-alarm rate stated through the statistical fixture",
    "golden": "a small table kept in the repository and reviewed as a diff when it changes",
    "system": "the program as a user meets it",
}
"""The kinds of test, as ``setup.cfg`` declares them; a test holds the two together."""


@dataclass(frozen=True, slots=True)
class ClaimOfTest:
    """What a test claims about chance: where it stands, the hypothesis, and how often it would fail though it is true.

    The rate is a number, or the sum by which the test works it out.
    """

    file: str
    test: str
    hypothesis: str
    false_alarm_rate: str


def claims() -> list[ClaimOfTest]:
    """Give every claim about chance that the tests make."""
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        return [
            ClaimOfTest(row["file"], row["test"], row["hypothesis"], row["false_alarm_rate"]) for row in csv.DictReader(file)
        ]


def section_of_page(page: str, heading: str) -> str:
    """Give the text of one section of a Markdown page, without its heading; empty where it has none of that name."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found.group(1).strip() if found else ""


def tests_and_validation(subject: Subject) -> str:
    """Write the page."""
    made = claims()
    return "\n\n".join(
        [
            "# Tests and validation",
            "## Kinds of test",
            "Every test of the program is of exactly one kind.",
            table(("kind", "what it is"), KINDS.items()),
            "They are run from a copy of the project with `python -m pytest`, which must pass before a change is taken. This "
            "pack does not run them: ask for the output of that command for the version in [reproduction](reproduction.md).",
            "## Claims about chance",
            f"{len(made)} claims. Seeds are fixed, so a test that passes goes on passing until the program changes; the rate "
            "says how often a true claim would have failed when its seed was first drawn. A name in braces stands for each value "
            "the test goes through.",
            table(("where", "test", "claim", "false-alarm rate"), [_row(each) for each in made]),
            "## Ledgers",
            "Every replication checks that people, posts, hours, apprentices, agency assignments, candidates, placements, cases "
            "and pounds add up; one that does not stops the run with a `LedgerError`. These were written, so all of them did.",
            "## Validation on past years",
            *_validation(),
            *_of_these_results(subject),
        ]
    )


def _row(claim: ClaimOfTest) -> tuple[str, ...]:
    sentence = claim.test.removeprefix("test_").replace("_", " ")
    return code(claim.file), sentence, claim.hypothesis, claim.false_alarm_rate


def _validation() -> list[str]:
    page = VALIDATION.read_text(encoding="utf-8")
    parts = [
        "From the page that `workforce-sim backtest --page` wrote for this version of the program; the same command makes it "
        "again. It is about the model with its usual settings, not about this analysis."
    ]
    for heading in SHOWN:
        text = section_of_page(page, heading)
        parts += [f"### {heading}", without_links(text)] if text else []
    return parts


def _of_these_results(subject: Subject) -> list[str]:
    if subject.kind != "backtest":
        return []
    bars = subject.results.table("bars")
    states = dict(bars.group_by("state").len().iter_rows())
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return ["## The backtest under review", f"{bars.height} bars: {told}. Each is a row of `bars.csv`."]
