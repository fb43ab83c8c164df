"""What a comparison comes to in sentences: the headline first, whatever turns round on the way to it, and its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workforce_sim.records.headlines import Headline
from workforce_sim.records.pounds import pounds
from workforce_sim.report.headlines import FIRST_OF_CHILDREN, to_say
from workforce_sim.report.numbers import TOTAL
from workforce_sim.studies.paired import EXACTLY_NONE, HIGHER, INDISTINGUISHABLE, LOWER
from workforce_sim.studies.wording import ENOUGH_TO_GO_BY

if TYPE_CHECKING:
    from workforce_sim.studies.comparison import Comparison, Difference

WORTH_SAYING = 1.5
VERY_MANY = 1000
SURE = 3.3
"""Standard errors from zero that chance alone reaches once in a thousand: whoever looks through all years for a turn needs it."""

CAPACITY = ("inpost_fte", "caseload_fte")

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def sentences(found: Comparison, scenario: str, shown: Sequence[Headline]) -> Iterator[str]:
    """Say the headline first, then whatever turns round on the way to it, and what pairing was worth."""
    first = to_say(shown)[0]
    row = found.difference(first.measure, found.years[-1], scenario=scenario)
    yield f"{first.name} in {row.year}: {row.words}."
    sure = [each.year for each in _by_year(found, first, scenario) if each.verdict == row.verdict and _is_sure(each)]
    if row.verdict in (LOWER, HIGHER) and sure and sure[0] > found.years[1]:
        yield f"The difference first shows in {sure[0]}."
    paid = price(found, scenario, shown)
    if paid:
        yield paid
    children = next((each for name in FIRST_OF_CHILDREN for each in shown if each.measure == name and each != first), None)
    if children:
        yield f"{children.name} in {row.year}: {found.difference(children.measure, row.year, scenario=scenario).words}."
    yield from turnings(found, scenario, shown)
    ratio = row.variance_ratio
    if ratio is not None and ratio >= WORTH_SAYING and row.replications >= ENOUGH_TO_GO_BY:
        times = f"more than {VERY_MANY:,}" if ratio > VERY_MANY else f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"
        yield (
            "Both sides have the same chance events, replication by replication: that cut the variance of this difference "
            f"{times} times."
        )


def turnings(found: Comparison, scenario: str, shown: Sequence[Headline]) -> Iterator[str]:
    """Say of every measure that turns round where it is first worse and then better, or the other way round."""
    for headline in to_say(shown):
        turned = turning(headline, _by_year(found, headline, scenario))
        if turned:
            yield turned


def turning(headline: Headline, rows: Sequence[Difference]) -> str:
    """Say where a measure is first worse and then better, or the other way round; empty where it does not turn."""
    told = [row for row in rows if row.verdict in (LOWER, HIGHER) and _is_sure(row)]
    if not headline.worse or len({row.verdict for row in told}) < 2:
        return ""
    turn = next(place for place, row in enumerate(told) if row.verdict != told[0].verdict)
    before, since = max(told[:turn], key=lambda row: abs(row.difference or 0.0)), told[turn].year
    before_it = [row.year for row in told[:turn]]
    years, is_one = _years(before_it, rows[0].year), before_it[-1] == max(before_it[0], rows[0].year)
    at_most = f"{headline.name.lower()} {before.told}" + ("" if is_one else f" in {before.year}")
    if told[0].verdict != headline.worse:
        return f"{years} {'flatters' if is_one else 'flatter'}: {at_most}, but worse from {since}."
    if headline.measure in CAPACITY:
        return f"{years} {'costs' if is_one else 'cost'} capacity: {at_most}; better from {since}."
    return f"{years} {'is' if is_one else 'are'} worse: {at_most}; better from {since}."


def for_so_much(found: Comparison, scenario: str, area: str | None = None) -> str:
    """Say what the change costs or saves a year, to go on after what it changes; in two figures, for it is an estimate."""
    cost = found.cost(TOTAL, area, scenario=scenario)
    if cost.verdict == INDISTINGUISHABLE:
        return "; no difference in spending distinguishable"
    if cost.verdict == EXACTLY_NONE:
        return ", at no cost"
    if cost.verdict not in (LOWER, HIGHER) or cost.difference is None:
        return ""
    a_year = pounds(float(f"{abs(cost.difference) / (found.years[-1] - found.years[0]):.2g}"))
    return f", for {a_year} a year" if cost.verdict == HIGHER else f", saving {a_year} a year"


def price(found: Comparison, scenario: str, shown: Sequence[Headline]) -> str:
    """Say what is worse in the last year where the headline measure is better; empty where nothing is."""
    first, *others = to_say(shown)
    row = found.difference(first.measure, found.years[-1], scenario=scenario)
    if not first.worse or row.verdict not in (LOWER, HIGHER) or row.verdict == first.worse:
        return ""
    rows = {each: found.difference(each.measure, found.years[-1], scenario=scenario) for each in others if each.worse}
    paid = [f"{each.name.lower()} {cost.told}" for each, cost in rows.items() if cost.verdict == each.worse]
    return f"The price in {row.year}: {' and '.join(paid)}." if paid else ""


def _by_year(found: Comparison, headline: Headline, scenario: str) -> list[Difference]:
    return [found.difference(headline.measure, year, scenario=scenario) for year in found.years[1:]]


def _years(years: Sequence[int], first: int) -> str:
    """Name a stretch of years: by number where it begins with the first simulated, else by date."""
    if years[0] > first:
        return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    count = years[-1] - first + 1
    return "The first year" if count == 1 else f"The first {NUMBERS[count] if count < len(NUMBERS) else count} years"


def _is_sure(row: Difference) -> bool:
    return row.difference is not None and abs(row.difference) >= SURE * (row.standard_error or 0.0)
