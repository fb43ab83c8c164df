"""A sensitivity study: which of the assumptions the answer hangs on, over the range in which each may plausibly lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from workforce_sim.config.catalogue import parameters
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import Quantity, WrongValueError, show
from workforce_sim.errors import nearest
from workforce_sim.records.geography import Area
from workforce_sim.studies.questions.ranges import ranges_of, usual_ranges
from workforce_sim.studies.questions.study import Replications, Study, StudyPart, read_measure
from workforce_sim.studies.questions.varied import Varied
from workforce_sim.studies.work import areas_of_scenario, census_years

METHODS = ("morris", "sobol")
TRAJECTORIES, LEVELS, POINTS = 10, 4, 64


class Output(StudyPart):
    """One number that the study is about: an annual measure at a census, in one of the areas simulated.

    ``year`` is that of the census, the last one simulated unless given; ``where`` is the name of an area, by default
    the one that holds all that is simulated.
    """

    measure: str
    year: Annotated[int | None, Quantity("calendar year", 2000, 2100, whole=True, noun=False)] = None
    where: str | None = None

    @field_validator("measure", mode="before")
    @classmethod
    def _read_measure(cls, given: Any) -> str:
        return read_measure(given)

    @field_validator("where", mode="before")
    @classmethod
    def _read_where(cls, given: Any) -> str | None:
        if given is not None and not isinstance(given, str):
            raise WrongValueError(f"is {show(given)}; it must be the name of an area")
        return given


class Sensitivity(Study):
    """Which parameters matter: ``morris`` screens many by moving one at a time, ``sobol`` divides the variance among few.

    ``parameters`` are dotted names, or names with ``low`` and ``high``; every parameter with a plausible range unless
    given. ``outputs`` are named numbers, each told on its own. Morris: ``trajectories`` through a grid of ``levels``, each
    of as many points as parameters and one more. Sobol: ``points``, a power of two, times as many as parameters and two.
    """

    method: Literal["morris", "sobol"]
    replications: Replications = 10
    parameters: tuple[Varied, ...] = Field(default=(), validate_default=True)
    outputs: dict[str, Output]
    trajectories: Annotated[int | None, Quantity("trajectories", 2, 100_000, whole=True)] = None
    levels: Annotated[int | None, Quantity("levels", 2, 100, whole=True)] = None
    points: Annotated[int | None, Quantity("points", 2, 1 << 20, whole=True)] = None

    @field_validator("method", mode="before")
    @classmethod
    def _read_method(cls, given: Any) -> Any:
        if given not in METHODS:
            raise WrongValueError(f"is {show(given)}; it must be {' or '.join(METHODS)}")
        return given

    @field_validator("parameters", mode="before")
    @classmethod
    def _read_parameters(cls, given: Any, info: ValidationInfo) -> tuple[Varied, ...]:
        base: Scenario = info.data["base"]
        return usual_ranges(base) if given is None or given == () else ranges_of(given, base)

    @field_validator("outputs", mode="before")
    @classmethod
    def _read_outputs(cls, given: Any) -> dict[str, Any]:
        if isinstance(given, list | tuple) and given and all(isinstance(measure, str) for measure in given):
            return {measure: {"measure": measure} for measure in given}
        if not isinstance(given, Mapping) or not given or not all(isinstance(name, str) for name in given):
            raise WrongValueError(f"is {show(given)}; it must be names, each with measure, year and where")
        for name, asked in given.items():
            if name == "point" or name in parameters():
                raise WrongValueError("is the name of another column of the table of points; choose another", name)
            if not isinstance(asked, Mapping | Output):
                raise WrongValueError(f"is {show(asked)}; it must have measure, and may have year and where", name)
        return dict(given)

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.replications < 2:
            text = f"is {self.replications}; it must be 2 or more: from one alone nobody can say how much is chance"
            raise WrongValueError(text, "replications")
        self._check_method()
        years, areas = census_years(self.base.calendar()), areas_of_scenario(self.base)
        for name, output in self.outputs.items():
            if output.year is not None and output.year not in years[1:]:
                text = f"is {output.year}; it must be the year of a census simulated, {years[1]} to {years[-1]}"
                raise WrongValueError(text, f"outputs.{name}.year")
            known = [area.name for area in areas]
            if output.where is not None and output.where not in known:
                text = f"is {show(output.where)}, which the results have no rows for{nearest(output.where, known)}"
                raise WrongValueError(text, f"outputs.{name}.where")
        return self

    def _check_method(self) -> None:
        own = ("points",) if self.method == "sobol" else ("trajectories", "levels")
        for name in ("trajectories", "levels", "points"):
            value = getattr(self, name)
            if value is not None and name not in own:
                raise WrongValueError(f"is {value}; a {self.method} study has {' and '.join(own)}", name)
        if self.levels is not None and self.levels % 2:
            raise WrongValueError(f"is {self.levels}; it must be even, so that a step is half of the range", "levels")
        if self.points is not None and self.points & (self.points - 1):
            below = 1 << (self.points.bit_length() - 1)
            text = f"is {self.points}; a sobol study is balanced only at a power of two, such as {below} or {2 * below}"
            raise WrongValueError(text, "points")

    @property
    def size(self) -> int:
        """How many trajectories (Morris) or how many points before they are crossed (Sobol)."""
        return self.points or POINTS if self.method == "sobol" else self.trajectories or TRAJECTORIES

    @property
    def grid(self) -> int:
        """The levels of the grid through which the trajectories of Morris go."""
        return self.levels or LEVELS

    @property
    def count_points(self) -> int:
        """How many scenarios the study simulates."""
        return self.size * (len(self.parameters) + (2 if self.method == "sobol" else 1))

    @property
    def areas_kept(self) -> tuple[int, ...]:
        """The places of the areas that the outputs are about, among the areas of results."""
        return tuple(sorted({self.place_of(output)[1] for output in self.outputs.values()}))

    def place_of(self, output: Output) -> tuple[int, int, Area]:
        """Say where an output stands in the annual return: place of its year, place of its area, and the area."""
        years, areas = census_years(self.base.calendar()), areas_of_scenario(self.base)
        widest = max(range(len(areas)), key=lambda place: len(areas[place].members))
        named = [place for place, area in enumerate(areas) if area.name == output.where]
        area = named[-1] if named else widest
        return (len(years) - 1 if output.year is None else years.index(output.year)), area, areas[area]

    def asked(self) -> dict[str, Any]:
        """Write down what is asked; ``Sensitivity.model_validate`` with a scenario for ``base`` reads it again."""
        return {**super().asked(), "parameters": {varied.name: varied.plain() for varied in self.parameters}}
