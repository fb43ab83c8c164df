"""Spending of the census year as a measure of studies: named so that it is not taken for that of a financial year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.steady import STEADY
from tests.studies.invented import places_of
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.records.recorder import Recorder, ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, MEASURE_OF_LINE, MONEY_MONTH, SPENDING
from workforce_sim.studies.compare import carry_out_compare
from workforce_sim.studies.comparison import Comparison
from workforce_sim.studies.crew import LocalCrew
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.questions.sensitivity import Sensitivity
from workforce_sim.studies.questions.solve import Solve
from workforce_sim.studies.questions.stress import Stress
from workforce_sim.studies.questions.study import told
from workforce_sim.studies.questions.sweep import Sweep
from workforce_sim.studies.sensitivity import carry_out_sensitivity, pieces_of_study
from workforce_sim.studies.solve import carry_out_solve
from workforce_sim.studies.stress import carry_out_stress
from workforce_sim.studies.sweep import carry_out_sweep, pieces_at_first
from workforce_sim.studies.work import Work
from workforce_sim.twin.returns import expected

AGENCY, TOTAL = "agency_census_year_gbp", "total_census_year_gbp"
TWO = Scenario(name="two", areas=["Nottingham", "Rutland"], horizon_years=2)
COVER, DAYS = "agency.cover_level", "recruitment.advert_days"
DEAR_LATER: dict[str, Any] = {COVER: {"2026-10-01": 1.5}}


def priced(scenario: Scenario, profiles: Any, seed: int, replication: int) -> ReplicationRecords:
    """Agency costs £10,000 a month in Nottingham and £1,000 in Rutland, times the level of cover; nothing else costs."""
    recorder = Recorder(scenario.calendar(), places_of(profiles))
    for array in recorder.arrays.values():
        array[:] = 0.0
    level = scenario.agency.cover_level
    months = np.array([level.on(scenario.calendar().date_of(day)) for day in scenario.calendar().month_ends])
    luck = np.random.default_rng([seed, replication]).random()
    by_place = np.array([10_000.0 if profile.name == "Nottingham" else 1_000.0 for profile in profiles])
    for name in ("agency_gbp", "total_gbp"):
        recorder.arrays[MONEY_MONTH.name][..., MONEY_MONTH.index[name]] = months[:, None] * by_place + luck
    return recorder.finish(replication, 0.01)


def dear_by_two(scenario: Scenario, profiles: Any, seed: int, replication: int) -> ReplicationRecords:
    """A bill of hundreds of millions to which a level of cover and a price add, each by itself, an odd sum in pence."""
    recorder = Recorder(scenario.calendar(), places_of(profiles))
    for array in recorder.arrays.values():
        array[:] = 0.0
    luck = np.random.default_rng([seed, replication]).integers(0, 10**12, (24, len(profiles)))
    pence = luck + round(1_234_567 * scenario.agency.cover_level.before) + round(7_777.7 * scenario.prices.agency_week.before)
    recorder.arrays[MONEY_MONTH.name][..., MONEY_MONTH.index["total_gbp"]] = pence / 100
    return recorder.finish(replication, 0.01)


def work(folder: Path) -> Work:
    return Work(PieceStore(folder), LocalCrew(1, priced))


def stress_of(dear: dict[str, Any] = DEAR_LATER, **target: Any) -> Stress:
    shocks = {"dear": {"set": dear}}
    targets = {"bill": {"measure": AGENCY, **target}}
    given = {"name": "dear", "base": TWO, "targets": targets, "shocks": shocks}
    return told(lambda: Stress.model_validate({**given, "replications": 4}), "dear.yaml")


@pytest.mark.unit
@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("agency_gbp", AGENCY),  # a line of the accounts, which are of financial years
        ("total_gbp", TOTAL),
        ("agency_gpb", AGENCY),
        ("agency_census_gbp", AGENCY),
        ("residential_care_census_yeargbp", "residential_care_census_year_gbp"),
        ("agency_rate", "agency_rate_fte"),
    ],
)
def test_an_unknown_measure_of_money_is_told_with_the_measure_of_the_census_year(given: str, meant: str) -> None:
    with pytest.raises(UserError) as target:
        stress_of(measure=given, at_most=1.0, by=2027)
    assert str(target.value).endswith(f'targets.bill.measure is "{given}", which is not a measure; did you mean {meant}?')
    with pytest.raises(UserError, match=f"did you mean {meant}") as kept:
        told(lambda: Sweep.model_validate({"name": "s", "base": TWO, "vary": {DAYS: [10]}, "measures": [given]}), "s.yaml")
    assert "\n" not in str(kept.value)


@pytest.mark.unit
def test_a_target_on_spending_is_of_a_census_year_and_an_area_and_is_said_in_pounds(tmp_path: Path) -> None:
    asked = stress_of(at_most=150_000, by=2027, where="Nottingham")
    assert asked.targets[0].words() == f"{AGENCY} at most £150,000 by 2027 in Nottingham"
    found = carry_out_stress(work(tmp_path), asked)
    rows = {row["shock"]: row for row in found.targets.to_dicts()}
    level = TWO.agency.cover_level.before
    assert rows["none"]["mean"] == pytest.approx(120_000 * level, abs=12)
    assert rows["dear"]["mean"] == pytest.approx(180_000, abs=12)
    assert rows["dear"]["mean_shortfall"] == pytest.approx(30_000, abs=12)
    assert rows["dear"]["unit"] == "pounds"
    assert found.recovery.is_empty(), "what is spent over a year has no value at a month's end"


@pytest.mark.unit
def test_the_start_has_no_spending_and_is_not_called_a_census_that_misses_the_target(tmp_path: Path) -> None:
    since_the_first_day = {COVER: 1.5}
    found = carry_out_stress(work(tmp_path), stress_of(since_the_first_day, at_most=1, by=2027))
    assert found.breaks_first["first_census"].to_list() == [2026, 2026]


@pytest.mark.unit
def test_the_tables_of_a_sweep_hold_spending_beside_the_workforce_and_add_it_up_over_areas(tmp_path: Path) -> None:
    asked = Sweep.model_validate({"name": "cover", "base": TWO, "vary": {COVER: [1.0, 2.0]}, "replications": 2})
    swept = carry_out_sweep(work(tmp_path), asked, pieces_at_first(asked))
    (annual,), (summary,) = swept.annual_returns(), swept.summaries()
    assert set(MEASURE_OF_LINE.values()) < set(annual.columns)
    assert annual.filter(time_period=2025)[AGENCY].null_count() == 2 * 2 * 3
    last = summary.filter(measure=AGENCY, time_period=2027, point=2)
    means = dict(last.select(last["la_name"].fill_null("both"), "mean").rows())
    assert means == pytest.approx({"both": 264_000, "Nottingham": 240_000, "Rutland": 24_000}, abs=24)


@pytest.mark.unit
def test_a_sensitivity_study_ranks_parameters_by_their_effect_on_spending(tmp_path: Path) -> None:
    ranges = {DAYS: {"low": 10, "high": 30}, COVER: {"low": 0.5, "high": 1.5}}
    outputs = {"bill": {"measure": TOTAL, "year": 2027, "where": "Nottingham"}}
    given = {"name": "bill", "base": TWO, "method": "morris", "parameters": ranges, "outputs": outputs}
    asked = told(lambda: Sensitivity.model_validate({**given, "trajectories": 4, "replications": 2}), "bill.yaml")
    found = carry_out_sensitivity(work(tmp_path), asked, pieces_of_study(asked))
    assert found.indices["parameter"].to_list() == [COVER, DAYS]
    assert found.indices["mu"].to_list() == pytest.approx([120_000.0, 0.0], abs=1e-6)
    assert found.outputs["unit"].to_list() == ["pounds"]


def compared(folder: Path, *measures: str) -> Comparison:
    return carry_out_compare(work(folder), (TWO, TWO.with_values({COVER: 2.0})), 3, 1, measures)


@pytest.mark.unit
def test_a_comparison_shows_spending_once_by_financial_year_unless_it_is_asked_for(tmp_path: Path) -> None:
    names = {column.name for column in SPENDING}
    usual = compared(tmp_path)
    assert not names & set(usual.measures)
    assert not names & set(usual.costs["measure"])
    asked = compared(tmp_path, AGENCY)
    assert asked.measures == [AGENCY]
    level = TWO.agency.cover_level.before
    found = asked.difference(AGENCY, 2027, area="Nottingham")
    assert found.difference == pytest.approx(120_000 * (2.0 - level))
    assert "£132,000 more" in asked.difference(AGENCY, 2027).words
    back = carry_out_compare(work(tmp_path), (TWO.with_values({COVER: 2.0}), TWO), 3, 1, (AGENCY,))
    assert "£132,000 less" in back.difference(AGENCY, 2027).words


@pytest.mark.unit
def test_two_changes_that_only_add_up_have_exactly_no_interaction_in_pounds(tmp_path: Path) -> None:
    both = TWO.with_values({"agency.cover_level": 1.7, "prices.agency_week": 1900})
    found = carry_out_compare(Work(PieceStore(tmp_path), LocalCrew(1, dear_by_two)), (TWO, both), 4, 1, (TOTAL,))
    for table in (found.attribution, found.cost_attribution):
        known = table.filter(pl.col("measure").is_in((TOTAL, "total_gbp")), change="interaction").drop_nulls("difference")
        assert set(known["verdict"]) == {"exactly no difference"}
        assert set(known["difference"]) == {0.0}


@pytest.mark.unit
def test_the_twin_says_nothing_about_spending() -> None:
    told_by_twin = expected(Scenario(areas="Rutland", horizon_years=1))
    assert told_by_twin["starters_fte"].null_count() == 1, "the start has no flows"
    for column in SPENDING:
        assert told_by_twin[column.name].null_count() == 2, column.name


@pytest.mark.system
def test_the_largest_intake_that_so_much_money_pays_for_is_the_one_worked_out_by_hand(tmp_path: Path) -> None:
    nobody_else = {"apprenticeship.existing": 0, "apprenticeship.withdrawal_per_year": 0.0, "money.uprating_per_year": 0.0}
    prices = {"prices.apprentice_salary_year": 20_000, "prices.apprentice_training_year": 5_000, "money.on_cost_share": 0.3}
    base = Scenario(areas="Nottinghamshire", horizon_years=2).with_values({**STEADY, **nobody_else, **prices})
    lever = {"name": "apprenticeship.intake", "low": 0, "high": 16, "whole": True, "from_date": "2026-09-01"}
    target = {"measure": "training_and_apprenticeship_census_year_gbp", "at_most": 250_000, "by": 2027}
    given = {"name": "paid_for", "base": base, "lever": lever, "target": target, "find": "largest"}
    asked = told(lambda: Solve.model_validate({**given, "replications": 20, "probability": 0.5}), "paid_for.yaml")
    solved = carry_out_solve(Work(PieceStore(tmp_path), LocalCrew(1)), asked)
    # from October 2026 to September 2027 those of September 2026 are paid for 365 days, those of September 2027 for 30
    each = (20_000 * 1.3 + 5_000) * (365 + 30) / 365.25
    assert solved.value == 250_000 // each == 7.0
    assert solved.bracket == (8.0, 7.0)
    assert solved.found.is_decided
    assert solved.found.more_helps is False
    means = dict(solved.tried.select("value", "mean").rows())
    assert means == pytest.approx({value: value * each for value in means}, abs=0.2), "pence are rounded every month"


@pytest.mark.unit
def test_every_line_of_the_accounts_has_a_measure_of_its_own_name_in_pounds() -> None:
    lines = [name for name in MONEY_MONTH.names if name.endswith("_gbp")]
    assert list(MEASURE_OF_LINE) == lines
    assert [column.of_month for column in SPENDING] == lines
    assert not set(lines) & set(ANNUAL_RETURN.names), "one name for spending of two kinds of year"
    assert all(column.unit == "pounds" and "30 September" in column.meaning for column in SPENDING)
