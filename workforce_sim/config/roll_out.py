"""A programme's roll-out: which areas begin when, and over how many months the programme comes to full strength there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from workforce_sim.config.checks import read_areas
from workforce_sim.config.reading import read_date
from workforce_sim.config.units import Quantity, WrongValueError, show

RAMP = Quantity("months", 0, 120, whole=True)
KEYS = ("areas", "from", "ramp_months")
REST_OF_ENGLAND = "rest of England"
"""Every authority that no other step of the roll-out names."""


@dataclass(frozen=True, slots=True)
class RollOutStep:
    """Some areas that begin together: England, a region, authorities, or the rest of England; unknown until asked."""

    areas: tuple[str, ...]
    begins: dt.date
    ramp_months: int = 0

    def plain(self) -> dict[str, Any]:
        """Write the step as a scenario file would."""
        areas = self.areas[0] if len(self.areas) == 1 else list(self.areas)
        return {"areas": areas, "from": self.begins.isoformat(), "ramp_months": self.ramp_months}


@dataclass(frozen=True, slots=True)
class RollOut:
    """Where and when a programme is rolled out; nowhere without steps.

    Whether areas exist and no authority begins twice is for ``reforms.roll_out`` to say, which knows the authorities.
    """

    steps: tuple[RollOutStep, ...] = ()

    def plain(self) -> list[dict[str, Any]]:
        """Write the roll-out as a scenario file would."""
        return [step.plain() for step in self.steps]

    def __str__(self) -> str:
        """Write the roll-out for a table on screen."""
        if not self.steps:
            return "nowhere"
        over = [f" over {step.ramp_months} months" if step.ramp_months else "" for step in self.steps]
        told = [
            f"{', '.join(step.areas)} from {step.begins}{ramp}" for step, ramp in zip(self.steps, over, strict=True)
        ]
        return "; ".join(told)

    @classmethod
    def read_written(cls, given: Any) -> RollOut:
        """Read what a scenario file says; raises ``WrongValueError``."""
        if isinstance(given, RollOut):
            return given
        if not isinstance(given, list | tuple):
            raise WrongValueError(f"is {show(given)}; it must be a list of steps, each with areas, from and ramp_months")
        steps: list[RollOutStep] = []
        for place, step in enumerate(given, start=1):
            try:
                steps.append(_step(step))
            except WrongValueError as wrong:
                raise WrongValueError(f"in place {place} {wrong.text}") from None
        named = [area.casefold() for step in steps for area in step.areas]
        twice = next((area for step in steps for area in step.areas if named.count(area.casefold()) > 1), None)
        if twice is not None:
            raise WrongValueError(f"has {twice} twice; a programme is rolled out to an area once")
        return cls(tuple(steps))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic that the section has already read the value: see ``reading.py``."""
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the steps to editors."""
        names = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        step = {
            "type": "object",
            "properties": {
                "areas": {
                    "anyOf": [{"type": "string"}, names],
                    "description": f"England, a region, authorities by name or code, or {REST_OF_ENGLAND}",
                },
                "from": {"type": "string", "format": "date", "description": "Day on which it begins there"},
                "ramp_months": {"type": "integer", "minimum": 0, "maximum": 120, "description": "Months to full strength"},
            },
            "required": ["areas", "from"],
            "additionalProperties": False,
        }
        return {"anyOf": [{"type": "array", "items": step}]}


def _step(given: Any) -> RollOutStep:
    if not isinstance(given, Mapping):
        raise WrongValueError(f"is {show(given)}; it must have areas and from, and may have ramp_months")
    for key in given:
        if key not in KEYS:
            raise WrongValueError(f"has {show(key)}; it may have areas, from and ramp_months")
    for key in KEYS[:2]:
        if key not in given:
            raise WrongValueError(f"has no {key}; it must have areas and from, and may have ramp_months")
    areas = _told("areas", read_areas, given["areas"])
    begins = _told("from", read_date, given["from"])
    ramp = _told("ramp_months", RAMP.check, given.get("ramp_months", 0))
    return RollOutStep((areas,) if isinstance(areas, str) else areas, begins, int(ramp))


def _told(key: str, reader: Any, given: Any) -> Any:
    try:
        return reader(given)
    except WrongValueError as wrong:
        raise WrongValueError(f"has {key} which {wrong.text}") from None
