"""A stress test: one scenario, targets that it should meet, and shocks that may keep it from doing so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic import ValidationInfo, field_validator, model_validator

from workforce_sim.config.units import Quantity, WrongValueError, show
from workforce_sim.errors import UserError, nearest
from workforce_sim.studies.questions.shocks import KINDS, Shock, read_shocks
from workforce_sim.studies.questions.study import Replications, Study
from workforce_sim.studies.questions.targets import Target, read_targets

BREAK_POINT_KEYS = ("shock", "target", "probability", "low", "high", "resolution")
STEPS = 64
"""Into how many steps a range of sizes is cut where no resolution is given."""
TIMES_THE_SIZE = 4.0
"""How far the sizes tried go, as a multiple of the shock's own, where no high is given and the kind allows it."""


@dataclass(frozen=True, slots=True)
class BreakPoint:
    """Which shock is made larger until a target is met with less than a probability, and between which sizes."""

    shock: str
    target: str
    probability: float
    low: float
    high: float
    step: float

    def plain(self) -> dict[str, Any]:
        """Write it as a study file would."""
        named = {"shock": self.shock, "target": self.target, "probability": self.probability}
        return {**named, "low": self.low, "high": self.high, "resolution": self.step}


class Stress(Study):
    """Targets under shocks: the scenario simulated without any and with each, replication by replication the same luck.

    ``break_point`` asks besides at which size of one shock one target is no longer met with a stated probability.
    """

    targets: tuple[Target, ...]
    shocks: tuple[Shock, ...]
    replications: Replications = 100
    break_point: BreakPoint | None = None

    @field_validator("targets", mode="before")
    @classmethod
    def _read_targets(cls, given: Any, info: ValidationInfo) -> tuple[Target, ...]:
        return read_targets(given, info.data["base"])

    @field_validator("shocks", mode="before")
    @classmethod
    def _read_shocks(cls, given: Any, info: ValidationInfo) -> tuple[Shock, ...]:
        return read_shocks(given, info.data["base"])

    @field_validator("break_point", mode="before")
    @classmethod
    def _read_break_point(cls, given: Any, info: ValidationInfo) -> BreakPoint | None:
        if given is None or isinstance(given, BreakPoint) or not {"targets", "shocks"} <= set(info.data):
            return given if isinstance(given, BreakPoint) else None
        return read_break_point(given, info.data["targets"], info.data["shocks"])

    def target(self, name: str) -> Target:
        """Find a target by its name."""
        return next(target for target in self.targets if target.name == name)

    def shock(self, name: str) -> Shock:
        """Find a shock by its name."""
        return next(shock for shock in self.shocks if shock.name == name)

    def asked(self) -> dict[str, Any]:
        """Write down what is asked; ``Stress.model_validate`` with a scenario for ``base`` reads it again."""
        own = {
            "targets": {target.name: target.plain() for target in self.targets},
            "shocks": {shock.name: shock.plain() for shock in self.shocks},
            "break_point": None if self.break_point is None else self.break_point.plain(),
        }
        return {**super().asked(), **own}

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        sizes: list[tuple[Shock, float | None, str]] = [(shock, None, f"shocks.{shock.name}") for shock in self.shocks]
        if self.break_point is not None:
            sizes.append((self.shock(self.break_point.shock), self.break_point.high, "break_point.high"))
        for shock, size, name in sizes:
            try:
                self.base.with_values(shock.settings(self.base, size))
            except UserError as error:
                raise WrongValueError(f"does not make a scenario: {error}", name) from None
            except WrongValueError as wrong:
                raise WrongValueError(wrong.text, f"{name}.{wrong.path}".strip(".")) from None
        return self


def read_break_point(given: Any, targets: tuple[Target, ...], shocks: tuple[Shock, ...]) -> BreakPoint:
    """Read which shock and target are asked about; raises ``WrongValueError`` with the key that is wrong."""
    if not isinstance(given, Mapping):
        raise WrongValueError(f"is {show(given)}; it must have a shock, a target and a probability")
    for key in given:
        if key not in BREAK_POINT_KEYS:
            raise WrongValueError(f"is not part of a break_point{nearest(str(key), BREAK_POINT_KEYS)}", str(key))
    sized = {shock.name: shock for shock in shocks if shock.has_size}
    shock = sized[_one_of(given, "shock", list(sized), "a shock of this study with a size")]
    target = _one_of(given, "target", [target.name for target in targets], "a target of this study")
    quantity = KINDS[shock.kind].sizes
    assert quantity is not None
    most = shock.size * TIMES_THE_SIZE if quantity.at_most is None else min(quantity.at_most, shock.size * TIMES_THE_SIZE)
    low, high = _number(quantity, given, "low", 0.0), _number(quantity, given, "high", most)
    if not low < high:
        raise WrongValueError(f"is {high:g}; it must be above low, {low:g}", "high")
    probability = _number(Quantity("", 0.01, 0.99, noun=False), given, "probability", None)
    step = _number(Quantity("", noun=False), given, "resolution", (high - low) / STEPS)
    if not (high - low) * 1e-6 <= step <= high - low:
        text = f"is {step:g}; it must be from a millionth of the range to the whole of it, {high - low:g}"
        raise WrongValueError(text, "resolution")
    return BreakPoint(shock.name, target, probability, low, high, step)


def _one_of(given: Mapping[Any, Any], key: str, known: list[str], what: str) -> str:
    if key not in given:
        raise WrongValueError("is missing", key)
    name = str(given[key])
    if name not in known:
        close = nearest(name, known) or (f"; there are {', '.join(known)}" if known else "; there is none")
        raise WrongValueError(f"is {show(given[key])}, which is not {what}{close}", key)
    return name


def _number(quantity: Quantity, given: Mapping[Any, Any], key: str, usual: float | None) -> float:
    if key not in given and usual is None:
        raise WrongValueError("is missing", key)
    try:
        return quantity.check(given.get(key, usual))
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, key) from None
