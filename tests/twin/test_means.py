"""Conditions on average are the mean of conditions drawn: leaving, candidates, posts, reclassification, agency, counting."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from tests.conftest import Statistical
from tests.workforce.small_authority import published, scenario_with
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.randomness.draws import identity_key
from workforce_sim.twin.means import mean_conditions
from workforce_sim.workforce.conditions import conditions_of, conditions_of_england

pytestmark = pytest.mark.statistical

YEARS, DRAWS = 6, 1500
COMPARED = {"leaving": 0.0, "candidates": 0.0, "growth": 0.0, "reclassified": 0.0, "agency_rate": 0.008, "cases_counted": 0.02}
"""Up to what difference means are the same: where draws are Student's t, which the means take for normal."""


@pytest.mark.parametrize("area", ["Nottinghamshire", "Hackney"])
def test_mean_conditions_are_the_mean_of_those_drawn(area: str, statistical: Statistical) -> None:
    scenario, profile, holding = scenario_with(years=YEARS), published(area)[0], 0.9
    expected = mean_conditions(scenario, [profile], [holding])
    drawn = []
    for replication in range(DRAWS):
        luck = Decisions(3, replication)
        england = conditions_of_england(scenario, luck, YEARS)
        drawn.append(conditions_of(profile, scenario, luck, identity_key("authority", profile.code), england, holding))
    for name, tolerance in COMPARED.items():
        values, mean = np.array([getattr(each, name) for each in drawn]), getattr(expected, name)[:, 0]
        if name == "agency_rate":  # as many agency workers as on average: the odds of the rate
            values, mean = values / (1.0 - values), mean / (1.0 - mean)
        error = np.maximum(values.std(axis=0, ddof=1) / np.sqrt(DRAWS), 1e-12)
        away = np.abs(values.mean(axis=0) - mean) - tolerance
        claim = statistical(f"mean conditions are the mean of those drawn: {name}", DRAWS, 1e-4)
        claim.holds_at(float(min(1.0, 2.0 * norm.sf((away / error).max()) * away.size)))


def test_without_swings_the_means_are_what_every_draw_is(statistical: Statistical) -> None:
    from tests.steady import STEADY

    scenario, profile = scenario_with(STEADY, YEARS), published("Nottinghamshire")[0]
    luck = Decisions(1, 1)
    drawn = conditions_of(profile, scenario, luck, 5, conditions_of_england(scenario, luck, YEARS), 1.0)
    expected = mean_conditions(scenario, [profile], [1.0])
    for name in expected.__slots__:
        np.testing.assert_allclose(getattr(expected, name)[:, 0], getattr(drawn, name), rtol=1e-12, err_msg=name)
    statistical("without swings there is no chance in conditions", 1, 1e-4).holds_at(1.0)
