"""Money: at whose prices accounts are kept, and what is added to a salary."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.clock import financial_year
from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import GREEN_BOOK
from workforce_sim.config.units import CalendarYear, PerYear, Quantity, Share


class Money(Section):
    """Price base, uprating, discounting and on-costs of all accounts."""

    price_base_year: CalendarYear = parameter(
        2025,
        meaning="Financial year, by its April, at whose prices all accounts are kept",
        reliability="red",
        low=2024,
        high=2026,
        reason="The planner's choice; 2025 is 2025-26, in which the simulation usually starts",
    )
    uprating_per_year: PerYear = parameter(
        0.035,
        meaning="Yearly rise with which prices given for another year are brought to the price base",
        reliability="red",
        low=0.02,
        high=0.05,
        reason="In place of a deflator: no series comes along with the program",
    )
    discounting: bool = parameter(
        False,
        meaning="Whether the yearly accounts are discounted to the first financial year of the simulation",
        reliability="red",
        reason="The planner's choice: budgets are not discounted, appraisals are",
    )
    discount_rate_per_year: Annotated[float, Quantity("per year", 0.0, 0.2, noun=False)] = parameter(
        0.035,
        meaning="Yearly rate with which costs are discounted, where they are",
        reliability="green",
        low=0.015,
        high=0.035,
        source=GREEN_BOOK,
        year=2022,
        reason="The standard rate for the first thirty years",
    )
    on_cost_share: Share = parameter(
        0.3,
        meaning="Employer's national insurance and pension on top of a salary, where a price is a salary alone",
        reliability="red",
        low=0.25,
        high=0.35,
        reason="The full cost of a social worker is published with on-costs; that of an apprentice is not",
    )

    @property
    def price_base(self) -> str:
        """Say at which prices accounts are kept: ``2025-26 prices``, and that they are discounted where they are."""
        return f"{financial_year(self.price_base_year)} prices" + (", discounted" if self.discounting else "")
