"""Work out yearly rates of every authority from its latest three years and shrink them.

The latest year weighs three, the one before two, the one before that one. A year without one of its figures is left
out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workforce_sim.figures.gathering import SUPPRESSED_COUNT
from workforce_sim.figures.published_table import Lookup, Place
from workforce_sim.figures.shrinkage import Shrunk, shrink

YEAR_WEIGHTS = (1 / 3, 2 / 3, 1.0)
"""Oldest first. The latest year counts whole, so that exposures keep their unit."""

OwnRate = Callable[[Lookup, str, int], tuple[float, float] | None]
"""Give (events, exposure) of a place in a year, or None where one of them is not published."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Shrunk rates by authority code; names as in ``AuthorityProfile``."""

    absence_rate: Mapping[str, Shrunk]
    rereferral_share: Mapping[str, Shrunk]
    no_further_action_share: Mapping[str, Shrunk]
    not_in_need_share: Mapping[str, Shrunk]
    cpp_subsequent_share: Mapping[str, Shrunk]


def shrunk_rates(lookup: Lookup, places: Mapping[str, Place], census_year: int) -> Rates:
    """Work out every rate of every authority for the years up to a census.

    Children's years to 31 March carry the number of the census year that follows them.
    """

    def rate(own: OwnRate) -> dict[str, Shrunk]:
        return pooled(own, lookup, places, census_year)

    return Rates(
        absence_rate=rate(absence_over_stock),
        rereferral_share=rate(_share("rereferral_count", "referral_count")),
        no_further_action_share=rate(_share("no_further_action_count", "referral_count")),
        not_in_need_share=rate(_share("not_in_need_count", "referral_count")),
        cpp_subsequent_share=rate(_share("CPP_subsequent", "CPP_start")),
    )


def pooled(own: OwnRate, lookup: Lookup, places: Mapping[str, Place], census_year: int) -> dict[str, Shrunk]:
    """Weigh every authority's three years up to a census and shrink the rate they give."""
    region_of = {code: place.region_code for code, place in places.items()}
    years_of = {}
    for code in places:
        years = []
        for weight, year in zip(YEAR_WEIGHTS, range(census_year - 2, census_year + 1), strict=True):
            known = own(lookup, code, year)
            years.append((weight * known[0], weight * known[1]) if known else (0.0, 0.0))
        years_of[code] = years
    return shrink(years_of, region_of)


def absence_over_stock(lookup: Lookup, code: str, year: int) -> tuple[float, float] | None:
    """Give FTE absent through sickness on a mean working day, and FTE in post."""
    percent, inpost = lookup.value(code, "absence_rate_fte", year), lookup.value(code, "inpost_fte", year)
    return None if percent is None or inpost is None else (percent / 100 * inpost, inpost)


def _share(part: str, whole: str) -> OwnRate:
    """Make the rate of a part of a count of children; a part suppressed as c is 1 to 5 and is taken as 3."""

    def own(lookup: Lookup, code: str, year: int) -> tuple[float, float] | None:
        total, figure = lookup.value(code, whole, year), lookup.get(code, part, year)
        count = SUPPRESSED_COUNT if figure.symbol == "c" else figure.value
        if total is None or count is None or total < count:
            return None
        return count, total

    return own
