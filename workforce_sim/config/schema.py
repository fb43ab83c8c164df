"""The JSON Schema of scenario files, from which editors complete names, show meanings and mark mistakes."""

from __future__ import annotations

import json
from typing import Any

from workforce_sim.config.scenario import Scenario

EXTENDS = (
    "Another scenario file, relative to this one, that this one differs from; or a list of them, its parts, the later laid"
    " over the earlier"
)
ONE_FILE = {"type": "string", "minLength": 1}
EXTENDS_ONE_OR_SEVERAL = {
    "anyOf": [ONE_FILE, {"type": "array", "items": ONE_FILE, "minItems": 1, "uniqueItems": True}],
    "description": EXTENDS,
}


def schema() -> dict[str, Any]:
    """Describe what a scenario file may hold, as JSON Schema (draft 2020-12)."""
    described = Scenario.model_json_schema()
    described["properties"] = {"extends": EXTENDS_ONE_OR_SEVERAL, **described["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_without(described, "title"),
        "title": "A workforce_sim scenario",
    }


def schema_text() -> str:
    """Write the schema as the text of ``configs/schema.json``."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _without(described: Any, key: str) -> Any:
    """Drop the titles pydantic makes up: an editor shows the parameter's meaning instead."""
    if isinstance(described, dict):
        return {
            name: _without(part, key) for name, part in described.items() if name != key or not isinstance(part, str)
        }
    if isinstance(described, list):
        return [_without(part, key) for part in described]
    return described
