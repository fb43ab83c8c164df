"""Every chart from real results: it can be drawn at every width, says in words what it shows, and adds up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.conftest import KINDS
from workforce_sim.errors import UserError
from workforce_sim.report.charts import CHARTS, charts_of, pictures_of
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
