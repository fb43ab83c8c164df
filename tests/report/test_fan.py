"""The fan chart: history and futures as the tables have them, and words that say the same."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from workforce_sim.report.charts.fan import drawn, in_words
from workforce_sim.report.drawing import specification
from workforce_sim.report.futures import Futures
from workforce_sim.report.picture import NARROW, WIDE
from workforce_sim.studies.estimates import quantile_over_replications

pytestmark = pytest.mark.unit


def example() -> Futures:
    published = pl.DataFrame({"year": [2024, 2025], "value": [15.4, 10.1]})
    line = {"lower_50": [10.1, 8.0], "upper_50": [10.1, 13.0], "lower_80": [10.1, 4.0], "upper_80": [10.1, 16.0]}
    simulated = pl.DataFrame({"year": [2025, 2026], "median": [10.1, 11.2], **line})
    return Futures("vacancy_rate_fte", published, simulated, (50, 80))


def test_the_words_say_what_the_picture_shows() -> None:
    said = in_words(example(), "Rutland", 12)
    assert "15.4% in 2024, 10.1% in 2025" in said
    assert "2026: middle 11.2%; 50% between 8.0% and 13.0%, 80% between 4.0% and 16.0%." in said


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_band_is_drawn_for_every_range_that_there_are_replications_for(width: int) -> None:
    layers = specification(drawn(example(), width, 200), width)["layer"]
    bands = [layer["encoding"]["y"]["field"] for layer in layers if layer["mark"]["type"] == "area"]
    assert bands == ["lower_80", "lower_50"], "the wider band lies below the narrower one"


def test_a_quantile_over_replications_is_numpys_and_leaves_out_what_does_not_exist() -> None:
    values = np.array([3.0, np.nan, 1.0, 2.0, 10.0])
    assert quantile_over_replications(values, 0.25) == pytest.approx(np.nanquantile(values, 0.25))
