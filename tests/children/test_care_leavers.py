"""What care leavers draw on, against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from workforce_sim.children.care_leavers import supported
from workforce_sim.config.care_leaver_support import CareLeaverSupport

pytestmark = pytest.mark.unit


def test_advisers_grants_and_apprenticeships_of_england() -> None:
    """38,440 aged 19 to 21, of whom 740 in apprenticeships: 740 / 18 begin a month; 13,740 left care at 18 or over (2025)."""
    found = supported(np.array([38_440.0]), np.array([13_740.0 / 12]), CareLeaverSupport())
    assert found.advisers == pytest.approx([1922.0])
    assert found.grants * 12 * 1000 == pytest.approx([13.74e6]), "£1,000 more each is the £13.7m at the most"
    assert found.apprenticeships == pytest.approx([740 / 18], rel=0.01)


def test_nobody_supported_draws_on_nothing() -> None:
    found = supported(np.zeros(3), np.zeros(3), CareLeaverSupport())
    assert not np.any(np.stack(found))
