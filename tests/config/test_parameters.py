"""The rules every declaration keeps, and the defaults that can be worked out again from published figures."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest

from workforce_sim.config import Dated, Scenario
from workforce_sim.config.budgets import Budgets
from workforce_sim.config.catalogue import parameters, sections, value_of
from workforce_sim.config.declaration import Parameter
from workforce_sim.errors import UserError

pytestmark = pytest.mark.unit

ALL = list(parameters().values())
NUMBERS = [parameter for parameter in ALL if parameter.declaration.low is not None]


def named(parameter: Parameter) -> str:
    return parameter.name


@pytest.mark.parametrize("parameter", ALL, ids=named)
def test_a_default_has_a_source_or_is_red(parameter: Parameter) -> None:
    known = parameter.declaration
    assert known.reliability in ("green", "amber", "red")
    assert known.meaning
    assert not known.meaning.endswith(".")
    if known.reliability == "red":
        assert known.reason, f"{parameter.name} is red: say why no source serves"
        assert not known.source, f"{parameter.name} has a source: then it is not red"
    else:
        assert known.source, f"{parameter.name} needs a source, or a red mark"
        assert known.year


@pytest.mark.parametrize("parameter", NUMBERS, ids=named)
def test_the_plausible_range_lies_within_the_bounds_and_around_the_default(parameter: Parameter) -> None:
    low, high = parameter.declaration.low, parameter.declaration.high
    assert parameter.quantity is not None
    assert low is not None
    assert high is not None
    assert low <= high
    parameter.quantity.check(low)
    parameter.quantity.check(high)
    for number in _numbers(value_of(Scenario(), parameter.name)):
        assert low <= number <= high


def _numbers(value: Any) -> list[float]:
    if isinstance(value, Dated):
        return [value.before]
    if isinstance(value, tuple):
        return list(value)
    return [] if value is None else [float(value)]


def test_a_number_without_a_range_is_a_calendar_a_budget_or_a_list_by_place() -> None:
    without = {parameter.name for parameter in ALL if parameter.quantity is not None} - {p.name for p in NUMBERS}
    calendar = ("every_years", "length_months", "qualifies_month", "first_qualifies_year")
    budgets = {f"budgets.{name}.pounds" for name in Budgets.model_fields}
    assert {name for name in without if not name.endswith(calendar)} == {"apprenticeship.places"} | budgets


SINGLE = [p for p in NUMBERS if not isinstance(value_of(Scenario(), p.name), tuple)]


@pytest.mark.parametrize("parameter", SINGLE, ids=named)
def test_both_ends_of_the_plausible_range_are_accepted_alone(parameter: Parameter) -> None:
    for end in (parameter.declaration.low, parameter.declaration.high):
        changed = Scenario().with_values({parameter.name: end})
        assert _numbers(value_of(changed, parameter.name)) == [end]


@pytest.mark.parametrize("parameter", [p for p in ALL if p.annotation is Dated], ids=named)
def test_a_dated_parameter_takes_dates(parameter: Parameter) -> None:
    date = dt.date(2027, 4, 1)
    low = parameter.declaration.low
    changed = value_of(Scenario().with_values({parameter.name: {date: low}}), parameter.name)
    assert changed.on(date) == low
    assert changed.on(date - dt.timedelta(days=1)) == value_of(Scenario(), parameter.name).on(date)


@pytest.mark.parametrize("parameter", [p for p in NUMBERS if p.annotation in (int, float)], ids=named)
def test_a_parameter_that_cannot_be_dated_says_so(parameter: Parameter) -> None:
    with pytest.raises(UserError, match=rf"^{parameter.name} is dated, and it cannot be; it must be one number"):
        Scenario().with_values({parameter.name: {dt.date(2027, 4, 1): parameter.declaration.low}})


def test_every_section_is_frozen_and_refuses_what_it_does_not_know() -> None:
    for model in sections().values():
        assert model.model_config["frozen"]
        assert model.model_config["extra"] == "forbid"


def test_all_routes_together_bring_the_newly_qualified_of_a_year() -> None:
    """Near 3,000 newly qualified a year: Department for Education, answer to written question 88794 (2021)."""
    scenario = Scenario()
    routes = scenario.training_routes.by_name.values()
    arrivals = sum(route.reaching(scenario.start) / route.every_years for route in routes)
    assert arrivals == pytest.approx(scenario.labour_market.newly_qualified_per_year, rel=0.01)


def test_enrolments_at_university_add_up_to_the_published_total() -> None:
    """5,580 enrolments, of which 54% undergraduate: Skills for Care, Social work education in England, 2021/22."""
    routes, start = Scenario().training_routes, Scenario().start
    fast_track = routes.approach.intake.on(start) + routes.step_up.intake.on(start) / routes.step_up.every_years
    assert routes.university_undergraduate.intake.on(start) == pytest.approx(0.54 * 5580, abs=1)
    assert routes.university_postgraduate.intake.on(start) == pytest.approx(0.46 * 5580 - fast_track, abs=1)


def test_step_up_cohorts_start_in_january_of_even_years_and_qualify_fourteen_months_later() -> None:
    """The cohorts of January 2024 and January 2026: Department for Education, Step Up to Social Work."""
    cohorts = Scenario().training_routes.step_up.cohorts(dt.date(2024, 1, 1), dt.date(2030, 12, 31))
    assert cohorts == tuple((dt.date(year, 1, 1), dt.date(year + 1, 3, 1)) for year in (2024, 2026, 2028))


def test_a_cohort_on_either_end_of_the_time_asked_for_is_listed() -> None:
    approach = Scenario().training_routes.approach
    assert [done.year for _, done in approach.cohorts(dt.date(2026, 9, 1), dt.date(2028, 9, 1))] == [2026, 2027, 2028]
    assert approach.cohorts(dt.date(2026, 9, 2), dt.date(2027, 8, 31)) == ()


def test_growth_of_posts_is_the_plain_mean_of_the_published_years() -> None:
    """Full-time equivalents in post or vacant, 2017 to 2025: Children's social work workforce."""
    posts = [34305.2, 35277.3, 36720.4, 37964.9, 39023.9, 39547.0, 40841.8, 41516.8, 42151.7]
    yearly = [after / before - 1 for before, after in pairwise(posts)]
    assert Scenario().establishment.growth_per_year.before == pytest.approx(sum(yearly) / len(yearly), abs=1e-4)


def test_destinations_of_leavers_are_those_of_2025() -> None:
    """277.5 and 1,229.2 of 4,230.5 full-time equivalents: Children's social work workforce 2025, attrition."""
    turnover = Scenario().turnover
    assert turnover.share_to_agency.before == pytest.approx(277.5 / 4230.5, abs=5e-4)
    assert turnover.share_to_another_authority.before == pytest.approx(1229.2 / 4230.5, abs=5e-4)


def test_withdrawal_leaves_the_published_share_of_apprentices_after_three_years() -> None:
    """82.7% of the first full cohort qualified."""
    apprenticeship = Scenario().apprenticeship
    left = (1 - apprenticeship.withdrawal_per_year.before) ** (apprenticeship.length_months / 12)
    assert left == pytest.approx(0.827, abs=0.002)


def test_assessments_within_the_statutory_time_are_as_published() -> None:
    """85.7% within 45 working days: Children in need 2025."""
    assert sum(Scenario().cases.assessment_bands[:6]) == pytest.approx(0.857, abs=0.001)
