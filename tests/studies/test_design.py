"""Which points a design has, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.studies.design import count_points, points, scenario_at
from workforce_sim.studies.questions.study import told
from workforce_sim.studies.questions.sweep import Sweep
from workforce_sim.studies.questions.varied import read_typed

pytestmark = pytest.mark.unit

BASE = Scenario(areas="Rutland", horizon_years=1)
INTAKES = {"apprenticeship.intake": [0, 6, 12]}


def asked(**given: Any) -> Sweep:
    return told(lambda: Sweep.model_validate({"name": "asked", "base": BASE, "vary": INTAKES, **given}), "study.yaml")


def test_a_grid_has_every_combination_the_last_parameter_changing_fastest() -> None:
    sweep = asked(vary={**INTAKES, "turnover.level": {"low": 0.9, "high": 1.1, "step": 0.1}})
    assert count_points(sweep) == 9
    assert list(points(sweep))[:4] == [(0, 0.9), (0, 1.0), (0, 1.1), (6, 0.9)]


def test_a_list_takes_the_first_values_together_then_the_second() -> None:
    sweep = asked(design="list", vary={**INTAKES, "turnover.level": [0.9, 1.0, 1.1]})
    assert list(points(sweep)) == [(0, 0.9), (6, 1.0), (12, 1.1)]


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_a_space_filling_design_has_one_point_in_every_slice_of_every_range(design: str) -> None:
    ranges = {"turnover.level": {"low": 0.8, "high": 1.2}, "absence.level": {"low": 0.0, "high": 2.0}}
    chosen = np.array(list(points(asked(design=design, points=16, vary=ranges))))
    shares = (chosen - [0.8, 0.0]) / [0.4, 2.0]
    for column in np.floor(shares.T * 16):
        assert sorted(column) == list(range(16))


def test_the_same_seed_gives_the_same_points_and_another_seed_others() -> None:
    given = {"design": "sobol", "points": 8, "vary": {"turnover.level": {"low": 0.8, "high": 1.2}}}
    assert list(points(asked(**given))) == list(points(asked(**given)))
    assert list(points(asked(**given))) != list(points(asked(**given, seed=2)))


def test_whole_numbers_stay_whole_in_a_space_filling_design() -> None:
    sweep = asked(design="sobol", points=8, vary={"apprenticeship.length_months": {"low": 30, "high": 48}})
    assert all(value == int(value) for (value,) in points(sweep))
    assert scenario_at(sweep, 1, next(points(sweep))).apprenticeship.length_months in range(30, 49)


def test_a_value_may_hold_from_a_date_on() -> None:
    sweep = asked(vary={"turnover.retention_effect": {"values": [-0.1], "from_date": "2026-04-01"}})
    effect = scenario_at(sweep, 1, next(points(sweep))).turnover.retention_effect
    assert (effect.on(dt.date(2026, 3, 31)), effect.on(dt.date(2026, 4, 1))) == (0.0, -0.1)


def test_what_is_asked_can_be_read_again() -> None:
    vary = {
        "apprenticeship.intake": {"values": [0, 6], "from_date": "2026-09-01"},
        "agency.cover_level": [1.0, {dt.date(2026, 4, 1): 0.5}],
        "apprenticeship.shared_by": ["posts", "vacancies"],
    }
    first = asked(vary=vary, replications=3, measures=["inpost_fte"])
    again = asked(**{name: value for name, value in first.asked().items() if name not in ("base", "points", "precision")})
    assert again.asked() == first.asked()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("apprenticeship.intake=0:500:250", ("apprenticeship.intake", {"low": 0.0, "high": 500.0, "step": 250.0})),
        ("turnover.level=0.8,1.0", ("turnover.level", [0.8, 1.0])),
        ("turnover.level=[0.8, {2027-04-01: 0.9}]", ("turnover.level", [0.8, {dt.date(2027, 4, 1): 0.9}])),
    ],
)
def test_values_can_be_typed(text: str, expected: tuple[str, Any]) -> None:
    assert read_typed(text) == expected


RANGE = {"turnover.level": {"low": 0.8, "high": 1.2}}


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {"vary": {"apprenticeship.intak": [1]}},
            "study.yaml: vary.apprenticeship.intak is not a parameter; did you mean apprenticeship.intake?",
        ),
        (
            {"vary": {"areas": ["Leeds"]}},
            "study.yaml: vary.areas cannot vary: all points of a study are about the same places and years",
        ),
        ({"vary": {}}, "study.yaml: vary is a mapping; it must be dotted parameters with values or ranges"),
        (
            {"vary": {"turnover.level": []}},
            "study.yaml: vary.turnover.level is an empty list; it must have at least one value",
        ),
        (
            {"vary": {"turnover.level": [1, -1]}},
            "study.yaml: vary.turnover.level is -1; it must be between 0 and 10 times the published level",
        ),
        (
            {"vary": {"turnover.level": {"low": 2.0, "high": 1.0}}},
            "study.yaml: vary.turnover.level goes from 2 to 1; high must be above low",
        ),
        (
            {"vary": {"turnover.level": {"low": 0.0, "high": 1.0, "step": 0}}},
            "study.yaml: vary.turnover.level has step: 0; it must be above 0 and give at most 100000 values",
        ),
        (
            {"vary": {"turnover.level": {"low": 1, "hihg": 2}}},
            'study.yaml: vary.turnover.level has "hihg"; it may have low, high, step, points, values and from_date',
        ),
        (
            {"vary": {"turnover.notice_days": {"values": [1], "from_date": "2027-01-01"}}},
            "study.yaml: vary.turnover.notice_days has from_date, and its value cannot depend on the date",
        ),
        (
            {"vary": {"apprenticeship.shared_by": {"low": 0, "high": 1}}},
            "study.yaml: vary.apprenticeship.shared_by has a range, and it is not a number; list its values",
        ),
        ({"vary": RANGE}, "study.yaml: vary.turnover.level has a range without step or points, and a grid needs values"),
        ({"vary": RANGE, "design": "sobol"}, "study.yaml: points is missing; a sobol design needs it"),
        (
            {"vary": RANGE, "design": "sobol", "points": 9},
            "study.yaml: points is 9; a sobol design is balanced only at a power of two, such as 8 or 16",
        ),
        (
            {"design": "latin_hypercube", "points": 9},
            "study.yaml: vary.apprenticeship.intake has no range; a latin_hypercube design needs low and high",
        ),
        ({"points": 0}, "study.yaml: points is 0; it must be between 1 and 10000000 points"),
        ({"points": 9}, "study.yaml: points is 9; a grid has as many points as its values make"),
        (
            {"design": "list", "vary": {**INTAKES, "turnover.level": [1]}},
            "study.yaml: vary has lists of different lengths; in a list design they go together",
        ),
        ({"design": "gird"}, 'study.yaml: design is "gird"; it must be grid, list, latin_hypercube or sobol'),
        ({"measures": ["inpost_ft"]}, 'study.yaml: measures has "inpost_ft", which is not a measure; did you mean inpost_fte?'),
        ({"replications": 0}, "study.yaml: replications is 0; it must be between 1 and 1000000 replications"),
        ({"seed": -1}, "study.yaml: seed is -1; it must be between 0 and 9007199254740992"),
        (
            {"precision": {"half_width": {"inpost_fte": 0}}},
            "study.yaml: precision.half_width.inpost_fte is 0; it must be above 0",
        ),
        (
            {"precision": {"half_width": {"inpost_fte": 1}, "at_least": 20, "at_most": 10}},
            "study.yaml: precision.at_least is 20; it must be from 2 to at_most, 10",
        ),
    ],
)
def test_a_design_that_makes_no_sense_is_refused_in_one_line(given: dict[str, Any], line: str) -> None:
    with pytest.raises(UserError) as refused:
        asked(**given)
    assert str(refused.value) == line


def test_a_point_whose_values_do_not_fit_together_is_named() -> None:
    sweep = asked(vary={"apprenticeship.intake": [0, 600]})
    with pytest.raises(UserError, match=r"point 2 of the design \(apprenticeship.intake 600\): apprenticeship.intake is 600"):
        scenario_at(sweep, 2, list(points(sweep))[1])
