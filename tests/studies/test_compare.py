"""Comparisons of invented replications: what is paired with what, what adds up, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.studies.invented import places_of
from workforce_sim.config.parts import Part
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import LedgerError, UserError
from workforce_sim.records.recorder import Recorder, ReplicationRecords
from workforce_sim.records.tables import MONTHLY
from workforce_sim.studies.changes import changes_between, parts
from workforce_sim.studies.compare import carry_out_compare, check_comparable, labels_of, wanted_of
from workforce_sim.studies.comparison import Comparison
from workforce_sim.studies.crew import LocalCrew
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.work import UnfinishedError, Work

pytestmark = pytest.mark.unit

BASE = Scenario(name="base", areas="Rutland", horizon_years=2)
INTAKE = {"apprenticeship.intake": 4.0}
BOTH = {**INTAKE, "turnover.level": 0.5}


def respond(scenario: Scenario, profiles: object, seed: int, replication: int) -> ReplicationRecords:
    """In post follows the parameters by a known law: 50 + luck + 3 x intake - 10 x level + 2 x intake x level."""
    assert isinstance(profiles, tuple)
    luck = np.random.default_rng([seed, replication]).normal(0.0, 5.0)
    recorder = Recorder(scenario.calendar(), places_of(profiles))
    intake, level = scenario.apprenticeship.intake.before, scenario.turnover.level.before
    for table in MONTHLY:
        recorder.arrays[table.name][:] = 1.0
    recorder.arrays["workforce_month"][..., 0] = 50.0 + luck + 3.0 * intake - 10.0 * level + 2.0 * intake * level
    for number in range(len(profiles)):
        recorder.write_start(number, {"inpost_fte": 40.0})
    return recorder.finish(replication, 0.01)


def compared(tmp_path: Path, *scenarios: Scenario, replications: int = 6, seed: int = 3) -> Comparison:
    work = Work(PieceStore(tmp_path / "pieces"), LocalCrew(1, respond))
    return carry_out_compare(work, scenarios, replications, seed, ("inpost_fte", "vacancy_rate_fte"))


def test_common_luck_leaves_the_known_effect_without_any_noise(tmp_path: Path) -> None:
    found = compared(tmp_path, BASE, BASE.with_values(INTAKE)).difference("inpost_fte", 2027)
    level = BASE.turnover.level.before
    assert found.difference == pytest.approx(4.0 * (3.0 + 2.0 * level))
    assert found.verdict == "higher"
    assert found.standard_error == 0.0
    assert found.variance_ratio is None
    assert found.replications == 6
    assert found.area == "Rutland"
    assert found.unit == "FTE"


def test_each_change_alone_and_the_interaction_add_up_to_the_whole(tmp_path: Path) -> None:
    found = compared(tmp_path, BASE, BASE.with_values(BOTH))
    rows = found.attribution.filter(measure="inpost_fte", time_period=2027)
    level = BASE.turnover.level.before
    expected = {
        "turnover.level": -10.0 * (0.5 - level),
        "apprenticeship.intake": 4.0 * (3.0 + 2.0 * level),
        "interaction": 2.0 * 4.0 * (0.5 - level),
        "all changes": found.difference("inpost_fte", 2027).difference,
    }
    assert dict(rows.select("change", "difference").rows()) == pytest.approx(expected)
    cell = ["measure", "time_period"]
    known = found.attribution.drop_nulls("difference")
    whole = known.filter(change="all changes").sort(cell)
    added = known.filter(pl.col("change") != "all changes").group_by(cell).agg(pl.col("difference").sum()).sort(cell)
    assert whole["difference"].to_list() == pytest.approx(added["difference"].to_list(), abs=1e-9)
    assert rows.filter(change="turnover.level").select("baseline_value", "value").row(0) == ("1", "0.5")


def test_the_parts_of_a_scenario_are_simulated_whole_and_add_up_with_the_interaction(tmp_path: Path) -> None:
    made_of = (Part("more", "more.yaml", INTAKE), Part("stay", "stay.yaml", {"turnover.level": 0.4, "turnover.notice_days": 30}))
    whole = BASE.with_values({**BOTH, "turnover.notice_days": 30}).with_parts(made_of)
    found = compared(tmp_path, BASE, whole)
    rows = found.attribution.filter(measure="inpost_fte", time_period=2027)
    level = BASE.turnover.level.before
    assert dict(rows.select("change", "difference").rows()) == pytest.approx(
        {
            "more": 4.0 * (3.0 + 2.0 * level),
            "stay": -10.0 * (0.5 - level),  # with the value of the whole, which has the last word
            "interaction": 2.0 * 4.0 * (0.5 - level),
            "all changes": found.difference("inpost_fte", 2027).difference,
        }
    )
    assert rows.filter(change="stay")["value"].item() == "turnover.level 0.5; turnover.notice_days 30"
    assert found.scenarios_for_attribution == 2
    assert len(wanted_of([BASE, whole], 6, 3)[1]) == 2
    costs = found.cost_attribution.filter(measure="total_gbp", time_period="all years")
    assert costs["change"].to_list() == ["more", "stay", "interaction", "all changes"]
    assert costs["difference"].to_list()[:3] == pytest.approx([0.0, 0.0, 0.0])  # invented accounts know no parameter


def test_one_change_needs_no_attribution_and_no_more_simulation(tmp_path: Path) -> None:
    found = compared(tmp_path, BASE, BASE.with_values(INTAKE))
    assert found.attribution.height == 0
    assert found.scenarios_for_attribution == 0
    assert len(list((tmp_path / "pieces").rglob("*.npz"))) == 2 * 2  # replications 1 to 5 and 6, of both


def test_the_other_way_round_every_sign_is_the_other(tmp_path: Path) -> None:
    grown = BASE.with_values({"name": "grown", **INTAKE})
    there, back = (compared(tmp_path, *order).differences.drop_nulls("lower") for order in ([BASE, grown], [grown, BASE]))
    assert there["difference"].to_list() == pytest.approx([-value for value in back["difference"]])
    assert there["lower"].to_list() == pytest.approx([-value for value in back["upper"]])
    opposite = {"lower": "higher", "higher": "lower"}
    assert there["verdict"].to_list() == [opposite.get(verdict, verdict) for verdict in back["verdict"]]


def test_a_scenario_compared_with_itself_is_exactly_the_same(tmp_path: Path) -> None:
    found = compared(tmp_path, BASE, BASE)
    assert found.is_same
    assert set(found.differences["difference"].drop_nulls()) == {0.0}
    assert found.differences["variance_ratio"].null_count() == found.differences.height


def test_scenarios_of_one_name_are_told_apart_by_what_they_change() -> None:
    grown, both = BASE.with_values(INTAKE), BASE.with_values(BOTH)
    assert labels_of([BASE, grown, both, BASE, grown]) == [
        "base",
        "base with apprenticeship.intake 4",
        "base with turnover.level 0.5 and apprenticeship.intake 4",
        "base with no change",
        "base with apprenticeship.intake 4 (5)",
    ]


def test_of_several_scenarios_one_must_be_named(tmp_path: Path) -> None:
    found = compared(tmp_path, BASE, BASE.with_values({"name": "grown", **INTAKE}), BASE.with_values({"name": "both", **BOTH}))
    assert found.scenarios == ["grown", "both"]
    assert found.attribution["scenario"].unique().to_list() == ["both"]
    assert found.difference("inpost_fte", 2027, scenario="both").scenario == "both"
    with pytest.raises(UserError, match=r"scenario is missing; several are compared \(grown, both\)"):
        found.difference("inpost_fte", 2027)


def test_a_change_that_cannot_stand_alone_goes_with_the_one_it_needs() -> None:
    wide = BASE.with_values({"apprenticeship.intake": 600, "apprenticeship.places_cap": 700, "turnover.level": 0.8})
    assert sorted(parts(changes_between(BASE, wide))) == [
        ("apprenticeship.places_cap", "apprenticeship.intake"),
        ("turnover.level",),
    ]


def test_a_programme_rolled_out_is_one_change_with_its_effects_and_an_effect_alone_is_one_where_it_is_rolled_out() -> None:
    help_there = BASE.with_values({"family_help.roll_out": [{"areas": "England", "from": "2026-04-01"}]})
    more = help_there.with_values({"family_help.fewer_plans": 0.1, "family_help.fewer_care_entries": 0.1})
    both = parts(changes_between(BASE, more.with_values({"turnover.level": 0.8})))
    programme = ("family_help.roll_out", "family_help.fewer_plans", "family_help.fewer_care_entries")
    assert sorted(both) == [programme, ("turnover.level",)]
    assert parts(changes_between(help_there, more)) == [("family_help.fewer_plans",), ("family_help.fewer_care_entries",)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("vacancy_rate", 2027), "measure is vacancy_rate; it is not among those compared; did you mean vacancy_rate_fte?"),
        (("inpost_fte", 2031), r"year is 2031; it is not among those compared.* \(2025, 2026, 2027\)"),
        (("inpost_fte", 2027, "Rutlant"), 'area is "Rutlant"; it is not among those compared; did you mean Rutland?'),
    ],
)
def test_what_was_not_compared_is_told_with_the_nearest(tmp_path: Path, asked: tuple[str, int], said: str) -> None:
    with pytest.raises(UserError, match=said):
        compared(tmp_path, BASE, BASE.with_values(INTAKE)).difference(*asked)


def test_an_area_may_be_named_by_its_code(tmp_path: Path) -> None:
    found = compared(tmp_path, BASE, BASE.with_values(INTAKE))
    assert found.difference("inpost_fte", 2027, "E06000017") == found.difference("inpost_fte", 2027, "rutland")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"horizon_years": 3}, "horizon_years of base and other are 2 and 3; scenarios that are compared must have the same"),
        ({"areas": "Leicester"}, "areas of base and other are Rutland and Leicester"),
        ({"start": "2024-09-30"}, "start of base and other are 2025-09-30 and 2024-09-30"),
        ({"figures": {"Rutland": {"cases": 300}}}, "figures of base and other are not the same"),
    ],
)
def test_scenarios_about_other_places_or_years_are_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        check_comparable([BASE, BASE.with_values({"name": "other", **changes})], 10, 1)


def test_too_little_to_compare_is_refused() -> None:
    with pytest.raises(UserError, match="needs a baseline and at least one other scenario; 1 given"):
        check_comparable([BASE], 10, 1)
    with pytest.raises(UserError, match="--replications is 1; it must be 2 or more"):
        check_comparable([BASE, BASE], 1, 1)
    with pytest.raises(UserError, match="vacancies_fte is not a measure; did you mean vacancy_fte"):
        check_comparable([BASE, BASE], 10, 1, ["vacancies_fte"])


def test_a_replication_that_fails_leaves_the_comparison_unfinished(tmp_path: Path) -> None:
    def fails_when_grown(scenario: Scenario, profiles: object, seed: int, replication: int) -> ReplicationRecords:
        if scenario.apprenticeship.intake.before > 0:
            raise LedgerError("posts do not balance")
        return respond(scenario, profiles, seed, replication)

    work = Work(PieceStore(tmp_path / "pieces"), LocalCrew(1, fails_when_grown))
    with pytest.raises(UnfinishedError, match="a ledger does not balance"):
        carry_out_compare(work, [BASE, BASE.with_values(INTAKE)], 6, 3)
    assert len(list((tmp_path / "pieces").rglob("*.npz"))) == 2  # the baseline's own are kept
