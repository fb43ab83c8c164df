"""Study files: what every kind of study says, and how a file is read, checked like a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator

from workforce_sim.config.checks import read_name
from workforce_sim.config.loading import changed, load_scenario, standing_in
from workforce_sim.config.reading import read
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import Quantity, WrongValueError, show
from workforce_sim.config.yaml_files import read_file
from workforce_sim.errors import ScenarioError, UserError, nearest
from workforce_sim.records.tables import ANNUAL_RETURN, nearest_measure
from workforce_sim.studies.areas import simulated_profiles

Replications = Annotated[int, Quantity("replications", 1, 1_000_000, whole=True)]
Seed = Annotated[int, Quantity("", 0, 2**53, whole=True, noun=False)]

MADE_BY_THE_READER = ("base",)
GIVEN_TO_THE_READER = ("study", "scenario", "set")


class StudyPart(BaseModel):
    """A part of a study file. Frozen; refuses keys it does not know; numbers are read by their quantity."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, validate_default=False)

    @field_validator("*", mode="before")
    @classmethod
    def _read_numbers(cls, given: Any, info: ValidationInfo) -> Any:
        field = cls.model_fields[info.field_name or ""]
        quantity = next((item for item in field.metadata if isinstance(item, Quantity)), None)
        return given if quantity is None else read(given, field.annotation, quantity, field.default)


class Study(StudyPart):
    """What every study says: the scenario it starts from, how often each is simulated, which measures it keeps.

    ``base`` is the scenario, with the study's own ``set:`` laid over it. ``measures`` are columns of the annual return;
    all of them where none is named.
    """

    name: str
    description: str = ""
    base: Scenario
    replications: Replications = 20
    seed: Seed = 1
    measures: tuple[str, ...] = ()

    @field_validator("name", mode="before")
    @classmethod
    def _read_name(cls, given: Any) -> str:
        return read_name(given)

    @field_validator("measures", mode="before")
    @classmethod
    def _read_measures(cls, given: Any) -> tuple[str, ...]:
        return tuple(read_measure(measure) for measure in read_list(given, "measures such as vacancy_rate_fte"))

    @property
    def kept_measures(self) -> tuple[str, ...]:
        """The measures that the tables of the study have, in the order of the annual return."""
        return tuple(name for name in ANNUAL_RETURN.names if not self.measures or name in self.measures)

    def asked(self) -> dict[str, Any]:
        """Write down what is asked, as plain numbers, words, lists and mappings."""
        plain = {name: _plain(getattr(self, name)) for name in type(self).model_fields if name != "base"}
        return plain | {"base": self.base.resolved()}

    def identity(self, kind: str) -> dict[str, Any]:
        """Write down everything that makes it this study of a kind and no other.

        The digest stands for a file of figures, of which the scenario's values hold the path alone.
        """
        return {"study": kind, "digest": self.base.digest(), **self.asked()}


Kind = TypeVar("Kind", bound=Study)


def load_study(path: str | Path, kinds: Mapping[str, type[Kind]], settings: Mapping[str, str] | None = None) -> Kind:
    """Read a study file; ``kinds`` are the models by the word after ``study:``; ``settings`` change its scenario.

    Raises ``UserError`` with one line: file, dotted name, what was given and what is allowed.
    """
    path = Path(path)
    return read_study(path, kinds, settings or {}, {})


def read_study(
    path: Path, kinds: Mapping[str, type[Kind]], settings: Mapping[str, str], options: Mapping[str, Any]
) -> Kind:
    """Do as ``load_study``; ``options``, by the names of a study file, go before what the file says."""
    values = read_file(path)
    kind = values.pop("study", None)
    if kind not in kinds:
        raise UserError(f"{path}: study is {show(kind)}; it must be {' or '.join(kinds)} for this command")
    model = kinds[kind]
    known = [name for name in model.model_fields if name not in MADE_BY_THE_READER] + list(GIVEN_TO_THE_READER)
    for key in values:
        if key not in known:
            raise UserError(f"{path}: {key} is not part of a {kind} study{nearest(str(key), known)}")
    base = _base(path, values, settings)
    values = {"name": path.stem, **values, **options}
    return told(lambda: model.model_validate({**values, "base": base}), str(path))


def told(build: Callable[[], Kind], label: str) -> Kind:
    """Build a study and tell the first thing that is wrong with it in one line that begins with a label."""
    try:
        return build()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        wrong = first.get("ctx", {}).get("error")
        path = ".".join(str(part) for part in first["loc"])
        if isinstance(wrong, WrongValueError):
            raise UserError(_line(label, f"{path}.{wrong.path}".strip(".") if wrong.path else path, wrong.text)) from None
        if first["type"] == "missing":
            raise UserError(_line(label, path, "is missing")) from None
        raise UserError(_line(label, path, f"is {show(first['input'])}; {first['msg'].lower()}")) from None
    except WrongValueError as wrong:
        raise UserError(_line(label, wrong.path, wrong.text)) from None


def read_list(given: Any, what: str) -> Sequence[Any]:
    """Read a list, or one thing that stands alone."""
    if isinstance(given, str):
        return [given]
    if not isinstance(given, list | tuple) or not given:
        raise WrongValueError(f"is {show(given) if given else 'empty'}; it must be a list of {what}")
    return given


def read_measure(given: Any) -> str:
    """Read the name of an annual measure."""
    if given not in ANNUAL_RETURN.names:
        raise WrongValueError(f"has {show(given)}, which is not a measure{nearest_measure(str(given))}")
    return str(given)


def _base(path: Path, values: dict[Any, Any], settings: Mapping[str, str] | None) -> Scenario:
    given = values.pop("scenario", None)
    if not isinstance(given, str) or not given.strip():
        raise UserError(f"{path}: scenario is {show(given)}; it must be the path of a scenario file beside this one")
    file = path.parent / given
    if not file.exists():
        raise UserError(f'{path}: scenario is "{given}"; there is no such file beside it')
    own = values.pop("set", {})
    if not isinstance(own, Mapping) or not all(isinstance(name, str) for name in own):
        raise UserError(f"{path}: set is {show(own)}; it must be dotted names with values, such as turnover.level: 0.9")
    scenario = load_scenario(file, settings)
    try:
        base = changed(scenario, own) if own else scenario
    except UserError as error:
        raise UserError(f"{path}: set: {error}") from None
    try:
        simulated_profiles(base)
    except ScenarioError as error:
        label = f"{path}: set" if error.name in own else standing_in(file, settings, error.name)
        raise UserError(f"{label}: {error}") from None
    return base


def _line(label: str, name: str, text: str) -> str:
    return f"{label}: {name} {text}" if name else f"{label}: {text}"


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)
