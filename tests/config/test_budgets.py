"""Lines and programmes must fit: one clear line says what to change."""

from __future__ import annotations

from typing import Any

import pytest

from workforce_sim.config.budgets import PROGRAMMES, Budgets
from workforce_sim.config.loading import load_scenario
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError

pytestmark = pytest.mark.unit

APPRENTICES = {"apprenticeship.intake": 5, "budgets.apprenticeship.pounds": 1e6}
EVERYWHERE = [{"areas": "England", "from": "2026-04-01"}]
ON: dict[str, dict[str, Any]] = {
    "apprenticeship": {"apprenticeship.intake": 5},
    "welcome_payments": {"prices.welcome_payment": 3000},
    "family_help": {"family_help.roll_out": EVERYWHERE},
    "family_networks": {"family_networks.roll_out": EVERYWHERE},
    "fostering": {"fostering.recruitment_and_retention_spend": 1e6},
    "kinship": {"placements.kinship_level": {"2026-04-01": 1.1}},
}
"""What switches each programme on."""


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"budgets.kinship.pounds": 9e6},
            "budgets.kinship.pounds is 9,000,000, but this scenario has no programme that spends it; switch kinship on, or give "
            "the money to budgets.unallocated",
        ),
        (
            {"budgets.apprenticeship.pounds": 1e6},
            "budgets.apprenticeship.pounds is 1,000,000, but this scenario has no programme that spends it; switch "
            "apprenticeship on, or give the money to budgets.unallocated",
        ),
        (
            {**APPRENTICES, "prices.welcome_payment": 3000},
            "budgets.welcome_payments.pounds is empty, and welcome_payments spends money; where programmes have budgets, each "
            "needs one: give it pounds, 0 for none",
        ),
        (
            {**APPRENTICES, "budgets.apprenticeship.begins": "2027-04-01", "budgets.apprenticeship.ends": "2026-04-01"},
            "budgets.apprenticeship.ends is 2026-04-01; it must be on or after budgets.apprenticeship.begins, 2027-04-01",
        ),
        (
            {"budgets.apprenticeship.begins": "soon"},
            'budgets.apprenticeship.begins is "soon"; it must be a date such as 2027-09-01',
        ),
        ({"budgets.apprentices.pounds": 1}, "budgets.apprentices is not a parameter; did you mean budgets.apprenticeship?"),
        (
            {"prices.childrens_home_week": None},
            "prices.childrens_home_week is empty; it must be a number (0 or more pounds a week at 2023-24 prices)",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(values: dict[str, Any], told: str) -> None:
    with pytest.raises(UserError) as refused:
        Scenario().with_values(values)
    assert str(refused.value).startswith(told)


def test_money_that_nobody_is_to_spend_may_be_left_unallocated() -> None:
    scenario = Scenario().with_values({**APPRENTICES, "budgets.unallocated.pounds": 91e6})
    assert list(scenario.budgets.by_programme) == ["apprenticeship"]


def test_no_line_at_all_is_no_limit() -> None:
    scenario = Scenario().with_values({"apprenticeship.intake": 5, "prices.welcome_payment": 3000})
    assert not scenario.budgets.by_programme


def test_every_programme_has_a_line_of_its_name() -> None:
    assert set(PROGRAMMES) | {"unallocated"} == set(Budgets.model_fields)


def test_a_resolved_scenario_with_dates_in_its_lines_is_made_again() -> None:
    scenario = Scenario().with_values({**APPRENTICES, "budgets.apprenticeship.begins": "2026-04-01"})
    assert Scenario().with_values(scenario.resolved()) == scenario


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_line_needs_a_programme_that_spends_it_and_a_programme_among_lines_a_line(name: str) -> None:
    line = {f"budgets.{name}.pounds": 1e6}
    with pytest.raises(UserError, match=rf"^budgets.{name}.pounds is 1,000,000, but this scenario has no programme"):
        Scenario().with_values(line)
    assert list(Scenario().with_values(ON[name] | line).budgets.by_programme) == [name]
    other = "kinship" if name != "kinship" else "fostering"
    with pytest.raises(UserError, match=rf"^budgets.{name}.pounds is empty, and {name} spends money"):
        Scenario().with_values(ON[name] | ON[other] | {f"budgets.{other}.pounds": 1e6})


@pytest.mark.parametrize(
    ("name", "off"),
    [
        ("family_help", {"prices.family_help_year": 0}),
        ("family_networks", {"family_networks.conferences_offered_share": 0}),
        ("family_networks", {"prices.family_group_conference": 0}),
        ("kinship", {"prices.kinship_support_year": 0}),
        ("kinship", {"placements.kinship_level": 0.9}),
    ],
)
def test_a_programme_that_costs_nothing_spends_no_line(name: str, off: dict[str, Any]) -> None:
    with pytest.raises(UserError, match=f"has no programme that spends it; switch {name} on"):
        Scenario().with_values(ON[name] | off | {f"budgets.{name}.pounds": 1e6})


def test_more_special_guardians_alone_are_a_programme_for_kin() -> None:
    more = {"placements.special_guardianship_level": {"2026-04-01": 1.1}}
    assert PROGRAMMES["kinship"](Scenario().with_values(more))
    assert not PROGRAMMES["kinship"](Scenario())
    assert Scenario().with_values(more | {"budgets.kinship.pounds": 1e6}).budgets.kinship.pounds == 1e6


def test_the_two_hundred_million_are_two_hundred_million() -> None:
    """£45m, £30m, £25m and £9m are named in Stable Homes, Built on Love; up to twelve areas have Family Help."""
    scenario = load_scenario("configs/scenarios/two_hundred_million.yaml")
    pounds = {name: line.pounds for name, line in scenario.budgets.by_programme.items()}
    named = {"family_help": 45e6, "family_networks": 30e6, "fostering": 25e6, "kinship": 9e6}
    assert pounds == named | {"apprenticeship": 13.7e6}
    assert sum(pounds.values()) + scenario.budgets.unallocated.pounds == 200e6
    assert 10 <= len(scenario.family_help.roll_out.steps[0].areas) <= 12
    assert scenario.apprenticeship.intake.maximum == 500
