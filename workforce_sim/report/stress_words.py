"""What a stress test comes to in sentences: its targets, the shocks that do harm, how large one may be, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workforce_sim.studies.stress import Stressed

MANY_REPLICATIONS = 20

DOWN, UP = "↓", "↑"

MOVED = ("mean_change_lower", "mean_change_upper")
Row = dict[str, Any]


def sentences(stressed: Stressed) -> Iterator[str]:
    """Say what the tables come to, in words."""
    question = stressed.question
    yield "Targets: " + "; ".join(f"{target.name}, {target.words()}" for target in question.targets) + "."
    yield (
        f"In brackets the 95% interval; {DOWN} and {UP} are changes beyond chance, judged on the same replications. Breaks "
        "first: the target least likely to be met, and the first census since the shock at which half or more miss it."
    )
    yield from ranked(stressed)
    yield from _break_point(stressed)
    yield from _timed(stressed)
    assumed = [row["shock"] for row in stressed.shocks.to_dicts() if row["reliability"] == "red"]
    if assumed:
        yield f"Assumed, without a published size: {', '.join(assumed)}. When and for how long is assumed of every shock."
    if question.replications < MANY_REPLICATIONS:
        yield f"{_replications(question.replications)} can tell little: before acting on this ask for 100 with --replications."


def ranked(stressed: Stressed) -> Iterator[str]:
    """Say which shock does most harm, how sure that is, and which cannot be shown to do any."""
    changes = stressed.targets.to_dicts()
    clear = {row["shock"] for row in changes if row["change_is_clear"] and row["change"] < 0.0}
    worst = stressed.shocks.row(0, named=True)
    lost = min((row for row in changes if row["shock"] == worst["shock"]), key=lambda row: row["change"])
    without = next(row for row in changes if row["shock"] == "none" and row["target"] == lost["target"])
    if worst["damage"] > 0.0:
        few = f", which {_replications(stressed.question.replications)} cannot tell from chance"
        doubt = "" if lost["change_is_clear"] else few
        missed = lost["mean_shortfall"]
        by = f"; those that miss it do so by {amount(missed, lost['unit'])} on average" if missed else ""
        before, after = percent(without["probability"]), percent(lost["probability"])
        yield f"Most harm: {worst['shock']}. It takes {lost['target']} from {before} to {after}{doubt}{by}."
        if lost["mean_change_lower"] is not None:
            moved = " to ".join(amount(lost[name], "", "+" if lost[name] > 0.0 else "") for name in MOVED)
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
        f"Break point: {said} up to {row['shock']} {holds:g} ({percent(row['holds_probability'])}) and no longer at "
        f"{breaks:g} ({percent(row['breaks_probability'])}).{doubt}"
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


def amount(number: float, unit: str, sign: str = "") -> str:
    """Write an amount of a measure with as many decimals as can be told apart, and its unit."""
    decimals = 0 if abs(number) >= 100.0 else 1 if abs(number) >= 1.0 else 2
    return f"{sign}{number:,.{decimals}f} {_unit(unit)}".strip()


def _unit(unit: str) -> str:
    return "points" if unit == "per cent" else unit


def _replications(count: int) -> str:
    return "1 replication" if count == 1 else f"{count} replications"


def percent(share: float) -> str:
    """Write a share in whole per cent."""
    return f"{100 * share:.0f}%"
