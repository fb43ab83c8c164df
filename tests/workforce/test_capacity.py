"""How many cases someone can hold: the ramp of the first year, hours, learners, absence, and the spread of caseloads."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import pytest
import simpy

from tests.workforce.small_authority import case_holder, published, scenario_with, world_of
from workforce_sim.clock import Phase, at
from workforce_sim.randomness.distributions import read_between
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.capacity import CapacityRules, capacity_cases, spread_of_caseloads
from workforce_sim.workforce.social_worker import LONG_AGO, Apprentice

pytestmark = pytest.mark.unit

RULES = CapacityRules(
    usual_cases=20.0,
    spread=np.array([[0.0, 0.5, 1.0], [0.0, 1.0, 2.0]]),
    asye_share=(0.25, 0.5, 0.7, 0.9),
    apprentice_share=(0.0, 0.04, 0.12),
    educator_time_share=0.1,
)


@pytest.mark.parametrize(
    ("day", "cases"), [(0, 5), (91, 5), (92, 10), (182, 10), (183, 14), (273, 14), (274, 18), (364, 18), (365, 20), (900, 20)]
)
def test_the_first_year_grows_by_quarters_to_a_full_caseload(day: int, cases: int) -> None:
    assert capacity_cases(RULES, case_holder(1, asye_from=0), day) == pytest.approx(cases)


def test_capacity_follows_hours_and_the_person_and_is_nothing_while_away() -> None:
    assert capacity_cases(RULES, case_holder(1), 0) == pytest.approx(20.0)
    assert capacity_cases(RULES, case_holder(1, hours=18), 0) == pytest.approx(20.0 * 18 / 37)
    assert capacity_cases(RULES, case_holder(1, usual_caseload=1.5), 0) == pytest.approx(30.0)
    assert capacity_cases(RULES, case_holder(1, is_absent=True), 0) == 0.0


def test_a_learner_takes_a_tenth_of_the_educators_time_and_brings_a_share_of_cases_by_year_of_training() -> None:
    for year, cases in ((0, 18.0), (1, 18.8), (2, 20.4), (3, 20.4)):
        educator = case_holder(1, apprentices=[Apprentice(9, 0, year=year)])
        assert capacity_cases(RULES, educator, 0) == pytest.approx(cases)


def test_usual_caseloads_are_read_along_straight_lines() -> None:
    assert [read_between(RULES.spread, quantile) for quantile in (0.0, 0.25, 0.5, 0.75)] == [0.0, 0.5, 1.0, 1.5]


def test_usual_caseloads_average_to_one_and_nobody_has_a_negative_one() -> None:
    below, caseloads = spread_of_caseloads(scenario_with())
    assert float(np.sum(np.diff(below) * 0.5 * (caseloads[1:] + caseloads[:-1]))) == pytest.approx(1.0)
    assert np.all(np.diff(below) >= 0.0)
    assert np.all(np.diff(caseloads) > 0.0)
    assert caseloads[0] >= 0.0


def test_the_case_book_knows_everybodys_capacity_at_every_month_end_of_three_years() -> None:
    authority = world_of(published("Nottinghamshire"), {"apprenticeship.intake": 12}, years=3)[0]
    checked = first_years = away = 0

    def compare(authority: Authority) -> Generator[simpy.Event, object, None]:
        nonlocal checked, first_years, away
        month_begins = 0  # the capacity of those in post at the start is that of the census day
        for month_ends in authority.calendar.month_ends:
            yield authority.env.timeout(at(month_ends, Phase.RECORDS) - authority.env.now)
            authority.case_book.advance_to(month_ends + 1)
            for worker in authority.roster.people.values():
                if not worker.holds_cases:
                    continue
                told = authority.case_book.capacity_of(worker.holder)
                months_first_day = capacity_cases(authority.capacity, worker, max(month_begins, worker.started_day))
                today = capacity_cases(authority.capacity, worker, month_ends)
                assert told == pytest.approx(today) or (worker.asye_from != LONG_AGO and told == pytest.approx(months_first_day))
                checked, away = checked + 1, away + worker.is_absent
                first_years += worker.asye_from > month_ends - 365
            month_begins = month_ends + 1

    authority.env.process(compare(authority))
    authority.env.run(until=authority.calendar.days + 1)
    assert checked > 3000
    assert first_years > 300
    assert away > 30
