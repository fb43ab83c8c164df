"""How a parameter is declared: once, with everything that validation, schema, log and documentation need to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from workforce_sim.config.reading import read
from workforce_sim.config.units import Quantity

Reliability = Literal["green", "amber", "red"]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known about a default: its meaning, the range it may plausibly lie in, and where it comes from.

    ``green`` is published for the very thing the parameter says; ``amber`` is published for something close, or worked
    out from published figures; ``red`` has no source and is an assumption to be replaced.
    """

    meaning: str
    reliability: Reliability
    low: float | None
    high: float | None
    source: str
    year: str
    reason: str

    def __call__(self, schema: dict[str, Any]) -> None:
        """Write the declaration into the parameter's JSON Schema (pydantic calls this)."""
        known = f"{self.source}, {self.year}" if self.source else "an assumption without a source"
        schema["description"] = f"{self.meaning}. Reliability {self.reliability}: {known}."
        if schema.get("type") == "array":
            schema["minItems"] = schema["maxItems"] = len(schema["default"])


def parameter(
    default: Any,
    *,
    meaning: str,
    reliability: Reliability,
    low: float | None = None,
    high: float | None = None,
    source: str = "",
    year: str | int = "",
    reason: str = "",
) -> Any:
    """Declare one parameter: its default, what it means, its plausible range and where the default comes from.

    ``low`` and ``high`` are in the parameter's own unit, which its type carries together with the bounds.
    """
    declaration = Declaration(meaning, reliability, low, high, source, str(year), reason)
    return Field(default, json_schema_extra=declaration)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as the rest of the program sees it: dotted name, type, quantity, default and declaration."""

    name: str
    annotation: Any
    quantity: Quantity | None
    default: Any
    declaration: Declaration = field(repr=False)

    @property
    def unit(self) -> str:
        """The unit in words; empty for a choice or a name."""
        return self.quantity.unit if self.quantity is not None else ""


class Section(BaseModel):
    """A group of parameters about one subject. Frozen; refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_default=True)

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, given: Any, info: ValidationInfo) -> Any:
        declared = parameters_of(cls).get(info.field_name or "")
        if declared is None:
            return given
        return read(given, declared.annotation, declared.quantity, declared.default)


@cache
def parameters_of(section: type[BaseModel]) -> dict[str, Parameter]:
    """List the parameters declared directly in a section, by their own name, in the order of the file."""
    declared = {}
    for name, info in section.model_fields.items():
        if isinstance(info.json_schema_extra, Declaration):
            quantity = next((item for item in info.metadata if isinstance(item, Quantity)), None)
            declared[name] = Parameter(name, info.annotation, quantity, info.default, info.json_schema_extra)
    return declared
