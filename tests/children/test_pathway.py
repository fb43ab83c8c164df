"""The pathway of every authority is a steady state of its own published figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workforce_sim.children.pathway import DAYS_A_YEAR, Pathway, conference_without_plan_share, pathway
from workforce_sim.config.cases import Cases
from workforce_sim.figures.areas import select
from workforce_sim.figures.profile import AuthorityProfile

pytestmark = pytest.mark.unit

CASES = Cases()
ENGLAND = select("England")


def in_need(way: Pathway) -> float:
    return way.stock_assessed_in + way.stock_in_need + way.stock_plan + way.stock_care + way.stock_uasc + way.stock_leaver


@pytest.mark.parametrize("profile", ENGLAND, ids=lambda profile: profile.code[:9])
def test_stocks_add_up_to_children_in_need_and_flows_balance(profile: AuthorityProfile) -> None:
    way = pathway(profile, CASES)
    assert in_need(way) == pytest.approx(profile.cin_at_31_march)
    assert way.stock_in_need > 0.0
    assert way.stock_plan == profile.cpp_at_31_march
    assert way.new_families > 0.0
    assert 0.0 < way.return_share < 0.6
    assessed = way.referrals - way.uasc_started
    found = assessed * (1.0 - way.no_action_share - way.not_in_need_share)
    plans = way.stock_plan / way.plan_days * DAYS_A_YEAR
    entering = found + way.plan_to_in_need * plans
    assert way.stock_in_need / way.in_need_days * DAYS_A_YEAR == pytest.approx(entering)
    assert way.in_need_to_plan * entering == pytest.approx(plans)
    care = way.stock_care / way.care_days * DAYS_A_YEAR
    assert way.in_need_to_care * entering + way.plan_to_care * plans == pytest.approx(care)
    for share in (way.in_need_to_plan + way.in_need_to_care, way.plan_to_care + way.plan_to_in_need, way.care_at_18):
        assert 0.0 <= share < 1.0


def test_england_needs_no_estimate_but_those_stated() -> None:
    stated = [f"{profile.name}: {line}" for profile in ENGLAND for line in pathway(profile, CASES).estimated]
    assert stated == [], "a published stock or flow no longer fits the others; look at the authority named"


def test_no_plausible_assumption_drives_a_share_out_of_bounds() -> None:
    for plans, down, years in ((0.2, 0.4, 0), (0.6, 0.8, 7)):
        cases = Cases(care_entries_from_plans=plans, plans_stepping_down=down, care_leaver_support_years=years)
        for profile in ENGLAND:
            way = pathway(profile, cases)
            assert in_need(way) == pytest.approx(profile.cin_at_31_march)
            assert 0.0 <= way.in_need_to_plan + way.in_need_to_care < 1.0
            assert 0.0 <= way.plan_to_care + way.plan_to_in_need <= 1.0


def test_care_leavers_give_way_when_children_in_need_are_too_few() -> None:
    profile = ENGLAND[0]
    crowded = replace(
        profile,
        cin_at_31_march=profile.cpp_at_31_march
        + profile.cla_at_31_march
        + profile.uasc_at_31_march
        + 1.2 * pathway(profile, CASES).stock_assessed_in,
    )
    way = pathway(crowded, CASES)
    assert in_need(way) == pytest.approx(crowded.cin_at_31_march)
    assert way.stock_in_need == pytest.approx(0.05 * crowded.cin_at_31_march)
    assert any(line.startswith("care leavers: ") for line in way.estimated)


def test_more_plans_than_children_found_in_need_are_cut_and_said_so() -> None:
    flooded = replace(ENGLAND[0], cpp_started_per_year=1e6, cla_started_per_year=1e6)
    way = pathway(flooded, CASES)
    assert way.in_need_to_plan + way.in_need_to_care < 1.0
    assert [line.split(":")[0] for line in way.estimated] == ["plans started", "care started"]


def test_a_place_without_unaccompanied_children_has_none() -> None:
    way = pathway(replace(ENGLAND[0], uasc_at_31_march=0.0, uasc_started_per_year=0.0), CASES)
    assert way.uasc_started == way.stock_uasc == 0.0
    assert way.uasc_at_18 == 0.0


@pytest.mark.parametrize("profile", ENGLAND[::15], ids=lambda profile: profile.code[:9])
def test_conferences_without_a_plan_are_as_many_for_each_plan_as_published(profile: AuthorityProfile) -> None:
    """72,100 conferences and 61,840 plans in England in 2025: 0.166 conferences without a plan for each with one."""
    way = pathway(profile, CASES)
    closed = 1.0 - way.in_need_to_plan - way.in_need_to_care
    without = conference_without_plan_share(way, 61_840 / 72_100) * closed
    assert without / way.in_need_to_plan == pytest.approx(72_100 / 61_840 - 1.0)
    assert conference_without_plan_share(way, 1.0) == 0.0


def test_a_share_of_conferences_that_nobody_is_left_for_is_all_who_are_closed() -> None:
    way = pathway(ENGLAND[0], CASES)
    assert conference_without_plan_share(way, 0.01) == 1.0
    assert conference_without_plan_share(replace(way, in_need_to_plan=1.0, in_need_to_care=0.0), 0.5) == 0.0
