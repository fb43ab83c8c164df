"""What a scenario changes of the defaults, which are those of its own start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workforce_sim.config.catalogue import parameters, value_of
from workforce_sim.config.declaration import Parameter
from workforce_sim.config.layers import Layer
from workforce_sim.config.loading import build
from workforce_sim.config.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter that is not at its default."""

    parameter: Parameter
    value: Any
    default: Any

    @property
    def name(self) -> str:
        """The dotted name of the parameter."""
        return self.parameter.name


def usual_at(scenario: Scenario) -> Scenario:
    """Give the scenario of nothing but defaults that begins on the same census day."""
    return build([Layer("the defaults", {"start": scenario.start.isoformat()})])


def differences(scenario: Scenario) -> list[Change]:
    """List the parameters of a scenario that are not at their defaults, in the order of the sections.

    Defaults are those of its own start: what is calibrated on the censuses up to it is no change.
    """
    usual = usual_at(scenario)
    known = parameters().values()
    all_of_them = [Change(each, value_of(scenario, each.name), value_of(usual, each.name)) for each in known]
    return [change for change in all_of_them if change.value != change.default]
