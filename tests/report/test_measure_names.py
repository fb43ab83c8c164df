"""The names of measures: every one has one, a subject and a unit, and no two can be taken for each other."""

from __future__ import annotations

import pytest

from workforce_sim.records.tables import ANNUAL_RETURN, MONEY_YEAR
from workforce_sim.report.measure_names import CALLED, SUBJECT_OF, UNITS
from workforce_sim.report.numbers import LINES, NAMES

pytestmark = pytest.mark.unit

MEASURES = {*ANNUAL_RETURN.names, *MONEY_YEAR.names}


def test_every_measure_has_a_name_a_subject_and_a_unit() -> None:
    assert set(CALLED) == set(SUBJECT_OF) == MEASURES, "name new measures in report/measure_names.py"
    assert set(UNITS) >= MEASURES
    assert all(any(letter.isalpha() for letter in unit) for unit in UNITS.values())


def test_names_can_be_read_aloud() -> None:
    for measure, name in CALLED.items():
        assert name[0].isupper(), measure
        assert "_" not in name


@pytest.mark.parametrize("table", [ANNUAL_RETURN, MONEY_YEAR], ids=lambda table: table.name)
def test_two_measures_of_a_table_with_one_name_differ_by_unit(table: object) -> None:
    names = table.names  # type: ignore[attr-defined]
    assert len({(CALLED[name], UNITS[name], SUBJECT_OF[name] == "Spending") for name in names}) == len(names)


def test_measures_are_called_as_on_pages() -> None:
    assert all(CALLED[measure] == name for measure, name in (NAMES | LINES).items())
