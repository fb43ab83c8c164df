"""Levers: declared parameters in the units people speak in, and what is wrong with a value said in those units."""

from __future__ import annotations

import datetime as dt

import pytest

from workforce_sim.app.levers import AT_ONCE, EVENLY, GROUPS, LEVERS, ONLY_UNTIL, PROGRAMMES, Lever, Moved
from workforce_sim.config.catalogue import parameters

pytestmark = pytest.mark.unit

INTAKE, LEAVING, COVER = (LEVERS[name] for name in ("apprenticeship.intake", "turnover.retention_effect", "agency.cover_level"))
FREEZE = LEVERS["recruitment.freeze"]


@pytest.mark.parametrize("lever", LEVERS.values(), ids=str)
def test_every_lever_is_a_declared_parameter_of_a_group_and_knows_its_usual_value(lever: Lever) -> None:
    assert lever.name in parameters()
    assert lever.group in GROUPS
    assert not lever.problem(lever.usual)
    assert not lever.problem(lever.begins_with)
    assert lever.own(lever.usual) == pytest.approx(float(getattr(lever.parameter.default, "before", lever.parameter.default)))


@pytest.mark.parametrize("lever", LEVERS.values(), ids=str)
def test_what_is_red_says_so_in_a_word(lever: Lever) -> None:
    assert lever.about.count("Red: an assumption") == (lever.parameter.declaration.reliability == "red")


def test_levers_of_a_programme_belong_to_one_that_there_is() -> None:
    assert {lever.programme for lever in LEVERS.values() if lever.programme} == set(PROGRAMMES)


def test_a_share_is_shown_in_per_cent_and_written_as_a_share() -> None:
    moved = Moved(LEAVING, -10.0, 2027)
    assert moved.written() == {dt.date(2027, 4, 1): -0.1}
    assert moved.words() == "Change in leaving: −10% from April 2027"


def test_apprentices_begin_in_september() -> None:
    assert Moved(INTAKE, 12, 2026).written() == {dt.date(2026, 9, 1): 12.0}


def test_what_is_reached_evenly_is_a_line_from_the_usual_value() -> None:
    moved = Moved(COVER, 0.0, 2026, EVENLY, 2028)
    assert moved.written() == {dt.date(2026, 4, 1): 1.0, dt.date(2028, 4, 1): 0.0, "ramp": True}


def test_a_freeze_ends_again() -> None:
    moved = Moved(FREEZE, 1.0, 2027, ONLY_UNTIL, 2028)
    assert moved.written() == {dt.date(2027, 4, 1): 1.0, dt.date(2028, 4, 1): 0.0}
    assert moved.words() == "Hiring freeze: on from April 2027, only until 2028"


def test_an_end_before_the_beginning_is_refused() -> None:
    assert "must be later" in Moved(COVER, 0.0, 2028, EVENLY, 2028).problem
    assert not Moved(COVER, 0.0, 2028, AT_ONCE, 0).problem


def test_a_value_out_of_bounds_is_told_in_the_unit_shown() -> None:
    assert LEVERS["recruitment.offer_accepted_share"].problem(130) == "Offers accepted is 130; it must be between 0 and 100%."
    assert "between 0 and 10,000 people a year" in INTAKE.problem(-1)
    assert not INTAKE.problem(12)


def test_a_value_beyond_what_is_plausible_is_doubted_and_not_refused() -> None:
    assert not LEAVING.problem(-40)
    assert "−25 to 10" in LEAVING.doubt(-40)
    assert not LEAVING.doubt(-20)


def test_no_text_speaks_of_numbers_in_a_unit_that_is_not_shown() -> None:
    assert "-0.1" not in LEAVING.about
    assert "0.02" not in LEVERS["establishment.growth_per_year"].about
