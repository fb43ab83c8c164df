"""The catalogue: every parameter under its one dotted name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Parameter, Section, parameters_of
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import nearest


@cache
def parameters() -> dict[str, Parameter]:
    """List every parameter by dotted name, such as ``apprenticeship.intake``, in the order of the sections."""
    return {parameter.name: parameter for parameter in _declared(Scenario, "")}


@cache
def sections() -> dict[str, type[Section]]:
    """List every section by dotted name, such as ``training_routes.step_up``; the scenario's own name is empty."""
    return _sections(Scenario, "")


def section_of(annotation: object) -> type[Section] | None:
    """Give the section a field holds, or nothing when it holds a value."""
    return annotation if isinstance(annotation, type) and issubclass(annotation, Section) else None


def suggestion(given: str) -> str:
    """Name the known parameter or section closest to an unknown dotted name, ready to append to a message."""
    head = [name for name in Scenario.model_fields if name not in sections()]
    known = [*head, *(name for name in sections() if name), *parameters()]
    own_name = given.rsplit(".", 1)[-1]
    same = [name for name in known if name.rsplit(".", 1)[-1] == own_name]
    if len(same) == 1:
        return f"; did you mean {same[0]}?"
    return nearest(given, known)


def value_of(scenario: Scenario, name: str) -> Any:
    """Give the value of a parameter by its dotted name."""
    value: Any = scenario
    for part in name.split("."):
        value = getattr(value, part)
    return value


def written(value: Any) -> str:
    """Write a value the way a scenario file would, on one line; a dash for nothing."""
    if value is None or value == {}:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(written(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {written(item)}" for name, item in value.items()) + "}"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:g}"
    return str(value)


def plausible(parameter: Parameter) -> str:
    """Write the plausible range of a parameter; empty for a choice."""
    low, high = parameter.declaration.low, parameter.declaration.high
    return f"{low:g} to {high:g}" if low is not None and high is not None else ""


def outside_plausible(scenario: Scenario) -> list[tuple[Parameter, Any]]:
    """List the parameters of a scenario with a value, on any date, outside the range declared as plausible."""
    return [
        (parameter, value)
        for name, parameter in parameters().items()
        for value in [value_of(scenario, name)]
        if any(not _is_plausible(parameter, number) for number in _numbers(value))
    ]


def _numbers(value: Any) -> list[float]:
    if isinstance(value, Dated):
        return [number for _, number in value.changes] or [value.before]
    if isinstance(value, tuple):
        return list(value)
    return [] if isinstance(value, bool) or not isinstance(value, int | float) else [value]


def _is_plausible(parameter: Parameter, number: float) -> bool:
    low, high = parameter.declaration.low, parameter.declaration.high
    return (low is None or number >= low) and (high is None or number <= high)


def _declared(section: type[BaseModel], prefix: str) -> list[Parameter]:
    own = parameters_of(section)
    found = []
    for name, info in section.model_fields.items():
        inner = section_of(info.annotation)
        if inner is not None:
            found += _declared(inner, f"{prefix}{name}.")
        elif name in own:
            found.append(replace(own[name], name=prefix + name))
    return found


def _sections(section: type[Section], name: str) -> dict[str, type[Section]]:
    found = {name: section}
    for field, info in section.model_fields.items():
        inner = section_of(info.annotation)
        if inner is not None:
            found |= _sections(inner, f"{name}.{field}" if name else field)
    return found
