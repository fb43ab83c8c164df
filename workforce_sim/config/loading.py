"""Loading a scenario: its file, the files it extends, and what the command line sets, as layers that are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workforce_sim.config.catalogue import sections, suggestion
from workforce_sim.config.checks import LAST_CENSUS, read_start
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import WrongValueError, show
from workforce_sim.config.yaml_files import parse, read_file
from workforce_sim.errors import UserError

OWN_TO_A_FILE = ("name", "description")
"""What a scenario never takes from the file it extends: it would be called by another's name."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The differences one file, or one ``--set``, makes; ``label`` is what a message about them begins with."""

    label: str
    values: dict[str, Any]


def load_scenario(path: str | Path, overrides: Mapping[str, str] | None = None) -> Scenario:
    """Read a scenario file, the files it extends, and overrides as ``--set`` gives them: dotted name to YAML text.

    Raises ``UserError`` with one line: file, dotted name, what was given and what is allowed.
    """
    return build(_layers(Path(path), overrides))


def standing_in(path: str | Path, overrides: Mapping[str, str] | None, name: str) -> str:
    """Say where a scenario's value of a dotted name stands: in its file, in one it extends, or in ``--set``."""
    return _standing(_layers(Path(path), overrides), name)


def _layers(path: Path, overrides: Mapping[str, str] | None) -> list[Layer]:
    layers = _files(path, ())
    own = layers[-1].values
    layers = [Layer(layer.label, {k: v for k, v in layer.values.items() if k not in OWN_TO_A_FILE}) for layer in layers]
    head = {"name": path.stem} | {name: own[name] for name in OWN_TO_A_FILE if name in own}
    layers.append(Layer(layers[-1].label, head))
    return [*layers, *_overridden(overrides)]


def default_scenario(overrides: Mapping[str, str] | None = None) -> Scenario:
    """Give the scenario of no file: every parameter at its default, but for overrides as ``--set`` gives them."""
    return build([Layer("the defaults", {"name": "defaults"}), *_overridden(overrides)])


def settings_by_name(settings: Iterable[str]) -> dict[str, str]:
    """Split what ``--set`` gives, NAME=VALUE, into names and values; raises ``UserError``."""
    values: dict[str, str] = {}
    for setting in settings:
        name, sign, text = setting.partition("=")
        name = name.strip()
        if not sign or not name:
            raise UserError(f'--set is "{setting}"; it must be NAME=VALUE, such as apprenticeship.intake=12')
        if name in values:
            raise UserError(f"--set: {name} is set twice; each parameter may be set once")
        values[name] = text
    return values


def changed(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Give a scenario with some parameters changed, checked as a file is; sections without a change are taken as they are."""
    kept = scenario.resolved_in({name.split(".", 1)[0] for name in values})
    return build([Layer("", kept), *(_set(name, value, "") for name, value in values.items())])


def build(layers: list[Layer]) -> Scenario:
    """Merge layers, the last the strongest, and make the scenario of them; raises ``UserError``."""
    merged: dict[str, Any] = {}
    for layer in layers:
        _refuse_unknown(layer, layer.values, "")
        merged = merge(merged, layer.values)
    merged = merge(_calibrated(merged.get("start")), merged)
    try:
        return Scenario.model_validate(merged)
    except ValidationError as error:
        raise _told(error, layers) from None


def _calibrated(start: object) -> dict[str, Any]:
    """Give the calibrated defaults of a start other than the usual one, whose own are the declared defaults.

    Nothing for what is no start: validation will say so.
    """
    try:
        year = read_start(start).year if start is not None else LAST_CENSUS
    except WrongValueError:
        return {}
    if year == LAST_CENSUS:
        return {}
    from workforce_sim.calibration.baseline import calibrated_values  # the calibration knows the parameters' names

    return calibrated_values(year)


def merge(under: Mapping[str, Any], over: Mapping[str, Any], section: str = "") -> dict[str, Any]:
    """Lay one mapping of values over another: sections are merged, a parameter's value is replaced whole.

    So a dated value replaces a number, and a number a dated value. Figures are merged authority by authority.
    """
    merged = dict(under)
    for key, value in over.items():
        name = f"{section}.{key}" if section else key
        below = merged.get(key)
        goes_deeper = name in sections() or name == "figures" or section == "figures"
        if goes_deeper and isinstance(value, Mapping) and isinstance(below, Mapping):
            merged[key] = merge(below, value, name)
        else:
            merged[key] = value
    return merged


def _files(path: Path, above: tuple[Path, ...]) -> list[Layer]:
    if path.resolve() in [file.resolve() for file in above]:
        loop = " extends ".join(str(file) for file in (*above, path))
        raise UserError(f"{above[0]}: extends goes in a circle: {loop}")
    values = read_file(path)
    extended = values.pop("extends", None)
    if isinstance(values.get("figures"), str):
        values["figures"] = (path.parent / values["figures"]).as_posix()
    own = Layer(str(path), values)
    if extended is None:
        return [own]
    if not isinstance(extended, str) or not extended.strip():
        raise UserError(f"{path}: extends is {show(extended)}; it must be the path of another scenario file")
    parent = Path(path.parent / extended)
    if not parent.exists():
        raise UserError(f"{path}: extends is {show(extended)}; there is no such file beside it")
    return [*_files(_tidy(parent), (*above, path)), own]


def _tidy(path: Path) -> Path:
    """Write ``configs/scenarios/../england.yaml`` as ``configs/england.yaml``, without making it absolute."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] not in ("..", path.anchor):
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts)


def _overridden(overrides: Mapping[str, str] | None) -> list[Layer]:
    return [_set(name, parse(text, f"--set {name}"), "--set") for name, text in (overrides or {}).items()]


def _set(name: str, value: Any, label: str) -> Layer:
    for part in reversed(name.split(".")):
        value = {part: value}
    return Layer(label, value)


def _refuse_unknown(layer: Layer, values: Mapping[Any, Any], section: str) -> None:
    fields = sections()[section].model_fields
    for key, value in values.items():
        name = f"{section}.{key}" if section else str(key)
        if key not in fields:
            raise UserError(_line(layer.label, name, f"is not a parameter{suggestion(name)}"))
        if name not in sections() or isinstance(value, sections()[name]):
            continue
        if not isinstance(value, Mapping):
            within = next(iter(sections()[name].model_fields))
            text = f"is {show(value)}; it is a group of parameters such as {name}.{within}"
            raise UserError(_line(layer.label, name, text))
        _refuse_unknown(layer, value, name)


def _told(error: ValidationError, layers: list[Layer]) -> UserError:
    """Turn the first thing pydantic found into one line that names the file in which it stands."""
    first = error.errors(include_url=False)[0]
    wrong = first.get("ctx", {}).get("error")
    path = ".".join(str(part) for part in first["loc"])
    if isinstance(wrong, WrongValueError):
        name, text = wrong.path or path, wrong.text
    else:
        name, text = path, f"is {show(first['input'])}; {first['msg']}"
    return UserError(_line(_standing(layers, name), name, text))


def _standing(layers: list[Layer], name: str) -> str:
    for layer in reversed(layers):
        values: Any = layer.values
        for part in name.split("."):
            values = values.get(part, _ABSENT) if isinstance(values, Mapping) else _ABSENT
        if values is not _ABSENT:
            return layer.label
    return layers[-1].label


_ABSENT = object()


def _line(label: str, name: str, text: str) -> str:
    return f"{label}: {name} {text}" if label else f"{name} {text}"
