"""The documents of an evidence pack, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from workforce_sim.config.assumptions import Assumption, assumptions, ranked
from workforce_sim.report.evidence.stress_des import stress_des
from workforce_sim.report.findings import findings
from workforce_sim.report.past_years import in_a_sentence, past_years
from workforce_sim.report.statements import LIMITS, WHY_BELIEVE, statement

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the pack: its file name without ending, its title, and its text as Markdown."""

    name: str
    title: str
    text: str


def documents(results: Reported, rows: Sequence[Assumption], ranks: str = "") -> list[Document]:
    """Write every document of the pack; ``rows`` is the log of assumptions and ``ranks`` says what ranked it."""
    return [
        Document("summary", "What was asked, what was found", _summary(results)),
        Document("assumptions", "Assumptions log", _assumptions(rows, ranks)),
        Document("data", "Data log", _data(results)),
        Document("stress_des", "STRESS-DES checklist", stress_des(results)),
        Document("validation", "Tests and validation", _validation()),
        Document("limits", "Statement of limits", statement(LIMITS)),
        Document("manifest", "How it was made, and how to make it again", _manifest(results)),
    ]


def log(results: Reported, ranks: Mapping[str, int | None]) -> list[Assumption]:
    """Give the log of assumptions of results, what matters most first where a sensitivity study ranks it."""
    rows = assumptions(results.scenario)
    return ranked(rows, ranks) if ranks else rows


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a table as Markdown."""
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(str(cell).replace("|", "/").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _summary(results: Reported) -> str:
    stored = results.stored
    described = str(stored.asked.get("description") or results.scenario.description or "")
    found = "\n".join(f"- {sentence}" for sentence in findings(results))
    roles = table(
        ["Role (Aqua Book)", "Who", "When"], [[role, "", ""] for role in ("Commissioner", "Analyst", "Assurer", "Approver")]
    )
    return (
        f"A {stored.kind} of {stored.scenario_names}, {stored.areas}. {described}\n\n## Found\n\n{found}\n\n## Who stands"
        " behind it\n\n"
        f"To be filled in by those who use it.\n\n{roles}\n## Decisions taken on it\n\n"
        + table(["Decision", "Reason", "Who", "When"], [["", "", "", ""]])
    )


def _assumptions(rows: Sequence[Assumption], ranks: str) -> str:
    counts = {colour: sum(row.reliability == colour for row in rows) for colour in ("red", "amber", "green")}
    told = ", ".join(f"{count} {colour}" for colour, count in counts.items())
    how = f" {ranks}" if ranks else " Effects are not ranked: give a sensitivity study of the scenario with --rank."
    heads = [field.name for field in fields(Assumption)]
    cells = [[getattr(row, head) for head in heads] for row in rows]
    return (
        f"{len(rows)} assumptions: {told}. Green is published for the very thing, amber is worked out or close, red has"
        " no source or"
        f" is set by the scenario.{how} Owner and sign-off are blank for those who use it. The same is in assumptions.csv.\n\n"
        + table(heads, cells)
    )


def _data(results: Reported) -> str:
    import polars as pl

    from workforce_sim.figures.published_table import fingerprint, frame

    by_source = frame().group_by("source", maintain_order=True)
    used = by_source.agg(pl.col("year").min().alias("first"), pl.col("year").max().alias("last"), pl.len().alias("figures"))
    sources = table(
        ["Publication and licence", "Years", "Figures"], [[s, f"{a} to {b}", f"{n:,}"] for s, a, b, n in used.iter_rows()]
    )
    estimated = [(profile.name, line) for profile in results.profiles for line in profile.estimated]
    not_published = (
        table(["Authority", "Figure that is not as published"], estimated) if estimated else "Every figure is as published.\n"
    )
    own = (
        "No own figures were given." if results.scenario.figures is None else "Own figures stand in the place of published ones."
    )
    then = results.stored.manifest.get("figures_fingerprint")
    return (
        f"{sources}\nSHA-256 of the table of figures: `{fingerprint()}`; the results were made with `{then}`. {own}"
        " Starts from the"
        f" census of {results.scenario.start}.\n\n## Figures that are estimated\n\n{not_published}"
    )


def _validation() -> str:
    bars = [[bar.measure, bar.where, bar.years_ahead, bar.score, bar.asked, bar.found, bar.verdict] for bar in past_years()]
    heads = ["Measure", "Where", "Years ahead", "Score", "Asked", "Found", "Verdict"]
    return (
        f"{statement(WHY_BELIEVE)}\n## Bars of the backtest\n\n{in_a_sentence()} Forecasts from each census of 2019 to"
        " 2024, with nothing"
        f" published later.\n\n{table(heads, bars)}"
    )


def _manifest(results: Reported) -> str:
    stored, manifest = results.stored, results.stored.manifest
    versions = table(["Package", "Version"], sorted(manifest.get("versions", {}).items()))
    machine = ", ".join(f"{name} {value}" for name, value in manifest.get("machine", {}).items())
    asked = [[name, f"`{value}`"] for name, value in stored.differences()]
    changed = table(["Parameter", "Value"], asked) if asked else "Every parameter is at its default.\n"
    return (
        f"Command: `{' '.join(manifest.get('command', []))}`\n\nState of the program: `{manifest.get('program_state')}`. Seed"
        f" {stored.asked.get('seed')}, {results.replications:,} replications, {manifest.get('seconds', 0):,.1f} seconds. Machine:"
        f" {machine}.\n\nTo make it again and compare every table: `workforce-sim reproduce {stored.path.name}`. The"
        " whole scenario is"
        f" in manifest.json of the results.\n\n## Changed in the first scenario\n\n{changed}\n## Versions\n\n{versions}"
    )
