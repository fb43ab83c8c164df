"""What ``import workforce_sim`` offers."""

from __future__ import annotations

from pathlib import Path

import pytest

import workforce_sim as ws
from tests.studies.invented import invent
from workforce_sim.studies import replicate as replicate_module

pytestmark = pytest.mark.unit


def test_five_lines_lead_to_an_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(replicate_module, "the_model", lambda _: invent)
    file = tmp_path / "plan.yaml"
    file.write_text("areas: Nottinghamshire\nhorizon_years: 1\n", encoding="utf-8")
    results = ws.run(ws.load_scenario(file), replications=3, jobs=1)
    assert results.table("workforce_month").height == 3 * 12
    assert results.summary.filter(results.summary["measure"] == "cases")["time_period"].to_list() == [2025, 2026]
    assert results.manifest["replications_finished"] == [1, 2, 3]


def test_what_is_not_on_the_shelf_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'runn'"):
        ws.runn  # noqa: B018 - the access is the test


def test_the_shelf_lists_what_is_on_it() -> None:
    assert {"load_scenario", "run", "read_results"} <= set(dir(ws))
