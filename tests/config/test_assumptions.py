"""The log of assumptions."""

from __future__ import annotations

import csv
import io

import pytest

from workforce_sim.config import Scenario
from workforce_sim.config.assumptions import Assumption, as_csv, assumptions
from workforce_sim.config.catalogue import parameters

pytestmark = pytest.mark.unit


def row(rows: list[Assumption], name: str) -> Assumption:
    return next(row for row in rows if row.id == name)


def test_every_parameter_is_in_the_log_once() -> None:
    rows = assumptions(Scenario())
    assert [row.id for row in rows] == list(parameters())


def test_owner_and_sign_off_are_left_to_the_people_who_answer_for_it() -> None:
    assert {(row.owner, row.signed_off_by, row.effect_rank) for row in assumptions(Scenario())} == {("", "", "")}


def test_a_value_the_scenario_changes_loses_the_source_of_the_default() -> None:
    scenario = Scenario().with_values({"turnover.share_to_agency": 0.1, "name": "more agency"})
    changed = row(assumptions(scenario), "turnover.share_to_agency")
    assert (changed.value, changed.source, changed.reliability) == ("0.1", "Scenario more agency", "red")
    assert "the default is 0.0656 (Department for Education" in changed.reason
    unchanged = row(assumptions(scenario), "turnover.share_to_another_authority")
    assert unchanged.reliability == "green"


def test_own_figures_are_an_assumption_too() -> None:
    scenario = Scenario().with_values({"figures": {"Leeds": {"cases": 3000}}})
    assert row(assumptions(scenario), "figures").value == "{Leeds: {cases: 3000}}"


def test_the_csv_reads_back_with_the_columns_a_review_asks_for() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(assumptions(Scenario())))))
    columns = "id text value unit range source date reason owner signed_off_by reliability effect_rank"
    assert list(rows[0]) == columns.split()
    intake = next(item for item in rows if item["id"] == "apprenticeship.intake")
    assert (intake["value"], intake["unit"], intake["range"]) == ("0", "people a year", "0 to 500")
