"""What becomes of children is in the annual return, beside the workforce, and agrees with the months it is made of."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.workforce.small_authority import published, scenario_with
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_MONTH, KINDS_OF_PLACEMENT, PLACEMENTS_MONTH
from workforce_sim.replication import replicate

pytestmark = pytest.mark.system

YEARS = 2


@cache
def lived() -> ReplicationRecords:
    """Nottinghamshire and Rutland, once."""
    return replicate(scenario_with(years=YEARS), [*published("Nottinghamshire"), *published("Rutland")], 1, 0)


def annual(name: str) -> NDArray[np.float64]:
    """A column of the annual return; shape (years + 1, authorities)."""
    return np.asarray(lived().arrays["annual_return"][:, :, ANNUAL_RETURN.index[name]])


def monthly(table: str, name: str) -> NDArray[np.float64]:
    """A column of a monthly table by year; shape (years, 12, authorities)."""
    index = (CHILDREN_MONTH if table == "children_month" else PLACEMENTS_MONTH).index
    return np.asarray(lived().arrays[table][:, :, index[name]]).reshape(YEARS, 12, -1)


def test_flows_are_those_of_the_year_and_stocks_those_of_its_last_day() -> None:
    for name in ("referrals", "cin_started", "cpp_started", "cla_started_from_need", "cla_ceased", "waited_days"):
        assert np.array_equal(annual(name)[1:], monthly("children_month", name).sum(axis=1))
    for name in ("cin", "cpp", "cla", "uasc", "care_leavers"):
        assert np.array_equal(annual(name)[1:], monthly("children_month", name)[:, -1])
    renamed = {"other_placement": "other", "waiting_for_placement": "waiting", "childrens_home": "childrens_home"}
    for name, there in renamed.items():
        assert np.array_equal(annual(name)[1:], monthly("placements_month", there)[:, -1])
    assert np.array_equal(annual("placement_moves")[1:], monthly("placements_month", "moves").sum(axis=1))


def test_the_start_has_the_stocks_of_children_and_not_their_flows() -> None:
    care = [profile.care.placements for profile in (*published("Nottinghamshire"), *published("Rutland"))]
    kinds = np.array([annual(name)[0] for name in KINDS_OF_PLACEMENT]).T
    assert np.abs(kinds - care).max() <= 35.0, "ages and ways out of care are rounded one by one"
    assert kinds.sum(axis=1).tolist() == annual("cla")[0].tolist()
    assert not np.isnan(annual("family_setting_rate")[0]).any()
    for name in ("referrals", "cla_started", "placement_moves", "placement_moves_per_child", "rereferral_rate"):
        assert np.isnan(annual(name)[0]).all(), name


def test_kinds_add_up_to_children_looked_after_and_ways_in_to_those_who_started() -> None:
    assert np.array_equal(sum(annual(name) for name in KINDS_OF_PLACEMENT), annual("cla"))
    home_or_away = annual("childrens_home") + annual("supported_accommodation") + annual("other_placement")
    assert np.array_equal(annual("in_family_settings") + home_or_away, annual("cla"))
    ways = annual("cla_started_from_need") + annual("pre_proceedings_to_care") + annual("uasc_started")
    assert np.array_equal(ways[1:], annual("cla_started")[1:])
    changed = annual("cla")[0] + np.cumsum((annual("cla_started") - annual("cla_ceased"))[1:], axis=0)
    assert np.array_equal(changed, annual("cla")[1:])
