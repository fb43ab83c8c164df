"""Budgets: national lines of programme money, each for one programme, from a day to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import Field

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.units import PoundsOrNone, WrongValueError

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario

ONLY_THE_PLANNER_KNOWS = "A lever, not an estimate"
UNALLOCATED = "unallocated"


class BudgetLine(Section):
    """The money of one programme, all authorities simulated together."""

    pounds: PoundsOrNone = parameter(
        None,
        meaning="Pounds in the line, at the prices of the price base; empty for no line",
        reliability="red",
        reason=ONLY_THE_PLANNER_KNOWS,
    )
    begins: dt.date | None = parameter(
        None,
        meaning="First day on which it may be spent; empty for the start of the simulation",
        reliability="red",
        reason=ONLY_THE_PLANNER_KNOWS,
    )
    ends: dt.date | None = parameter(
        None,
        meaning="Last day on which it may be spent; empty for no end",
        reliability="red",
        reason=ONLY_THE_PLANNER_KNOWS,
    )


class Budgets(Section):
    """The lines by programme. Without any, authorities pay everything themselves and no programme ever stops."""

    apprenticeship: BudgetLine = Field(default_factory=BudgetLine)
    welcome_payments: BudgetLine = Field(default_factory=BudgetLine)
    family_help: BudgetLine = Field(default_factory=BudgetLine)
    family_networks: BudgetLine = Field(default_factory=BudgetLine)
    fostering: BudgetLine = Field(default_factory=BudgetLine)
    kinship: BudgetLine = Field(default_factory=BudgetLine)
    unallocated: BudgetLine = Field(default_factory=BudgetLine)

    @property
    def by_programme(self) -> dict[str, BudgetLine]:
        """The lines that have money, by programme; ``unallocated`` is spent by nobody and left out."""
        lines = {name: getattr(self, name) for name in PROGRAMMES}
        return {name: line for name, line in lines.items() if line.pounds is not None}


def _apprenticeship_is_on(scenario: Scenario) -> bool:
    return scenario.apprenticeship.intake.maximum > 0.0 and scenario.prices.apprentice_support.maximum > 0.0


def _welcome_payments_are_on(scenario: Scenario) -> bool:
    return scenario.prices.welcome_payment.maximum > 0.0


def _family_help_is_on(scenario: Scenario) -> bool:
    return bool(scenario.family_help.roll_out.steps) and scenario.prices.family_help_year.maximum > 0.0


def _family_networks_are_on(scenario: Scenario) -> bool:
    networks = scenario.family_networks
    offered = bool(networks.roll_out.steps) and networks.conferences_offered_share > 0.0
    return offered and scenario.prices.family_group_conference.maximum > 0.0


def _fostering_is_on(scenario: Scenario) -> bool:
    return scenario.fostering.recruitment_and_retention_spend.maximum > 0.0


def _kinship_is_on(scenario: Scenario) -> bool:
    placements = scenario.placements
    more = max(placements.kinship_level.maximum, placements.special_guardianship_level.maximum) > 1.0
    return more and scenario.prices.kinship_support_year.maximum > 0.0


PROGRAMMES: Mapping[str, Callable[[Scenario], bool]] = MappingProxyType(
    {
        "apprenticeship": _apprenticeship_is_on,
        "welcome_payments": _welcome_payments_are_on,
        "family_help": _family_help_is_on,
        "family_networks": _family_networks_are_on,
        "fostering": _fostering_is_on,
        "kinship": _kinship_is_on,
    }
)
"""Every programme that may draw on a line, with whether a scenario switches it on and gives it a cost."""


def check_budgets(scenario: Scenario) -> None:
    """Refuse a line that no programme spends, and a programme without a line where there are lines; WrongValueError."""
    lines = scenario.budgets.by_programme
    on = [name for name, is_on in PROGRAMMES.items() if is_on(scenario)]
    for name, line in lines.items():
        if name not in on:
            raise WrongValueError(
                f"is {line.pounds or 0.0:,.0f}, but this scenario has no programme that spends it; switch {name} on, or give the "
                "money to budgets.unallocated",
                f"budgets.{name}.pounds",
            )
        if line.begins is not None and line.ends is not None and line.ends < line.begins:
            text = f"is {line.ends}; it must be on or after budgets.{name}.begins, {line.begins}"
            raise WrongValueError(text, f"budgets.{name}.ends")
    without = [name for name in on if lines and name not in lines]
    if without:
        raise WrongValueError(
            f"is empty, and {without[0]} spends money; where programmes have budgets, each needs one: give it pounds, 0 for none",
            f"budgets.{without[0]}.pounds",
        )
