"""Layers of values, each the differences that one file or one ``--set`` makes, and how one is laid over another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workforce_sim.config.catalogue import sections

OWN_TO_A_FILE = ("name", "description")
"""What a scenario never takes from the file it extends: it would be called by another's name."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The differences one file, or one ``--set``, makes; ``label`` is what a message about them begins with."""

    label: str
    values: dict[str, Any]


def merge(under: Mapping[str, Any], over: Mapping[str, Any], section: str = "") -> dict[str, Any]:
    """Lay one mapping of values over another: sections are merged, a parameter's value is replaced whole.

    So a dated value replaces a number, and a number a dated value. Figures are merged authority by authority.
    """
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        name = _dotted(section, key)
        if _goes_deeper(name) and isinstance(value, Mapping) and isinstance(below, Mapping):
            merged[key] = merge(below, value, name)
        else:
            merged[key] = value
    return merged


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Put values by dotted name into sections, as a file has them."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        layer = value
        for part in reversed(name.split(".")):
            layer = {part: layer}
        found = merge(found, layer)
    return found


def by_dotted_name(values: Mapping[str, Any], section: str = "") -> dict[str, Any]:
    """List what a layer says by dotted name, as deep as merging goes, without what is its own alone."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        name = _dotted(section, key)
        if name in OWN_TO_A_FILE:
            continue
        if _goes_deeper(name) and isinstance(value, Mapping):
            found |= by_dotted_name(value, name)
        else:
            found[name] = value
    return found


def _dotted(section: str, key: object) -> str:
    return f"{section}.{key}" if section else str(key)


def _goes_deeper(name: str) -> bool:
    """Say whether what stands under a name is merged: sections, and the figures of each authority."""
    return name in sections() or name == "figures" or (name.startswith("figures.") and name.count(".") == 1)
