"""Which places are scored from which origin, that what is not is told, and what the naive forecasts cannot know."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.backtest.small_panel import annual_return
from workforce_sim.backtest import Scored, score
from workforce_sim.backtest.panel import MEASURES, NEEDED, panels
from workforce_sim.backtest.scores import BOUNDS, SIMULATION
from workforce_sim.errors import UserError
from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL, REGIONAL
from workforce_sim.figures.history import published

pytestmark = pytest.mark.unit

ORIGIN, HORIZON = 2021, 4


@pytest.fixture(scope="module")
def england() -> pl.DataFrame:
    """Invented replications of all of England from 2021."""
    return annual_return(panels(published()), ORIGIN, HORIZON)


@pytest.fixture(scope="module")
def scored(england: pl.DataFrame) -> Scored:
    return score(england)


def years_of(table: pl.DataFrame, name: str, measure: str = "inpost_fte", **more: str) -> list[int]:
    return table.filter(name=name, measure=measure, **more)["time_period"].unique().sort().to_list()


def test_a_council_that_was_divided_is_scored_until_it_closed(scored: Scored) -> None:
    assert years_of(scored.forecasts, "Cumbria") == [2022]
    assert years_of(scored.left_out, "Cumbria", reason="closed between origin and target") == [2023, 2024, 2025]


def test_its_successors_are_not_scored_from_before_they_began(scored: Scored) -> None:
    for name in ("Cumberland", "Westmorland and Furness"):
        assert years_of(scored.forecasts, name) == []
        assert years_of(scored.left_out, name, reason="began between origin and target") == [2023, 2024, 2025]


def test_a_renamed_council_and_a_joint_return_are_one_place_throughout(scored: Scored) -> None:
    for name in ("Barnsley", "North Northamptonshire / West Northamptonshire", "Somerset"):
        assert years_of(scored.forecasts, name) == [2022, 2023, 2024, 2025]


def test_a_symbol_takes_the_measure_out_and_no_other(scored: Scored) -> None:
    assert years_of(scored.left_out, "Sunderland", "leavers_fte") == [2024]
    assert years_of(scored.forecasts, "Sunderland", "starters_fte") == [2022, 2023, 2024, 2025]
    at_origin = scored.left_out.filter(name="Kensington and Chelsea", measure="agency_rate_fte")
    assert at_origin["reason"].to_list() == ["a symbol is published for the target"] * 4
    portsmouth = scored.left_out.filter(name="Portsmouth", measure="leavers_fte")
    assert portsmouth["reason"].unique().to_list() == ["a symbol is published for the origin"]


def test_a_place_without_anybody_in_post_is_told(scored: Scored) -> None:
    told = scored.left_out.filter(name="Isles of Scilly", measure="cases")
    assert told["reason"].unique().to_list() == ["nobody in post at the origin, so not simulated"]


def test_a_place_that_lost_everybody_is_told_and_not_called_a_symbol() -> None:
    known = panels(published())
    told = score(annual_return(known, 2020, 1)).left_out.filter(name="Isles of Scilly", measure="inpost_fte")
    assert told["reason"].to_list() == ["nobody in post at the target"]


@pytest.mark.parametrize("measure", MEASURES)
def test_nothing_is_dropped_in_silence(scored: Scored, measure: str) -> None:
    tables = (scored.forecasts.filter(method=SIMULATION), scored.left_out)
    done, left = (table.filter(measure=measure, geographic_level=LOCAL_AUTHORITY).height for table in tables)
    assert done + left == 150 * HORIZON + 2 * 3, "150 authorities in 2021; two that began in 2023, for three censuses"


def test_every_method_is_scored_on_the_same_cells(scored: Scored) -> None:
    counts = scored.scoreboard.group_by("measure", "geographic_level", "horizon", "origin").agg(pl.col("cells").n_unique())
    assert counts["cells"].unique().to_list() == [1]


def test_regions_and_england_are_held_against_their_own_rows(scored: Scored) -> None:
    regions = scored.forecasts.filter(geographic_level=REGIONAL)["name"].unique().to_list()
    assert len(regions) == 10
    assert "London" not in regions, "its two parts are there: it would count twice"
    row = scored.forecasts.filter(geographic_level=NATIONAL, measure="inpost_fte", time_period=2025, method=SIMULATION)
    assert row["actual"].to_list() == [36186.3]


def test_the_naive_forecasts_are_the_same_whatever_happens_after_the_origin(england: pl.DataFrame, scored: Scored) -> None:
    later = pl.col("time_period") > ORIGIN
    spoiled = published().with_columns(
        pl.when(later).then(pl.col(name) * 0.5).otherwise(pl.col(name)).alias(name) for name in NEEDED
    )
    kept = ["name", "geographic_level", "measure", "method", "time_period", *BOUNDS]
    true, wrong = scored.forecasts, score(england, spoiled).forecasts
    assert_frame_equal(true.select(kept), wrong.select(kept))
    assert not true["actual"].equals(wrong["actual"])


def test_an_area_by_itself_is_scored_against_errors_of_all_places(england: pl.DataFrame, scored: Scored) -> None:
    code = scored.forecasts.filter(name="Nottinghamshire")["code"][0]
    alone = score(england.filter(new_la_code=code))
    assert_frame_equal(alone.forecasts, scored.forecasts.filter(name="Nottinghamshire"))
    assert alone.left_out.is_empty()


def test_one_replication_and_a_start_without_later_figures_are_refused(england: pl.DataFrame) -> None:
    with pytest.raises(UserError, match="1 replication has no spread"):
        score(england.filter(replication=1))
    with pytest.raises(UserError, match="no census is published after it"):
        score(england.with_columns(pl.col("time_period") + 4))
