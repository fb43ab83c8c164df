"""Solving for a lever: the bracket holds the answer that theory gives, and what cannot be had is called that."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from tests.conftest import Statistical
from tests.steady import STEADY
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.records.recorder import Array
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.bisection import Ask, Measured, Search, search_for
from workforce_sim.studies.certainty import chance_of_change, clear_among, clear_difference, lasting_interval, wilson
from workforce_sim.studies.crew import LocalCrew
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.questions.solve import Solve
from workforce_sim.studies.questions.study import told
from workforce_sim.studies.questions.targets import Target
from workforce_sim.studies.solve import Solved, carry_out_solve, solved_before
from workforce_sim.studies.work import Work

AT_MOST_HALF = Target("half", "vacancy_rate_fte", "at_most", 0.5, 2030, "Rutland", 0, 5)
NOBODY_COMES_OR_LEAVES = STEADY | {
    "turnover.level": 0.0,
    "labour_market.candidates_level": 0.0,
    "apprenticeship.existing": 0,
    "establishment.growth_response_to_vacancies": 0.0,
}


def searching(**changes: Any) -> Search:
    usual: dict[str, Any] = {
        "target": AT_MOST_HALF,
        "low": 0.0,
        "high": 1.0,
        "step": 1 / 64,
        "probability": 0.8,
        "confidence": 0.95,
        "at_least": 20,
        "at_most": 2000,
        "find": "smallest",
    }
    return Search(**{**usual, **changes})


def with_chance(seed: int, met: Any, *, shared: bool = True) -> Measured:
    """The target is met with a chance that is known exactly for each value; the luck is shared by all values, or not."""

    def measured(asks: Sequence[Ask]) -> list[Array]:
        arrays = []
        for value, first, last in asks:
            luck = np.random.default_rng([seed] if shared else [seed, int(value * 1e6)]).random(last)[first - 1 :]
            arrays.append(np.where(luck < met(value), 0.0, 1.0))
        return arrays

    return measured


@pytest.mark.statistical
@pytest.mark.parametrize("shared", [True, False], ids=["common random numbers", "independent"])
def test_the_sure_bracket_holds_the_answer_of_a_known_curve(statistical: Statistical, shared: bool) -> None:
    # met with a chance that rises in a straight line from 0.5 at 0 to 1 at 1: it is 0.8 at 0.6 exactly
    studies, wrong = 200, 0
    for seed in range(studies):
        found = search_for(searching(at_most=400), with_chance(seed, lambda value: 0.5 + 0.5 * value, shared=shared))
        assert found.does is not None
        last, first = found.surely_does_not, found.surely_does
        wrong += (last is not None and last.value >= 0.6) or (first is not None and first.value < 0.6)
    claim = statistical("the sure bracket misses the answer in at most 5% of searches", studies, 1e-3)
    claim.holds_at(float(binom.sf(wrong - 1, studies, 0.05)))


@pytest.mark.statistical
def test_a_lasting_interval_misses_no_more_often_than_it_says_however_often_one_looks(statistical: Statistical) -> None:
    sequences, length, chance, missed = 400, 300, 0.8, 0
    for seed in range(sequences):
        met = np.cumsum(np.random.default_rng(seed).random(length) < chance)
        intervals = (lasting_interval(int(met[count - 1]), count, 0.05) for count in range(5, length, 5))
        missed += any(not lower <= chance <= upper for lower, upper in intervals)
    claim = statistical("over sixty looks the interval misses the truth in at most 5% of sequences", sequences, 1e-3)
    claim.holds_at(float(binom.sf(missed - 1, sequences, 0.05)))


@pytest.mark.property
@given(replications=st.integers(1, 500), data=st.data(), error=st.floats(1e-4, 0.5))
def test_a_lasting_interval_holds_the_share_and_is_where_the_odds_against_reach_one_over_the_error(
    replications: int, data: st.DataObject, error: float
) -> None:
    met = data.draw(st.integers(0, replications))
    lower, upper = lasting_interval(met, replications, error)
    assert 0.0 <= lower <= met / replications <= upper <= 1.0
    for end in (lower, upper):
        if 1e-9 < end < 1.0 - 1e-9:
            against = math.lgamma(met + 1) + math.lgamma(replications - met + 1) - math.lgamma(replications + 2)
            odds = against - met * math.log(end) - (replications - met) * math.log1p(-end)
            assert odds == pytest.approx(-math.log(error), abs=1e-5)


@pytest.mark.unit
def test_wilsons_interval_is_the_published_one() -> None:
    # 15 of 50 at 95%: Brown, Cai and DasGupta's formula worked out by hand
    z, n, p = 1.959963984540054, 50, 0.3
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert wilson(15, 50) == pytest.approx((centre - half, centre + half))


@pytest.mark.unit
@pytest.mark.parametrize(
    ("find", "helps", "bracket"), [("smallest", True, (0.59375, 0.609375)), ("largest", False, (0.40625, 0.390625))]
)
def test_without_luck_the_bracket_is_one_step_wide_around_the_threshold(
    find: str, helps: bool, bracket: tuple[float, float]
) -> None:
    met = (lambda value: float(value >= 0.6)) if helps else (lambda value: float(value <= 0.4))
    found = search_for(searching(find=find), with_chance(1, met))
    assert found.does is not None
    assert found.does_not is not None
    assert (found.does_not.value, found.does.value) == bracket
    assert found.is_decided
    assert found.more_helps is helps
    assert len(found.tried) == 2 + 6  # both ends, and log2 of 64 steps


@pytest.mark.unit
def test_a_whole_lever_ends_when_the_bracket_is_one_wide() -> None:
    found = search_for(searching(high=100.0, step=1.0), with_chance(1, lambda value: float(value >= 37)))
    assert found.does_not is not None
    assert found.does is not None
    assert (found.does_not.value, found.does.value) == (36.0, 37.0)


@pytest.mark.unit
def test_where_no_value_does_it_the_best_is_named_and_ends_that_do_not_differ_are_seen() -> None:
    found = search_for(searching(), with_chance(1, lambda _: 0.3))
    assert found.does is None
    assert found.does_not is None
    assert found.best.probability == max(each.probability for each in found.tried)
    assert found.more_helps is None
    assert [each.value for each in found.tried] == [0.0, 0.5, 1.0]


@pytest.mark.unit
def test_a_middle_that_does_what_neither_end_does_is_found() -> None:
    found = search_for(searching(), with_chance(1, lambda value: float(0.3 <= value <= 0.6)))
    assert found.does is not None
    assert found.does_not is not None
    assert found.does_not.value < 0.3 <= found.does.value <= found.does_not.value + 1 / 64


@pytest.mark.unit
def test_an_end_that_does_it_is_the_answer_and_the_other_end_says_whether_all_do() -> None:
    every = search_for(searching(), with_chance(1, lambda _: 1.0))
    assert every.every_value_does
    assert every.does is every.low_end
    falling = search_for(searching(), with_chance(1, lambda value: float(value <= 0.4)))
    assert falling.does is falling.low_end
    assert falling.does_not is None
    assert not falling.every_value_does
    assert falling.more_helps is False


@pytest.mark.unit
def test_what_cannot_be_told_apart_is_decided_by_the_share_and_called_undecided() -> None:
    found = search_for(searching(at_most=40), with_chance(3, lambda value: 0.75 + 0.1 * value))
    assert not found.is_decided
    assert all(each.replications == 40 for each in found.tried if not each.is_decided)
    last, first = found.surely_does_not, found.surely_does
    assert last is None or first is None


@pytest.mark.unit
def test_differences_are_clear_only_beyond_chance() -> None:
    nobody = np.zeros(10, dtype=bool)
    five = np.arange(10) < 5
    assert chance_of_change(nobody, five) == pytest.approx(2 / 2**5)  # five coins that fall alike
    assert chance_of_change(five, nobody) == pytest.approx(2 / 2**5)
    assert chance_of_change(five, five) == 1.0
    # Benjamini and Hochberg: the k-th smallest of m is held against k / m of 0.05
    assert clear_among([0.001, 0.024, 0.2, 0.9]) == [True, True, False, False]
    assert clear_among([0.03, 0.2, 0.9]) == [False, False, False]
    assert clear_difference(np.zeros(8), np.full(8, 2.0)) == 2.0
    assert clear_difference(np.zeros(8), np.array([2.0, -2.0] * 4)) == 0.0


def question(**changes: Any) -> Solve:
    base = Scenario().with_values({"areas": "Nottinghamshire", "horizon_years": 2, **NOBODY_COMES_OR_LEAVES})
    values: dict[str, Any] = {
        "name": "growth",
        "base": base,
        "lever": {"name": "establishment.growth_per_year", "low": 0.0, "high": 0.32},
        "target": {"measure": "establishment_fte", "at_least": 1.0, "by": 2027},
        "probability": 0.5,
        "replications": 8,
        "at_least": 2,
        "confidence": 0.8,
    }
    return told(lambda: Solve.model_validate({**values, **changes}), "growth.yaml")


def solved(asked: Solve, folder: Path) -> Solved:
    return carry_out_solve(Work(PieceStore(folder), LocalCrew(1)), asked)


@pytest.mark.system
def test_the_growth_that_brings_so_many_posts_is_the_one_worked_out_by_hand(tmp_path: Path) -> None:
    posts = simulated_profiles(question().base)[0].establishment_fte
    wanted = posts * 1.1**2  # after two years at 0.1 a year
    target = {"measure": "establishment_fte", "at_least": wanted, "by": 2027}
    answer = solved(question(target=target, replications=40), tmp_path)
    low, high = answer.bracket
    assert low is not None
    assert high is not None
    # posts are funded whole, so that up to one, and a month's growth of it, is still owed on census day
    owed = 1.1 * ((wanted + 1.1) / wanted) ** (1 / 2) - 1.1
    assert low <= 0.1 + owed, (low, high, owed)
    assert high >= 0.1, (low, high, owed)
    assert high - low == pytest.approx(0.32 / 64)
    assert answer.found.is_decided
    assert answer.found.more_helps
    again = solved_before(answer.question, answer.replications)
    assert again.tried.equals(answer.tried)
    assert again.answer.equals(answer.answer)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"lever": {"name": "establishment.growth"}}, 'lever.name is "establishment.growth", which is not a parameter'),
    ({"lever": {"name": "areas"}}, 'lever.name is "areas", which cannot vary'),
    ({"lever": {"name": "recruitment.begins_at_notice"}}, "lever.name is recruitment.begins_at_notice, which is not one"),
    ({"lever": {"name": "agency.cover_level", "low": 2, "high": 1}}, "lever.high is 1; it must be above low, 2"),
    ({"lever": {"name": "agency.cover_level", "lowest": 2}}, "lever.lowest is not part of a lever; did you mean low?"),
    ({"lever": {"name": "agency.cover_level", "high": 20}}, "lever.high is 20; it must be between 0 and 10"),
    ({"lever": {"name": "apprenticeship.intake", "high": 501}}, "lever.high does not make a scenario: apprenticeship.intake"),
    ({"lever": {"name": "agency.cover_level", "whole": 3}}, "lever.whole is 3; it must be true or false"),
    ({"lever": {"name": "agency.cover_level", "resolution": 0}}, "lever.resolution is 0; it must be from a millionth"),
    ({"lever": {"name": "agency.cover_level", "from_date": "2040-01-01"}}, "lever.from_date is 2040-01-01; it must be from"),
    ({"lever": {"name": "turnover.notice_days", "from_date": "2026-01-01"}}, "turnover.notice_days cannot depend on the"),
    ({"probability": 1.5}, "probability is 1.5; it must be between 0.01 and 0.99"),
    ({"find": "best"}, 'find is "best"; it must be smallest or largest'),
    ({"at_least": 50}, "at_least is 50; it must be at most replications, 8"),
    ({"target": {"measure": "vacancy", "at_most": 5, "by": 2027}}, 'target.measure is "vacancy", which is not a measure'),
    ({"target": {"measure": "cases", "at_most": 5, "by": 2029}}, "target.by is 2029; it must be a census that is simulated"),
    ({"target": {"measure": "cases", "at_most": 5, "by": 2025}}, "target.by is 2025; it must be a census that is simulated"),
    ({"target": {"measure": "cases", "by": 2027}}, "target has neither at_most nor at_least; it must have one"),
    ({"target": {"measure": "cases", "at_most": 5, "by": 2027, "where": "Nottinghamshre"}}, "did you mean Nottinghamshire?"),
    ({"target": {"measure": "cases", "at_most": 5, "by": 2027, "were": 1}}, "target.were is not part of a target; did you"),
]


@pytest.mark.unit
@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_what_is_wrong_with_a_solve_is_told_in_one_line(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError) as error:
        question(**changes)
    assert said in str(error.value)
    assert str(error.value).startswith("growth.yaml: ")
    assert "\n" not in str(error.value)


@pytest.mark.unit
def test_what_a_solve_asked_is_read_again_as_the_same_question() -> None:
    asked = question(lever={"name": "agency.cover_level", "low": 0.5, "from_date": "2026-04-01"})
    written = asked.asked()
    given = {name: value for name, value in written.items() if value not in ([], None)}
    again = told(lambda: Solve.model_validate({**given, "base": asked.base}), "manifest.json")
    assert again.asked() == written
    assert again.lever == asked.lever
    assert again.target.place == asked.target.place


@pytest.mark.unit
def test_a_lever_from_a_date_leaves_what_the_scenario_says_before_it() -> None:
    asked = question(lever={"name": "agency.cover_level", "low": 0.0, "high": 1.0, "from_date": "2026-04-01"})
    base = asked.base.with_values({"agency.cover_level": 0.7})
    cover = base.with_values(asked.lever.settings(base, 0.25)).agency.cover_level
    days = [dt.date(2025, 9, 30), dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2027, 9, 30)]
    assert [cover.on(day) for day in days] == [0.7, 0.7, 0.25, 0.25]
