"""Amounts of money in words: three figures at every size, and never more."""

from __future__ import annotations

import pytest

from workforce_sim.records.pounds import brief_pounds, pounds

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("amount", "said", "brief"),
    [
        (0.0, "£0", "£0"),
        (24.49, "£24", "£24"),
        (52_380.0, "£52,400", "£52,400"),
        (-9_432.0, "-£9,430", "-£9,430"),
        (999_600.0, "£1.0 million", "£1.0m"),
        (2_340_000.0, "£2.3 million", "£2.3m"),
        (52_440_000.0, "£52.4 million", "£52.4m"),
        (136_400_000.0, "£136 million", "£136m"),
        (1_361_000_000.0, "£1.36 billion", "£1.36bn"),
        (12_360_000_000.0, "£12.4 billion", "£12.4bn"),
        (123_928_200_000.0, "£124 billion", "£124bn"),
    ],
)
def test_an_amount_is_said_in_three_figures(amount: float, said: str, brief: str) -> None:
    assert (pounds(amount), brief_pounds(amount)) == (said, brief)
