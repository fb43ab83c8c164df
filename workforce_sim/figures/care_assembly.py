"""Assemble the care profile of every authority from the packaged table.

What a start knows. Placements, ages and endings of a census are those of that year and earlier ones. **Two things are
later than the census**, and each authority's ``estimated`` says so: spending is that of 2024-25 for every census, and
before 2021, when the packaged figures on children looked after begin, everything about their care is as in 2021,
placements and ages scaled to the children looked after of the year. Neither enters a forecast of the workforce.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_sim.figures import care
from workforce_sim.figures.care import CareProfile, SpendingProfile, summing_to
from workforce_sim.figures.endings import CEASED, ENDINGS, shares_of_endings
from workforce_sim.figures.gathering import CARRY_YEARS, Gatherer
from workforce_sim.figures.published_table import ENGLAND, Lookup, Place, look_up
from workforce_sim.figures.spending import SPENDING_YEAR, spending_as_england, spending_by_authority
from workforce_sim.figures.suppressed import Completed, completed, completed_for, measure

if TYPE_CHECKING:
    import polars as pl

FIRST_CARE_YEAR = 2021
"""The first 31 March whose placements, ages and endings are packaged."""

PLACEMENT, PROVIDER, AGE = "Placement", "Place providers", "Age group"

FOSTER = "Foster placements"
HOMES = "Secure homes and children's homes"
SUPPORTED = "Independent and semi-independent living arrangements/supported accommodation"
WITH_PARENTS = "Placed with parents or other person with parental responsibility"
ADOPTION = "Placed for adoption"
OTHER_RESIDENTIAL = ("Other residential settings", "Residential schools")
OTHER = "Other placements"
PLACEMENTS = (FOSTER, HOMES, SUPPORTED, WITH_PARENTS, ADOPTION, *OTHER_RESIDENTIAL, OTHER)

NOT_OUR_OWN = ("Private provision", "Voluntary/third sector provision")
PROVIDERS = (
    *NOT_OUR_OWN,
    "Own provision (by the LA)",
    "Other LA provision",
    "Other public provision (e.g. by a PCT etc)",
    "Parents or other person with parental responsibility",
    "Placement provider not reported",
)
AGES = ("Under 1 year", "1 to 4 years", "5 to 9 years", "10 to 15 years", "16 years and over")

_MEASURES = (
    *(measure(PLACEMENT, name) for name in (*PLACEMENTS, "Total")),
    *(measure(PROVIDER, name) for name in (*PROVIDERS, "Total")),
    *(measure(AGE, name) for name in (*AGES, "Total")),
    *(part for parts in ENDINGS.values() for part in parts),
    CEASED,
)


@dataclass(frozen=True, slots=True)
class CareFigures:
    """What the care profiles of a census are made from, by authority code where they are estimated for all at once."""

    lookup: Lookup
    year: int
    """Year to 31 March of the figures: that of the census, or 2021 where that is later."""
    endings: Mapping[str, Mapping[str, float]]
    spending: Mapping[str, tuple[SpendingProfile, str]]
    england_agency_share: float


def care_figures(table: pl.DataFrame, places: Mapping[str, Place], census_year: int) -> CareFigures:
    """Gather what the care profiles of some authorities are made from; columns are those of ``importer.COLUMNS``."""
    year = max(census_year, FIRST_CARE_YEAR)
    lookup = look_up(_MEASURES, year - CARRY_YEARS, table.filter(table["year"] <= year))
    placements, providers = (
        completed_for(lookup, ENGLAND, topic, names, year) for topic, names in ((PLACEMENT, PLACEMENTS), (PROVIDER, PROVIDERS))
    )
    return CareFigures(
        lookup,
        year,
        shares_of_endings(lookup, places, year),
        spending_by_authority(table),
        _agency_share(placements.counts, providers.counts),
    )


def care_profile(figures: CareFigures, gatherer: Gatherer, census_year: int, children: float) -> CareProfile:
    """Make an authority's care profile, placements and ages summing to the children looked after of its profile."""
    place = gatherer.place
    if figures.year != census_year:
        gatherer.note("care", f"placements, ages and endings as in {figures.year}", census_year, "absent")
    placements = completed(figures.lookup, place, PLACEMENT, PLACEMENTS, figures.year)
    providers = completed(figures.lookup, place, PROVIDER, PROVIDERS, figures.year)
    ages = completed(figures.lookup, place, AGE, AGES, figures.year)
    _note(figures, gatherer, "care.placements", PLACEMENT, placements, PLACEMENTS)
    _note(figures, gatherer, "care.placements.agency_foster", PROVIDER, providers, NOT_OUR_OWN)
    _note(figures, gatherer, "care.ages", AGE, ages, AGES)
    agency = _agency_share(placements.counts, providers.counts)
    pooled = care.AGENCY_OWN_WEIGHT * agency + (1.0 - care.AGENCY_OWN_WEIGHT) * figures.england_agency_share
    spending, how = _spending(figures, place.code, children)
    if census_year != SPENDING_YEAR:
        gatherer.note("care.spending_gbp", "that of 2024-25", census_year, "absent")
    if how:
        gatherer.notes.append(f"care.spending_gbp: {how}")
    return CareProfile(
        placements=summing_to(_by_kind(placements.counts, pooled), children),
        ages=summing_to(tuple(ages.counts[name] for name in AGES), children),
        **figures.endings[place.code],
        spending_gbp=spending,
    )


def _spending(figures: CareFigures, code: str, children: float) -> tuple[SpendingProfile, str]:
    """Give what an authority spends; a council newer than the return has England's for its children looked after."""
    if code in figures.spending:
        return figures.spending[code]
    england = figures.lookup.value(ENGLAND, measure(PLACEMENT, "Total"), figures.year) or 1.0
    return spending_as_england(figures.spending, children / england)


def _by_kind(counts: Mapping[str, float], agency_share: float) -> tuple[float, ...]:
    """Put the published placements into the order of ``PLACEMENT_KINDS``, foster placements split."""
    foster = counts[FOSTER]
    return (
        care.KINSHIP_SHARE * foster,
        (1.0 - care.KINSHIP_SHARE - agency_share) * foster,
        agency_share * foster,
        counts[HOMES],
        counts[SUPPORTED],
        counts[WITH_PARENTS],
        counts[ADOPTION],
        sum(counts[name] for name in OTHER_RESIDENTIAL) + counts[OTHER],
    )


def _agency_share(placements: Mapping[str, float], providers: Mapping[str, float]) -> float:
    """Estimate the share of foster placements that agencies give, within its bounds, before it is pooled."""
    least, most = care.AGENCY_SHARE_BOUNDS
    agency = sum(providers[name] for name in NOT_OUR_OWN)
    agency -= care.PRIVATE_HOMES_SHARE * placements[HOMES]
    agency -= care.PRIVATE_SUPPORTED_SHARE * placements[SUPPORTED]
    agency -= care.PRIVATE_OTHER_RESIDENTIAL_SHARE * sum(placements[name] for name in OTHER_RESIDENTIAL)
    return min(most, max(least, agency / placements[FOSTER])) if placements[FOSTER] > 0 else least


def _note(figures: CareFigures, gatherer: Gatherer, name: str, topic: str, found: Completed, wanted: tuple[str, ...]) -> None:
    """Write down in one line where counts are not the authority's own of the year, or are suppressed."""
    lookup, place = figures.lookup, gatherer.place
    symbol = lookup.get(place.code, measure(topic, "Total"), figures.year).symbol
    hidden = [breakdown for breakdown in found.suppressed if breakdown in wanted]
    whose = {place.code: str(found.year), place.region_code: place.region_name}.get(found.whose, ENGLAND)
    what = [] if whose == str(figures.year) else [f"shared out as in {whose}"]
    if hidden and found.whose == place.code:
        everything = len(found.suppressed) == len(found.counts)
        names = "all kinds" if everything else " and ".join(found.suppressed)
        what.append(f"{names} estimated from the {found.left:g} left of the total")
        symbol = lookup.get(place.code, measure(topic, hidden[0]), found.year).symbol
    if what:
        gatherer.note(name, ", ".join(what), figures.year, symbol)
