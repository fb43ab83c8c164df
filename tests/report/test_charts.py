"""Every chart from real results: it can be drawn at every width, says in words what it shows, and adds up."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from tests.report.conftest import KINDS
from workforce_sim.errors import UserError
from workforce_sim.figures.areas import select
from workforce_sim.report.charts import CHARTS, charts_of, pictures_of
from workforce_sim.report.charts.flows import DRAWN_TALL, laid_out, sides
from workforce_sim.report.charts.stock_change import steps
from workforce_sim.report.charts.tile_map import tiles
from workforce_sim.report.drawing import png, specification, svg
from workforce_sim.report.picture import HALF, NARROW, WIDE
from workforce_sim.report.reported import reported

FolderOf = Callable[[str], Path]


@pytest.mark.system
@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_is_drawn_at_every_width_as_the_grammar_allows_and_told_in_words(kind: str, folder_of: FolderOf) -> None:
    results = reported(folder_of(kind))
    pictures = list(pictures_of(results))
    assert pictures
    assert len({picture.name for picture in pictures}) == len(pictures)
    for picture in pictures:
        assert any(sign.isdigit() for sign in picture.alt), f"{picture.name} says no figure in words"
        for width in (WIDE, HALF, NARROW):
            picture.draw(width).to_dict()  # raises where the grammar of charts does not allow it
            assert specification(picture.draw(width), width)["config"]["background"] == "#FFFFFF"
    drawn = svg(pictures[0], NARROW)
    assert 'width="340"' in drawn
    assert "http://www.w3.org/2000/svg" in drawn
    assert png(pictures[0], NARROW).startswith(b"\x89PNG")


@pytest.mark.system
def test_a_chart_that_results_cannot_give_is_refused_with_those_that_they_can(folder_of: FolderOf) -> None:
    results = reported(folder_of("run"))
    with pytest.raises(UserError, match="is a run and gives no chart tornado; it gives fan, headlines"):
        charts_of(results, ["tornado"])
    with pytest.raises(UserError, match="fann is not a chart; did you mean fan"):
        charts_of(results, ["fann"])
    assert "tile_map" not in [chart.name for chart in charts_of(results)], "a map of one authority is no map"
    assert all(chart.shows for chart in CHARTS.values())


@pytest.mark.system
def test_the_steps_of_the_waterfall_lead_from_the_first_stock_to_the_last(folder_of: FolderOf) -> None:
    told = steps(reported(folder_of("run")))
    assert told[0].ends + sum(step.fte for step in told[1:-1]) == pytest.approx(told[-1].ends)
    for before, after in pairwise(told[:-1]):
        assert after.begins == pytest.approx(before.ends)


@pytest.mark.system
def test_as_many_people_flow_out_of_the_middle_as_into_it(folder_of: FolderOf) -> None:
    comes, goes = sides(steps(reported(folder_of("run"))))
    assert sum(fte for _, _, fte in comes) == pytest.approx(sum(fte for _, _, fte in goes))
    stacked, _ = laid_out(comes, 1)
    thickness = [after.inner - before.inner for before, after in pairwise(stacked)]
    assert sum(thickness) <= DRAWN_TALL
    assert all(thick >= 0.0 for thick in thickness)


@pytest.mark.unit
def test_every_authority_of_england_has_one_tile_of_its_own_and_regions_hang_together() -> None:
    england = {profile.code: profile for profile in select("England")}
    assert sorted(tiles()["new_la_code"].to_list()) == sorted(england)
    assert not tiles().select("column", "row").is_duplicated().any()
    assert not tiles()["short"].is_duplicated().any()
    for region in {profile.region_name for profile in england.values()}:
        own = tiles().filter(pl.col("new_la_code").is_in([code for code, each in england.items() if each.region_name == region]))
        assert _parts(set(own.select("column", "row").iter_rows())) == 1, f"{region} lies in several parts"


def _parts(squares: set[tuple[int, int]]) -> int:
    """Count the parts that squares fall into, corners touching."""
    left, parts = set(squares), 0
    while left:
        parts += 1
        waiting = [left.pop()]
        while waiting:
            column, row = waiting.pop()
            near = {(column + across, row + down) for across in (-1, 0, 1) for down in (-1, 0, 1)} & left
            left -= near
            waiting += near
    return parts
