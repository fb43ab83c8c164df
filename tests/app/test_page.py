"""The page as somebody works it, without a browser: what is wrong stands beside its input, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.in_this_process import InThisProcess
from workforce_sim.app import page, processes
from workforce_sim.app.session import Session

pytestmark = pytest.mark.unit

SECONDS = 60


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(processes, "_shared", InThisProcess())
    opened = AppTest.from_file(str(Path(page.__file__)), default_timeout=SECONDS).run()
    assert not opened.exception
    return opened


def at_rutland(app: Any) -> Any:
    app.selectbox(key="years").set_value(3)
    app.selectbox(key="place").set_value("Rutland").run()
    session_of(app).look.join(SECONDS)
    return app.run()


def session_of(app: Any) -> Session:
    session = app.session_state["session"]
    assert isinstance(session, Session)
    return session


def said(app: Any) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def compare(app: Any) -> Any:
    app.button(key="compare").click().run()
    run = session_of(app).run
    assert run is not None
    run.join(SECONDS)
    return app.run()


def test_a_place_shows_its_past_and_its_futures_with_words_for_those_who_cannot_see_them(app: Any) -> None:
    shown = said(at_rutland(app))
    assert not app.exception
    assert 'alt="Fan chart of vacancy rate, Rutland. Published: ' in shown
    assert "20 simulated futures" in shown
    assert app.button(key="compare").disabled


def test_a_plan_is_compared_and_taken_away(app: Any) -> None:
    at_rutland(app)
    app.radio(key="replications").set_value(20)
    app.number_input(key="turnover.retention_effect").set_value(-50).run()
    assert "Change in leaving: −50% from April 2026" in said(app)
    compare(app)
    assert not app.exception
    shown = said(app)
    assert "Vacancy rate in 2028: " in shown
    assert "Chance of meeting each target" in shown
    assert "workforce-sim compare rutland_baseline.yaml rutland_plan.yaml --replications 20 --seed 1" in app.code[0].value


def test_a_value_out_of_bounds_is_told_beside_its_input_and_nothing_is_lost(app: Any) -> None:
    at_rutland(app)
    app.number_input(key="apprenticeship.intake").set_value(12)
    app.number_input(key="recruitment.offer_accepted_share").set_value(130).run()
    assert "Offers accepted is 130; it must be between 0 and 100%." in said(app)
    assert app.button(key="compare").disabled
    assert app.number_input(key="apprenticeship.intake").value == 12
    app.number_input(key="recruitment.offer_accepted_share").set_value(90).run()
    assert not app.button(key="compare").disabled


def test_what_the_whole_plan_forbids_is_told_beside_the_lever(app: Any) -> None:
    at_rutland(app)
    app.number_input(key="apprenticeship.intake").set_value(600).run()
    assert "This is 600; it must be at most the 500 places a year there are." in said(app)
    assert app.button(key="compare").disabled


def test_own_figures_that_cannot_be_are_told_and_the_published_ones_stay(app: Any) -> None:
    at_rutland(app)
    key = next(each.key for each in app.number_input if each.key and each.key.endswith("inpost_fte"))
    app.number_input(key=key).set_value(-3.0).run()
    assert "In post, FTE is -3; it must be 0 or more." in said(app)
    app.number_input(key=key).set_value(40.0).run()
    assert session_of(app).look is not None
    assert session_of(app).look.question.own == (("inpost_fte", 40.0),)


def test_a_programme_brings_its_levers_with_what_they_are_suggested_to_be(app: Any) -> None:
    at_rutland(app)
    app.checkbox(key="on family_help").check().run()
    assert app.number_input(key="family_help.fewer_plans").value == 10
    assert "Family Help: on from April 2027" in said(app)


def test_a_later_plan_says_that_the_answer_is_of_an_earlier_one(app: Any) -> None:
    at_rutland(app)
    app.radio(key="replications").set_value(20)
    app.number_input(key="turnover.retention_effect").set_value(-50).run()
    compare(app)
    app.number_input(key="turnover.retention_effect").set_value(-40).run()
    assert "This answers an earlier question" in said(app)
    assert "Change in leaving: −50% from April 2026" in said(app)


def test_taking_the_plan_apart_says_what_each_change_does(app: Any) -> None:
    at_rutland(app)
    app.radio(key="replications").set_value(20)
    app.checkbox(key="apart").check()
    app.number_input(key="recruitment.offer_accepted_share").set_value(95)
    app.number_input(key="turnover.retention_effect").set_value(-50).run()
    compare(app)
    assert "what each change does alone" in said(app)
    assert "Together beyond the sum" in said(app)


def test_targets_are_added_and_removed(app: Any) -> None:
    at_rutland(app)
    app.radio(key="replications").set_value(20)
    app.number_input(key="turnover.retention_effect").set_value(-50).run()
    compare(app)
    app.button(key="add target").click().run()
    app.number_input(key="target value 1").set_value(30.0).run()
    assert "Vacancy rate at most 30% by 2028" in said(app)
    app.button(key="remove 1").click().run()
    assert "at most 30%" not in said(app)
