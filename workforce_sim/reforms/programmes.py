"""Programmes and their money: what each costs a month, and how much of its effect its line pays for.

A programme without a budget line is paid by the authorities themselves and never stops. One with a line has, in every
month, the share of its effect that what is left can bear, expected at the beginning of the month.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.caseload.counting import COUNTS
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.help_given import NO_HELP
from workforce_sim.config.budgets import PROGRAMMES
from workforce_sim.money.prices import mean_by_month
from workforce_sim.reforms.journey import help_given
from workforce_sim.workforce.placements import levers_of
from workforce_sim.workforce.timetable import day_by_day

if TYPE_CHECKING:
    from workforce_sim.workforce.authority import Authority

Real = NDArray[np.float64]

DAYS_A_YEAR = 365.25
MONTHS_A_YEAR = 12
PER_CHILDREN = 10_000.0
KINSHIP_LEVERS = [kernel.KINSHIP_LEVEL, kernel.ORDERS]
PRE_PROCEEDINGS = COUNTS.index("pre_proceedings")


class Programmes:
    """Ask for what programmes cost at every month end, and let each go on as far as its line can bear.

    ``shares`` is how much of each programme that is on there is money for in the month that runs.
    """

    def __init__(self, authorities: Sequence[Authority]) -> None:
        """Work out what the programmes would cost, and hold back those whose line is empty or not yet open."""
        scenario = authorities[0].scenario
        self._authorities = authorities
        self.shares = {name: 1.0 for name in PRICED if PROGRAMMES[name](scenario)}
        self._rates = {name: PRICED[name](authorities) for name in self.shares}
        self._counts_pre_proceedings = "family_networks" in self.shares
        self._pre_proceedings = np.zeros(len(authorities))
        self._so_far = np.zeros(len(authorities))
        if "fostering" in self.shares and "fostering" in authorities[0].accounts.budgets.lines:
            forget_money_before_the_start(authorities)
        self._go_on(0)

    def settle(self, month: int, month_ends: int) -> None:
        """Ask the lines for what a month cost, settle the accounts, and see what the next month can have."""
        accounts = self._authorities[0].accounts
        if self._counts_pre_proceedings:
            self._count_pre_proceedings()
        for name, share in self.shares.items():
            for authority, pounds in zip(self._authorities, self._costs(name, month) * share, strict=True):
                accounts.budgets.ask(name, authority.index, float(pounds))
        accounts.settle(month, month_ends)
        if month + 1 < len(self._authorities[0].calendar.month_ends):
            self._go_on(month + 1)

    def _costs(self, name: str, month: int) -> Real:
        """Give what a programme costs in full in a month, by what was counted in the last; pounds, shape (places,)."""
        costs: Real = self._rates[name][month]
        if name == "family_networks":
            costs = costs * self._pre_proceedings
        if name == "kinship":
            costs = costs * np.array([each.placements.child_days[kernel.KINSHIP] for each in self._authorities])
        return costs

    def _count_pre_proceedings(self) -> None:
        counted = np.array([authority.case_book.counts_array()[PRE_PROCEEDINGS] for authority in self._authorities])
        self._pre_proceedings, self._so_far = counted - self._so_far, counted

    def _go_on(self, month: int) -> None:
        """See which share of each programme its line can bear in a month, and let it have that share from then on."""
        first = self._authorities[0]
        last_day = first.calendar.month_ends[month]
        budgets = first.accounts.budgets
        before = dict(self.shares)
        for name in before:
            self.shares[name] = budgets.granted_share(name, last_day, float(self._costs(name, month).sum()))
        changed = {name for name, share in self.shares.items() if share != before[name]}
        if changed & {"family_help", "family_networks"}:
            self._change_help()
        if "fostering" in changed:
            scale_extra_households(self._authorities, month, self.shares["fostering"])
        if "kinship" in changed:
            scale_kinship(self._authorities, month, self.shares["kinship"])

    def _change_help(self) -> None:
        paid = {name: self.shares.get(name, 1.0) for name in ("family_help", "family_networks")}
        for each in self._authorities:
            if each.help_given is not NO_HELP:
                each.help_given = help_given(each.scenario, each.profile, each.calendar, **paid)
                each.case_book.change_help(each.help_given.averted, each.help_given.led_share)


def family_help_costs(authorities: Sequence[Authority]) -> Real:
    """Give pounds by month for Family Help, by the children who live where it is in force; shape (months, places)."""
    prices = authorities[0].accounts.prices
    years = prices.days / DAYS_A_YEAR
    costs = [
        mean_by_month(each.help_given.family_help, each.calendar) * years * each.profile.population_0_to_17 / PER_CHILDREN
        for each in authorities
    ]
    return np.stack(costs, axis=1) * prices["family_help_year"][:, None]


def conference_costs(authorities: Sequence[Authority]) -> Real:
    """Give pounds by month for conferences, for each child in pre-proceedings; shape (months, places)."""
    first = authorities[0]
    price = first.accounts.prices["family_group_conference"] / first.scenario.family_networks.children_per_conference
    return np.stack([mean_by_month(each.help_given.conferences, each.calendar) * price for each in authorities], axis=1)


def fostering_costs(authorities: Sequence[Authority]) -> Real:
    """Give pounds by month for recruiting and keeping foster carers, as the scenario has them; shape (months, places)."""
    first = authorities[0]
    spend = day_by_day(first.scenario.fostering.recruitment_and_retention_spend, first.calendar)
    a_month = np.array([spend[day] for day in first.calendar.month_begins]) / MONTHS_A_YEAR
    return np.outer(a_month, [each.placements.share_of_england for each in authorities])


def kinship_costs(authorities: Sequence[Authority]) -> Real:
    """Give pounds by month for each day of a child with kinship foster carers while support is to bring more of them, or more
    special guardians; shape (months, places).
    """
    first = authorities[0]
    price = first.accounts.prices["kinship_support_year"] / DAYS_A_YEAR
    more = planned_levers(first)[:, KINSHIP_LEVERS].max(axis=1) > 1.0
    return np.repeat((price * more)[:, None], len(authorities), axis=1)


PRICED: dict[str, Callable[[Sequence[Authority]], Real]] = {
    "family_help": family_help_costs,
    "family_networks": conference_costs,
    "fostering": fostering_costs,
    "kinship": kinship_costs,
}
"""The programmes whose effect follows their money, with what they cost at full strength."""


def scale_extra_households(authorities: Sequence[Authority], month: int, share: float) -> None:
    """Let money spent from a month on bring a share of the households that it would; they come after the usual time."""
    first = month + authorities[0].scenario.fostering.approval_months
    households = planned_levers(authorities[0])[first:, kernel.EXTRA_HOUSEHOLDS]
    for authority in authorities:
        authority.placements.set_lever(kernel.EXTRA_HOUSEHOLDS, first, households * share)


def forget_money_before_the_start(authorities: Sequence[Authority]) -> None:
    """Let no households come of money that was spent before the start: a line had not paid it."""
    households = planned_levers(authorities[0])[:, kernel.EXTRA_HOUSEHOLDS].copy()
    households[: authorities[0].scenario.fostering.approval_months] = 0.0
    for authority in authorities:
        authority.placements.set_lever(kernel.EXTRA_HOUSEHOLDS, 0, households)


def scale_kinship(authorities: Sequence[Authority], month: int, share: float) -> None:
    """Let a share of those go to relatives or friends, or have them as guardians, from a month on, who do beyond the usual."""
    for lever in KINSHIP_LEVERS:
        level = planned_levers(authorities[0])[month:, lever]
        for authority in authorities:
            authority.placements.set_lever(lever, month, np.where(level > 1.0, 1.0 + (level - 1.0) * share, level))


def planned_levers(authority: Authority) -> Real:
    """Give what the scenario changes of placements where money is no limit, to be read only; as ``levers_of``."""
    scenario = authority.scenario
    return levers_of(scenario.placements, scenario.fostering, scenario.childrens_homes, authority.calendar)
