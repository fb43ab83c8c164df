"""A sensitivity study carried out: with a model whose effects are known, and what it refuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.studies.invented import places_of
from workforce_sim.config.catalogue import parameters
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.records.recorder import Recorder, ReplicationRecords
from workforce_sim.records.tables import WORKFORCE_MONTH
from workforce_sim.studies.crew import LocalCrew
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.questions.ranges import DATED, left_out, reason_to_leave_out, usual_ranges
from workforce_sim.studies.questions.sensitivity import Sensitivity
from workforce_sim.studies.questions.study import load_study, told
from workforce_sim.studies.sensitivity import SensitivityTables, best_ranks, carry_out_sensitivity, pieces_of_study
from workforce_sim.studies.work import Work

pytestmark = pytest.mark.unit

RUTLAND = Scenario(name="rutland", areas="Rutland", horizon_years=2)
LEVEL, DAYS, COMPLETES = "turnover.level", "recruitment.advert_days", "training_routes.step_up.completion_share"
RANGES = {LEVEL: {"low": 0.5, "high": 1.5}, DAYS: {"low": 10, "high": 30}, COMPLETES: {"low": 0.5, "high": 1.0}}


def linear(scenario: Scenario, profiles: Any, seed: int, replication: int) -> ReplicationRecords:
    """In post: 100 - 20 x turnover's level - 0.5 x days of an advert, and luck that no parameter stirs."""
    recorder = Recorder(scenario.calendar(), places_of(profiles))
    luck = np.random.default_rng([seed, replication]).normal()
    in_post = 100.0 - 20.0 * scenario.turnover.level.before - 0.5 * scenario.recruitment.advert_days + luck
    for array in recorder.arrays.values():
        array[:] = 0.0
    recorder.arrays[WORKFORCE_MONTH.name][..., WORKFORCE_MONTH.index["inpost_fte"]] = in_post
    return recorder.finish(replication, 0.01)


def study(**given: Any) -> Sensitivity:
    usual = {"name": "few", "base": RUTLAND, "method": "morris", "parameters": RANGES, "outputs": ["inpost_fte"]}
    return told(lambda: Sensitivity.model_validate({**usual, "replications": 3, **given}), "study")


def carried_out(tmp_path: Path, asked: Sensitivity) -> SensitivityTables:
    work = Work(PieceStore(tmp_path / "pieces"), LocalCrew(1, linear))
    return carry_out_sensitivity(work, asked, pieces_of_study(asked))


def test_a_linear_model_is_told_exactly_and_its_idle_parameter_is_within_chance(tmp_path: Path) -> None:
    found = carried_out(tmp_path, study(trajectories=4))
    rows = {row["parameter"]: row for row in found.indices.to_dicts()}
    assert found.indices["parameter"].to_list() == [LEVEL, DAYS, COMPLETES]
    assert [round(rows[name]["mu"], 9) for name in RANGES] == [-20.0, -10.0, 0.0]
    assert [row["rank"] for row in rows.values()] == [1, 2, 3]
    assert [row["told_from_chance"] for row in rows.values()] == [True, True, False]
    assert (rows[DAYS]["low"], rows[DAYS]["high"], rows[DAYS]["unit"]) == (10.0, 30.0, "days")


def test_sobol_divides_the_variance_of_a_linear_model_by_the_squares_of_its_effects(tmp_path: Path) -> None:
    found = carried_out(tmp_path, study(method="sobol", points=64, replications=2))
    shares = dict(found.indices.select("parameter", "total_order").iter_rows())
    # effects of 20 and 10 over the ranges: 400 / 500 and 100 / 500
    assert shares[LEVEL] == pytest.approx(0.8, abs=0.15)
    assert shares[DAYS] == pytest.approx(0.2, abs=0.05)
    assert shares[COMPLETES] == 0.0


def test_the_noise_told_is_the_standard_error_of_a_mean_over_replications(tmp_path: Path) -> None:
    asked = study(trajectories=3, replications=5)
    (row,) = carried_out(tmp_path, asked).outputs.to_dicts()
    luck = [np.random.default_rng([asked.seed, number]).normal() for number in range(1, 6)]
    assert row["noise"] == pytest.approx(np.std(luck, ddof=1) / np.sqrt(5))
    assert row["noise_share"] == pytest.approx(row["noise"] / row["spread"])
    assert (row["measure"], row["year"], row["where"], row["unit"]) == ("inpost_fte", 2027, "Rutland", "FTE")


def test_the_points_are_listed_with_their_values_and_what_came_of_them(tmp_path: Path) -> None:
    found = carried_out(tmp_path, study(trajectories=2))
    points = found.points
    assert points.columns == ["point", LEVEL, DAYS, COMPLETES, "inpost_fte"]
    rest = points["inpost_fte"] + 20.0 * points[LEVEL] + 0.5 * points[DAYS]
    assert rest.max() - rest.min() == pytest.approx(0.0, abs=1e-9)  # type: ignore[operator]


def test_an_output_can_be_of_an_earlier_census_and_of_one_of_several_areas(tmp_path: Path) -> None:
    base = RUTLAND.with_values({"areas": ["Rutland", "Leicester"]})
    outputs = {
        "all": {"measure": "inpost_fte"},
        "one": {"measure": "inpost_fte", "year": 2026, "where": "Leicester"},
    }
    found = carried_out(tmp_path, study(base=base, outputs=outputs, trajectories=2))
    effects = {row["output"]: row["mu"] for row in found.indices.filter(parameter=LEVEL).to_dicts()}
    assert effects == {"all": pytest.approx(-40.0), "one": pytest.approx(-20.0)}
    assert found.outputs["where"].to_list() == ["The 2 authorities simulated", "Leicester"]


def test_the_study_of_every_parameter_varies_all_that_have_a_range_and_its_points_fit_together() -> None:
    asked = study(parameters=None, trajectories=3)
    assert len(asked.parameters) > 60
    assert {each.name for each in asked.parameters} | set(left_out(RUTLAND)) == set(parameters())
    assert len(pieces_of_study(asked)) == 3 * (len(asked.parameters) + 1)


def test_both_ends_of_all_ranges_together_are_scenarios() -> None:
    varied = usual_ranges(Scenario())
    for share in (0.0, 1.0):
        Scenario().with_values({each.name: each.within(share) for each in varied})


def test_an_authority_varies_its_own_part_of_the_apprentice_places() -> None:
    highs = {
        areas: next(each.high for each in usual_ranges(Scenario(areas=areas)) if each.name == "apprenticeship.intake")
        for areas in ("England", "Nottinghamshire", "Rutland")
    }
    assert highs["England"] == 500.0
    assert 1.0 < (highs["Nottinghamshire"] or 0.0) < 20.0
    assert highs["Rutland"] == 1.0


def test_a_plan_by_date_stays_as_it_is_unless_it_is_named() -> None:
    base = RUTLAND.with_values({LEVEL: {dt.date(2026, 1, 1): 0.8}})
    assert reason_to_leave_out(LEVEL, base) == DATED
    assert LEVEL not in [each.name for each in study(base=base, parameters=None).parameters]
    assert [each.name for each in study(base=base, parameters=[LEVEL]).parameters] == [LEVEL]


def test_ranges_that_collide_are_told_with_the_values_of_the_point_before_anything_is_simulated() -> None:
    ranges = {
        "turnover.share_to_agency": {"low": 0.1, "high": 0.7},
        "turnover.share_to_another_authority": {"low": 0.2, "high": 0.6},
        DAYS: None,
    }
    with pytest.raises(UserError) as error:
        pieces_of_study(study(parameters=ranges))
    said = str(error.value)
    assert "(turnover.share_to_agency 0.7, turnover.share_to_another_authority 0.466667 and 1 other)" in said
    assert said.endswith("give ranges that fit together")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"method": "fast"}, 'method is "fast"; it must be morris or sobol'),
        ({"replications": 1}, "replications is 1; it must be 2 or more"),
        ({"points": 64}, "points is 64; a morris study has trajectories and levels"),
        ({"method": "sobol", "points": 100}, "points is 100; a sobol study is balanced only at a power of two, such as 64"),
        ({"method": "sobol", "trajectories": 5}, "trajectories is 5; a sobol study has points"),
        ({"levels": 5}, "levels is 5; it must be even"),
        ({"trajectories": 1}, "trajectories is 1; it must be between 2 and"),
        ({"parameters": ["turnover.levels"]}, "turnover.levels is not a parameter; did you mean turnover.level?"),
        ({"parameters": ["areas"]}, "areas cannot vary"),
        ({"parameters": [LEVEL, LEVEL]}, "turnover.level is named twice"),
        ({"parameters": ["asye.capacity_by_quarter"]}, "asye.capacity_by_quarter is not one number"),
        ({"parameters": ["training_routes.step_up.length_months"]}, "has no plausible range of its own; give it low and high"),
        ({"parameters": {LEVEL: {"low": 0.5, "high": 1.5, "step": 0.5}}}, "must have low and high, and nothing in between"),
        ({"parameters": {LEVEL: {"low": 1.5, "high": 0.5}}}, "goes from 1.5 to 0.5; high must be above low"),
        ({"parameters": "everything"}, "it must be a list of dotted names"),
        ({"outputs": {}}, "outputs is a mapping; it must be names, each with measure"),
        ({"outputs": ["vacancy_rate"]}, "vacancy_rate_fte"),
        ({"outputs": {"x": {"measure": "cases", "year": 2031}}}, "outputs.x.year is 2031; it must be the year of a census"),
        ({"outputs": {"x": {"measure": "cases", "year": 2025}}}, "2026 to 2027"),
        ({"outputs": {"x": {"measure": "cases", "where": "Rutlnd"}}}, "no rows for; did you mean Rutland?"),
        ({"outputs": {LEVEL: {"measure": "cases"}}}, "is the name of another column"),
    ],
)
def test_a_wrong_study_is_told_in_one_line(given: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError) as error:
        study(**given)
    assert said in str(error.value)
    assert str(error.value).startswith("study: ")
    assert "\n" not in str(error.value)


def test_more_points_than_allowed_must_be_confirmed() -> None:
    with pytest.raises(UserError, match="the design has 40 points; more than 39 must be confirmed with --yes"):
        pieces_of_study(study(), most_points=39)


def test_a_measure_that_does_not_exist_at_some_points_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"outputs.caseload_fte: caseload_fte has nothing to divide by .* choose another"):
        carried_out(tmp_path, study(outputs=["caseload_fte"], trajectories=2))


def test_what_is_asked_can_be_asked_again() -> None:
    asked = study(parameters=None, outputs={"x": {"measure": "cases", "year": 2026}}, levels=6)
    assert Sensitivity.model_validate({**asked.asked(), "base": RUTLAND, "measures": ("cases",)}).parameters == asked.parameters


@pytest.mark.parametrize("name", ["sensitivity_nottinghamshire", "sensitivity_few"])
def test_the_ready_studies_are_right(name: str) -> None:
    path = Path(__file__).resolve().parents[2] / "configs" / "studies" / f"{name}.yaml"
    loaded = load_study(path, {"sensitivity": Sensitivity})
    assert loaded.name == name


def test_parameters_are_ranked_over_outputs_by_their_best_and_those_within_chance_not_at_all() -> None:
    indices = pl.DataFrame(
        [
            *(("x", "a", 1, True), ("x", "b", 2, True), ("x", "c", 3, False), ("x", "d", 4, False)),
            *(("y", "a", 2, True), ("y", "b", 1, True), ("y", "c", 3, False), ("y", "d", 4, True)),
        ],
        schema=["output", "parameter", "rank", "told_from_chance"],
        orient="row",
    )
    assert best_ranks(indices) == {"a": 1, "b": 2, "d": 3, "c": None}
