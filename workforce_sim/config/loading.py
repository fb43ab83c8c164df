"""Loading a scenario: its file, the files it extends, and what the command line sets, as layers that are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workforce_sim.config.catalogue import sections, suggestion
from workforce_sim.config.checks import LAST_CENSUS, read_start
from workforce_sim.config.extending import File, read_extended
from workforce_sim.config.layers import OWN_TO_A_FILE, Layer, merge, nested
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import WrongValueError, show
from workforce_sim.config.yaml_files import parse
from workforce_sim.errors import ParameterError, UserError


def load_scenario(path: str | Path, overrides: Mapping[str, str] | None = None) -> Scenario:
    """Read a scenario file, the files it extends, and overrides as ``--set`` gives them: dotted name to YAML text.

    Raises ``UserError`` with one line: file, dotted name, what was given and what is allowed.
    """
    file = read_extended(Path(path))
    return build(_layers(file, overrides)).with_parts(file.parts)


def standing_in(path: str | Path, overrides: Mapping[str, str] | None, name: str) -> str:
    """Say where a scenario's value of a dotted name stands: in its file, in one it extends, or in ``--set``."""
    return _standing(_layers(read_extended(Path(path)), overrides), name)


def _layers(file: File, overrides: Mapping[str, str] | None) -> list[Layer]:
    own = file.own.values
    layers = [
        Layer(layer.label, {k: v for k, v in layer.values.items() if k not in OWN_TO_A_FILE})
        for layer in file.layers().values()
    ]
    head = {"name": file.path.stem} | {name: own[name] for name in OWN_TO_A_FILE if name in own}
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
    layers = [Layer("", kept), *(Layer("", nested({name: value})) for name, value in values.items())]
    return build(layers).with_parts(scenario.parts)


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


def _overridden(overrides: Mapping[str, str] | None) -> list[Layer]:
    return [Layer("--set", nested({name: parse(text, f"--set {name}")})) for name, text in (overrides or {}).items()]


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


def _told(error: ValidationError, layers: list[Layer]) -> ParameterError:
    """Turn the first thing pydantic found into one line that names the file in which it stands."""
    first = error.errors(include_url=False)[0]
    wrong = first.get("ctx", {}).get("error")
    path = ".".join(str(part) for part in first["loc"])
    if isinstance(wrong, WrongValueError):
        name, text = wrong.path or path, wrong.text
    else:
        name, text = path, f"is {show(first['input'])}; {first['msg']}"
    return ParameterError(name, text, _standing(layers, name))


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
