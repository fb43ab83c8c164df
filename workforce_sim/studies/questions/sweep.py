"""A sweep: a design over dotted parameters, each point a scenario that is simulated some number of times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import field_validator, model_validator

from workforce_sim.config.units import Quantity, WrongValueError, show
from workforce_sim.studies.questions.study import Replications, Study, StudyPart, read_measure
from workforce_sim.studies.questions.varied import Varied, read_varied

Points = Annotated[int | None, Quantity("points", 1, 10_000_000, whole=True)]
DESIGNS = ("grid", "list", "latin_hypercube", "sobol")
Design = Literal["grid", "list", "latin_hypercube", "sobol"]


class Precision(StudyPart):
    """Replicate each point until the mean of every named measure is known well enough.

    ``half_width`` gives, by measure and in its own unit, how far the 95% interval of the mean may reach to either side in
    every year, for everything simulated together; ``at_least`` and ``at_most`` are the fewest and most replications.
    """

    half_width: dict[str, float]
    at_least: Replications = 10
    at_most: Replications = 200

    @field_validator("half_width", mode="before")
    @classmethod
    def _read_half_width(cls, given: Any) -> dict[str, float]:
        if not isinstance(given, Mapping) or not given:
            raise WrongValueError(f"is {show(given)}; it must be measures with a half-width, such as vacancy_rate_fte: 0.5")
        positive = Quantity("", noun=False)
        widths = {}
        for measure, width in given.items():
            widths[read_measure(measure)] = positive.check(width)
            if widths[measure] <= 0.0:
                raise WrongValueError(f"is {width:g}; it must be above 0", str(measure))
        return widths

    @model_validator(mode="after")
    def _check_ends(self) -> Self:
        if not 2 <= self.at_least <= self.at_most:
            raise WrongValueError(f"is {self.at_least}; it must be from 2 to at_most, {self.at_most}", "at_least")
        return self


class Sweep(Study):
    """A design over parameters: ``grid`` every combination, ``list`` the first values together, the second and so on.

    ``latin_hypercube`` and ``sobol`` spread ``points`` over ranges. With ``precision`` each point is replicated as often
    as it needs, and ``replications`` does not count.
    """

    vary: tuple[Varied, ...]
    design: Design = "grid"
    points: Points = None
    precision: Precision | None = None

    @field_validator("design", mode="before")
    @classmethod
    def _read_design(cls, given: Any) -> Any:
        if given not in DESIGNS:
            raise WrongValueError(f"is {show(given)}; it must be {', '.join(DESIGNS[:-1])} or {DESIGNS[-1]}")
        return given

    @field_validator("vary", mode="before")
    @classmethod
    def _read_vary(cls, given: Any) -> tuple[Varied, ...]:
        if isinstance(given, tuple) and all(isinstance(each, Varied) for each in given) and given:
            return given
        if not isinstance(given, Mapping) or not given:
            raise WrongValueError(f"is {show(given)}; it must be dotted parameters with values or ranges")
        return tuple(read_varied(str(name), values) for name, values in given.items())

    def asked(self) -> dict[str, Any]:
        """Write down what is asked; ``Sweep.model_validate`` with a scenario for ``base`` reads it again."""
        return {**super().asked(), "vary": {varied.name: varied.plain() for varied in self.vary}}

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.design in ("grid", "list"):
            for varied in self.vary:
                if varied.is_range:
                    text = f"has a range without step or points, and a {self.design} needs values"
                    raise WrongValueError(text, f"vary.{varied.name}")
            lengths = {len(varied.values) for varied in self.vary}
            if self.design == "list" and len(lengths) > 1:
                raise WrongValueError("has lists of different lengths; in a list design they go together", "vary")
            if self.points is not None:
                raise WrongValueError(f"is {self.points}; a {self.design} has as many points as its values make", "points")
            return self
        if self.points is None:
            raise WrongValueError(f"is missing; a {self.design} design needs it", "points")
        for varied in self.vary:
            if varied.low is None:
                raise WrongValueError(f"has no range; a {self.design} design needs low and high", f"vary.{varied.name}")
        if self.design == "sobol" and self.points & (self.points - 1):
            below = 1 << (self.points.bit_length() - 1)
            text = f"is {self.points}; a sobol design is balanced only at a power of two, such as {below} or {2 * below}"
            raise WrongValueError(text, "points")
        return self
