"""Which measures a comparison shows for which question."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from workforce_sim.config.catalogue import sections
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.headlines import CHILDREN, HEADLINES, MONEY, ON_REQUEST
from workforce_sim.report.headlines import ACTS_ON, headlines, subjects
from workforce_sim.studies.comparison import Comparison

pytestmark = pytest.mark.unit

BASE = Scenario(name="base", areas="Rutland", horizon_years=2)


def of(*measures: str) -> Comparison:
    return cast(Comparison, SimpleNamespace(measures=list(measures)))


def test_of_every_section_it_is_said_what_it_acts_on() -> None:
    known = {name for name in sections() if name and "." not in name}
    missing = known ^ set(ACTS_ON)
    assert not missing, f"say in cli/headlines.py what the parameters of {sorted(missing)} act on"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"counting.caseload_passing_spread": 0.0}, set()),
        ({"turnover.level": 0.9}, {MONEY}),
        ({"turnover.level": 0.9, "placements.kinship_level": 1.2}, {MONEY, CHILDREN}),
    ],
)
def test_a_question_is_about_what_its_parameters_act_on(changes: dict[str, object], expected: set[str]) -> None:
    assert subjects([BASE, BASE, BASE.with_values(changes)]) == expected


def test_measures_of_children_are_shown_where_the_question_is_about_them_and_they_are_there() -> None:
    found = of("inpost_fte", "care_entries_averted", "vacancy_rate_fte")
    assert [each.measure for each in headlines(found, (), {MONEY})] == ["inpost_fte", "vacancy_rate_fte"]
    assert [each.measure for each in headlines(found, (), {CHILDREN})][-1] == "care_entries_averted"
    assert [each.measure for each in headlines(found, ["care_entries_averted"], ())] == ["care_entries_averted"]
    (waiting,) = headlines(of("inpost_fte", "unallocated"), ["unallocated"])
    assert waiting.name == "Waiting for a social worker"


def test_care_entries_stand_for_those_averted_where_both_are_there() -> None:
    found = of("care_entries_averted", "cla_started")
    assert [each.measure for each in headlines(found, (), {CHILDREN})] == ["cla_started"]


def test_no_measure_stands_in_the_table_twice() -> None:
    assert len({each.measure for each in (*HEADLINES, *ON_REQUEST)}) == len(HEADLINES) + len(ON_REQUEST)
