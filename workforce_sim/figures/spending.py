"""Give every authority its net spending on children's services in 2024-25, by stated rules where it is not published.

* **Split not published** (Gateshead, whose four lines for children looked after are "note 4"): the published sum of
  them, split as in the published authorities of its region.
* **Return not published** (Birmingham, Cumberland and Slough): what the published authorities leave of England's figure,
  line by line, shared by children looked after. England's row has an estimate of such authorities, and so England stays
  as published; the three get less than half of England's spending per child looked after, and much on young people.
* **Paid to a trust as one sum** (Sandwell, whose children looked after cost less than nothing while other children and
  families cost GBP 101 million): its own sum of all lines, split as in the published authorities of its region.
* A council closed before 2024-25 spends what its successors do (Cumbria); one that did not exist yet spends what England
  does on so many children looked after.

What is published below 0 elsewhere, net of income, is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from workforce_sim.errors import UserError
from workforce_sim.figures.care import SpendingProfile
from workforce_sim.figures.published_table import ENGLAND, Lookup, look_up
from workforce_sim.figures.sources import SYMBOLS

if TYPE_CHECKING:
    import polars as pl

SPENDING_YEAR = 2025
"""The year to 31 March 2025, the only one packaged."""

LINES = {
    "looked_after": "children_looked_after_gbp_thousand",
    "residential_care": "cla_residential_care_gbp_thousand",
    "fostering": "cla_fostering_gbp_thousand",
    "looked_after_asylum": "cla_asylum_seeking_gbp_thousand",
    "looked_after_other": "cla_other_gbp_thousand",
    "safeguarding_and_social_work": "safeguarding_and_social_work_gbp_thousand",
    "safeguarding_and_social_work_employees": "safeguarding_and_social_work_employees_gbp_thousand",
    "family_support": "family_support_gbp_thousand",
    "youth_justice": "youth_justice_gbp_thousand",
    "other_children_and_families": "other_children_and_families_gbp_thousand",
    "asylum_seekers": "asylum_seekers_gbp_thousand",
    "services_for_young_people": "services_for_young_people_gbp_thousand",
    "early_years": "sure_start_and_early_years_gbp_thousand",
}
"""Published measures by the names of a ``SpendingProfile``."""

LOOKED_AFTER_LINES = ("residential_care", "fostering", "looked_after_asylum", "looked_after_other")
"""The lines that ``looked_after`` is the sum of."""

SUCCESSORS = {"E10000006": ("E06000063", "E06000064")}
"""Cumbria, until 2022: Cumberland, and Westmorland and Furness."""

_WITHIN = {*LOOKED_AFTER_LINES, "safeguarding_and_social_work_employees"}
"""Lines that are part of another."""

_LOOKED_AFTER = "children_count|Children looked after on 31 March each year"

Lines = dict[str, float]


def spending_by_authority(table: pl.DataFrame) -> dict[str, tuple[SpendingProfile, str]]:
    """Give what every authority spent, GBP a year, and how it is not as published (empty where it is).

    ``table`` has the columns of ``importer.COLUMNS``. Raises UserError where a line is published for nobody.
    """
    year = table.filter(table["year"] == SPENDING_YEAR)
    lookup = look_up((*LINES.values(), _LOOKED_AFTER), SPENDING_YEAR, year)
    codes = [code for code in lookup.places if (code, LINES["looked_after"], SPENDING_YEAR) in lookup.figures]
    published = {code: _published(lookup, code) for code in codes}
    absent = [code for code in codes if "looked_after" not in published[code]]
    whole = [code for code in codes if len(published[code]) == len(LINES)]
    in_one_sum = [code for code in whole if published[code]["looked_after"] <= 0]
    patterns = [code for code in whole if code not in in_one_sum]
    if not patterns:
        raise UserError(f"no figures are published for spending on children looked after in {SPENDING_YEAR}")
    made: dict[str, tuple[Lines, str]] = {code: (published[code], "") for code in patterns}
    for code in codes:
        if code in absent or code in patterns:
            continue
        pattern = _sum_of([published[other] for other in _neighbours(lookup, code, patterns)])
        if code in in_one_sum:
            how = "its own sum, given to another body, split as published spending in its region"
            made[code] = _split_sum(published[code], pattern), how
        else:
            how = f"looked_after split as published spending in its region because {_reason(lookup, code, 'fostering')}"
            made[code] = _split_looked_after(published[code], pattern), how
    known = [published[code] if code in in_one_sum else lines for code, (lines, _) in made.items()]
    for code, lines in _shared_rest(lookup, absent, _sum_of(known)).items():
        how = (
            f"its share by children looked after of what others leave of England because {_reason(lookup, code, 'looked_after')}"
        )
        made[code] = lines, how
    for closed, successors in SUCCESSORS.items():
        if all(code in made for code in successors):
            made[closed] = _sum_of([made[code][0] for code in successors]), "that of the councils that replaced it"
    return {code: (_in_gbp(lines), how) for code, (lines, how) in made.items()}


def spending_as_england(known: Mapping[str, tuple[SpendingProfile, str]], share: float) -> tuple[SpendingProfile, str]:
    """Give a council that is not in the return its share of what all that are in it spend together."""
    parts = [asdict(spending) for code, (spending, _) in known.items() if code not in SUCCESSORS]
    lines = {name: share * value for name, value in _sum_of(parts).items()}
    return SpendingProfile(**lines), "estimated from England's for children looked after because 2024-25 is not given"


def _published(lookup: Lookup, code: str) -> Lines:
    """Give the lines that a place has, in GBP thousand."""
    values = {name: lookup.value(code, measure, SPENDING_YEAR) for name, measure in LINES.items()}
    return {name: value for name, value in values.items() if value is not None}


def _reason(lookup: Lookup, code: str, line: str) -> str:
    symbol = lookup.get(code, LINES[line], SPENDING_YEAR).symbol
    return f"2024-25 is {symbol} ({SYMBOLS.get(symbol, 'not given')})"


def _neighbours(lookup: Lookup, code: str, patterns: Sequence[str]) -> Sequence[str]:
    """List the published authorities of the same region; all of England's where it has none."""
    region = lookup.places[code].region_code
    return [other for other in patterns if lookup.places[other].region_code == region] or patterns


def _sum_of(parts: Sequence[Mapping[str, float]]) -> Lines:
    return {name: sum(part.get(name, 0.0) for part in parts) for name in LINES}


def _split_sum(own: Lines, pattern: Lines) -> Lines:
    """Split the sum of all lines that are part of no other one as the pattern splits its own."""
    total = sum(value for name, value in own.items() if name not in _WITHIN)
    return {name: value * total / sum(pattern[line] for line in LINES if line not in _WITHIN) for name, value in pattern.items()}


def _split_looked_after(own: Lines, pattern: Lines) -> Lines:
    """Split spending on children looked after as the pattern does; any other missing line goes with it."""
    ratio = own["looked_after"] / pattern["looked_after"]
    return {name: own.get(name, ratio * value) for name, value in pattern.items()}


def _shared_rest(lookup: Lookup, absent: Sequence[str], known: Lines) -> dict[str, Lines]:
    """Share what England's lines have beyond the known ones among those without a return, by children looked after."""
    england = _published(lookup, ENGLAND)
    sizes = {code: lookup.value(code, _LOOKED_AFTER, SPENDING_YEAR) or 0.0 for code in absent}
    everyone = sum(sizes.values()) or 1.0
    rest = {name: max(0.0, england.get(name, 0.0) - value) for name, value in known.items()}
    return {code: {name: value * size / everyone for name, value in rest.items()} for code, size in sizes.items()}


def _in_gbp(lines: Lines) -> SpendingProfile:
    return SpendingProfile(**{name: 1000.0 * value for name, value in lines.items()})
