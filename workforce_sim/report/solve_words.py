"""What a search for a lever's value comes to in sentences: the value, the evidence for it, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workforce_sim.report.amounts import amount

if TYPE_CHECKING:
    from workforce_sim.studies.bisection import Found, Tried
    from workforce_sim.studies.solve import Solved


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
    return f"{each.met} of {each.replications} replications, {percent(each.probability)} ({interval(each)})"


def interval(each: Tried) -> str:
    """Write the interval of the probability at a value that was tried."""
    lower, upper = each.interval
    return f"{100 * lower:.0f}% to {100 * upper:.0f}%"


def percent(share: float) -> str:
    """Write a share in whole per cent."""
    return f"{100 * share:.0f}%"
