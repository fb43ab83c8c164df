"""The log of assumptions: everything that the scenarios assume, with source, reliability and rank of effect."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from typing import TYPE_CHECKING

from workforce_sim.config.assumptions import Assumption, assumptions, ranked
from workforce_sim.report.evidence.markdown_table import bullets, code, table

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

COLUMNS = {
    "id": "id",
    "text": "text",
    "value": "value",
    "unit": "unit",
    "range": "plausible range",
    "source": "source",
    "date": "date",
    "reason": "reason",
    "owner": "owner",
    "signed_off_by": "signed off by",
    "reliability": "reliability",
    "effect_rank": "effect rank",
}
"""The columns of the log and what they are headed."""
COLOURS = ("red", "amber", "green")
EVERY = "all"
"""What stands in the column of the scenario where all scenarios assume the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One assumption and the scenario that makes it."""

    assumption: Assumption
    scenario: str


def entries(subject: Subject) -> list[Entry]:
    """List what the first scenario assumes, most important first where there are ranks, then what others assume instead."""
    (first, scenario), *others = subject.named.items()
    ranks = subject.ranking.ranks if subject.ranking else {}
    log = _ranked(assumptions(scenario), ranks)
    common = {row.id: row for row in log}
    found: list[Entry] = []
    for name, other in others:
        rows = _ranked(assumptions(other), ranks)
        found += [Entry(row, name) for row in rows if row.value != common[row.id].value]
    instead = {entry.assumption.id for entry in found}
    return [*(Entry(row, first if row.id in instead else EVERY) for row in log), *found]


def _ranked(rows: list[Assumption], ranks: object) -> list[Assumption]:
    return ranked(rows, ranks) if isinstance(ranks, dict) and ranks else [replace(row, effect_rank="") for row in rows]


def log_as_csv(subject: Subject) -> str:
    """Write the log as CSV: the columns of ``workforce-sim assumptions --csv``, and the scenario."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(field.name for field in fields(Assumption)), "scenario"])
    writer.writerows((*astuple(entry.assumption), entry.scenario) for entry in entries(subject))
    return text.getvalue()


def assumptions_log(subject: Subject) -> str:
    """Write the page."""
    log = entries(subject)
    parts = [
        "# Assumptions log",
        f"Everything that {subject.name} assumes, a row a parameter: {counted(entry.assumption for entry in log)}. "
        "Green is published for the very thing; amber is worked out from published figures or published for something close; "
        "red has no source, or is set by the scenario. **Owner** and **signed off by** are blank: only those who stand behind "
        "the analysis can fill them. `assumptions.csv` is the same log for a spreadsheet.",
        "## Rank of effect",
        _about_ranks(subject),
        "## The log",
        table([*COLUMNS.values(), "scenario"], (_row(entry) for entry in log)),
    ]
    varied = subject.varied()
    if varied:
        parts += [
            "## What the study varies",
            "Values that the study moves or adds on top of the log:",
            table(("what", "given", "owner", "signed off by"), ((name, given, "", "") for name, given in varied)),
        ]
    return "\n\n".join(parts)


def counted(log: Iterable[Assumption]) -> str:
    """Say how many assumptions there are of each reliability."""
    counts = Counter(row.reliability for row in log)
    return f"{sum(counts.values())} assumptions, " + ", ".join(f"{counts[colour]} {colour}" for colour in COLOURS)


def red_and_high(log: list[Entry], places: int) -> list[Entry]:
    """Give the red assumptions that rank among the first places."""
    return [
        entry
        for entry in log
        if entry.assumption.reliability == "red"
        and entry.assumption.effect_rank.isdigit()
        and int(entry.assumption.effect_rank) <= places
    ]


def _row(entry: Entry) -> tuple[str, ...]:
    row = entry.assumption
    return (code(row.id), *(getattr(row, name) for name in COLUMNS if name != "id"), entry.scenario)


def _about_ranks(subject: Subject) -> str:
    ranking = subject.ranking
    if ranking is None:
        return (
            "No sensitivity study of the same scenario was found beside these results, so the column is blank: the effect of the "
            "assumptions is **not quantified here**. Make one with `workforce-sim sensitivity STUDY` and write this pack again, "
            "with `--rank` and its results."
        )
    parts = [ranking.meaning]
    if ranking.differences:
        parts.append(
            f"**The study is of another scenario**, so the ranks are a guide only. In {len(ranking.differences)} respects it "
            "differs:"
        )
        parts.append(bullets(ranking.differences))
    red = red_and_high(entries(subject), 10)
    if red:
        named = ", ".join(f"{code(entry.assumption.id)} ({entry.assumption.effect_rank})" for entry in red)
        parts.append(f"Without a source and among the ten with most effect: {named}.")
    return "\n\n".join(parts)
