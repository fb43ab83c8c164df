"""The waterfall and the flows of people: everybody who comes or goes is in them once, and they add up."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.report.small_run import OPENING_FTE, REPLICATIONS, annual_return, small_run
from workforce_sim.report.charts.flows import DRAWN_TALL, curve, flows, laid_out, sides
from workforce_sim.report.charts.stock_change import COME, GO, HOURS, IN_POST, RECODED, signed, steps, stock_change
from workforce_sim.report.drawing import specification
from workforce_sim.report.picture import NARROW, WIDE

pytestmark = pytest.mark.unit

MEAN_EXPERIENCED_A_YEAR = sum(range(1, REPLICATIONS + 1)) / REPLICATIONS


@pytest.mark.parametrize("promoted_hours_fte", [0.0, 0.01, -0.7])
def test_the_steps_lead_from_the_first_census_to_the_last_exactly(promoted_hours_fte: float) -> None:
    told = steps(small_run({"annual_return": annual_return(promoted_hours_fte)}))
    assert told[0].fte == OPENING_FTE
    assert sum(step.fte for step in told[:-1]) == pytest.approx(told[-1].fte, abs=1e-9)
    for before, after in pairwise(told[:-1]):
        assert after.begins == pytest.approx(before.ends), f"{after.name} does not begin where {before.name} ends"
    assert told[-2].ends == pytest.approx(told[-1].ends)


def test_steps_are_sums_over_years_and_means_over_replications() -> None:
    by_name = {step.name: step for step in steps(small_run({"annual_return": annual_return()}))}
    assert by_name["newly qualified"].fte == pytest.approx(2 * 3.0)
    assert by_name["experienced"].fte == pytest.approx(2 * MEAN_EXPERIENCED_A_YEAR)
    assert by_name["leave children's work"].fte == pytest.approx(-2 * 4.0)
    assert by_name[RECODED].fte == pytest.approx(2 * 0.5)
    assert {step.kind for step in by_name.values()} == {IN_POST, COME, GO}


def test_a_route_that_nobody_took_has_no_bar_and_hours_have_one_only_where_they_change() -> None:
    without = [step.name for step in steps(small_run({"annual_return": annual_return()}))]
    assert "from apprenticeships" not in without
    assert HOURS not in without
    changed = {step.name: step.fte for step in steps(small_run({"annual_return": annual_return(-0.7)}))}
    assert changed[HOURS] == pytest.approx(-1.4)


def test_the_words_of_the_waterfall_have_every_value_of_the_picture() -> None:
    picture = stock_change(small_run({"annual_return": annual_return(-0.7)}))
    drawn = specification(picture.draw(WIDE), WIDE)
    labels = [row["label"] for row in drawn["data"]["values"]]
    assert "+6.0" in labels
    missing = [label for label in labels if label not in picture.alt]
    assert not missing, f"{missing} are drawn and not said in {picture.alt}"


def test_a_change_has_its_sign_and_a_decimal_only_where_it_is_small() -> None:
    assert [signed(value) for value in (1234.4, -38.6, 0.74, -9.96)] == ["+1,234", "−39", "+0.7", "−10.0"]


def test_as_many_come_and_are_there_as_go_and_stay() -> None:
    comes, goes = sides(steps(small_run({"annual_return": annual_return(-0.7)})))
    assert sum(fte for _, _, fte in comes) == pytest.approx(sum(fte for _, _, fte in goes))
    assert HOURS in [name for name, _, _ in goes], "hours that are lost go"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_ribbons_fill_the_middle_without_gap_and_no_two_names_overlap(width: int) -> None:
    for side in sides(steps(small_run({"annual_return": annual_return(-0.7)}))):
        stacked, height = laid_out(side, width)
        scale = DRAWN_TALL / sum(fte for _, _, fte in side)
        ends = [flow.inner + flow.fte * scale for flow in stacked]
        assert [flow.inner for flow in stacked[1:]] == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(DRAWN_TALL)
        assert height >= DRAWN_TALL


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_names_of_flows_stand_apart_from_each_other_and_beside_the_ribbons(width: int) -> None:
    drawn = specification(flows(small_run({"annual_return": annual_return(-0.7)})).draw(width), width)
    scale = drawn["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert scale[0] < 0.0 < 1.0 < scale[1], "there is no room for names beside the ribbons"
    for layer in drawn["layer"]:
        if layer["mark"]["type"] == "text" and layer["mark"].get("align"):
            downs = sorted(word["y"] for word in layer["data"]["values"])
            assert min(after - before for before, after in pairwise(downs)) >= 15.0


def test_a_ribbon_is_level_where_it_begins_and_ends() -> None:
    points = curve(0.0, 0.44, 10.0, 90.0)
    assert points[0] == (0.0, 10.0)
    assert points[-1] == pytest.approx((0.44, 90.0))
    assert abs(points[1][1] - points[0][1]) < abs(points[13][1] - points[12][1])


def test_the_words_of_the_flows_name_every_route_with_its_number() -> None:
    picture = flows(small_run({"annual_return": annual_return(-0.7)}))
    assert "newly qualified: 6" in picture.alt
    assert re.search(r"other hours: 1\b", picture.alt)
