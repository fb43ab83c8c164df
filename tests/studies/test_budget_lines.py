"""What lines of programme money spent by financial year, and what was left, over replications."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.store import Results
from workforce_sim.studies.budget_lines import ALL_LINES, COLUMNS, budget_lines

pytestmark = pytest.mark.unit

TWO_LINES = {
    "horizon_years": 2,
    "placements.kinship_level": {"2026-04-01": 1.1},
    "budgets.kinship.pounds": 100.0,
    "budgets.unallocated.pounds": 50.0,
}


def scenario(values: dict[str, Any]) -> Scenario:
    return Scenario().with_values(values)


def spending(number: int, *years: float) -> ReplicationRecords:
    return ReplicationRecords(number, {}, np.zeros((0, 0, 0)), 0.0, {"kinship": np.array(years)})


def test_each_line_has_a_row_a_financial_year_with_medians_and_all_lines_come_last() -> None:
    found = budget_lines(scenario(TWO_LINES), [spending(1, 0, 60, 40), spending(2, 0, 30, 20), spending(3, 0, 20, 50)])
    assert found.columns == list(COLUMNS)
    assert found["line"].unique(maintain_order=True).to_list() == ["kinship", "unallocated", ALL_LINES]
    kinship, together = found.filter(line="kinship"), found.filter(line=ALL_LINES)
    assert kinship["time_period"].to_list() == ["2025-26", "2026-27", "2027-28"]
    assert kinship["months"].to_list() == [6, 12, 6]
    assert kinship["spent_gbp_median"].to_list() == [0, 30, 40]
    assert kinship["remaining_gbp_median"].to_list() == [100, 70, 30], "the medians of what is left: 0, 50 and 30"
    assert together["line_gbp"].to_list() == [150, 150, 150]
    assert together["remaining_gbp_median"].to_list() == [150, 120, 80]
    assert found.filter(line="unallocated")["remaining_gbp_median"].to_list() == [50, 50, 50]


def test_a_scenario_without_lines_has_no_rows_and_its_results_no_table() -> None:
    assert budget_lines(scenario({}), [spending(1)]).is_empty()
    with pytest.raises(UserError, match="there is no table of budgets: the scenario has no budget lines"):
        Results({}, {}).table("budgets")
