"""What a stress test says on screen: the shocks ranked, how long each is felt, and sentences for who has to decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.cli.written_page import where
from workforce_sim.report.stress_words import DOWN, UP, Row, amount, percent, sentences

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.studies.stress import Stressed

ASSUMED = "assumed"
MOST_TARGETS = 4
"""Columns of targets that fit on a screen; targets.csv has all."""


def show(stressed: Stressed, path: Path, *, is_new: bool, simulated: int) -> None:
    """Print the ranking, how long shocks are felt, and what to make of it."""
    from rich.text import Text

    from workforce_sim.cli.console import console_for_results

    console = console_for_results()
    console.print(ranking(stressed))
    if len(stressed.recovery):
        console.print(felt(stressed))
    for sentence in sentences(stressed):
        console.print(Text(sentence))
    question = stressed.question
    done = f"{simulated:,} replications simulated" if is_new else "Finished before; nothing had to be simulated"
    console.print(Text(f"{done}; {question.replications} of each shock, seed {question.seed}."))
    console.print(Text(where(path, "targets.csv"), style="bold"), soft_wrap=True)


def ranking(stressed: Stressed) -> Table:
    """Lay out the shocks from the most damaging to the least: the probability of each target, and what breaks first."""
    from rich.table import Table

    targets = stressed.question.targets[:MOST_TARGETS]
    laid = Table(title=f"{stressed.question.name}: probability that each target is met", title_justify="left")
    laid.add_column("", justify="right")
    laid.add_column("shock", no_wrap=True)
    laid.add_column("size", justify="right", no_wrap=True)
    for target in targets:
        laid.add_column(target.name, justify="right")
    laid.add_column("breaks first")
    rows = {(row["shock"], row["target"]): row for row in stressed.targets.to_dicts()}
    first = {row["shock"]: row for row in stressed.breaks_first.to_dicts()}
    by_rank: list[Row] = [{"rank": "", "shock": "none", "size_in_words": "", "reliability": ""}, *stressed.shocks.to_dicts()]
    for shock in by_rank:
        mark = ASSUMED if shock["reliability"] == "red" else ""
        cells = [_cell(rows[shock["shock"], target.name]) for target in targets]
        size = f"{shock['size_in_words']} {mark}".strip()
        laid.add_row(str(shock["rank"]), shock["shock"], size, *cells, _first(first[shock["shock"]]))
    return laid


def felt(stressed: Stressed) -> Table:
    """Lay out how long each shock is felt in each target's measure, and how much at its worst."""
    from rich.table import Table

    targets = [target.name for target in stressed.question.targets[:MOST_TARGETS]]
    rows = {(row["shock"], row["target"]): row for row in stressed.recovery.to_dicts()}
    timed = [name for name in targets if any(target == name for _, target in rows)]
    laid = Table(title="months from its start until a shock is no longer felt, and its worst", title_justify="left")
    laid.add_column("shock")
    for name in timed:
        laid.add_column(name, justify="right")
    for shock in stressed.shocks["shock"]:
        laid.add_row(shock, *(_months(rows.get((shock, name))) for name in timed))
    return laid


def _cell(row: Row) -> str:
    mark = (DOWN if row["change"] < 0.0 else UP) if row["change_is_clear"] else " "
    return f"{percent(row['probability'])} ({100 * row['lower']:.0f}–{100 * row['upper']:.0f}) {mark}"


def _first(row: Row) -> str:
    return row["target"] if row["first_census"] is None else f"{row['target']}, {row['first_census']}"


def _months(row: Row | None) -> str:
    if row is None or row["months_felt"] == 0.0:
        return "-"
    worst = amount(row["largest_harm"], row["unit"], "+" if row["harmful"] == "more" else "−")
    return f"to the end, {worst}" if row["is_felt_at_end"] else f"{row['months_felt']:.0f}, {worst}"
