"""A scenario as the rest of the program holds it."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from workforce_sim.config import Dated, Scenario, load_scenario
from workforce_sim.errors import UserError

pytestmark = pytest.mark.unit


def test_changing_a_value_leaves_the_original_and_everything_else_unchanged() -> None:
    baseline = Scenario()
    grown = baseline.with_values({"apprenticeship.intake": 12, "turnover.level": 0.9})
    assert grown.apprenticeship.intake == Dated(12.0)
    assert baseline.apprenticeship.intake == Dated(0.0)
    assert grown.with_values({"apprenticeship.intake": 0, "turnover.level": 1.0}) == baseline


def test_a_scenario_is_frozen() -> None:
    with pytest.raises(ValidationError):
        Scenario().turnover.level = Dated(2.0)  # type: ignore[misc]


def test_values_from_numpy_are_numbers_and_numpy_booleans_are_not() -> None:
    scenario = Scenario().with_values({"apprenticeship.length_months": np.int64(48), "turnover.level": np.float64(0.9)})
    assert type(scenario.apprenticeship.length_months) is int
    assert scenario.turnover.level.before == 0.9
    with pytest.raises(UserError, match="is True; it must be a number"):
        scenario.with_values({"turnover.level": np.True_})


def test_a_wrong_value_has_the_same_words_as_in_a_file() -> None:
    with pytest.raises(UserError) as refused:
        Scenario().with_values({"recruitment.notice_days_experienced": -7})
    assert str(refused.value) == "recruitment.notice_days_experienced is -7; it must be 0 or more days"
    with pytest.raises(UserError) as refused:
        Scenario().with_values({"apprenticeship.intakes": 3})
    assert str(refused.value) == "apprenticeship.intakes is not a parameter; did you mean apprenticeship.intake?"


def test_what_is_resolved_is_plain_and_makes_the_same_scenario_again() -> None:
    scenario = Scenario().with_values(
        {
            "areas": ["Leeds", "Essex"],
            "apprenticeship.intake": {"ramp": True, dt.date(2026, 9, 1): 5, dt.date(2028, 9, 1): 25},
            "figures": {"Leeds": {"cases": 3000}},
        }
    )
    plain = json.loads(json.dumps(scenario.resolved()))
    assert plain["apprenticeship"]["intake"] == {"ramp": True, "2026-09-01": 5.0, "2028-09-01": 25.0}
    assert Scenario().with_values(plain) == scenario


def test_a_scenario_survives_the_journey_to_another_process() -> None:
    scenario = Scenario().with_values({"turnover.level": {dt.date(2027, 4, 1): 0.9}})
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_the_digest_changes_with_any_value_and_with_nothing_else() -> None:
    baseline = Scenario()
    digests = {
        baseline.digest(),
        baseline.with_values({"turnover.notice_days": 57}).digest(),
        baseline.with_values({"training_routes.approach.intake": {dt.date(2027, 9, 1): 0}}).digest(),
        baseline.with_values({"areas": "Leeds"}).digest(),
    }
    assert len(digests) == 4
    assert baseline.with_values({"turnover.notice_days": 56.0}).digest() == baseline.digest()


def test_a_file_of_figures_counts_by_what_it_holds_not_by_where_it_lies(tmp_path: Path) -> None:
    digests = []
    for folder, text in (("a", "x"), ("b", "x"), ("c", "y")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ours.csv").write_text(text, encoding="utf-8")
        (tmp_path / folder / "plan.yaml").write_text("figures: ours.csv", encoding="utf-8")
        digests.append(load_scenario(tmp_path / folder / "plan.yaml").digest())
    assert digests[0] == digests[1] != digests[2]


def test_the_calendar_runs_from_the_start_over_the_horizon() -> None:
    calendar = Scenario().with_values({"start": "2024-09-30", "horizon_years": 3}).calendar()
    assert (calendar.start, calendar.end) == (dt.date(2024, 9, 30), dt.date(2027, 9, 30))
