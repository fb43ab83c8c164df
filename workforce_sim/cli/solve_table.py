"""What a solve says on screen: every value tried, the answer in sentences, and how sure it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.cli.written_page import where
from workforce_sim.report.amounts import amount
from workforce_sim.report.solve_words import interval, percent, sentences

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.studies.solve import Solved


def show(solved: Solved, path: Path, *, is_new: bool, simulated: int) -> None:
    """Print the values tried and what they come to."""
    from rich.text import Text

    from workforce_sim.cli.console import console_for_results

    console = console_for_results()
    console.print(table(solved))
    for sentence in sentences(solved):
        console.print(Text(sentence))
    spent = f"{solved.found.replications:,} replications of {len(solved.found.tried)} values"
    done = f"{simulated:,} simulated now" if is_new else "finished before; nothing had to be simulated"
    console.print(Text(f"{spent}, {done}; seed {solved.question.seed}."))
    console.print(Text(where(path, "tried.csv"), style="bold"), soft_wrap=True)


def table(solved: Solved) -> Table:
    """Lay out the values tried, in order."""
    from rich.table import Table

    question, target = solved.question, solved.question.target
    measure = target.measure
    laid = Table(title=f"{question.lever.name}: {target.words()}", title_justify="left")
    laid.add_column("value", justify="right")
    for heading in ("replications", "met", "probability", "interval", f"mean {measure}", "mean miss"):
        laid.add_column(heading, justify="right", overflow="fold")
    laid.add_column(f"P ≥ {question.probability:g}")
    for each, row in zip(solved.found.tried, solved.tried.to_dicts(), strict=True):
        miss = "-" if row["mean_shortfall"] is None else amount(row["mean_shortfall"], measure)
        verdict = ("yes" if each.does else "no") + ("" if each.is_decided else ", undecided")
        laid.add_row(
            f"{each.value:g}",
            str(each.replications),
            str(each.met),
            percent(each.probability),
            interval(each),
            amount(row["mean"], measure),
            miss,
            verdict,
        )
    return laid
