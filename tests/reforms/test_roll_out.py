"""How much of a programme is in force where and when, and what two programmes avert together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from tests.workforce.small_authority import published, scenario_with
from workforce_sim.children.help_given import NO_HELP, HelpGiven
from workforce_sim.clock import calendar_of
from workforce_sim.config.roll_out import RollOut
from workforce_sim.errors import ScenarioError
from workforce_sim.reforms.journey import help_given
from workforce_sim.reforms.roll_out import share_in_force
from workforce_sim.studies.areas import simulated_profiles

pytestmark = pytest.mark.unit

CALENDAR = calendar_of(dt.date(2025, 9, 30), 4)
BEGINS = dt.date(2027, 4, 1)


def in_force(steps: list[dict[str, Any]], area: str = "Dorset") -> np.ndarray | None:
    return share_in_force(RollOut.read_written(steps), published(area)[0], CALENDAR, 2025)


def help_in(area: str, values: dict[str, Any]) -> HelpGiven:
    return help_given(scenario_with(values, years=4), published(area)[0], CALENDAR)


@pytest.mark.parametrize("areas", ["England", "South West", "Dorset", "e06000059", ["Leeds", "dorset"], "rest of England"])
def test_a_programme_is_in_force_from_its_first_day_in_the_areas_it_names(areas: Any) -> None:
    share = in_force([{"areas": areas, "from": BEGINS}])
    assert share is not None
    day = CALENDAR.day_of(BEGINS)
    assert (share[day - 1], share[day], share[-1]) == (0.0, 1.0, 1.0)
    assert share.shape == (CALENDAR.days + 1,)


@pytest.mark.parametrize("steps", [[], [{"areas": "Leeds", "from": BEGINS}], [{"areas": "England", "from": "2030-01-01"}]])
def test_elsewhere_and_after_the_last_day_it_is_never_in_force(steps: list[dict[str, Any]]) -> None:
    assert in_force(steps) is None


def test_a_ramp_is_a_straight_line_of_so_many_months() -> None:
    share = in_force([{"areas": "Dorset", "from": BEGINS, "ramp_months": 12}])
    assert share is not None
    at = {date: float(share[CALENDAR.day_of(date)]) for date in (BEGINS, dt.date(2027, 10, 1), dt.date(2028, 4, 2))}
    assert list(at.values()) == pytest.approx([0.0, 183 / 365.2425, 1.0])
    assert (np.diff(share) >= 0.0).all()


def test_the_rest_of_england_is_whoever_no_other_step_names() -> None:
    steps = [{"areas": "rest of england", "from": BEGINS}, {"areas": ["South West"], "from": dt.date(2026, 4, 1)}]
    leeds, dorset = in_force(steps, "Leeds"), in_force(steps)
    assert leeds is not None
    assert dorset is not None
    assert leeds.sum() == CALENDAR.days + 1 - CALENDAR.day_of(BEGINS)
    assert dorset.sum() == CALENDAR.days + 1 - CALENDAR.day_of(dt.date(2026, 4, 1))


WRONG = {
    "[{areas: Dorst}]": "family_help.roll_out: 'Dorst' is not England, a region or an authority; did you mean Dorset?",
    "[{areas: Dorset}, {areas: South West}]": (
        "family_help.roll_out: Dorset is in two steps; a programme is rolled out to an authority once"
    ),
    "[{areas: [Dorset, rest of England]}]": (
        "family_help.roll_out: Dorset, rest of England stand together; rest of England is a step of its own"
    ),
}


@pytest.mark.parametrize(("written", "line"), WRONG.items())
def test_an_area_that_is_unknown_or_begins_twice_is_refused(written: str, line: str) -> None:
    from workforce_sim.config.yaml_files import parse

    steps = [{**step, "from": BEGINS} for step in parse(written, "")]
    with pytest.raises(ScenarioError) as refused:
        simulated_profiles(scenario_with({"areas": "Rutland", "family_help.roll_out": steps}))
    assert str(refused.value) == line


def test_nothing_rolled_out_is_no_help() -> None:
    assert help_in("Dorset", {"family_help.fewer_plans": 0.3}) is NO_HELP


def test_two_programmes_that_avert_the_same_move_act_one_after_the_other() -> None:
    everywhere = [{"areas": "England", "from": "2025-09-30"}]
    values = {
        "family_help.roll_out": everywhere,
        "family_help.fewer_plans": 0.1,
        "family_help.fewer_care_entries": 0.2,
        "family_networks.roll_out": everywhere,
        "family_networks.conferences_offered_share": 0.5,
        "family_networks.conference_averts_care_share": 0.3,
    }
    assert help_in("Leeds", values).averted[-1] == pytest.approx([0.1, 0.2, 1.0 - 0.8 * 0.85])
    without = {name: value for name, value in values.items() if not name.startswith("family_help")}
    assert help_in("Leeds", without).averted[-1] == pytest.approx([0.0, 0.0, 0.15])


def test_protection_teams_are_in_proportion_to_the_children_who_live_there() -> None:
    values = {
        "family_help.roll_out": [{"areas": "Leeds", "from": BEGINS, "ramp_months": 12}],
        "family_help.protection_team_social_workers_per_10000": 0.5,
        "family_help.led_by_family_support_share": 0.4,
    }
    help_there = help_in("Leeds", values)
    children = published("Leeds")[0].population_0_to_17
    assert help_there.protection_teams_fte[-1] == pytest.approx(0.5 * children / 10_000)
    assert help_there.protection_teams_fte[0] == 0.0
    assert help_there.led_share[-1] == 0.4
    assert help_in("Dorset", values) is NO_HELP
