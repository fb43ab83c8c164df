"""What a solve says on screen: every value tried, the answer in sentences, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.cli.amounts import amount
from workforce_sim.cli.written_page import where

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.studies.bisection import Found, Tried
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
            _percent(each.probability),
            _interval(each),
            amount(row["mean"], measure),
            miss,
            verdict,
        )
    return laid


def sentences(solved: Solved) -> Iterator[str]:
    """Say what the search came to, in words."""
    question, found = solved.question, solved.found
    lever, asked = question.lever, f"{question.probability:g}"
    since = f" from {lever.from_date:%-d %B %Y}" if lever.from_date else ""
    span = f"from {lever.low:g} to {lever.high:g}"
    if found.does is None:
        yield (
            f"No {lever.name}{since} does it, {span}: {question.target.words()} is not met with a probability of "
            f"{asked} at either end{' or in the middle' if len(found.tried) > 2 else ''}."
        )
        yield f"The best that could be had is {found.best.value:g}: met in {_evidence(found.best)}."
    elif found.every_value_does:
        yield (
            f"Both ends of the range {span} do it, so {lever.name} is not what decides: at {found.does.value:g} "
            f"{question.target.words()} is met in {_evidence(found.does)}."
        )
    else:
        yield (
            f"The {question.find} {lever.name}{since} that does it is {found.does.value:g}: {question.target.words()} is met "
            f"in {_evidence(found.does)}."
        )
        if found.does_not is None:
            other = "largest" if question.find == "smallest" else "smallest"
            yield f"That is the end of the range; its other end does not do it. To see where it ceases, ask find: {other}."
        else:
            yield f"{found.does_not.value:g} does not: met in {_evidence(found.does_not)}."
    yield from _doubt(solved)
    yield _direction(found, lever.name, question.target.measure)


def _doubt(solved: Solved) -> Iterator[str]:
    question, found = solved.question, solved.found
    tried = found.tried if found.does is None else [each for each in (found.does, found.does_not) if each is not None]
    if all(each.is_decided for each in tried):
        yield f"The decisions hold together with a confidence of {question.confidence:g}; the intervals allow for stopping early."
        return
    last, first = solved.sure_bracket
    does_not = "no value tried surely falls short" if last is None else f"{last:g} surely does not"
    does = "no value tried surely does" if first is None else f"{first:g} surely does"
    yield (
        f"Too close to {question.probability:g} to be sure with {question.replications} replications a value. With a confidence "
        f"of {question.confidence:g}: {does_not}, {does}. More --replications would narrow this."
    )


def _direction(found: Found, lever: str, measure: str) -> str:
    if found.more_helps is None:
        return f"The two ends of the range do not differ clearly in {measure}: {lever} has no effect that could be shown here."
    helps = "helps" if found.more_helps else "makes it worse"
    way, size = "raises" if found.effect > 0.0 else "lowers", abs(found.effect)
    by = amount(size, measure) if found.search.target.unit == "pounds" else f"{size:.3g}"
    return f"More of {lever} {helps}: from one end of the range to the other it {way} {measure} by {by}."


def _evidence(each: Tried) -> str:
    return f"{each.met} of {each.replications} replications, {_percent(each.probability)} ({_interval(each)})"


def _interval(each: Tried) -> str:
    lower, upper = each.interval
    return f"{100 * lower:.0f}% to {100 * upper:.0f}%"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
