"""Training routes reach the labour market on their own calendars, in the numbers their intakes imply."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy.stats import poisson

from tests.conftest import Statistical
from tests.steady import STEADY
from tests.workforce.small_authority import published, scenario_with, steady_england_on_census_day
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import WORKFORCE_MONTH
from workforce_sim.replication import replicate
from workforce_sim.workforce.training_routes import qualifiers

ROUTES = ("university_undergraduate", "university_postgraduate", "step_up", "approach")


def newly_qualified(records: ReplicationRecords) -> np.ndarray:
    """Newly qualified starters, FTE by month."""
    return records.arrays["workforce_month"][:, 0, WORKFORCE_MONTH.index["starters_newly_qualified_fte"]]


@pytest.mark.statistical
@pytest.mark.parametrize("name", ROUTES)
def test_a_cohort_brings_england_as_many_as_start_complete_and_reach(name: str, statistical: Statistical) -> None:
    world = steady_england_on_census_day()
    route = world[0].scenario.training_routes.by_name[name]
    began, qualifies = route.cohorts(dt.date(2026, 1, 1), dt.date(2027, 12, 31))[0]
    expected = route.intake.on(began) * route.completion_share * route.share_reaching
    expected /= world[0].scenario.recruitment.offer_accepted_share  # some refuse the offer and are gone
    comers = [comer for authority in world for comer in qualifiers(authority, name, route, began, qualifies)]
    claim = statistical(f"{name}: a Poisson number with mean {expected:.0f}", len(comers), 1e-3)
    claim.holds_at(float(2 * min(poisson.cdf(len(comers), expected), poisson.sf(len(comers) - 1, expected))))
    days = [day - world[0].calendar.day_of(qualifies) for day, _, _ in comers]
    assert 0 <= min(days) <= max(days) < Scenario().labour_market.looking_spread_days
    assert len({key for _, key, _ in comers}) == len(comers)


@pytest.mark.system
def test_step_up_alone_brings_people_from_march_2027_and_march_2029_only() -> None:
    others = {f"training_routes.{name}.intake": 0 for name in ROUTES if name != "step_up"}
    many = others | {"training_routes.step_up.intake": 7000, "training_routes.step_up.first_two_years_leaving": 1.0}
    started = newly_qualified(replicate(scenario_with(many, years=4), published("Nottinghamshire"), 1, 0))
    march_2027, march_2029 = 17, 41
    assert started[:march_2027].sum() == 0.0
    assert started[march_2027 : march_2027 + 4].sum() > 5.0
    assert started[march_2027 + 14 : march_2029].sum() == 0.0, "by then everyone has found a post or given up"
    assert started[march_2029 : march_2029 + 4].sum() > 5.0


@pytest.mark.system
def test_a_larger_intake_reaches_the_labour_market_one_course_later_and_not_before() -> None:
    doubled = {"training_routes.university_undergraduate.intake": {dt.date(2026, 9, 1): 6026}}
    county = published("Nottinghamshire")
    worlds = (STEADY, STEADY | doubled)
    usual, more = (newly_qualified(replicate(scenario_with(values, years=5), county, 1, 0)) for values in worlds)
    july_2029 = 45
    assert np.array_equal(usual[:july_2029], more[:july_2029])
    assert more[july_2029 : july_2029 + 6].sum() > usual[july_2029 : july_2029 + 6].sum() + 5.0
