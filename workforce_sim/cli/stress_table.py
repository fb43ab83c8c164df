"""What a stress test says on screen: the shocks ranked, how long each is felt, and sentences for who has to decide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_sim.cli.written_page import where

if TYPE_CHECKING:
    from rich.table import Table

    from workforce_sim.studies.stress import Stressed

ASSUMED = "assumed"
MOST_TARGETS = 4
"""Columns of targets that fit on a screen; targets.csv has all."""
MANY_REPLICATIONS = 20

DOWN, UP = "↓", "↑"

MOVED = ("mean_change_lower", "mean_change_upper")
Row = dict[str, Any]


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


def sentences(stressed: Stressed) -> Iterator[str]:
    """Say what the tables come to, in words."""
    question = stressed.question
    yield "Targets: " + "; ".join(f"{target.name}, {target.words()}" for target in question.targets) + "."
    yield (
        f"In brackets the 95% interval; {DOWN} and {UP} are changes beyond chance, judged on the same replications. Breaks "
        "first: the target least likely to be met, and the first census since the shock at which half or more miss it."
    )
    yield from _ranked(stressed)
    yield from _break_point(stressed)
    yield from _timed(stressed)
    assumed = [row["shock"] for row in stressed.shocks.to_dicts() if row["reliability"] == "red"]
    if assumed:
        yield f"Assumed, without a published size: {', '.join(assumed)}. When and for how long is assumed of every shock."
    if question.replications < MANY_REPLICATIONS:
        yield f"{_replications(question.replications)} can tell little: before acting on this ask for 100 with --replications."


def _ranked(stressed: Stressed) -> Iterator[str]:
    changes = stressed.targets.to_dicts()
    clear = {row["shock"] for row in changes if row["change_is_clear"] and row["change"] < 0.0}
    worst = stressed.shocks.row(0, named=True)
    lost = min((row for row in changes if row["shock"] == worst["shock"]), key=lambda row: row["change"])
    without = next(row for row in changes if row["shock"] == "none" and row["target"] == lost["target"])
    if worst["damage"] > 0.0:
        few = f", which {_replications(stressed.question.replications)} cannot tell from chance"
        doubt = "" if lost["change_is_clear"] else few
        missed = lost["mean_shortfall"]
        by = f"; those that miss it do so by {_amount(missed, lost['unit'])} on average" if missed else ""
        before, after = _percent(without["probability"]), _percent(lost["probability"])
        yield f"Most harm: {worst['shock']}. It takes {lost['target']} from {before} to {after}{doubt}{by}."
        if lost["mean_change_lower"] is not None:
            moved = " to ".join(_amount(lost[name], "", "+" if lost[name] > 0.0 else "") for name in MOVED)
            yield f"On average it moves {lost['measure']} by {moved} {_unit(lost['unit'])}, with 95% confidence."
    unclear = [name for name in stressed.shocks["shock"] if name not in clear]
    spent = _replications(stressed.question.replications)
    if not clear:
        yield f"With {spent} no shock can be shown to make a target less likely."
    elif unclear:
        yield f"With {spent} these cannot be shown to make a target less likely: {', '.join(unclear)}."
    shifted = {row["shock"] for row in changes if _is_moved(stressed, row)}
    if moving := [name for name in unclear if name in shifted]:
        which = "all of these" if len(moving) == len(unclear) > 1 else ", ".join(moving)
        yield f"Still, on average what is measured moves the wrong way beyond chance: under {which}."


def _is_moved(stressed: Stressed, row: Row) -> bool:
    if row["mean_change_lower"] is None:
        return False
    sign = stressed.question.target(row["target"]).harmful_sign
    return all(sign * float(row[name]) > 0.0 for name in MOVED)


def _break_point(stressed: Stressed) -> Iterator[str]:
    if stressed.break_point is None:
        return
    row = stressed.break_point.row(0, named=True)
    said = f"the target {row['target']} is met with a probability of {row['probability_asked']:g}"
    holds, breaks = row["size_holds"], row["size_breaks"]
    if holds is None:
        yield f"Break point: {said} at no size of {row['shock']} from {row['low']:g} to {row['high']:g}."
        return
    if breaks is None:
        yield f"Break point: none from {row['low']:g} to {row['high']:g}; {said} even at {row['shock']} {holds:g}."
        return
    doubt = "" if row["is_decided"] else " Too close to be sure with so many replications."
    yield (
        f"Break point: {said} up to {row['shock']} {holds:g} ({_percent(row['holds_probability'])}) and no longer at "
        f"{breaks:g} ({_percent(row['breaks_probability'])}).{doubt}"
    )


def _timed(stressed: Stressed) -> Iterator[str]:
    if len(stressed.recovery):
        yield (
            "Felt: the mean difference to the same replications without the shock is above a tenth of its worst and beyond "
            "chance. recovery.csv also has the median over single replications, which stay apart by chance for longer."
        )
    timed = set(stressed.recovery["target"])
    untimed = [target.name for target in stressed.question.targets if target.name not in timed]
    if untimed:
        yield f"No recovery is shown for {', '.join(untimed)}: what is counted over a year has no value at a month's end."


def _cell(row: Row) -> str:
    mark = (DOWN if row["change"] < 0.0 else UP) if row["change_is_clear"] else " "
    return f"{_percent(row['probability'])} ({100 * row['lower']:.0f}–{100 * row['upper']:.0f}) {mark}"


def _first(row: Row) -> str:
    return row["target"] if row["first_census"] is None else f"{row['target']}, {row['first_census']}"


def _months(row: Row | None) -> str:
    if row is None or row["months_felt"] == 0.0:
        return "-"
    worst = _amount(row["largest_harm"], row["unit"], "+" if row["harmful"] == "more" else "−")
    return f"to the end, {worst}" if row["is_felt_at_end"] else f"{row['months_felt']:.0f}, {worst}"


def _amount(number: float, unit: str, sign: str = "") -> str:
    decimals = 0 if abs(number) >= 100.0 else 1 if abs(number) >= 1.0 else 2
    return f"{sign}{number:,.{decimals}f} {_unit(unit)}".strip()


def _unit(unit: str) -> str:
    return "points" if unit == "per cent" else unit


def _replications(count: int) -> str:
    return "1 replication" if count == 1 else f"{count} replications"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
