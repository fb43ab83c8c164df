"""Stress tests: what shocks change and what they leave, intervals, recovery and ranking, against values worked out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies.invented import places_of
from workforce_sim.clock import Calendar
from workforce_sim.config.catalogue import parameters, value_of
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.recorder import Recorder, ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_MONTH, MONTHLY, PLACEMENTS_MONTH, WORKFORCE_MONTH
from workforce_sim.studies.certainty import wilson
from workforce_sim.studies.crew import LocalCrew
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.questions.shocks import KINDS, Shock, months_after, read_shocks
from workforce_sim.studies.questions.stress import Stress
from workforce_sim.studies.questions.study import load_study, told
from workforce_sim.studies.recovery import (
    has_monthly_value,
    monthly_tables,
    monthly_values,
    months_felt,
    months_since,
    months_to_recover,
)
from workforce_sim.studies.stress import Stressed, carry_out_stress
from workforce_sim.studies.work import Work

ROOT = Path(__file__).resolve().parents[2]
RUTLAND = Scenario().with_values({"areas": "Rutland", "horizon_years": 3})
FROM, MONTHS = dt.date(2026, 4, 1), 12
UNTIL = dt.date(2027, 4, 1)
DAYS = [RUTLAND.calendar().date_of(day) for day in range(RUTLAND.calendar().days + 1)]
PLAN = {
    "cases.referrals_level": {"2026-01-01": 1.0, "2027-01-01": 0.8, "ramp": True},
    "agency.cover_level": {"2026-10-01": 0.5},
    "labour_market.candidates_level": 1.1,
    "establishment.growth_per_year": {"2026-10-01": 0.01},
}


def shock_of(kind: str, size: float | None = None) -> Shock:
    sized = {} if size is None else {"size": size}
    return read_shocks({"it": {"kind": kind, "from": FROM, "months": MONTHS, **sized}}, RUTLAND)[0]


@pytest.mark.unit
@pytest.mark.parametrize("kind", KINDS)
def test_a_shock_changes_its_parameters_by_its_size_on_its_days_alone_whatever_the_plan_says(kind: str) -> None:
    expected: dict[str, Callable[[float, float], float]] = {
        "referral_surge": lambda usual, size: usual * (1 + size),
        "candidate_recession": lambda usual, size: usual * (1 - size),
        "agency_withdrawal": lambda usual, size: usual * (1 - size),
        "hiring_freeze": lambda _usual, _size: 1.0,
        "leaving_spike": lambda usual, size: usual * (1 + size),
        "apprenticeship_drop_out": lambda usual, size: usual * (1 + size),
        "funding_cut": lambda usual, size: usual - size,
        "overseas_closure": lambda usual, size: usual * (1 - size),
        "absence_wave": lambda usual, size: usual * (1 + size),
    }
    base = RUTLAND.with_values(PLAN)
    shock = shock_of(kind)
    shocked = base.with_values(shock.settings(base))
    for name in parameters():
        before, after = value_of(base, name), value_of(shocked, name)
        if name not in KINDS[kind].parameters:
            assert before == after, name
            continue
        for day in DAYS:
            during = FROM <= day < UNTIL
            usual = before.on(day)
            assert after.on(day) == pytest.approx(expected[kind](usual, shock.size) if during else usual), (name, day)


@pytest.mark.unit
def test_dated_values_of_a_shocks_own_leave_what_the_scenario_says_before_them() -> None:
    base = RUTLAND.with_values({"turnover.level": 0.9})
    (shock,) = read_shocks({"it": {"set": {"turnover.level": {FROM: 1.2, UNTIL: 0.9}}}}, base)
    level = base.with_values(shock.settings(base)).turnover.level
    assert [level.on(day) for day in DAYS] == [1.2 if FROM <= day < UNTIL else 0.9 for day in DAYS]
    assert shock.since == FROM
    assert shock.reliability == "red"


@pytest.mark.unit
@pytest.mark.parametrize("kind", KINDS)
def test_a_size_has_a_source_or_is_red_and_a_size_of_the_studys_own_is_red(kind: str) -> None:
    declared = KINDS[kind]
    assert declared.reason
    assert (declared.reliability == "red") != bool(declared.source)
    assert shock_of(kind).reliability == declared.reliability
    if declared.sizes is not None:
        assert shock_of(kind, declared.usual / 2).reliability == "red"


@pytest.mark.property
@given(date=st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)), months=st.integers(1, 600))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(date: dt.date, months: int) -> None:
    later = months_after(date, months)
    assert (later.year - date.year) * 12 + later.month - date.month == months
    assert later.day == date.day or (later.day < date.day and (later + dt.timedelta(days=1)).day == 1)


@pytest.mark.unit
def test_a_pulse_is_over_when_a_tenth_is_left_and_stays_so() -> None:
    months = np.arange(1.0, 7.0)
    harm = np.array(
        [
            [0.0, 10.0, 5.0, 1.0, 0.5, 0.0],  # a tenth is left in the fourth month
            [0.0, 10.0, 0.5, 5.0, 0.5, 0.0],  # comes back: over only in the fifth
            [0.0, 1.0, 2.0, 3.0, 4.0, 5.0],  # not over by the end
            [0.0, -1.0, -2.0, 0.0, 0.0, 0.0],  # never any harm
        ]
    )
    assert months_to_recover(harm, months).tolist() == [4.0, 5.0, np.inf, 0.0]


@pytest.mark.unit
def test_what_is_felt_is_beyond_chance() -> None:
    months = np.arange(1.0, 5.0)
    luck = np.random.default_rng(1).normal(0.0, 1.0, (400, 4))
    luck -= luck.mean(axis=0)
    pulse = np.array([2.0, 1.0, 0.12, 0.1])  # a standard error is 0.05: 0.12 is above a tenth of 2.0 in no month but by chance
    assert months_felt(luck + pulse, months) == 3.0
    assert months_felt(luck + np.array([2.0, 1.0, 0.3, 0.0]), months) == 4.0
    assert months_felt(luck + 0.01, months) == 0.0
    assert months_felt(np.array([[4.0, 2.0, 0.4, 0.0]]), months) == 3.0


@pytest.mark.unit
def test_months_are_counted_from_the_shocks_start() -> None:
    first, months = months_since(shock_of("hiring_freeze"), Calendar(dt.date(2025, 9, 30), 2))
    assert first == 6  # April is the seventh month after the start
    assert months.tolist() == [*range(1, 19)]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("measure", "has"),
    [
        ("vacancy_rate_fte", True),
        ("caseload_fte", True),
        ("inpost_fte", True),
        ("turnover_rate_fte", False),
        ("cases", True),
        ("childrens_home", True),
        ("other_placement", True),
        ("family_setting_rate", True),
        ("assessments_within_45_days_rate", False),
        ("placement_moves_per_child", False),
    ],
)
def test_what_is_counted_over_a_year_has_no_value_at_a_months_end(measure: str, has: bool) -> None:
    assert has_monthly_value(measure) is has


@pytest.mark.unit
def test_a_measure_of_children_at_a_months_end_comes_from_two_tables() -> None:
    assert monthly_tables("vacancy_rate_fte") == {"workforce_month"}
    assert monthly_tables("family_setting_rate") == {"placements_month", "children_month"}
    months = {table.name: np.zeros((1, len(table.columns))) for table in MONTHLY}
    for kind in ("kinship_foster", "in_house_foster", "agency_foster", "with_parents", "placed_for_adoption", "other"):
        months["placements_month"][0, PLACEMENTS_MONTH.index[kind]] = 10.0
    months["children_month"][0, CHILDREN_MONTH.index["cla"]] = 60.0
    assert monthly_values("family_setting_rate", months)[0] == pytest.approx(100.0 * 50 / 60)
    assert monthly_values("foster", months)[0] == 30.0
    assert monthly_values("other_placement", months)[0] == 10.0


def vacant(scenario: Scenario, profiles: Sequence[AuthorityProfile], seed: int, replication: int) -> ReplicationRecords:  # noqa: ARG001
    """100 in post; vacancies are the number of the replication, and 10 more for 12 months of more than usual leaving."""
    recorder = Recorder(scenario.calendar(), places_of(list(profiles)))
    for monthly in MONTHLY:
        recorder.arrays[monthly.name][:] = 1.0
    table = recorder.arrays["workforce_month"]
    calendar, level = scenario.calendar(), scenario.turnover.level
    usual = level.on(calendar.start)
    for month, day in enumerate(calendar.month_ends):
        more = 10.0 if level.on(calendar.date_of(day)) > usual else 0.0
        table[month, 0, WORKFORCE_MONTH.index["inpost_fte"]] = 100.0
        table[month, 0, WORKFORCE_MONTH.index["vacancy_fte"]] = replication + more
    stocks = dict.fromkeys(("inpost_fte", "vacancy_fte", "agency_fte", "agency_cover_fte", "case_holders_fte", "cases"), 1.0)
    recorder.write_start(0, stocks)
    return recorder.finish(replication, 0.01)


def question(**changes: Any) -> Stress:
    values: dict[str, Any] = {
        "name": "stressed",
        "base": RUTLAND,
        "targets": {
            "few": {"measure": "vacancy_fte", "at_most": 12, "by": 2026},
            "fewer": {"measure": "vacancy_fte", "at_most": 4, "by": 2028},
            "leavers": {"measure": "leavers_fte", "at_most": 50, "by": 2027},
        },
        "shocks": {
            "absence": {"kind": "absence_wave", "from": FROM, "months": MONTHS},
            "leaving": {"kind": "leaving_spike", "from": FROM, "months": MONTHS},
        },
        "replications": 20,
    }
    return told(lambda: Stress.model_validate({**values, **changes}), "stressed.yaml")


def stressed(asked: Stress, folder: Path) -> Stressed:
    return carry_out_stress(Work(PieceStore(folder), LocalCrew(1, vacant)), asked)


@pytest.mark.unit
def test_the_tables_say_what_was_made_to_happen(tmp_path: Path) -> None:
    found = stressed(question(), tmp_path)
    assert found.shocks["shock"].to_list() == ["leaving", "absence"]
    # vacancies are 1 to 20: 12 of 20 meet 12 and, ten higher in September 2026, 2 of 20 do
    rows = {(row["shock"], row["target"]): row for row in found.targets.to_dicts()}
    few, without = rows["leaving", "few"], rows["none", "few"]
    assert (without["met"], few["met"]) == (12, 2)
    assert (few["lower"], few["upper"]) == pytest.approx(wilson(2, 20))
    assert few["change"] == pytest.approx(-0.5)
    assert few["change_is_clear"]
    assert few["mean_change"] == pytest.approx(10.0)
    assert few["mean_shortfall"] == pytest.approx(np.mean([number + 10 - 12 for number in range(3, 21)]))
    # by 2028 it is over
    assert rows["leaving", "fewer"]["change"] == 0.0
    assert not rows["leaving", "fewer"]["change_is_clear"]
    assert rows["absence", "few"]["change"] == 0.0
    damages = dict(found.shocks.select("shock", "damage").iter_rows())
    assert damages == {"leaving": pytest.approx(0.5 / 3), "absence": 0.0}
    # ten more from the end of April 2026 to the end of March 2027, none in the thirteenth month
    recovery = found.recovery.filter(shock="leaving", target="few").row(0, named=True)
    assert recovery["months_to_recover"] == 13.0
    assert recovery["months_felt"] == 13.0
    assert recovery["share_not_recovered"] == 0.0
    assert recovery["largest_harm"] == pytest.approx(10.0)
    assert set(found.recovery["target"]) == {"few", "fewer"}
    assert found.recovery.filter(shock="absence")["months_felt"].to_list() == [0.0, 0.0]
    # with 10 more, 18 of 20 are above 12 in September 2026; without, 16 of 20 are always above 4
    first = {row["shock"]: row for row in found.breaks_first.to_dicts()}
    assert first["leaving"]["target"] == "few"
    assert first["leaving"]["first_census"] == 2026
    assert first["none"]["target"] == "fewer"
    assert first["none"]["first_census"] == 2026
    assert first["none"]["share_missing_then"] == pytest.approx(0.8)


@pytest.mark.unit
def test_the_same_scenario_under_no_effect_is_exactly_no_change(tmp_path: Path) -> None:
    found = stressed(question(shocks={"nothing": {"kind": "referral_surge", "from": FROM, "months": 1, "size": 0.0}}), tmp_path)
    assert set(found.targets["change"]) == {0.0}
    assert set(found.targets["mean_change"]) == {0.0}
    assert not any(found.targets["change_is_clear"])


@pytest.mark.unit
def test_the_break_point_is_the_size_above_which_the_target_fails(tmp_path: Path) -> None:
    # any size above nought brings ten more vacancies: 12 of 20 without, 2 of 20 with
    asked = {"shock": "leaving", "target": "few", "probability": 0.4, "low": 0.0, "high": 1.0, "resolution": 0.25}
    row = stressed(question(break_point=asked, replications=40), tmp_path).break_point
    assert row is not None
    told_so = row.row(0, named=True)
    assert told_so["size_holds"] is None  # 12 of 40, 0.3, meet it even without
    held = stressed(question(break_point={**asked, "probability": 0.2}, replications=40), tmp_path).break_point
    assert held is not None
    assert (held["size_holds"][0], held["size_breaks"][0]) == (0.0, 0.25)
    assert held.schema["size_breaks"] == pl.Float64


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"shocks": {}}, "shocks is empty; it must be names with a kind"),
    ({"shocks": {"it": {"kind": "referal_surge", "from": FROM, "months": 1}}}, "did you mean referral_surge?"),
    ({"shocks": {"it": {"kind": "hiring_freeze", "months": 1}}}, "shocks.it.from is missing"),
    ({"shocks": {"it": {"kind": "hiring_freeze", "from": FROM}}}, "shocks.it.months is missing"),
    ({"shocks": {"it": {"kind": "hiring_freeze", "from": FROM, "months": 1, "size": 1}}}, "a hiring_freeze has no size"),
    ({"shocks": {"it": {"kind": "hiring_freeze", "from": "2040-01-01", "months": 1}}}, "shocks.it.from is 2040-01-01; it"),
    ({"shocks": {"it": {"kind": "agency_withdrawal", "from": FROM, "months": 1, "size": 2}}}, "size is 2; it must be"),
    ({"shocks": {"it": {"kind": "hiring_freeze", "since": FROM}}}, "shocks.it.since is not part of a shock"),
    ({"shocks": {"it": {"set": {"turnover.levl": 2}}}}, "shocks.it.set.turnover.levl is not a parameter; did you mean"),
    ({"shocks": {"it": {"set": {"turnover.level": {FROM: 20}}}}}, "shocks.it.set.turnover.level on 2026-04-01 is 20; it"),
    ({"shocks": {"it": {"kind": "hiring_freeze", "set": {"turnover.level": 2}}}}, "shocks.it has set and a kind of shock"),
    ({"shocks": {"none": {"kind": "hiring_freeze", "from": FROM, "months": 1}}}, 'shocks.none is called "none"'),
    ({"targets": {"few": {"measure": "vacancies", "at_most": 1, "by": 2026}}}, "targets.few.measure is"),
    ({"targets": {"few": {"measure": "vacancy_fte", "at_most": 1, "by": 2029}}}, "targets.few.by is 2029; it must be a census"),
    ({"targets": []}, "targets is empty; it must be names"),
    ({"break_point": {"shock": "leavng", "target": "few", "probability": 0.5}}, "did you mean leaving?"),
    ({"break_point": {"shock": "leaving", "target": "few"}}, "break_point.probability is missing"),
    ({"break_point": {"shock": "leaving", "target": "many", "probability": 0.5}}, "which is not a target of this study"),
    ({"break_point": {"shock": "leaving", "target": "few", "probability": 0.5, "low": 0.5, "high": 0.1}}, "above low, 0.5"),
]


@pytest.mark.unit
@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_what_is_wrong_with_a_stress_test_is_told_in_one_line(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError) as error:
        question(**changes)
    assert said in str(error.value)
    assert str(error.value).startswith("stressed.yaml: ")
    assert "\n" not in str(error.value)


@pytest.mark.unit
def test_what_a_stress_test_asked_is_read_again_as_the_same_question() -> None:
    asked = question(
        break_point={"shock": "leaving", "target": "few", "probability": 0.5},
        shocks={
            "leaving": {"kind": "leaving_spike", "from": FROM, "months": MONTHS},
            "own": {"set": {"turnover.level": {FROM: 1.2}}},
            "frozen": {"kind": "hiring_freeze", "from": FROM, "months": 2},
        },
    )
    written = asked.asked()
    given = {name: value for name, value in written.items() if value not in ([], None)}
    again = told(lambda: Stress.model_validate({**given, "base": asked.base}), "manifest.json")
    assert again.asked() == written
    for shock, same in zip(asked.shocks, again.shocks, strict=True):
        assert shock.settings(asked.base) == same.settings(asked.base)


@pytest.mark.unit
@pytest.mark.parametrize("file", ["stress_england.yaml", "stress_nottinghamshire.yaml"])
def test_the_ready_files_ask_for_eight_shocks_and_three_targets_at_least(file: str) -> None:
    asked = load_study(ROOT / "configs" / "studies" / file, {"stress": Stress})
    assert len(asked.shocks) >= 8
    assert len(asked.targets) >= 3
    assert {shock.kind for shock in asked.shocks} >= set(KINDS)
    assert all(target.measure in ANNUAL_RETURN.names for target in asked.targets)
