"""The catalogue: every parameter under its one dotted name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pydantic import BaseModel

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
