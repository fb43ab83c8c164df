"""The shapes of durations give the published bands back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from workforce_sim.children.durations import CALENDAR_DAYS_A_WORKING_DAY, shapes_of
from workforce_sim.config.cases import ASSESSMENT_EDGES_WORKING_DAYS, CARE_EDGES_DAYS, NEED_EDGES_DAYS, Cases
from workforce_sim.randomness.distributions import share_below

pytestmark = pytest.mark.unit

CASES = Cases()


@pytest.mark.parametrize(
    ("stage", "edges", "shares"),
    [
        ("assessment", ASSESSMENT_EDGES_WORKING_DAYS, CASES.assessment_bands),
        ("need", NEED_EDGES_DAYS, CASES.need_bands),
        ("plan", NEED_EDGES_DAYS, CASES.plan_bands),
        ("care", CARE_EDGES_DAYS, CASES.care_bands),
    ],
)
def test_a_shape_gives_back_the_published_share_of_each_band(
    stage: str, edges: tuple[float, ...], shares: tuple[float, ...]
) -> None:
    mean = sum(share * (low + high) / 2.0 for share, (low, high) in zip(shares, pairwise(edges), strict=True))
    below = share_below(getattr(shapes_of(CASES), stage), np.array(edges) / (mean / sum(shares)))
    assert np.diff(below) == pytest.approx(np.array(shares) / sum(shares), abs=0.002)


def test_an_assessment_lasts_about_six_weeks_and_most_are_in_time() -> None:
    shapes = shapes_of(CASES)
    assert shapes.assessment_days == pytest.approx(CALENDAR_DAYS_A_WORKING_DAY * 31, abs=2)
    in_time = share_below(shapes.assessment, np.array([45 * CALENDAR_DAYS_A_WORKING_DAY / shapes.assessment_days]))
    assert in_time[0] == pytest.approx(0.857, abs=0.002), "85.7% within 45 working days (DfE, 2025)"


def test_the_same_bands_give_the_same_object() -> None:
    assert shapes_of(CASES) is shapes_of(Cases())
