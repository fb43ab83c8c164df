"""What a scenario changes is told against the defaults of its own start."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from workforce_sim.cli import main
from workforce_sim.config.defaults import differences, usual_at
from workforce_sim.config.loading import default_scenario
from workforce_sim.config.scenario import Scenario

ENGLAND = Path(__file__).resolve().parents[2] / "configs" / "england.yaml"


@pytest.mark.unit
def test_what_the_calibration_sets_at_an_earlier_start_is_no_change() -> None:
    earlier = default_scenario({"start": "2022-09-30"})
    assert earlier.turnover.latest_year_level != Scenario().turnover.latest_year_level
    assert differences(earlier) == []
    (change,) = differences(default_scenario({"start": "2022-09-30", "turnover.level": "0.9"}))
    assert (change.name, change.value.before, change.default) == ("turnover.level", 0.9, usual_at(earlier).turnover.level)


@pytest.mark.system
def test_validate_says_so() -> None:
    told = CliRunner().invoke(main, ["validate", str(ENGLAND), "--set", "start=2022-09-30"])
    assert told.exit_code == 0
    assert "10 years from 30 September 2022, every parameter is at its default." in told.output
