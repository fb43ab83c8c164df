"""Accounts: what every authority spends, month by month and line by line, from what the month ends counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.children.care_leavers import supported
from workforce_sim.errors import LedgerError
from workforce_sim.figures.care import PLACEMENT_KINDS
from workforce_sim.money.budgets import SpentBudgets, open_budgets
from workforce_sim.money.ledger import PENCE, Ledger, Pence, pence
from workforce_sim.money.prices import PriceBook, price_book
from workforce_sim.records.tables import CHILDREN_MONTH, WORKFORCE_MONTH
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Role

if TYPE_CHECKING:
    from workforce_sim.clock import Calendar
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.workforce.authority import Authority

Array = NDArray[np.float64]

DAYS_A_WEEK = 7.0
DAYS_A_YEAR = 365.25

PLACEMENT_LINE = {
    "kinship_foster": "fostering",
    "in_house_foster": "fostering",
    "agency_foster": "fostering",
    "childrens_home": "residential_care",
    "supported_accommodation": "residential_care",
    "with_parents": "looked_after_other",
    "placed_for_adoption": "looked_after_other",
    "other": "looked_after_other",
}
"""The line that each kind of placement is charged to, as the published accounts have it."""

PLACEMENT_PRICE = {kind: f"{kind}_week" for kind in PLACEMENT_KINDS} | {"other": "other_placement_week"}
"""The price of a week of each kind, by its name in the section ``prices``."""


class Accounts:
    """Count what costs money at every month end, spend budgets down, and price it all when the books are closed.

    ``hours`` is weekly hours in post by role, shape (months + 1, places, 6), the start first; ``child_days`` those of the
    month by kind of placement, shape (months, places, 8); ``home_price`` the price of a place in a children's home over that
    at the start, ``with_guardians`` children whom the scenario moved to special guardians, both of shape (months, places);
    ``names`` are those of the places. ``budgets`` is what programmes draw on, ``prices`` what they pay.
    """

    def __init__(self, scenario: Scenario, calendar: Calendar, names: Sequence[str]) -> None:
        months, places = len(calendar.month_ends), len(names)
        self.scenario = scenario
        self.prices: PriceBook = price_book(scenario.prices, scenario.money, calendar)
        self.budgets: SpentBudgets = open_budgets(scenario.budgets, calendar, places)
        self.hours = np.zeros((months + 1, places, len(Role)))
        self.child_days = np.zeros((months, places, len(PLACEMENT_KINDS)))
        self.home_price = np.ones((months, places))
        self.with_guardians = np.zeros((months, places))
        self.ledger = Ledger(months, names)
        self._granted: list[tuple[int, str, Pence]] = []

    def open(self, authority: Authority) -> None:
        """Count who is in post at the start."""
        self.hours[0, authority.index] = authority.establishment.in_post_hours

    def count(self, authority: Authority, month: int) -> None:
        """Count what costs money in one authority in a month whose placements have been played."""
        self.hours[month + 1, authority.index] = authority.establishment.in_post_hours
        self.child_days[month, authority.index] = authority.placements.child_days
        self.home_price[month, authority.index] = authority.placements.home_price_index
        self.with_guardians[month, authority.index] = authority.placements.guardians.children
        if self.budgets.lines:
            ask_for_workforce_programmes(authority, month)

    def settle(self, month: int, month_ends: int) -> None:
        """Grant what programmes asked for in the month, all authorities together."""
        if self.budgets.asked:
            self._granted += [(month, name, amount) for name, amount in self.budgets.settle(month_ends).items()]
            self.budgets.check()

    def close(self, workforce: Array, children: Array) -> Array:
        """Price every month from the tables of social workers and children; shape (months, places, 14).

        Columns are those of ``money_month``. Raises LedgerError where lines and postings, or a budget, do not add up.
        """
        post_workforce(self, workforce)
        post_children(self, children)
        for month, _, amount in self._granted:
            self.ledger.post("programmes", amount, month)
        self.ledger.check()
        check_programmes(self)
        pounds = np.concatenate([self.ledger.by_line, self.ledger.posted[..., None]], axis=-1) / PENCE
        years = self.fte.sum(axis=-1) * (self.prices.days[:, None] / DAYS_A_YEAR)
        entries = children[:, :, CHILDREN_MONTH.index["cla_started"]]
        return np.concatenate([pounds, years[..., None], entries[..., None]], axis=-1)

    @property
    def fte(self) -> Array:
        """In post by role in each month, the mean of its two ends; shape (months, places, 6)."""
        return (self.hours[:-1] + self.hours[1:]) / (2.0 * FULL_TIME_HOURS)

    def granted(self, programme: str) -> Pence:
        """Give what a programme was granted by month and place; shape (months, places)."""
        granted = np.zeros_like(self.ledger.posted)
        for month, name, amount in self._granted:
            if name == programme:
                granted[month] += amount
        return granted

    def spent_by_line(self) -> dict[str, Array]:
        """Give what every budget line spent, all authorities together, in pounds; each of shape (months,)."""
        return {name: self.granted(name).sum(axis=1) / PENCE for name in self.budgets.lines}


def check_programmes(accounts: Accounts) -> None:
    """Raise LedgerError unless budgets balance and what they granted is what the line of programmes has."""
    accounts.budgets.check()
    posted, granted = int(accounts.ledger.of("programmes").sum()), sum(accounts.budgets.spent.values())
    if posted != granted:
        raise LedgerError(f"programmes: {posted} pence are posted and budgets granted {granted}")


def ask_for_workforce_programmes(authority: Authority, month: int) -> None:
    """Ask the lines of apprenticeship support and welcome payments for what the month cost.

    Support goes in equal parts over the months of an apprenticeship, to everyone in training
    who began since the start: others have been paid for before.
    """
    accounts, flows = authority.accounts, authority.flows
    prices, lines = accounts.prices, accounts.budgets.lines
    if "apprenticeship" in lines:
        each = float(prices["apprentice_support"][month]) / authority.scenario.apprenticeship.length_months
        pounds = authority.training.begun_here * each
        accounts.budgets.ask("apprenticeship", authority.index, pounds)
    if "welcome_payments" in lines:
        pounds = sum(flows.started_hours) / FULL_TIME_HOURS * float(prices["welcome_payment"][month])
        accounts.budgets.ask("welcome_payments", authority.index, pounds)


def post_workforce(accounts: Accounts, workforce: Array) -> None:
    """Post what social workers, agency workers, recruitment and apprentices cost.

    Salaries go by the mean of those in post at the two ends of a month; agency workers and apprentices, who come at the
    beginning of a month, by those at its end. What a budget pays for apprentices is not charged twice.
    """
    settings, prices, post = accounts.scenario.prices, accounts.prices, accounts.ledger.post
    weeks, years = prices.days[:, None] / DAYS_A_WEEK, prices.days[:, None] / DAYS_A_YEAR

    def of(column: str) -> Array:
        return workforce[:, :, WORKFORCE_MONTH.index[column]]

    fte = accounts.fte
    paid = fte @ np.asarray(settings.relative_by_role) - (1.0 - settings.newly_qualified_relative) * of("asye_fte")
    post("social_workers", pence(np.maximum(paid, 0.0) * weeks * _by_month(prices, "social_worker_week")))
    post("agency", pence(of("agency_fte") * weeks * _by_month(prices, "agency_week")))
    staff = fte.sum(axis=-1) + of("agency_fte")
    post("other_safeguarding", pence(staff * years * _by_month(prices, "other_safeguarding_year")))
    each = _by_month(prices, "recruitment")
    if "welcome_payments" not in accounts.budgets.lines:
        each = each + _by_month(prices, "welcome_payment")
    post("recruitment", pence(of("starters_fte") * each))
    salary = _by_month(prices, "apprentice_salary_year") * (1.0 + accounts.scenario.money.on_cost_share)
    training = _by_month(prices, "apprentice_training_year")
    spent = pence(of("apprentices_headcount") * years * (salary + training))
    post("training_and_apprenticeship", np.maximum(spent - accounts.granted("apprenticeship"), 0))


def post_children(accounts: Accounts, children: Array) -> None:
    """Post what placements, other services to looked-after children, and care leavers cost."""
    prices, post = accounts.prices, accounts.ledger.post
    years = prices.days[:, None] / DAYS_A_YEAR
    for place, kind in enumerate(PLACEMENT_KINDS):
        weeks = accounts.child_days[:, :, place] / DAYS_A_WEEK
        price = _by_month(prices, PLACEMENT_PRICE[kind])
        if kind == "childrens_home":
            price = price * accounts.home_price
        post(PLACEMENT_LINE[kind], pence(weeks * price))
    weeks = accounts.child_days.sum(axis=-1) / DAYS_A_WEEK
    post("looked_after_other", pence(weeks * _by_month(prices, "looked_after_other_week")))
    weeks = accounts.with_guardians * prices.days[:, None] / DAYS_A_WEEK
    post("looked_after_other", pence(weeks * _by_month(prices, "special_guardianship_week")))
    stock, started = (children[:, :, CHILDREN_MONTH.index[name]] for name in ("care_leavers", "care_leavers_started"))
    leavers = supported(stock, started, accounts.scenario.care_leaver_support)
    post("care_leavers", pence(leavers.advisers * years * _by_month(prices, "personal_adviser_year")))
    post("grants", pence(leavers.grants * _by_month(prices, "setting_up_home_grant")))
    post("grants", pence(leavers.apprenticeships * _by_month(prices, "care_leaver_bursary")))


def _by_month(prices: PriceBook, name: str) -> Array:
    return prices[name][:, None]
