"""Placements in running authorities: steady where nothing changes, and moved by what a scenario says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.workforce.small_authority import published, scenario_with, world_of
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.figures.care import PLACEMENT_KINDS
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_MONTH, PLACEMENTS_MONTH
from workforce_sim.replication import replicate
from workforce_sim.workforce.placements import levers_of

YEARS = 5
INDEX = PLACEMENTS_MONTH.index
KINDS = len(PLACEMENT_KINDS)


def every_eighth() -> tuple[AuthorityProfile, ...]:
    """Nineteen authorities of every size, from the smallest to one of the largest."""
    by_size = sorted(published("England"), key=lambda profile: profile.cla_at_31_march)
    return tuple(by_size[::8])


@cache
def lived_through(years: int = YEARS, **values: Any) -> ReplicationRecords:
    """The nineteen authorities once, with some parameters changed, their dots written as two underlines."""
    changes = {name.replace("__", "."): value for name, value in values.items()}
    return replicate(scenario_with(changes, years), every_eighth(), 4, 0)


def of_all(records: ReplicationRecords, *columns: str) -> NDArray[np.float64]:
    """Columns of ``placements_month`` added up over authorities; shape (months,) or (months, columns)."""
    total = records.arrays["placements_month"].sum(axis=1)
    return np.asarray(np.squeeze(total[:, [INDEX[name] for name in columns]]))


@pytest.mark.system
@pytest.mark.parametrize("year", [0, 1, 3, 5])
def test_children_by_kind_stay_at_the_published_numbers_where_nothing_changes(year: int) -> None:
    # Four replications: chance alone moves the smallest kind of 19 authorities, 183 children, by 4% (root of a Poisson
    # number over its mean, four times over); the others by less.
    scenario = scenario_with(years=YEARS)
    records = [lived_through(), *(replicate(scenario, every_eighth(), 4, number) for number in range(1, 4))]
    month = max(12 * year - 1, 0)
    children = np.mean([of_all(record, *PLACEMENT_KINDS)[month] for record in records], axis=0)
    expected = np.sum([profile.care.placements for profile in every_eighth()], axis=0)
    away = dict(zip(PLACEMENT_KINDS, (children / expected - 1.0).tolist(), strict=True))
    most = {kind: 0.05 if number > 500 else 0.12 for kind, number in zip(PLACEMENT_KINDS, expected, strict=True)}
    assert {kind: share for kind, share in away.items() if abs(share) > most[kind]} == {}
    assert children.sum() == pytest.approx(expected.sum(), rel=0.03)


@pytest.mark.system
def test_the_start_is_as_published_to_a_child_or_two_of_each_kind_in_every_authority() -> None:
    for authority in world_of(every_eighth()):
        placed = authority.placements.children
        # Six groups are rounded one by one, and the children in each are themselves a chance number.
        assert np.abs(placed - authority.profile.care.placements).max() <= 4.0 + 0.03 * placed.sum()
        assert placed.sum() == authority.case_book.counts()["cla"]
        assert (placed <= authority.placements.places).all() or authority.placements.places[0] == kernel.UNLIMITED


@pytest.mark.system
def test_placements_add_up_to_children_looked_after_and_their_flows_to_its_changes() -> None:
    arrays = lived_through().arrays
    placements, children = arrays["placements_month"], arrays["children_month"]
    of = {name: placements[..., place] for name, place in INDEX.items()}
    cla, started, ceased = (children[..., CHILDREN_MONTH.index[name]] for name in ("cla", "cla_started", "cla_ceased"))
    assert (placements[..., :KINDS].sum(axis=-1) == cla).all()
    assert (of["placements_started"] + of["came_and_went"] == started).all()
    assert (of["placements_ended"] + of["came_and_went"] == ceased).all()
    assert (of["came_and_went"] >= 0.0).all()
    share_missed = of["came_and_went"].sum() / started.sum()
    assert 0.03 < share_missed < 0.12
    days = placements[..., kernel.DAYS_OF : kernel.DAYS_OF + KINDS].sum(axis=-1)
    usual = 0.5 * (cla[1:] + cla[:-1]) * np.array([30.4])
    assert days[1:].sum() == pytest.approx(usual.sum(), rel=0.01)
    assert (of["moves"].sum() / days.sum() * 365.25) == pytest.approx(0.5, abs=0.05)


@pytest.mark.system
def test_an_authority_fares_the_same_alone_and_among_others() -> None:
    chosen = every_eighth()[2]
    alone = replicate(scenario_with(years=YEARS), [chosen], 4, 0).arrays["placements_month"][:, 0]
    among = lived_through().arrays["placements_month"][:, 2]
    assert np.array_equal(alone, among, equal_nan=True)


CLOSED = {"fostering.approvals_level": {"2025-10-01": 0.0}}
REOPENED = {"fostering.approvals_level": {"2025-10-01": 0.0, "2030-10-01": 4.0}}


@cache
def nottinghamshire(*changes: tuple[str, Any]) -> NDArray[np.float64]:
    """Ten years of two authorities together; shape (120, columns)."""
    values = {name: dict(value) if isinstance(value, tuple) else value for name, value in changes}
    profiles = [*published("Nottinghamshire"), *published("Lancashire")]
    return np.asarray(replicate(scenario_with(values, 10), profiles, 4, 0).arrays["placements_month"].sum(axis=1))


def dated(values: Mapping[str, Mapping[str, float]]) -> Sequence[tuple[str, Any]]:
    return tuple((name, tuple(steps.items())) for name, steps in values.items())


@pytest.mark.system
def test_closing_approvals_pushes_children_into_homes_and_opening_them_brings_them_back() -> None:
    usual, closed, reopened = nottinghamshire(), nottinghamshire(*dated(CLOSED)), nottinghamshire(*dated(REOPENED))
    home, in_house = INDEX["childrens_home"], INDEX["in_house_foster"]
    # A household in nine leaves a year and nobody follows: exp(-1.11) is left after ten years.
    households = closed[-1, INDEX["fostering_households"]] / closed[0, INDEX["fostering_households"]]
    assert households == pytest.approx((1.0 - 0.111 / 12) ** 119)
    assert closed[-1, in_house] < 0.6 * usual[-1, in_house]
    assert closed[-1, home] > 1.5 * usual[-1, home]
    assert (closed[59] == reopened[59])[: INDEX["fostering_enquiries"]].all(), "nothing differs before approvals reopen"
    assert reopened[-1, in_house] > 0.9 * usual[-1, in_house]
    assert reopened[-1, home] < 1.25 * usual[-1, home]
    assert closed[:, INDEX["spilled"]].sum() > 10 * usual[:, INDEX["spilled"]].sum()
    for table in (usual, closed, reopened):
        assert (table[:, INDEX["in_house_foster"]] <= table[:, INDEX["in_house_places"]]).all()
        assert (table[:, INDEX["agency_foster"]] <= table[:, INDEX["agency_places"]]).all()
        assert (table[:, INDEX["childrens_home"]] <= table[:, INDEX["childrens_home_places"]]).all()


@pytest.mark.system
@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"childrens_homes.price_growth_per_year": 0.03}, "all but the price"),
        ({"fostering.recruitment_and_retention_spend": 44e6}, "came"),
        ({"placements.kinship_level": 1.3}, "came"),
        ({"placements.special_guardianship_level": 1.0}, "everything"),
        ({"fostering.allowance_uplift": 0.124}, "everything"),
        ({"apprenticeship.intake": 200}, "everything"),
    ],
    ids=lambda given: "".join(given) if isinstance(given, dict) else given,
)
def test_both_worlds_share_their_luck_and_what_has_no_effect_changes_no_bit(changes: dict[str, Any], same: str) -> None:
    usual, other = nottinghamshire(), nottinghamshire(*changes.items())
    if same == "everything":
        assert np.array_equal(usual, other, equal_nan=True)
        return
    came = [INDEX[name] for name in ("placements_started", "placements_ended", "came_and_went")]
    assert (usual[:, came] == other[:, came]).all()
    priced = [INDEX[name] for name in ("childrens_home_priced_days", "childrens_home_price_index")]
    others = np.delete(np.arange(len(INDEX)), priced)
    assert np.array_equal(usual[:, others], other[:, others]) is (same == "all but the price")


@pytest.mark.system
def test_what_placements_do_changes_no_case_and_no_worker() -> None:
    profiles = published("Rutland")
    wild = {"fostering.approvals_level": 0.0, "placements.moves_per_year": 5.0, "childrens_homes.need_growth_per_year": 0.3}
    usual, other = (replicate(scenario_with(values, 2), profiles, 4, 0).arrays for values in ({}, wild))
    for table in ("workforce_month", "children_month"):
        assert np.array_equal(usual[table], other[table], equal_nan=True)
    before = slice(ANNUAL_RETURN.index["kinship_foster"])  # where children live stands behind everything else
    assert np.array_equal(usual["annual_return"][..., before], other["annual_return"][..., before], equal_nan=True)
    assert not np.array_equal(usual["placements_month"], other["placements_month"], equal_nan=True)


def levers(values: Mapping[str, Any], years: int = 4) -> dict[str, list[float]]:
    """What the kernel is told month by month, by name."""
    scenario = Scenario().with_values({"horizon_years": years, **values})
    told = levers_of(scenario.placements, scenario.fostering, scenario.childrens_homes, scenario.calendar())
    names = ("KINSHIP_LEVEL", "HOME_NEED", "ENQUIRIES", "APPROVALS", "EXTRA_HOUSEHOLDS", "LEAVING", "PRICE_OF_OTHERS")
    return {name: told[:, getattr(kernel, name)].tolist() for name in (*names, "PRICE_CAP", "PLACES_LOST", "ORDERS")}


@pytest.mark.unit
def test_a_scenario_that_says_nothing_multiplies_by_exactly_one() -> None:
    told = levers({})
    neutral = {"EXTRA_HOUSEHOLDS": 0.0, "PLACES_LOST": 0.0, "PRICE_CAP": float("inf")}
    assert {name: set(values) for name, values in told.items()} == {name: {neutral.get(name, 1.0)} for name in told}


@pytest.mark.unit
def test_enquiries_money_and_allowances_become_households_after_the_time_approval_takes() -> None:
    told = levers(
        {
            "fostering.enquiries_level": {"2026-04-01": 1.2},
            "fostering.recruitment_and_retention_spend": {"2026-04-01": 24e6},
            "fostering.cost_per_household": 20_000.0,
            "fostering.allowance_uplift": {"2026-04-01": 0.1},
            "fostering.leaving_elasticity": -0.5,
            "fostering.approval_months": 6,
        }
    )
    assert told["ENQUIRIES"][5:7] == [1.0, 1.2]  # months are from October 2025: April 2026 is the seventh
    assert told["APPROVALS"][11:13] == [1.0, 1.2]
    assert told["EXTRA_HOUSEHOLDS"][11:13] == [0.0, 100.0]
    assert told["LEAVING"][11:13] == [1.0, pytest.approx(1.1**-0.5)]


@pytest.mark.unit
def test_growth_is_compounded_and_a_cap_on_profit_takes_it_off_private_homes_only() -> None:
    told = levers({"childrens_homes.need_growth_per_year": 0.062, "childrens_homes.price_growth_per_year": 0.03})
    assert told["HOME_NEED"][47] == pytest.approx(1.062**4)
    assert told["PRICE_OF_OTHERS"][23] == pytest.approx(1.03**2)
    capped = levers({"childrens_homes.margin_cap": {"2026-10-01": 0.08}, "childrens_homes.places_lost_to_caps": 0.5})
    # Of 100 pounds 23 are profit: 77 of costs with 8% profit are 83.70, and 16% of homes are not private.
    off = 0.84 * (1.0 - 77.0 / 92.0)
    assert capped["PRICE_OF_OTHERS"][11:13] == [1.0, pytest.approx(1.0 - off)]
    assert capped["PLACES_LOST"][12] == pytest.approx(0.5 * off)
    held = levers({"childrens_homes.price_growth_cap_per_year": {"2026-10-01": 0.02}})
    assert held["PRICE_CAP"][11:13] == [float("inf"), pytest.approx(1.02 ** (1 / 12))]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"placements.moves_within_kind_share": 1.5}, "placements.moves_within_kind_share is 1.5; it must be between 0 and 1"),
        (
            {"placements.kinship_level": -1},
            "placements.kinship_level is -1; it must be between 0 and 10 times the published level",
        ),
        (
            {"placements.kinship_levels": 1},
            "placements.kinship_levels is not a parameter; did you mean placements.kinship_level?",
        ),
        (
            {"fostering.places_per_household": 0},
            "fostering.places_per_household is 0; it must be between 1 and 5 places a household",
        ),
        ({"fostering.approval_months": 1.5}, "fostering.approval_months is 1.5; it must be a whole number"),
        (
            {"fostering.filled_share": 0.9, "fostering.vacant_share": 0.2},
            "fostering.filled_share and fostering.vacant_share add up to 1.1",
        ),
        ({"placements.need_shares": [0.5, 0.5]}, "placements.need_shares has 2 numbers; it must have 3, each between 0 and 1"),
        ({"placements.need_shares": [0.5, 0.5, 0.5]}, "placements.need_shares adds up to 1.5; its shares must add up to 1"),
        (
            {"placements.special_guardianship_level": 0.5},
            "placements.special_guardianship_level is 0.5; it must be between 1 and 10 times the published level",
        ),
        ({"fostering.filled_share": 0}, "fostering.filled_share is 0; it must be between 0.01 and 1"),
        ({"childrens_homes.occupancy": 0}, "childrens_homes.occupancy is 0; it must be between 0.01 and 1"),
        ({"childrens_homes.margin": 1}, "childrens_homes.margin is 1; it must be between 0 and 0.9"),
        (
            {"childrens_homes.price_growth_cap_per_year": -0.1},
            "childrens_homes.price_growth_cap_per_year is -0.1; it must be between 0 and 10",
        ),
        ({"fostering.approvals_level": {"2020-01-01": 1.0}}, "fostering.approvals_level has the date 2020-01-01"),
    ],
    ids=lambda given: "-".join(given) if isinstance(given, dict) else "",
)
def test_what_makes_no_sense_is_refused_in_one_line(values: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError) as refused:
        Scenario().with_values(values)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
