"""How care ends: nobody is lost, and authorities' children leave in the ways that are published."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chisquare

from tests.conftest import Statistical
from tests.workforce.small_authority import published, scenario_with
from workforce_sim.children.endings_of_care import BEFORE_18, WAYS_OUT, end_care, ways_before_18
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.replication import replicate


@pytest.mark.unit
def test_everybody_who_leaves_care_leaves_in_one_way() -> None:
    out = np.full(WAYS_OUT, 7.0)
    end_care(11, np.array([0.3, 0.2, 0.1, 0.1, 0.3]), 31, 12, 0, 5, out)
    assert out.sum() == 17
    assert out[BEFORE_18] == 5


@pytest.mark.unit
def test_more_who_leave_leave_the_others_as_they_were() -> None:
    shares, few, more = np.array([0.3, 0.2, 0.1, 0.1, 0.3]), np.zeros(WAYS_OUT), np.zeros(WAYS_OUT)
    end_care(11, shares, 31, 12, 0, 0, few)
    end_care(11, shares, 31, 13, 0, 0, more)
    assert sorted((more - few).tolist()) == [0.0, 0.0, 0.0, 0.0, 0.0, 1.0]


@pytest.mark.statistical
def test_the_ways_are_those_of_the_published_endings(statistical: Statistical) -> None:
    (profile,) = published("Nottinghamshire")
    shares, found = ways_before_18(profile), np.zeros(WAYS_OUT)
    end_care(11, shares, 31, 5_000, 0, 0, found)
    claim = statistical("ways out of care before 18 are those of Nottinghamshire (chi-square)", 5_000, 1e-4)
    claim.holds_at(chisquare(found[:BEFORE_18], 5_000 * shares / shares.sum()).pvalue)


@pytest.mark.system
def test_endings_of_a_year_add_up_to_those_who_ceased_to_be_looked_after() -> None:
    annual = replicate(scenario_with(years=2), published("Nottinghamshire"), 1, 0).arrays["annual_return"][1:, 0]
    ways = [column for name, column in ANNUAL_RETURN.index.items() if name.startswith("cla_ceased_")]
    assert len(ways) == WAYS_OUT
    assert annual[:, ways].sum(axis=1) == pytest.approx(annual[:, ANNUAL_RETURN.index["cla_ceased"]])
