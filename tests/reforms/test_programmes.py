"""What programmes cost, and what is left of their effect when the money is short."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workforce.small_authority import published, scenario_with, world_of
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.config.budgets import PROGRAMMES
from workforce_sim.figures.areas import select
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import CHILDREN_MONTH, MONEY_MONTH, PLACEMENTS_MONTH, WORKFORCE_MONTH
from workforce_sim.reforms.programmes import PRICED, Programmes
from workforce_sim.replication import replicate
from workforce_sim.workforce.authority import Authority

YEARS = 3
BEGINS = dt.date(2026, 4, 1)
OCTOBER_TO_MARCH = 6
EVERYWHERE = [{"areas": "England", "from": BEGINS}]
ON: dict[str, dict[str, Any]] = {
    "family_help": {
        "family_help.roll_out": EVERYWHERE,
        "family_help.fewer_plans": 0.3,
        "family_help.fewer_care_entries": 0.3,
        "family_help.led_by_family_support_share": 0.4,
        "family_help.protection_team_social_workers_per_10000": 0.5,
    },
    "family_networks": {"family_networks.roll_out": EVERYWHERE},
    "fostering": {"fostering.recruitment_and_retention_spend": {BEGINS: 44e6}},
    "kinship": {"placements.kinship_level": {BEGINS: 1.5}},
}
ALL = {name: value for values in ON.values() for name, value in values.items()}
PLAYED = ("workforce_month", "children_month", "placements_month", "annual_return")


def lines(pounds: float, *programmes: str, **dates: Any) -> dict[str, Any]:
    told = {}
    for name in programmes or PRICED:
        told |= {f"budgets.{name}.pounds": pounds, **{f"budgets.{name}.{which}": day for which, day in dates.items()}}
    return told


def lived(values: dict[str, Any]) -> ReplicationRecords:
    return replicate(scenario_with(values, YEARS), published("Nottinghamshire"), 1, 0)


@cache
def usual() -> ReplicationRecords:
    return lived({})


@cache
def unlimited(name: str) -> ReplicationRecords:
    return lived(ON[name])


def column(records: ReplicationRecords, name: str) -> np.ndarray:
    for table in (WORKFORCE_MONTH, CHILDREN_MONTH, PLACEMENTS_MONTH, MONEY_MONTH):
        if name in table.index:
            return records.arrays[table.name][:, 0, table.index[name]]
    raise KeyError(name)


def same(one: ReplicationRecords, other: ReplicationRecords, *, months: int | None = None) -> bool:
    tables = PLAYED if months is None else PLAYED[:3]
    return all(np.array_equal(one.arrays[name][:months], other.arrays[name][:months], equal_nan=True) for name in tables)


@pytest.mark.unit
def test_every_programme_on_whose_money_an_effect_hangs_has_a_line() -> None:
    assert set(PRICED) < set(PROGRAMMES)


@pytest.mark.system
@pytest.mark.parametrize("name", PRICED)
def test_without_a_line_the_authority_pays_what_the_programme_costs(name: str) -> None:
    """By hand: £282,000 a year for 10,000 children, £1,500 for 1.69 children, £44m over England's children, £350 a child."""
    records, (profile,) = unlimited(name), published("Nottinghamshire")
    months = scenario_with({}, YEARS).calendar().month_ends
    days = np.diff([0, *months])[OCTOBER_TO_MARCH:]
    expected = {
        "family_help": 282_000 * 1.035**2 * profile.population_0_to_17 / 10_000 * days / 365.25,
        "family_networks": 1500 / 1.69 * column(records, "pre_proceedings")[OCTOBER_TO_MARCH:],
        "fostering": np.full(len(days), 44e6 / 12 * share_of_england()),
        "kinship": 350 * 1.035**2 / 365.25 * column(records, "kinship_foster_days")[OCTOBER_TO_MARCH:],
    }[name]
    assert column(records, "programmes_gbp")[OCTOBER_TO_MARCH:] == pytest.approx(expected, abs=0.01)
    assert not column(records, "programmes_gbp")[:OCTOBER_TO_MARCH].any()
    assert not records.budgets


def share_of_england() -> float:
    (authority,) = world_of(published("Nottinghamshire"))
    return authority.placements.share_of_england


@pytest.mark.system
def test_lines_large_enough_change_nothing_to_the_bit_but_who_pays() -> None:
    free, paid = lived(ALL), lived(ALL | lines(1e9))
    assert same(free, paid)
    assert np.array_equal(column(free, "programmes_gbp"), column(paid, "programmes_gbp"))
    spent = sum(paid.budgets[name].sum() for name in PRICED)
    assert spent == pytest.approx(column(paid, "programmes_gbp").sum())


@pytest.mark.system
def test_programmes_without_money_change_nothing_to_the_bit() -> None:
    """Also money for fostering that would have been spent since before the start."""
    since_ever = {"fostering.recruitment_and_retention_spend": 44e6}
    penniless = lived(ALL | since_ever | lines(0.0))
    assert same(usual(), penniless)
    assert not column(penniless, "programmes_gbp").any()


@pytest.mark.system
@pytest.mark.parametrize("name", PRICED)
def test_a_line_that_runs_out_is_spent_to_the_end_and_then_the_effect_stops(name: str) -> None:
    free = unlimited(name)
    costs = column(free, "programmes_gbp")
    last_whole = OCTOBER_TO_MARCH + 9
    pounds = round(float(costs[:last_whole].sum() + 0.5 * costs[last_whole]), 2)
    records = lived(ON[name] | lines(pounds, name))
    spent = column(records, "programmes_gbp")
    assert same(free, records, months=last_whole), "as long as the line bears all of it, nothing differs"
    assert spent.sum() == pytest.approx(pounds, rel=1e-3)
    assert spent.sum() <= pounds + 1e-6
    assert (spent >= 0.0).all()
    assert spent[last_whole + 2 :].sum() <= 0.02 * pounds
    assert not same(free, records), "with less money something is different later"


@pytest.mark.system
def test_when_family_help_is_out_of_money_nothing_is_averted_and_nobody_joins_the_teams() -> None:
    records = lived(ON["family_help"] | lines(1e9, "family_help", ends=dt.date(2027, 3, 31)))
    ended = 18
    averted, teams = column(records, "plans_averted"), column(records, "in_protection_teams_fte")
    assert averted[OCTOBER_TO_MARCH:ended].sum() > 0
    assert not averted[ended:].any()
    assert teams[ended - 1] > 0
    assert (np.diff(teams[ended - 1 :]) <= 0.0).all(), "who is in a team stays, who leaves is not replaced"
    assert teams[ended] > 0
    assert not column(records, "programmes_gbp")[ended:].any()


@pytest.mark.system
def test_a_line_that_opens_later_holds_its_programme_back_until_then() -> None:
    later = dt.date(2027, 4, 1)
    records = lived(ALL | lines(1e9, begins=later))
    assert same(usual(), records, months=18)
    assert column(records, "plans_averted")[18:].sum() > 0
    assert column(records, "in_protection_teams_fte")[18:].max() > 0
    assert column(records, "kinship_foster")[-1] > column(usual(), "kinship_foster")[-1]
    assert column(records, "fostering_households")[-1] > column(usual(), "fostering_households")[-1]


def rutland(values: dict[str, Any]) -> Authority:
    (authority,) = world_of(select("Rutland"), values)
    return authority


@pytest.mark.unit
def test_half_the_money_of_a_month_leaves_half_of_every_effect() -> None:
    """October's bill of £X against lines of £X / 2; conferences and kin have been counted nowhere yet."""
    since_start = {
        "family_help.roll_out": [{"areas": "England", "from": "2025-09-30"}],
        "fostering.recruitment_and_retention_spend": 44e6,
    }
    bills = Programmes([rutland(ALL | since_start)])._costs
    lines_of_half = {f"budgets.{name}.pounds": 0.5 * float(bills(name, 0).sum()) for name in ("family_help", "fostering")}
    authority = rutland(ALL | since_start | lines(1e9, "family_networks", "kinship") | lines_of_half)
    whole = authority.help_given
    programmes = Programmes([authority])
    shares = {"family_help": 0.5, "family_networks": 1.0, "fostering": 0.5, "kinship": 1.0}
    assert programmes.shares == pytest.approx(shares, rel=1e-4)
    half, share = authority.help_given, programmes.shares["family_help"]
    assert half.led_share[10] == pytest.approx(share * whole.led_share[10])
    assert half.protection_teams_fte[10] == pytest.approx(share * whole.protection_teams_fte[10])
    assert half.averted[10] == pytest.approx(share * whole.averted[10])
    assert 1.0 - half.averted[200, 2] == pytest.approx((1.0 - 0.3 * share) * (1.0 - 0.192)), "conferences are whole"
    assert np.array_equal(half.family_help, whole.family_help), "the plan is as it was"
    assert authority.case_book.given.averted[10] == pytest.approx(half.averted[10])
    levers = authority.placements._places.levers
    assert not levers[:6, kernel.EXTRA_HOUSEHOLDS].any(), "the line paid nothing before the start"
    assert levers[6:, kernel.EXTRA_HOUSEHOLDS] == pytest.approx(44e6 / 20_000 / 12 * 0.5, rel=1e-4)


@pytest.mark.unit
def test_a_share_of_kinship_is_a_share_of_what_is_beyond_the_usual() -> None:
    authority = rutland({"placements.kinship_level": {"2025-10-01": 1.4, "2026-02-01": 0.9}} | lines(1.0, "kinship"))
    programmes = Programmes([authority])
    authority.placements.child_days[kernel.KINSHIP] = 100.0
    costs = float(programmes._costs("kinship", 1).sum())
    assert costs == pytest.approx(100 * 350 * 1.035**2 / 365.25)
    programmes.settle(0, authority.calendar.month_ends[0])
    assert programmes.shares["kinship"] == 0.0, "October took all of the one pound"
    levels = authority.placements._places.levers[:, kernel.KINSHIP_LEVEL]
    assert levels[:6].tolist() == [1.4, 1.0, 1.0, 1.0, 0.9, 0.9]


@pytest.mark.unit
def test_more_guardians_end_with_the_money_for_kinship() -> None:
    authority = rutland({"placements.special_guardianship_level": {"2025-10-01": 1.4}} | lines(1.0, "kinship"))
    programmes = Programmes([authority])
    authority.placements.child_days[kernel.KINSHIP] = 100.0
    programmes.settle(0, authority.calendar.month_ends[0])
    assert authority.placements._places.levers[:6, kernel.ORDERS].tolist() == [1.4, 1.0, 1.0, 1.0, 1.0, 1.0]


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(PRICED)), st.integers(0, 300_000), max_size=4),
    st.lists(st.integers(0, 3000), min_size=12, max_size=12),
)
def test_no_line_goes_below_nought_and_what_is_spent_is_the_share_of_the_bill(pounds: dict[str, int], days: list[int]) -> None:
    told = lines(0.0) | {f"budgets.{name}.pounds": amount for name, amount in pounds.items()}
    authority = rutland(ALL | told)
    programmes, budgets = Programmes([authority]), authority.accounts.budgets
    for month, month_ends in enumerate(authority.calendar.month_ends[:12]):
        authority.placements.child_days[kernel.KINSHIP] = days[month]
        bills = {name: share * float(programmes._costs(name, month).sum()) for name, share in programmes.shares.items()}
        left = {name: line.left for name, line in budgets.lines.items()}
        programmes.settle(month, month_ends)
        for name, line in budgets.lines.items():
            assert line.left >= 0
            assert left[name] - line.left == min(left[name], round(100 * bills[name]))
            assert 0.0 <= programmes.shares[name] <= 1.0
