"""A solve: the smallest or largest value of one lever that meets a target with a stated probability."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import ValidationInfo, field_validator, model_validator

from workforce_sim.config.catalogue import value_of
from workforce_sim.config.dated import Dated
from workforce_sim.config.dated_changes import Change, changed_between
from workforce_sim.config.declaration import Parameter
from workforce_sim.config.reading import read_date
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import Quantity, WrongValueError, show
from workforce_sim.errors import UserError, nearest
from workforce_sim.studies.questions.study import Replications, Study
from workforce_sim.studies.questions.targets import Target, read_target
from workforce_sim.studies.questions.varied import variable

LEVER_KEYS = ("name", "low", "high", "whole", "resolution", "from_date")
STEPS = 64
"""Into how many steps a range is cut where no resolution is given."""

Sure = Annotated[float, Quantity("", 0.01, 0.99, noun=False)]
Confidence = Annotated[float, Quantity("", 0.5, 0.999, noun=False)]


@dataclass(frozen=True, slots=True)
class Lever:
    """One parameter that may be set from ``low`` to ``high``, in steps; from a date on where one is given."""

    name: str
    low: float
    high: float
    step: float
    from_date: dt.date | None = None

    def settings(self, base: Scenario, value: float) -> dict[str, Any]:
        """Give the parameter with a value of the lever; before ``from_date`` it is what the scenario says."""
        if self.from_date is None:
            return {self.name: value}
        usual = value_of(base, self.name)
        assert isinstance(usual, Dated)
        change = Change(times=0.0, plus=value)
        return {self.name: changed_between(usual, base.start, self.from_date, None, change).plain()}

    def plain(self) -> dict[str, Any]:
        """Write the lever as a study file would."""
        written = {"name": self.name, "low": self.low, "high": self.high, "resolution": self.step}
        return written if self.from_date is None else {**written, "from_date": self.from_date.isoformat()}


class Solve(Study):
    """The smallest or largest value of a lever with which a target is met with at least a stated probability.

    ``replications`` is the most of one value, ``at_least`` the fewest; ``confidence`` is that of all decisions together.
    """

    lever: Lever
    target: Target
    probability: Sure = 0.8
    find: Literal["smallest", "largest"] = "smallest"
    replications: Replications = 200
    at_least: Replications = 20
    confidence: Confidence = 0.95

    @field_validator("lever", mode="before")
    @classmethod
    def _read_lever(cls, given: Any, info: ValidationInfo) -> Lever:
        return given if isinstance(given, Lever) else read_lever(given, info.data["base"])

    @field_validator("target", mode="before")
    @classmethod
    def _read_target(cls, given: Any, info: ValidationInfo) -> Target:
        return read_target("target", given, info.data["base"])

    @field_validator("find", mode="before")
    @classmethod
    def _read_find(cls, given: Any) -> Any:
        if given not in ("smallest", "largest"):
            raise WrongValueError(f"is {show(given)}; it must be smallest or largest")
        return given

    @property
    def fewest(self) -> int:
        """The fewest replications of a value."""
        return min(self.at_least, self.replications)

    def asked(self) -> dict[str, Any]:
        """Write down what is asked; ``Solve.model_validate`` with a scenario for ``base`` reads it again."""
        own = {"lever": self.lever.plain(), "target": self.target.plain(), "at_least": self.fewest}
        return {**super().asked(), **own}

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if "at_least" in self.model_fields_set and self.at_least > self.replications:
            raise WrongValueError(f"is {self.at_least}; it must be at most replications, {self.replications}", "at_least")
        for end, value in (("low", self.lever.low), ("high", self.lever.high)):
            try:
                self.base.with_values(self.lever.settings(self.base, value))
            except UserError as error:
                raise WrongValueError(f"does not make a scenario: {error}", f"lever.{end}") from None
        return self


def read_lever(given: Any, base: Scenario) -> Lever:
    """Read the lever of a study file; raises ``WrongValueError`` with the key that is wrong."""
    if not isinstance(given, Mapping):
        raise WrongValueError(f"is {show(given)}; it must have a name, and may have low, high, resolution and from_date")
    for key in given:
        if key not in LEVER_KEYS:
            raise WrongValueError(f"is not part of a lever{nearest(str(key), LEVER_KEYS)}", str(key))
    if "name" not in given:
        raise WrongValueError("is missing", "name")
    try:
        declared = variable(str(given["name"]))
    except WrongValueError as wrong:
        raise WrongValueError(f"is {show(given['name'])}, which {wrong.text}", "name") from None
    if declared.quantity is None or declared.annotation not in (Dated, float, int, float | None):
        raise WrongValueError(f"is {declared.name}, which is not one number; a lever must be", "name")
    low, high = _end(declared, given, "low"), _end(declared, given, "high")
    if not low < high:
        raise WrongValueError(f"is {high:g}; it must be above low, {low:g}", "high")
    return Lever(declared.name, low, high, _step(declared, given, high - low), _from_date(declared, given, base))


def _end(declared: Parameter, given: Mapping[Any, Any], key: str) -> float:
    plausible = {"low": declared.declaration.low, "high": declared.declaration.high}
    value = given.get(key, plausible[key])
    if value is None:
        raise WrongValueError(f"is missing, and {declared.name} has no plausible range to stand in for it", key)
    assert declared.quantity is not None
    try:
        return declared.quantity.check(value)
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, key) from None


def _step(declared: Parameter, given: Mapping[Any, Any], width: float) -> float:
    assert declared.quantity is not None
    whole = given.get("whole", declared.quantity.whole)
    if not isinstance(whole, bool):
        raise WrongValueError(f"is {show(whole)}; it must be true or false", "whole")
    if declared.quantity.whole and not whole:
        raise WrongValueError(f"is false, and {declared.name} can only be a whole number", "whole")
    if "resolution" not in given:
        return 1.0 if whole else width / STEPS
    try:
        step = Quantity("", noun=False).check(given["resolution"])
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, "resolution") from None
    if not width * 1e-6 <= step <= width:
        text = f"is {step:g}; it must be from a millionth of the range to the whole of it, {width:g}"
        raise WrongValueError(text, "resolution")
    if whole and not step.is_integer():
        raise WrongValueError(f"is {step:g}; it must be a whole number for a whole lever", "resolution")
    return step


def _from_date(declared: Parameter, given: Mapping[Any, Any], base: Scenario) -> dt.date | None:
    if "from_date" not in given:
        return None
    if declared.annotation is not Dated:
        raise WrongValueError(f"is given, and {declared.name} cannot depend on the date", "from_date")
    try:
        date = read_date(given["from_date"])
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, "from_date") from None
    if not base.start <= date <= base.calendar().end:
        text = f"is {date}; it must be from {base.start} to {base.calendar().end}, the days simulated"
        raise WrongValueError(text, "from_date")
    return date
