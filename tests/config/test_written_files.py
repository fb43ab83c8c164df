"""What is kept in the repository is what the declarations say, and every scenario shipped is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workforce_sim.config import load_scenario
from workforce_sim.config.catalogue import parameters
from workforce_sim.config.defaults import differences
from workforce_sim.config.schema import schema, schema_text

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[2]
CONFIGS = sorted(path for path in (ROOT / "configs").rglob("*.yaml") if "studies" not in path.parts)
RENEW = "run `workforce-sim schema --write` in the project's own folder and look at the difference"


def test_the_schema_editors_read_is_current() -> None:
    assert (ROOT / "configs" / "schema.json").read_text(encoding="utf-8") == schema_text(), RENEW


def test_the_schema_knows_every_parameter_with_its_bounds() -> None:
    described = schema()
    for name, parameter in parameters().items():
        place = described
        for part in name.split("."):
            place = place["properties"][part]
            place = described["$defs"][place["$ref"].rpartition("/")[2]] if "$ref" in place else place
        assert parameter.declaration.meaning in place["description"]
        if parameter.quantity is not None and parameter.quantity.at_least is not None:
            assert f'"minimum": {json.dumps(parameter.quantity.at_least)}' in json.dumps(place), name


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_shipped_scenario_is_right_named_after_its_file_and_known_to_editors(path: Path) -> None:
    scenario = load_scenario(path)
    assert scenario.name == path.stem
    assert scenario.description
    schema_line = path.read_text(encoding="utf-8").splitlines()[0]
    start, _, written = schema_line.partition("$schema=")
    assert start == "# yaml-language-server: "
    assert (path.parent / written).resolve() == ROOT / "configs" / "schema.json"


@pytest.mark.parametrize("path", [p for p in CONFIGS if p.parent.name == "scenarios"], ids=lambda path: path.stem)
def test_a_shipped_question_changes_something_and_says_what_is_assumed(path: Path) -> None:
    scenario = load_scenario(path)
    assert differences(scenario)
    assert "ssumed" in scenario.description or "not a thing that could happen" in scenario.description
