"""Which measures a comparison is about: those of the workforce always, those of children and money where these are changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from workforce_sim.records.headlines import BY_MEASURE, CHILDREN, HEADLINES, MONEY, Headline

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.studies.comparison import Comparison

FEW_YEARS = 4

ACTS_ON: Mapping[str, tuple[str, ...]] = {
    "establishment": (MONEY,),
    "turnover": (MONEY,),
    "reclassification": (),
    "recruitment": (MONEY,),
    "labour_market": (MONEY,),
    "training_routes": (MONEY,),
    "apprenticeship": (MONEY,),
    "asye": (),
    "agency": (MONEY,),
    "absence": (MONEY,),
    "promotion": (MONEY,),
    "cases": (CHILDREN, MONEY),
    "family_help": (CHILDREN, MONEY),
    "family_networks": (CHILDREN, MONEY),
    "counting": (),
    "placements": (CHILDREN, MONEY),
    "fostering": (CHILDREN, MONEY),
    "childrens_homes": (CHILDREN, MONEY),
    "care_leaver_support": (CHILDREN, MONEY),
    "money": (MONEY,),
    "prices": (MONEY,),
    "budgets": (MONEY,),
}
"""What the parameters of each section act on beside the workforce; who is in post costs money."""

FIRST_TO_SAY = (
    "vacancy_rate_fte",
    "inpost_fte",
    "caseload_fte",
    "agency_rate_fte",
    "turnover_rate_fte",
    "apprentices_headcount",
)
"""The headline sentence is about the first of these that is compared; the table of contributions about the first three."""

FIRST_OF_CHILDREN = ("cla_started", "care_entries_averted")
"""Of these, which say much the same, the first that there is stands in the table and is said in a sentence."""


def subjects(scenarios: Sequence[Scenario]) -> frozenset[str]:
    """Say what scenarios act on beside the workforce, by the sections of the parameters that they change in the first."""
    return frozenset(subject for section in _changed_sections(scenarios) for subject in ACTS_ON.get(section, ()))


def _changed_sections(scenarios: Sequence[Scenario]) -> set[str]:
    from workforce_sim.studies.changes import changes_between

    return {name.partition(".")[0] for other in scenarios[1:] for name in changes_between(scenarios[0], other).values}


def headlines(found: Comparison, measures: Sequence[str], about: Collection[str] = ()) -> list[Headline]:
    """Choose what the table is about: the measures that were asked for, or those that a planner asks for first."""
    from workforce_sim.studies.comparison import UNITS

    if not measures:
        second_best = [name for name in FIRST_OF_CHILDREN if name in found.measures][1:]
        usable = [each for each in HEADLINES if each.measure in found.measures and each.measure not in second_best]
        return [each for each in usable if not each.about or each.about in about]
    chosen = [name for name in found.measures if name in measures]
    units = {name: {"per cent": "%"}.get(UNITS[name], UNITS[name]) for name in chosen}
    return [BY_MEASURE.get(name, Headline(name, name, units[name])) for name in chosen]


def to_say(shown: Sequence[Headline]) -> list[Headline]:
    """Order measures by what to say first."""
    order = {name: place for place, name in enumerate(FIRST_TO_SAY)}
    return sorted(shown, key=lambda headline: order.get(headline.measure, len(order)))


def chosen_years(years: Sequence[int], asked: Collection[int] = ()) -> list[int]:
    """Choose the simulated years that the table shows: those asked for, all where they are few, else first, middle and last."""
    simulated = list(years[1:])
    if asked:
        return [year for year in simulated if year in asked]
    if len(simulated) <= FEW_YEARS:
        return simulated
    return [simulated[0], simulated[len(simulated) // 2], simulated[-1]]
